import type { LiveCommand } from '../../../../domain/contract/command.ts'
import { stageGuarantees } from '../../../../domain/stage/projectStage.ts'
import type { GuaranteeCode } from '../../../../domain/model/guarantee.ts'
import type { Ulid } from '../../../../domain/model/scalars.ts'
import { sendCommand } from '../../bridge/askMain.ts'
import { airedSlot } from '../../../shared/live/onAir.ts'
import { useLiveStore } from '../../../shared/liveStore.ts'
import { useBootstrapStore } from '../../stores/bootstrapStore.ts'
import { openReview } from '../../stores/navigationStore.ts'
import { shownReminder, useReminderStore } from './reminderStore.ts'

/** A second 上一个/下一个 within this many ms is a slip of the finger. */
export const NAVIGATION_GUARD_MS = 400

/** A reminder that has just slid in cannot be dealt with yet: the key was meant for the one before it. */
export const REMINDER_GUARD_MS = 300

const act = (command: LiveCommand): void => void sendCommand(command)

let navigatedAt = Number.NEGATIVE_INFINITY

const navigate = (command: LiveCommand): void => {
  const at = performance.now()
  if (at - navigatedAt < NAVIGATION_GUARD_MS) return
  navigatedAt = at
  act(command)
}

/** 下一个 */
export const goNext = (): void => navigate({ type: 'next' })

/** 上一个 */
export const goPrevious = (): void => navigate({ type: 'previous' })

/** Puts a slot on air, also one that is done (返场). The one on air already stays as it is. */
export const goToSlot = (slotId: Ulid): void => {
  if (slotId !== useLiveStore.getState().snapshot.nowSlotId) navigate({ type: 'goTo', slotId })
}

/** Puts the slot with this number on air. False when there is none. */
export const goToPosition = (position: number): boolean => {
  const slot = useLiveStore.getState().snapshot.slots.find((candidate) => candidate.position === position)
  if (slot === undefined) return false
  goToSlot(slot.id)
  return true
}

/** 上屏 / 下屏 */
export const toggleStage = (): void => {
  const { visible } = useLiveStore.getState().snapshot.stage
  act({ type: 'setStageVisible', visible: !visible })
}

/** Opens a right large on the stage, or closes it when it is the one that is open. */
export const toggleSpotlight = (code: GuaranteeCode): void => {
  const { spotlight } = useLiveStore.getState().snapshot.stage
  act({ type: 'spotlight', code: spotlight === code ? null : code })
}

/** The right after the one that is large, of those the product on air has; null after the last. */
export const nextSpotlight = (
  codes: readonly GuaranteeCode[],
  current: GuaranteeCode | null,
): GuaranteeCode | null => {
  const index = current === null ? -1 : codes.indexOf(current)
  return index === -1 ? (codes[0] ?? null) : (codes[index + 1] ?? null)
}

/** 权益大字: none → first → … → last → none. */
export const cycleSpotlight = (): void => {
  const { snapshot } = useLiveStore.getState()
  const definitions = useBootstrapStore.getState().bootstrap?.guarantees ?? []
  const owned = airedSlot(snapshot, snapshot.nowSlotId)?.product?.guarantees ?? []
  const codes = stageGuarantees(owned, definitions, Date.now()).map(({ code }) => code)
  const code = nextSpotlight(codes, snapshot.stage.spotlight)
  if (code !== snapshot.stage.spotlight) act({ type: 'spotlight', code })
}

/** Lengthens (or shortens) the time planned for the slot on air, in ms. */
export const adjustTime = (deltaMs: number): void => act({ type: 'adjustTime', deltaMs })

const openReminderId = (pressedAt: number): Ulid | null => {
  const finding = shownReminder()
  if (finding === null || finding.state !== 'open') return null
  return pressedAt - useReminderStore.getState().since < REMINDER_GUARD_MS ? null : finding.id
}

/** 已更正: the reminder the panel shows was put right on air. `pressedAt`: when the press was made, monotonic ms. */
export const correctReminder = (pressedAt: number): void => {
  const findingId = openReminderId(pressedAt)
  if (findingId !== null) act({ type: 'correct', findingId, draft: null })
}

/** 知道了; `pressedAt` as for 已更正. */
export const acknowledgeReminder = (pressedAt: number): void => {
  const findingId = openReminderId(pressedAt)
  if (findingId !== null) act({ type: 'acknowledge', findingId })
}

/** 忽略, with the operator's reason (2–200 characters). True when it was done. */
export const dismissReminder = (findingId: Ulid, reason: string): Promise<boolean> =>
  sendCommand({ type: 'dismiss', findingId, reason })

/** 清屏 */
export const panic = (): void => act({ type: 'panic' })

/** Takes back the last on-air act, when there is one to take back. */
export const undoLast = (): void => {
  if (useLiveStore.getState().snapshot.undoable !== null) act({ type: 'undo' })
}

/** 下播: the session ends and the review of it opens. */
export const endSession = async (): Promise<void> => {
  const sessionId = useLiveStore.getState().snapshot.session?.id
  if ((await sendCommand({ type: 'end' })) && sessionId !== undefined) openReview(sessionId)
}
