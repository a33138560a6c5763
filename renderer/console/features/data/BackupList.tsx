import { Archive, CircleAlert, CircleCheck, CircleHelp } from 'lucide-react'
import type { BackupEntry, BackupState } from '../../../../domain/contract/backup.ts'
import { formatBytes } from '../../../shared/formatCount.ts'
import { formatDayTime } from '../../../shared/formatTime.ts'
import { useLanguage, useTranslate } from '../../../shared/useTranslate.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { previewBackup } from './backupStore.ts'

/** The backups there are, the newest first. */
export const BackupList = ({ backups, isBusy }: { backups: BackupState; isBusy: boolean }) => {
  const t = useTranslate()
  if (backups.entries.length === 0) {
    return (
      <EmptyState icon={<Archive aria-hidden />} title={t('backup.never')} text={t('backup.neverText')} />
    )
  }
  return (
    <div className="backup-list">
      <table className="backup-table" aria-label={t('backup.list')}>
        <thead>
          <tr>
            <th>{t('backup.column.madeAt')}</th>
            <th>{t('backup.column.reason')}</th>
            <th>{t('backup.column.place')}</th>
            <th>{t('backup.column.holds')}</th>
            <th>{t('backup.column.newest')}</th>
            <th className="backup-number">{t('backup.column.version')}</th>
            <th className="backup-number">{t('backup.column.size')}</th>
            <th>{t('backup.column.health')}</th>
            <th aria-label={t('backup.open')} />
          </tr>
        </thead>
        <tbody>
          {backups.entries.map((entry) => (
            <Line key={entry.id} entry={entry} isBusy={isBusy} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

const Line = ({ entry, isBusy }: { entry: BackupEntry; isBusy: boolean }) => {
  const t = useTranslate()
  const language = useLanguage()
  const { holds } = entry
  const time = formatDayTime(language, entry.madeAt)
  return (
    <tr>
      <td>{time}</td>
      <td>{t(`backup.reason.${entry.reason}`)}</td>
      <td>{t(`backup.place.${entry.place}`)}</td>
      <td>{holds === null ? '—' : t('backup.holds', { sessions: holds.sessions, claims: holds.claims })}</td>
      <td>
        {holds === null || holds.newestClaimAt === null ? '—' : formatDayTime(language, holds.newestClaimAt)}
      </td>
      <td className="backup-number">{holds === null ? '—' : holds.version}</td>
      <td className="backup-number">{formatBytes(entry.bytes)}</td>
      <td>
        <Health health={entry.health} />
      </td>
      <td className="backup-number">
        <Button
          size="small"
          aria-label={t('backup.openOf', { time })}
          isDisabled={isBusy}
          onPress={() => void previewBackup(entry.id)}
        >
          {t('backup.open')}
        </Button>
      </td>
    </tr>
  )
}

const Health = ({ health }: { health: BackupEntry['health'] }) => {
  const t = useTranslate()
  const look = {
    good: { tone: 'ok', icon: <CircleCheck aria-hidden /> },
    unchecked: { tone: 'plain', icon: <CircleHelp aria-hidden /> },
    bad: { tone: 'block', icon: <CircleAlert aria-hidden /> },
  } as const
  return (
    <Badge tone={look[health].tone} icon={look[health].icon}>
      {t(`backup.health.${health}`)}
    </Badge>
  )
}
