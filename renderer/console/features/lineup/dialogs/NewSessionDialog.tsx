import { useState } from 'react'
import { useTranslate } from '../../../../shared/useTranslate.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { TextField } from '../../../ui/Field.tsx'
import { createSession, showDialog } from '../lineupStore.ts'
import './dialogs.css'

/** A new session needs only a title. */
export const NewSessionDialog = () => {
  const t = useTranslate()
  const [title, setTitle] = useState('')
  const [tried, setTried] = useState(false)
  const fits = title.trim() !== '' && title.trim().length <= 80
  const close = (): void => showDialog(null)
  const create = async (): Promise<void> => {
    setTried(true)
    if (fits && (await createSession(title.trim()))) close()
  }
  return (
    <Dialog
      isOpen
      onClose={close}
      title={t('lineup.session.new')}
      size="small"
      canDismiss
      footer={
        <>
          <Button onPress={close}>{t('common.cancel')}</Button>
          <Button tone="primary" onPress={() => void create()}>
            {t('lineup.session.create')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('lineup.session.titleField')}
        placeholder={t('lineup.session.titleExample')}
        autoFocus
        value={title}
        onChange={setTitle}
        onEnter={() => void create()}
        error={tried && !fits ? t('lineup.session.titleInvalid') : ''}
      />
    </Dialog>
  )
}
