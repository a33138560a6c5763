import { useState } from 'react'
import type { RetainedSession } from '../../../../domain/contract/retention.ts'
import { useTranslate } from '../../../shared/useTranslate.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { askHold, holdSession, useRetention } from './retentionStore.ts'
import { useWord, WordFields } from './WordFields.tsx'

/** Whether a session is held, or let go: why, and on whose word. */
export const HoldDialog = () => {
  const holding = useRetention((state) => state.holding)
  return holding === null ? null : <Question session={holding} />
}

const Question = ({ session }: { session: RetainedSession }) => {
  const t = useTranslate()
  const word = useWord('')
  const [isBusy, setBusy] = useState(false)
  const isHeld = session.hold !== null
  const close = (): void => askHold(null)
  const confirm = async (): Promise<void> => {
    if (word.value === null) return
    setBusy(true)
    if (!(await holdSession(session, word.value))) setBusy(false)
  }
  return (
    <Dialog
      isOpen
      onClose={close}
      title={t(isHeld ? 'retention.releaseTitle' : 'retention.holdTitle', { title: session.title })}
      size="small"
      canDismiss
      footer={
        <>
          <Button onPress={close}>{t('common.cancel')}</Button>
          <Button tone="primary" isDisabled={word.value === null || isBusy} onPress={() => void confirm()}>
            {t(isHeld ? 'retention.releaseConfirm' : 'retention.holdConfirm')}
          </Button>
        </>
      }
    >
      <div className="retention-form">
        <p>{t(isHeld ? 'retention.releaseText' : 'retention.holdText')}</p>
        <WordFields word={word} help={t('retention.reasonHelp')} />
      </div>
    </Dialog>
  )
}
