import { RadioTower } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useLiveStore } from '../../../shared/liveStore.ts'
import { useTranslate } from '../../../shared/useTranslate.ts'
import { goToRoom } from '../../stores/navigationStore.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useKeyHints } from '../../ui/KeyHints.tsx'
import { AirPanel } from './AirPanel.tsx'
import { ClaimBox, useClaimWriter } from './ClaimBox.tsx'
import { followClaims } from './claimLogStore.ts'
import { ClaimLogPanel } from './ClaimLogPanel.tsx'
import { KeySheet } from './keys/KeySheet.tsx'
import type { KeyAct } from './keys/liveKeys.ts'
import { useLiveKeys } from './keys/useLiveKeys.ts'
import {
  acknowledgeReminder,
  correctReminder,
  cycleSpotlight,
  goNext,
  goPrevious,
  goToPosition,
  panic,
  toggleStage,
  undoLast,
} from './liveActions.ts'
import { QueuePanel } from './QueuePanel.tsx'
import { ReminderPanel } from './ReminderPanel.tsx'
import { followReminders } from './reminderStore.ts'
import { SessionStatus } from './SessionStatus.tsx'
import './live-room.css'

/** The room on air (直播): queue, the product on air, reminders and claims. Without a session it leads to 备播. */
export const LiveRoom = () => {
  const isLive = useLiveStore((state) => state.snapshot.session?.state === 'live')
  return isLive ? <OnAir /> : <Idle />
}

const Idle = () => {
  const t = useTranslate()
  return (
    <main className="live-idle">
      <EmptyState icon={<RadioTower aria-hidden />} title={t('live.idle.title')} text={t('live.idle.text')}>
        <Button tone="primary" size="large" onPress={() => goToRoom('prepare')}>
          {t('live.idle.go')}
        </Button>
      </EmptyState>
    </main>
  )
}

const OnAir = () => {
  const writer = useClaimWriter()
  const box = useRef<HTMLTextAreaElement>(null)
  const [sheetOpen, setSheetOpen] = useState(false)

  useEffect(followReminders, [])
  useEffect(followClaims, [])
  useHints()

  const act = (key: KeyAct, pressedAt: number): void => {
    switch (key.type) {
      case 'keySheet':
        return setSheetOpen(true)
      case 'previous':
        return goPrevious()
      case 'next':
        return goNext()
      case 'toggleStage':
        return toggleStage()
      case 'cycleSpotlight':
        return cycleSpotlight()
      case 'correct':
        return correctReminder(pressedAt)
      case 'acknowledge':
        return acknowledgeReminder(pressedAt)
      case 'focusClaimBox':
        return box.current?.focus()
      case 'quickPhrase':
        return writer.logPhrase(key.index)
      case 'goToPosition':
        return void goToPosition(key.position)
      case 'undo':
        return undoLast()
      case 'panic':
        return panic()
      default:
        return key satisfies never
    }
  }
  const typedDigits = useLiveKeys(act)

  return (
    <main className="live">
      <SessionStatus />
      <QueuePanel typedDigits={typedDigits} />
      <AirPanel />
      <div className="live-side">
        <ReminderPanel />
        <ClaimLogPanel />
        <ClaimBox writer={writer} box={box} />
      </div>
      <KeySheet isOpen={sheetOpen} onClose={() => setSheetOpen(false)} />
    </main>
  )
}

/** The keys of the moment in the bottom line. */
const useHints = (): void => {
  const t = useTranslate()
  const visible = useLiveStore((state) => state.snapshot.stage.visible)
  const anyOpen = useLiveStore((state) => state.snapshot.findings.some((finding) => finding.state === 'open'))
  useKeyHints([
    { keys: 'F1', does: t('live.keys.sheet') },
    { keys: 'F2', does: t('live.keys.previous') },
    { keys: 'F3', does: t('live.keys.next') },
    { keys: 'F4', does: visible ? t('live.keys.stageOff') : t('live.keys.stageOn') },
    { keys: 'F5', does: t('live.keys.spotlight') },
    ...(anyOpen
      ? [
          { keys: 'F6', does: t('live.keys.correct') },
          { keys: 'F7', does: t('live.keys.acknowledge') },
        ]
      : []),
    { keys: 'F8', does: t('live.keys.claimBox') },
    { keys: 'Ctrl 1–9', does: t('live.box.phrases') },
    { keys: 'Esc Esc', does: t('live.keys.panic') },
  ])
}
