import { CircleCheck, FolderOpen, Package, Save, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { RecoveryReport } from '../../../../domain/contract/backup.ts'
import { failureText } from '../../../../domain/messages/failureText.ts'
import { formatDayTime } from '../../../shared/formatTime.ts'
import { useLanguage, useTranslate } from '../../../shared/useTranslate.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorBanner } from '../../ui/ErrorBanner.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import './backup-section.css'
import { BackupList } from './BackupList.tsx'
import { BackupSettings } from './BackupSettings.tsx'
import {
  dismissRecovery,
  followBackups,
  loadBackups,
  makeBackup,
  openBackupFile,
  stopBackup,
  useBackups,
} from './backupStore.ts'
import { PackDialog, UnlockDialog } from './BundleDialogs.tsx'
import { RestoreDialog } from './RestoreDialog.tsx'

/** Backups, going back to one, and the whole shop as one file (备份). */
export const BackupSection = () => {
  const t = useTranslate()
  const { backups, failure, packedTo, working } = useBackups()
  const [isPacking, setPacking] = useState(false)
  useEffect(() => {
    void loadBackups()
    return followBackups()
  }, [])
  const isBusy = working !== null
  const recovery = backups?.recovery ?? null
  return (
    <section
      className="backup"
      aria-labelledby="backup-title"
      aria-busy={backups === null ? true : undefined}
    >
      <div className="data-page data-page-wide">
        <header className="data-head">
          <div className="data-head-words">
            <h2 id="backup-title" className="data-title">
              {t('backup.title')}
            </h2>
            <p className="data-quiet">{t('backup.text')}</p>
          </div>
          <Button
            tone="primary"
            size="large"
            icon={<Save aria-hidden />}
            isDisabled={isBusy}
            onPress={() => void makeBackup()}
          >
            {t('backup.make')}
          </Button>
        </header>
        {recovery === null ? null : <Recovered report={recovery} />}
        {failure === null ? null : (
          <ErrorBanner failure={failure} onDismiss={() => useBackups.setState({ failure: null })} />
        )}
        <Working />
        <LastBackup />
        {backups === null ? null : <BackupList backups={backups} isBusy={isBusy} />}
        <section className="backup-part" aria-labelledby="backup-bundle">
          <h3 id="backup-bundle" className="backup-subtitle">
            {t('backup.bundle')}
          </h3>
          <div className="backup-ways">
            <div className="backup-way">
              <p>{t('backup.bundleText')}</p>
              <Button icon={<Package aria-hidden />} isDisabled={isBusy} onPress={() => setPacking(true)}>
                {t('backup.bundleOut')}
              </Button>
            </div>
            <div className="backup-way">
              <p>{t('backup.openFileText')}</p>
              <Button
                icon={<FolderOpen aria-hidden />}
                isDisabled={isBusy}
                onPress={() => void openBackupFile(null)}
              >
                {t('backup.openFile')}
              </Button>
            </div>
          </div>
          {packedTo === null ? null : (
            <p className="backup-state" data-good="" role="status">
              <CircleCheck aria-hidden />
              <span className="selectable">{t('backup.bundleOutDone', { file: packedTo })}</span>
            </p>
          )}
        </section>
        {backups === null ? null : <BackupSettings backups={backups} />}
      </div>
      <RestoreDialog />
      <UnlockDialog />
      {isPacking ? <PackDialog onClose={() => setPacking(false)} /> : null}
    </section>
  )
}

/** How far the work is that this window or the clock began. */
const Working = () => {
  const t = useTranslate()
  const { backups, working, progress } = useBackups()
  const what = working ?? backups?.running ?? null
  if (what === null) return null
  return (
    <div className="backup-working" role="status">
      <ProgressBar
        label={t(`backup.working.${what}`)}
        done={progress?.done ?? 0}
        total={progress?.total ?? 0}
      />
      <Button onPress={stopBackup}>{t('backup.stop')}</Button>
    </div>
  )
}

/** Whether the last one was made; one that failed says why. */
const LastBackup = () => {
  const t = useTranslate()
  const language = useLanguage()
  const last = useBackups((state) => state.backups?.last ?? null)
  const newest = useBackups((state) => state.backups?.entries.find(({ health }) => health === 'good') ?? null)
  if (last !== null && last.failure !== null) {
    return (
      <p className="backup-state">
        <TriangleAlert aria-hidden />
        <span>
          {t('backup.lastFailed', { time: formatDayTime(language, last.at) })}{' '}
          {failureText(language, last.failure)}
        </span>
      </p>
    )
  }
  if (newest === null) return null
  return (
    <p className="backup-state" data-good="">
      <CircleCheck aria-hidden />
      <span>{t('backup.lastGood', { time: formatDayTime(language, newest.madeAt) })}</span>
    </p>
  )
}

/** What came of damage at the start, until somebody has read it. */
const Recovered = ({ report }: { report: RecoveryReport }) => {
  const t = useTranslate()
  const language = useLanguage()
  const { from, backup, rows, gaps, sessions, claims, newestClaimAt, setAside, erasedAgain } = report
  const time = newestClaimAt === null ? '—' : formatDayTime(language, newestClaimAt)
  return (
    <section className="backup-recovered" aria-labelledby="backup-recovered">
      <h3 id="backup-recovered" className="backup-subtitle">
        {t('recovery.title')}
      </h3>
      <p>{t(`recovery.${from}`, { backup, rows })}</p>
      <p>{t('recovery.now', { sessions, claims, time })}</p>
      {gaps > 0 ? <p>{t('recovery.gaps', { gaps, time })}</p> : null}
      {erasedAgain > 0 ? <p>{t('recovery.erasedAgain', { count: erasedAgain })}</p> : null}
      <p className="data-quiet selectable">{t('recovery.aside', { file: setAside })}</p>
      <Button onPress={() => void dismissRecovery()}>{t('recovery.dismiss')}</Button>
    </section>
  )
}
