import {
  MAX_RETENTION_YEARS,
  retentionRule,
  type RetentionYears,
  SET_GROUPS,
} from '../../../../domain/retention/retentionRules.ts'
import { useTranslate } from '../../../shared/useTranslate.ts'
import { askMain } from '../../bridge/askMain.ts'
import { takeSettings, useSettingsStore } from '../../stores/settingsStore.ts'
import { ParsedField } from '../../ui/Field.tsx'
import './retention-years.css'
import { loadRetention } from './retentionStore.ts'

/** Years by what was sold: longer as the shop likes, never shorter than the rule. */
export const RetentionYearsForm = () => {
  const t = useTranslate()
  const years = useSettingsStore((state) => state.settings.retentionYears)
  const save = async (change: Partial<RetentionYears>): Promise<boolean> => {
    const { settings } = useSettingsStore.getState()
    const saved = await askMain('settings.save', {
      ...settings,
      retentionYears: { ...settings.retentionYears, ...change },
    })
    if (saved === null) return false
    takeSettings(saved)
    await loadRetention()
    return true
  }
  return (
    <section className="years" aria-labelledby="years-title">
      <h3 id="years-title" className="retention-part">
        {t('retention.settings')}
      </h3>
      <p className="data-quiet">{t('retention.settingsHelp')}</p>
      {SET_GROUPS.map((group) => {
        const { minYears, source, basis } = retentionRule(group)
        const label = t(`retention.group.${group}`)
        return (
          <div key={group} className="years-line">
            <div>
              <p>{label}</p>
              <p className="retention-small">
                {t(`retention.source.${source}`, { years: minYears })}
                {' · '}
                {t('retention.basis', {
                  laws: basis
                    .map(({ law, article, mark }) => `${law} ${article} (${t(`rules.editor.mark.${mark}`)})`)
                    .join('; '),
                })}
              </p>
            </div>
            <ParsedField
              label={label}
              value={years[group]}
              format={String}
              parse={(typed) => parseYears(typed, minYears)}
              invalid={t('retention.yearsInvalid', { min: minYears, max: MAX_RETENTION_YEARS })}
              onCommit={(next) => save({ [group]: next })}
              trail={t('retention.yearsUnit')}
            />
          </div>
        )
      })}
    </section>
  )
}

const parseYears = (typed: string, min: number): number | null => {
  const text = typed.normalize('NFKC').trim()
  const years = /^\d{1,2}$/.test(text) ? Number(text) : 0
  return years >= min && years <= MAX_RETENTION_YEARS ? years : null
}
