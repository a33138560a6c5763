import { useState } from 'react'
import { formatDayTime } from '../../../shared/formatTime.ts'
import { useLanguage, useTranslate } from '../../../shared/useTranslate.ts'
import { askMain } from '../../bridge/askMain.ts'
import { clearResumable, useBootstrapStore } from '../../stores/bootstrapStore.ts'
import { takeSnapshot } from '../../stores/liveStore.ts'
import { goToRoom } from '../../stores/navigationStore.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { loadLineupRoom } from './lineupStore.ts'

/** A session that was cut off must be dealt with before anything else: go on at the same product, or end it. */
export const ResumeDialog = () => {
  const t = useTranslate()
  const language = useLanguage()
  const resumable = useBootstrapStore((state) => state.bootstrap?.resumable ?? null)
  const [busy, setBusy] = useState(false)
  if (resumable === null) return null
  const sessionId = resumable.session.id

  const resume = async (): Promise<void> => {
    setBusy(true)
    const snapshot = await askMain('live.resume', { sessionId })
    setBusy(false)
    if (snapshot === null) return
    takeSnapshot(snapshot)
    clearResumable()
    goToRoom('live')
  }
  const end = async (): Promise<void> => {
    setBusy(true)
    const done = await askMain('live.closeCutOff', { sessionId })
    setBusy(false)
    if (done === null) return
    clearResumable()
    await loadLineupRoom()
  }
  return (
    <Dialog
      isOpen
      onClose={() => {}}
      title={t('lineup.resume.title')}
      size="small"
      canDismiss={false}
      footer={
        <>
          <Button isDisabled={busy} onPress={() => void end()}>
            {t('lineup.resume.end')}
          </Button>
          <Button tone="live" autoFocus isDisabled={busy} onPress={() => void resume()}>
            {t('lineup.resume.go')}
          </Button>
        </>
      }
    >
      <p className="selectable">
        {t('lineup.resume.text', {
          title: resumable.session.title,
          position: resumable.position,
          product: resumable.productName,
          time: formatDayTime(language, resumable.lastActAt),
          count: resumable.claims,
        })}
      </p>
    </Dialog>
  )
}
