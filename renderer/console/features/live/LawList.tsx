import type { Basis } from '../../../../domain/model/claim.ts'
import { useLanguage, useTranslate } from '../../../shared/useTranslate.ts'

/** A law as one cites it: `《广告法》第九条` in Chinese; a law that stands in brackets already keeps them. */
const lawName = (law: string, language: 'zh' | 'en'): string =>
  language === 'zh' && !law.startsWith('《') && /[\u4e00-\u9fff]/.test(law) ? `《${law}》` : law

/** The laws a rule rests on; one that was not read in the original says so. */
export const LawList = ({ basis }: { basis: readonly Basis[] }) => {
  const t = useTranslate()
  const language = useLanguage()
  return (
    <ul className="law-list">
      {basis.map((entry) => (
        <li key={`${entry.law}${entry.article}`}>
          {lawName(entry.law, language)}
          {language === 'en' ? ' ' : ''}
          {entry.article}
          {entry.mark === 'confirmed' ? null : (
            <span className="law-mark">
              {t(entry.mark === 'secondary' ? 'live.reminder.markSecondary' : 'live.reminder.markBelieved')}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
