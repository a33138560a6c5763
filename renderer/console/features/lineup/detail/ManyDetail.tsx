import { ArrowDown, ArrowDownToLine, ArrowUp, ArrowUpToLine, Trash2 } from 'lucide-react'
import { plannedTotalMs } from '../../../../../domain/lineup/timing.ts'
import type { Slot } from '../../../../../domain/model/lineup.ts'
import { formatMinutes, formatSpan, parseMinutes } from '../../../../shared/formatTime.ts'
import { useLanguage, useTranslate } from '../../../../shared/useTranslate.ts'
import { Button } from '../../../ui/Button.tsx'
import { ParsedField } from '../../../ui/Field.tsx'
import { editLineup } from '../lineupStore.ts'
import { type Move, moveByOne, moveToEdge } from '../rowMoves.ts'
import { formatOptional, type Optional, parseOptional } from './texts.ts'
import { useIsLocked } from '../useIsLocked.ts'

/** What can be done with several slots at once. */
export const ManyDetail = ({ slots }: { slots: readonly Slot[] }) => {
  const t = useTranslate()
  const language = useLanguage()
  const isLocked = useIsLocked()
  const chosen = new Set(slots.map(({ id }) => id))
  const minutes = slots.every((slot) => slot.plannedMs === slots[0]?.plannedMs)
    ? (slots[0]?.plannedMs ?? 'none')
    : 'none'
  const move = (make: (now: readonly Slot[]) => Move | null): void =>
    void editLineup((now) => {
      const made = make(now)
      return made === null ? null : { type: 'moveSlots', ...made }
    })
  return (
    <div className="detail-plain">
      <header className="detail-names">
        <h2 className="detail-name">{t('lineup.many', { count: slots.length })}</h2>
        <p className="detail-code">
          {t('lineup.manyTotal', { span: formatSpan(language, plannedTotalMs(slots)) })}
        </p>
      </header>
      <div className="detail-narrow">
        <ParsedField<Optional>
          key={[...chosen].join()}
          label={t('lineup.manyMinutes')}
          value={minutes}
          format={formatOptional(formatMinutes)}
          parse={parseOptional(parseMinutes)}
          invalid={t('lineup.minutesInvalid')}
          onCommit={(plannedMs) =>
            plannedMs === 'none'
              ? Promise.resolve(false)
              : editLineup(() => ({ type: 'setPlanned', slotIds: [...chosen], plannedMs }))
          }
        />
      </div>
      {isLocked ? null : (
        <>
          <div className="detail-acts">
            <Button
              icon={<ArrowUp aria-hidden />}
              onPress={() => move((now) => moveByOne(now, chosen, 'up'))}
            >
              {t('lineup.manyUp')}
            </Button>
            <Button
              icon={<ArrowDown aria-hidden />}
              onPress={() => move((now) => moveByOne(now, chosen, 'down'))}
            >
              {t('lineup.manyDown')}
            </Button>
            <Button
              icon={<ArrowUpToLine aria-hidden />}
              onPress={() => move((now) => moveToEdge(now, chosen, 'top'))}
            >
              {t('lineup.manyTop')}
            </Button>
            <Button
              icon={<ArrowDownToLine aria-hidden />}
              onPress={() => move((now) => moveToEdge(now, chosen, 'end'))}
            >
              {t('lineup.manyEnd')}
            </Button>
          </div>
          <div>
            <Button
              tone="danger"
              icon={<Trash2 aria-hidden />}
              onPress={() => void editLineup(() => ({ type: 'removeSlots', slotIds: [...chosen] }))}
            >
              {t('lineup.removeMany', { count: slots.length })}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}
