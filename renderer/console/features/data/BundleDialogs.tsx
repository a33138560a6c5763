import { useState } from 'react'
import { failureText } from '../../../../domain/messages/failureText.ts'
import { useLanguage, useTranslate } from '../../../shared/useTranslate.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { openBackupFile, packShop, useBackups } from './backupStore.ts'

/** A passphrase shorter than this is refused (`passphraseSchema`). */
const SHORTEST = 10

/** Asks whether the packed shop goes behind a passphrase. */
export const PackDialog = ({ onClose }: { onClose: () => void }) => {
  const t = useTranslate()
  const [isLocked, setLocked] = useState(false)
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const isReady = !isLocked || (passphrase.length >= SHORTEST && passphrase === again)
  const pack = (): void => {
    onClose()
    void packShop(isLocked ? passphrase : null)
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('backup.bundleOutTitle')}
      size="small"
      canDismiss
      footer={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button tone="primary" isDisabled={!isReady} onPress={pack}>
            {t('backup.bundleOut')}
          </Button>
        </>
      }
    >
      <div className="restore">
        <Checkbox isSelected={isLocked} onChange={setLocked}>
          {t('backup.lock')}
        </Checkbox>
        <p className="data-quiet">{t(isLocked ? 'backup.lockHelp' : 'backup.bundleWarning')}</p>
        {isLocked ? (
          <>
            <TextField
              label={t('backup.passphrase')}
              help={t('backup.passphraseHelp')}
              value={passphrase}
              onChange={setPassphrase}
              maxLength={200}
            />
            <TextField
              label={t('backup.passphraseAgain')}
              value={again}
              onChange={setAgain}
              error={again !== '' && again !== passphrase ? t('backup.passphraseDiffers') : ''}
              maxLength={200}
            />
          </>
        ) : null}
      </div>
    </Dialog>
  )
}

/** Asks for the passphrase of the file that was chosen. */
export const UnlockDialog = () => {
  const t = useTranslate()
  const language = useLanguage()
  const locked = useBackups((state) => state.locked)
  const isWorking = useBackups((state) => state.working !== null)
  const [passphrase, setPassphrase] = useState('')
  if (locked === null) return null
  const close = (): void => useBackups.setState({ locked: null })
  const open = (): void => {
    if (passphrase !== '' && !isWorking) void openBackupFile(passphrase)
  }
  const isWrong = locked.code === 'bundle-wrong-passphrase'
  return (
    <Dialog
      isOpen
      onClose={close}
      title={t('backup.unlockTitle')}
      size="small"
      canDismiss={!isWorking}
      footer={
        <>
          <Button isDisabled={isWorking} onPress={close}>
            {t('common.cancel')}
          </Button>
          <Button tone="primary" isDisabled={isWorking || passphrase === ''} onPress={open}>
            {t('backup.unlock')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('backup.passphrase')}
        help={isWrong ? '' : failureText(language, locked)}
        error={isWrong ? failureText(language, locked) : ''}
        value={passphrase}
        onChange={setPassphrase}
        onEnter={open}
        autoFocus
        maxLength={200}
      />
    </Dialog>
  )
}
