import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import type { RuleAdjustment } from '../../../../../domain/compliance/shopRules.ts'
import { formatDate } from '../../../../shared/formatTime.ts'
import { useTranslate } from '../../../../shared/useTranslate.ts'
import { askMain } from '../../../bridge/askMain.ts'
import { takeRules } from '../../../stores/rulesStore.ts'
import { Button } from '../../../ui/Button.tsx'
import { TextField } from '../../../ui/Field.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import type { ListedRule } from '../listRules.ts'

type Level = RuleAdjustment['severity']

/** The shop's own severity for a rule, or off; another one than the rule's needs a reason. */
export const RuleSetting = ({ listed }: { listed: ListedRule }) => {
  const t = useTranslate()
  const { rule, adjustment } = listed
  const level: Level = adjustment?.severity ?? rule.severity
  const [wanted, setWanted] = useState<Level>(level)
  const [reason, setReason] = useState('')
  const nameOf = (one: Level): string => t(one === 'off' ? 'rules.setting.off' : `severity.${one}`)

  const set = async (severity: Level | null): Promise<void> => {
    const state = await askMain('rules.adjust', { rules: [rule.id], severity, reason: reason.trim() })
    if (state !== null) takeRules(state)
  }
  const isOther = wanted !== level
  const isOwn = wanted === rule.severity
  return (
    <section className="rule-setting" aria-label={t('rules.setting')}>
      <h3>{t('rules.setting')}</h3>
      <Segmented
        label={t('rules.setting.choice')}
        showLabel={false}
        options={(['note', 'warn', 'block', 'off'] as const).map((value) => ({
          value,
          title: nameOf(value),
        }))}
        value={wanted}
        onChange={setWanted}
      />
      {adjustment !== null && !isOther ? (
        <p className="rule-setting-since">
          {t('rules.setting.since', { time: formatDate(adjustment.at), reason: adjustment.reason })}
          <span>{t('rules.setting.was', { severity: t(`severity.${rule.severity}`) })}</span>
        </p>
      ) : null}
      {isOther && !isOwn ? (
        <div className="rule-setting-why">
          <TextField
            label={t('rules.setting.reason')}
            help={t('rules.setting.reasonHelp')}
            maxLength={200}
            autoFocus
            value={reason}
            onChange={setReason}
            onEnter={() => {
              if (reason.trim() !== '') void set(wanted)
            }}
          />
          <Button tone="primary" isDisabled={reason.trim() === ''} onPress={() => void set(wanted)}>
            {wanted === 'off'
              ? t('rules.setting.saveOff')
              : t('rules.setting.save', { severity: nameOf(wanted) })}
          </Button>
        </div>
      ) : null}
      {adjustment !== null && (!isOther || isOwn) ? (
        <Button size="small" icon={<RotateCcw aria-hidden />} onPress={() => void set(null)}>
          {t('rules.setting.reset')}
        </Button>
      ) : null}
    </section>
  )
}
