import { Check, ChevronRight } from 'lucide-react'
import { useTranslate } from '../../shared/useTranslate.ts'
import './badge.css'

/** Where a slot stands on screen: `next` is what follows the one on air. */
export type SlotStanding = 'queued' | 'next' | 'live' | 'done'

/** 在播 (red dot), 下一个 (amber arrow), 已讲 (grey tick), 待讲 (ring): mark, word and colour together. */
export const SlotStateMark = ({ standing }: { standing: SlotStanding }) => {
  const t = useTranslate()
  return (
    <span className={`mark mark-${standing}`}>
      {standing === 'live' ? <span className="mark-dot" /> : null}
      {standing === 'next' ? <ChevronRight aria-hidden /> : null}
      {standing === 'done' ? <Check aria-hidden /> : null}
      {standing === 'queued' ? <span className="mark-ring" /> : null}
      {t(`slotState.${standing}`)}
    </span>
  )
}
