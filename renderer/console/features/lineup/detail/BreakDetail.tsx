import { Trash2 } from 'lucide-react'
import { type ReactNode } from 'react'
import type { Slot } from '../../../../../domain/model/lineup.ts'
import { formatMinutes, parseMinutes } from '../../../../shared/formatTime.ts'
import { useTranslate } from '../../../../shared/useTranslate.ts'
import { Button } from '../../../ui/Button.tsx'
import { ParsedField } from '../../../ui/Field.tsx'
import { editLineup } from '../lineupStore.ts'
import { useIsLocked } from '../useIsLocked.ts'

/** A break: only its minutes can be changed. */
export const BreakDetail = ({ slot, icon }: { slot: Slot; icon: ReactNode }) => {
  const t = useTranslate()
  const isLocked = useIsLocked()
  return (
    <div className="detail-plain">
      <header className="product-head product-head-plain">
        <span className="product-head-icon">{icon}</span>
        <div className="detail-names">
          <h2 className="detail-name">{slot.title}</h2>
          <p className="detail-code">{t('lineup.detail.breakText')}</p>
        </div>
      </header>
      <div className="detail-narrow">
        <ParsedField
          label={t('lineup.field.minutes')}
          value={slot.plannedMs}
          format={formatMinutes}
          parse={parseMinutes}
          invalid={t('lineup.minutesInvalid')}
          onCommit={(plannedMs) => editLineup(() => ({ type: 'setPlanned', slotIds: [slot.id], plannedMs }))}
        />
      </div>
      {isLocked ? null : (
        <Button
          tone="danger"
          icon={<Trash2 aria-hidden />}
          onPress={() => void editLineup(() => ({ type: 'removeSlots', slotIds: [slot.id] }))}
        >
          {t('lineup.remove')}
        </Button>
      )}
    </div>
  )
}
