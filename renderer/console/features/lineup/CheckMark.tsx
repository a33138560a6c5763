import { Check, CircleAlert, OctagonX } from 'lucide-react'
import type { PreflightItem } from '../../../../domain/model/lineup.ts'
import { useLanguage, useTranslate } from '../../../shared/useTranslate.ts'
import '../../ui/badge.css'
import { itemText } from './itemText.ts'

/** What a product still lacks in one word, gravest first; everything on hover. */
export const CheckMark = ({ items }: { items: readonly PreflightItem[] }) => {
  const t = useTranslate()
  const language = useLanguage()
  const first = items[0]
  if (first === undefined) {
    return (
      <span className="mark mark-ok lineup-check-ok">
        <Check aria-hidden />
        {t('lineup.checkOk')}
      </span>
    )
  }
  const word = t(`lineup.check.${first.code}`)
  const text =
    items.length === 1
      ? word
      : t('lineup.checkMore', { first: word, count: items.length, rest: items.length - 1 })
  return (
    <span
      className={`mark ${first.level === 'block' ? 'mark-block' : 'mark-warn'} ellipsis`}
      title={items.map((item) => itemText(language, item)).join('\n')}
    >
      {first.level === 'block' ? <OctagonX aria-hidden /> : <CircleAlert aria-hidden />}
      <span className="ellipsis">{text}</span>
    </span>
  )
}
