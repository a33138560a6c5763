import { useState } from 'react'
import { useTranslate } from '../../../../shared/useTranslate.ts'
import { formatMinutes, parseMinutes } from '../../../../shared/formatTime.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ParsedField, TextField } from '../../../ui/Field.tsx'
import { editLineup, showDialog } from '../lineupStore.ts'
import './dialogs.css'

/** A break in the lineup: a lucky draw, a warm-up. */
export const AddBreakDialog = () => {
  const t = useTranslate()
  const [title, setTitle] = useState('')
  const [plannedMs, setPlanned] = useState(3 * 60_000)
  const [tried, setTried] = useState(false)
  const fits = title.trim() !== '' && title.trim().length <= 60
  const close = (): void => showDialog(null)
  const add = async (): Promise<void> => {
    setTried(true)
    if (fits && (await editLineup(() => ({ type: 'addBreak', title: title.trim(), plannedMs })))) close()
  }
  return (
    <Dialog
      isOpen
      onClose={close}
      title={t('lineup.break.title')}
      size="small"
      canDismiss
      footer={
        <>
          <Button onPress={close}>{t('common.cancel')}</Button>
          <Button tone="primary" onPress={() => void add()}>
            {t('common.add')}
          </Button>
        </>
      }
    >
      <div className="dialog-form">
        <TextField
          label={t('lineup.break.name')}
          placeholder={t('lineup.break.nameExample')}
          autoFocus
          value={title}
          onChange={setTitle}
          onEnter={() => void add()}
          error={tried && !fits ? t('lineup.break.nameInvalid') : ''}
        />
        <div className="dialog-narrow">
          <ParsedField
            label={t('lineup.field.minutes')}
            value={plannedMs}
            format={formatMinutes}
            parse={parseMinutes}
            invalid={t('lineup.minutesInvalid')}
            onCommit={setPlanned}
          />
        </div>
      </div>
    </Dialog>
  )
}
