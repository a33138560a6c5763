import { FolderOpen } from 'lucide-react'
import { type ReactNode } from 'react'
import type { BackupState } from '../../../../domain/contract/backup.ts'
import type { Settings } from '../../../../domain/model/settings.ts'
import { useTranslate } from '../../../shared/useTranslate.ts'
import { askMain } from '../../bridge/askMain.ts'
import { takeSettings, useSettingsStore } from '../../stores/settingsStore.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { CopyButton, ErrorBanner } from '../../ui/ErrorBanner.tsx'
import { ParsedField } from '../../ui/Field.tsx'
import { loadBackups } from './backupStore.ts'

const save = async (change: Partial<Settings>): Promise<boolean> => {
  const saved = await askMain('settings.save', { ...useSettingsStore.getState().settings, ...change })
  if (saved !== null) takeSettings(saved)
  await loadBackups()
  return saved !== null
}

const wholeNumber =
  (from: number, to: number) =>
  (typed: string): number | null => {
    const text = typed.normalize('NFKC').trim()
    const number = /^\d{1,4}$/.test(text) ? Number(text) : -1
    return number >= from && number <= to ? number : null
  }

const chooseFolder = async (): Promise<void> => {
  const chosen = await askMain('backup.chooseFolder', {})
  if (chosen !== null && chosen.folder !== null) await save({ backupFolder: chosen.folder })
}

/** When backups are made, how many stay, and where else they go. Every change is taken over at once. */
export const BackupSettings = ({ backups }: { backups: BackupState }) => {
  const t = useTranslate()
  const settings = useSettingsStore((state) => state.settings)
  return (
    <section className="backup-part" aria-labelledby="backup-settings">
      <h3 id="backup-settings" className="backup-subtitle">
        {t('backup.settings')}
      </h3>
      <Line name={t('backup.every')} help={t('backup.everyHelp')}>
        <div className="backup-short">
          <ParsedField
            label={t('backup.every')}
            value={settings.backupEveryHours}
            format={String}
            parse={wholeNumber(0, 168)}
            invalid={t('backup.everyInvalid')}
            onCommit={(backupEveryHours) => save({ backupEveryHours })}
          />
        </div>
      </Line>
      <Line name={t('backup.afterSession')} help="">
        <Checkbox
          isSelected={settings.backupAfterSession}
          onChange={(backupAfterSession) => void save({ backupAfterSession })}
        >
          {t('backup.afterSessionBox')}
        </Checkbox>
      </Line>
      <Line name={t('backup.keepCount')} help="">
        <div className="backup-short">
          <ParsedField
            label={t('backup.keepCount')}
            value={settings.backupKeepCount}
            format={String}
            parse={wholeNumber(3, 200)}
            invalid={t('backup.keepCountInvalid')}
            onCommit={(backupKeepCount) => save({ backupKeepCount })}
          />
        </div>
      </Line>
      <Line name={t('backup.keepDays')} help={t('backup.keepDaysHelp')}>
        <div className="backup-short">
          <ParsedField
            label={t('backup.keepDays')}
            value={settings.backupKeepDays}
            format={String}
            parse={wholeNumber(1, 3650)}
            invalid={t('backup.keepDaysInvalid')}
            onCommit={(backupKeepDays) => save({ backupKeepDays })}
          />
        </div>
      </Line>
      <Line name={t('backup.folder')} help="">
        <div className="backup-row">
          <code className="backup-path selectable">{backups.folder}</code>
          <CopyButton text={backups.folder} size="small" />
        </div>
      </Line>
      <Line name={t('backup.second')} help={t('backup.secondHelp')}>
        <div className="backup-row">
          {backups.secondFolder === '' ? (
            <span className="data-quiet">{t('backup.secondNone')}</span>
          ) : (
            <code className="backup-path selectable">{backups.secondFolder}</code>
          )}
          <Button icon={<FolderOpen aria-hidden />} onPress={() => void chooseFolder()}>
            {t('backup.chooseFolder')}
          </Button>
          {backups.secondFolder === '' ? null : (
            <Button tone="quiet" onPress={() => void save({ backupFolder: '' })}>
              {t('backup.clearFolder')}
            </Button>
          )}
        </div>
        {backups.secondFailure === null ? null : (
          <ErrorBanner failure={backups.secondFailure} onDismiss={null} />
        )}
      </Line>
    </section>
  )
}

const Line = ({ name, help, children }: { name: string; help: string; children: ReactNode }) => (
  <div className="backup-line">
    <div>
      <p>{name}</p>
      {help === '' ? null : <p className="backup-help">{help}</p>}
    </div>
    <div className="backup-control">{children}</div>
  </div>
)
