import type { Holds, RestorePreview, SessionDifference } from '../../../../domain/contract/backup.ts'
import { formatBytes } from '../../../shared/formatCount.ts'
import { formatDayTime } from '../../../shared/formatTime.ts'
import { useLiveStore } from '../../../shared/liveStore.ts'
import { useLanguage, useTranslate } from '../../../shared/useTranslate.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { closePreview, restorePreviewed, useBackups } from './backupStore.ts'

/** What a backup holds beside what is there now, and going back to it. */
export const RestoreDialog = () => {
  const t = useTranslate()
  const preview = useBackups((state) => state.preview)
  const isWorking = useBackups((state) => state.working !== null)
  const isLive = useLiveStore((state) => state.snapshot.session !== null)
  if (preview === null) return null
  return (
    <Dialog
      isOpen
      onClose={closePreview}
      title={t('restore.title', { file: preview.fileName })}
      size="medium"
      canDismiss={!isWorking}
      footer={
        <>
          {isLive ? <p className="restore-live">{t('restore.live')}</p> : null}
          <Button isDisabled={isWorking} onPress={closePreview}>
            {t('common.cancel')}
          </Button>
          <Button tone="danger" isDisabled={isWorking || isLive} onPress={() => void restorePreviewed()}>
            {t('restore.do')}
          </Button>
        </>
      }
    >
      <Preview preview={preview} />
    </Dialog>
  )
}

const Preview = ({ preview }: { preview: RestorePreview }) => {
  const t = useTranslate()
  const language = useLanguage()
  const newest = ({ newestClaimAt }: Holds): string =>
    newestClaimAt === null ? t('restore.none') : formatDayTime(language, newestClaimAt)
  const rows: readonly (readonly [string, string, string])[] = [
    [t('restore.sessions'), String(preview.holds.sessions), String(preview.now.sessions)],
    [t('restore.claims'), String(preview.holds.claims), String(preview.now.claims)],
    [t('restore.newest'), newest(preview.holds), newest(preview.now)],
    [t('restore.version'), String(preview.holds.version), String(preview.now.version)],
  ]
  return (
    <div className="restore">
      <table className="restore-table">
        <thead>
          <tr>
            <th>{t('restore.what')}</th>
            <th>{t('restore.there')}</th>
            <th>{t('restore.now')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, there, now]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{there}</td>
              <td>{now}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="data-quiet">
        {t('restore.size')} {formatBytes(preview.bytes)}
        {preview.pictures === null ? '' : ` · ${t('restore.pictures')} ${preview.pictures}`}
      </p>
      {preview.erasedAgain === 0 ? null : (
        <p className="restore-erased" role="note">
          {t('restore.erasedAgain', { count: preview.erasedAgain })}
        </p>
      )}
      {preview.listTrouble === null ? null : (
        <p className="restore-erased" role="alert">
          {t('restore.listTrouble', {
            line: preview.listTrouble.line,
            what: t(`restore.listTrouble.${preview.listTrouble.what}`),
          })}
        </p>
      )}
      {preview.isOlder ? <p>{t('restore.older')}</p> : null}
      {preview.differences.length === 0 ? (
        <p>{t('restore.same')}</p>
      ) : (
        <>
          <h3 className="backup-subtitle">{t('restore.differences')}</h3>
          <ul className="restore-list">
            {preview.differences.map((difference) => (
              <Difference key={`${difference.at} ${difference.title}`} difference={difference} />
            ))}
          </ul>
        </>
      )}
      <p className="data-quiet">{t('restore.safe')}</p>
    </div>
  )
}

const Difference = ({ difference }: { difference: SessionDifference }) => {
  const t = useTranslate()
  const language = useLanguage()
  const { title, at, there, now } = difference
  const what =
    there === null
      ? t('restore.lost', { now: now ?? 0 })
      : now === null
        ? t('restore.back', { there })
        : t('restore.changes', { there, now })
  return (
    <li className="restore-line" data-lost={there === null || (now !== null && there < now) ? '' : undefined}>
      <span className="restore-name">{title}</span>
      <span className="data-quiet">{formatDayTime(language, at)}</span>
      <span className="restore-what">{what}</span>
    </li>
  )
}
