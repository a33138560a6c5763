import {
  isSame,
  type PackComparison,
  type RuleChange,
} from '../../../../../domain/compliance/comparePacks.ts'
import { ruleFieldName } from '../../../../../domain/compliance/ruleFields.ts'
import { useLocalText, useTranslate } from '../../../../shared/useTranslate.ts'
import { SeverityMark } from '../../../ui/SeverityMark.tsx'

/** Rules that come, change and go. */
export const RuleChanges = ({ comparison }: { comparison: PackComparison }) => {
  const t = useTranslate()
  const local = useLocalText()
  const { added, changed, removed, ordinary } = comparison
  if (isSame({ ...comparison, packs: [] })) return <p className="preview-same">{t('rules.preview.same')}</p>
  return (
    <div className="preview-changes">
      {added.length === 0 ? null : (
        <section>
          <h3>{t('rules.preview.added', { count: added.length })}</h3>
          <ul>
            {added.map(({ rule }) => (
              <li key={rule.id} className="preview-rule">
                <SeverityMark severity={rule.severity} boxed={false} />
                <span>{local(rule.message)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {changed.length === 0 ? null : (
        <section>
          <h3>{t('rules.preview.changed', { count: changed.length })}</h3>
          <ul>
            {changed.map((change) => (
              <ChangedRule key={change.after.rule.id} change={change} />
            ))}
          </ul>
        </section>
      )}
      {removed.length === 0 ? null : (
        <section>
          <h3>{t('rules.preview.removed', { count: removed.length })}</h3>
          <ul>
            {removed.map(({ rule }) => (
              <li key={rule.id} className="preview-rule preview-gone">
                <SeverityMark severity={rule.severity} boxed={false} />
                <span>{local(rule.message)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {ordinary.added.length + ordinary.removed.length === 0 ? null : (
        <p className="preview-ordinary">
          {t('rules.preview.ordinary', { added: ordinary.added.length, removed: ordinary.removed.length })}
        </p>
      )}
    </div>
  )
}

const ChangedRule = ({ change: { before, after, fields } }: { change: RuleChange }) => {
  const t = useTranslate()
  const local = useLocalText()
  const names = fields.map((field) =>
    field.startsWith('<')
      ? t('rules.preview.class', { name: field.slice(1, -1) })
      : local(ruleFieldName(field)),
  )
  return (
    <li className="preview-rule">
      <SeverityMark severity={after.rule.severity} boxed={false} />
      <span>
        {local(after.rule.message)}
        <span className="preview-fields">
          {t('rules.preview.fields', { fields: [...new Set(names)].join('、') })}
          {before.rule.severity === after.rule.severity
            ? ''
            : ` (${t('rules.preview.regrade', {
                from: t(`severity.${before.rule.severity}`),
                to: t(`severity.${after.rule.severity}`),
              })})`}
        </span>
      </span>
    </li>
  )
}
