import type { PackEffect } from '../../../../../domain/contract/rules.ts'
import type { FindingDraft } from '../../../../../domain/model/claim.ts'
import { formatDayTime } from '../../../../shared/formatTime.ts'
import { useLanguage, useLocalText, useTranslate } from '../../../../shared/useTranslate.ts'
import { SeverityMark } from '../../../ui/SeverityMark.tsx'
import { MarkedText } from '../../live/MarkedText.tsx'

/** What other rules would have said about past claims: counts by rule, then claim by claim. */
export const EffectView = ({ effect }: { effect: PackEffect }) => {
  const t = useTranslate()
  const language = useLanguage()
  const local = useLocalText()
  const { claims, changed, shown, rules } = effect
  const messages = new Map(
    shown
      .flatMap(({ gained, lost, regraded }) => [
        ...gained,
        ...lost,
        ...regraded.map(({ finding }) => finding),
      ])
      .map(({ rule, words }) => [rule, local(words.message)]),
  )
  if (claims === 0) return <p>{t('rules.preview.effectNone')}</p>
  if (changed === 0) return <p>{t('rules.preview.effectSame', { count: claims })}</p>
  return (
    <>
      <p role="status">{t('rules.preview.effectChanged', { claims, changed })}</p>
      <ul className="effect-rules">
        {rules.map(({ rule, gained, lost, regraded }) => (
          <li key={rule}>
            <span className="effect-rule ellipsis">{messages.get(rule) ?? rule}</span>
            {gained === 0 ? null : (
              <span className="effect-gained">{t('rules.preview.gained', { count: gained })}</span>
            )}
            {lost === 0 ? null : (
              <span className="effect-lost">{t('rules.preview.lost', { count: lost })}</span>
            )}
            {regraded === 0 ? null : <span>{t('rules.preview.regraded', { count: regraded })}</span>}
          </li>
        ))}
      </ul>
      <ol>
        {shown.map(({ claim, gained, lost, regraded }) => (
          <li key={claim.id} className="effect-claim">
            <p className="selectable" lang="zh-CN">
              <MarkedText text={claim.text} marks={[...gained, ...regraded.map(({ finding }) => finding)]} />
            </p>
            {gained.map((finding) => (
              <Line key={`+${finding.rule}${String(finding.start)}`} sign="+" finding={finding} />
            ))}
            {lost.map((finding) => (
              <Line key={`-${finding.rule}${String(finding.start)}`} sign="−" finding={finding} />
            ))}
            {regraded.map(({ finding, from }) => (
              <p key={`~${finding.rule}${String(finding.start)}`} className="effect-line">
                <span className="effect-sign">~</span>
                {t('rules.preview.regrade', {
                  from: t(`severity.${from}`),
                  to: t(`severity.${finding.severity}`),
                })}
                <q lang="zh-CN">{finding.quote}</q>
              </p>
            ))}
            <p className="effect-where">
              {formatDayTime(language, claim.at)} · {claim.sessionTitle}
            </p>
          </li>
        ))}
      </ol>
    </>
  )
}

const Line = ({ sign, finding }: { sign: '+' | '−'; finding: FindingDraft }) => {
  const local = useLocalText()
  return (
    <p className="effect-line" data-lost={sign === '−' ? '' : undefined}>
      <span className="effect-sign">{sign}</span>
      <SeverityMark severity={finding.severity} boxed={false} />
      <span>
        <q lang="zh-CN">{finding.quote}</q> {local(finding.words.message)}
      </span>
    </p>
  )
}
