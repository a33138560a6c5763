import { Check, CircleAlert } from 'lucide-react'
import { ruleFieldName } from '../../../../../domain/compliance/ruleFields.ts'
import { failureText } from '../../../../../domain/messages/failureText.ts'
import { formatDayTime } from '../../../../shared/formatTime.ts'
import { useLanguage, useLocalText, useTranslate } from '../../../../shared/useTranslate.ts'
import { MarkedText } from '../../live/MarkedText.tsx'
import type { Trial } from './useTrial.ts'

/** From this share of claims on a rule is too wide to live with. */
const TOO_MANY = 0.2
/** Below so many claims a share says nothing. */
const ENOUGH_CLAIMS = 20

/** How the rule being written comes out: what is missing, its examples, and what the shop has said before. */
export const TrialView = ({ state }: { state: Trial }) => {
  const t = useTranslate()
  const local = useLocalText()
  const language = useLanguage()
  const { missing, trial, failure, isWorking } = state
  const failing = trial?.examples.filter(({ passes }) => passes === false).length ?? 0
  return (
    <section className="trial" aria-label={t('rules.trial')} aria-busy={isWorking}>
      <h2 className="trial-title">
        {t('rules.trial')}
        <span className="trial-working">{isWorking ? t('rules.trial.working') : ''}</span>
      </h2>
      {missing.length === 0 ? null : (
        <div className="trial-part">
          <h3>{t('rules.trial.missing')}</h3>
          <ul className="trial-missing">
            {missing.map(({ field, reason }) => (
              <li key={field}>
                {t('rules.trial.problem', { field: local(ruleFieldName(field)), reason: local(reason) })}
              </li>
            ))}
          </ul>
        </div>
      )}
      {failure === null ? null : (
        <p className="trial-bad" role="alert">
          {failureText(language, failure)}
        </p>
      )}
      {trial === null && failure === null && !isWorking ? (
        <p className="trial-wait">{t('rules.trial.wait')}</p>
      ) : null}
      {trial === null || trial.problem === null ? null : (
        <p className="trial-bad" role="alert">
          {t('rules.trial.problem', {
            field: local(ruleFieldName(trial.problem.field)),
            reason: local(trial.problem.reason),
          })}
        </p>
      )}
      {trial === null || trial.problem !== null ? null : (
        <>
          {trial.examples.length === 0 ? null : (
            <div className="trial-part">
              <h3>{t('rules.examples')}</h3>
              <p className={failing === 0 ? 'trial-good' : 'trial-bad'} role="status">
                {failing === 0 ? <Check aria-hidden /> : <CircleAlert aria-hidden />}
                {failing === 0
                  ? t('rules.trial.examplesPass')
                  : t('rules.trial.examplesFail', { count: failing })}
              </p>
            </div>
          )}
          <Past past={trial.past} />
        </>
      )}
    </section>
  )
}

const Past = ({ past }: { past: NonNullable<Trial['trial']>['past'] }) => {
  const t = useTranslate()
  const language = useLanguage()
  const { claims, found, shown } = past
  return (
    <div className="trial-part">
      <h3>{t('rules.trial.past')}</h3>
      <p className="trial-past" role="status">
        {claims === 0
          ? t('rules.trial.pastNone')
          : found === 0
            ? t('rules.trial.pastClean', { count: claims })
            : t('rules.trial.pastFound', { claims, found })}
      </p>
      {claims >= ENOUGH_CLAIMS && found / claims > TOO_MANY ? (
        <p className="trial-many">{t('rules.trial.many')}</p>
      ) : null}
      <ol className="trial-claims">
        {shown.map((hit) => (
          <li key={hit.id} className="trial-claim selectable">
            <span lang="zh-CN">
              <MarkedText text={hit.text} marks={hit.marks} />
            </span>
            <span className="trial-where">
              {formatDayTime(language, hit.at)} ·{' '}
              {hit.productName === '' ? hit.sessionTitle : hit.productName}
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}
