import { Clock, HardDrive, HardDriveDownload, TriangleAlert, X } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { DiskPlace } from '../../domain/contract/ipc.ts'
import type { Failure } from '../../domain/contract/result.ts'
import { failureText } from '../../domain/messages/failureText.ts'
import { heldText } from '../../domain/messages/heldText.ts'
import { callMain } from '../shared/bridge.ts'
import { formatSpan } from '../shared/formatTime.ts'
import { useLiveStore } from '../shared/liveStore.ts'
import { useLanguage, useTranslate } from '../shared/useTranslate.ts'
import { Button } from './ui/Button.tsx'
import './ui/error-banner.css'
import { IconButton } from './ui/IconButton.tsx'

/**
 * What threatens the log: acts that are not in the file, damage that was found, a wall clock that was set back, a data file on
 * another machine. The first two stay until they are over; the others can be put away.
 */
export const StorageNotices = () => {
  const t = useTranslate()
  const language = useLanguage()
  const saved = useLiveStore((state) => state.snapshot.saved)
  const setBackMs = useLiveStore((state) => state.snapshot.clockSetBackMs)
  const [seenSetBackMs, setSeenSetBackMs] = useState(0)
  const place = useDiskPlace()
  const [remoteSeen, setRemoteSeen] = useState(false)
  return (
    <>
      {saved.state === 'held' ? (
        <Notice
          icon={<HardDriveDownload aria-hidden className="error-icon" />}
          text={heldText(language, saved)}
        >
          <Button tone="quiet" size="small" onPress={() => void callMain('storage.retry', {})}>
            {t('held.retry')}
          </Button>
        </Notice>
      ) : null}
      <DamageNotice />
      {setBackMs > seenSetBackMs ? (
        <Notice
          icon={<Clock aria-hidden className="error-icon" />}
          text={t('held.clockSetBack', { span: formatSpan(language, setBackMs) })}
        >
          <PutAway onPress={() => setSeenSetBackMs(setBackMs)} />
        </Notice>
      ) : null}
      {place?.isRemote === true && !remoteSeen ? (
        <Notice
          icon={<HardDrive aria-hidden className="error-icon" />}
          text={t('held.remote', { file: place.file })}
        >
          <PutAway onPress={() => setRemoteSeen(true)} />
        </Notice>
      ) : null}
    </>
  )
}

/** Damage that was found while the app runs, and putting it right. */
const DamageNotice = () => {
  const t = useTranslate()
  const language = useLanguage()
  const reason = useLiveStore((state) => state.snapshot.fileDamage)
  const isLive = useLiveStore((state) => state.snapshot.session !== null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isRepairing, setRepairing] = useState(false)
  if (reason === '') return null
  const repair = async (): Promise<void> => {
    setRepairing(true)
    const answer = await callMain('storage.repair', {})
    setRepairing(false)
    setFailure(answer.ok ? null : answer.error)
  }
  return (
    <Notice
      icon={<TriangleAlert aria-hidden className="error-icon" />}
      text={`${t('held.fileDamage', { reason })}${failure === null ? '' : ` ${failureText(language, failure)}`}`}
    >
      <Button tone="quiet" size="small" isDisabled={isLive || isRepairing} onPress={() => void repair()}>
        {t(isLive ? 'held.repairLive' : 'held.repair')}
      </Button>
    </Notice>
  )
}

const useDiskPlace = (): DiskPlace | null => {
  const [place, setPlace] = useState<DiskPlace | null>(null)
  useEffect(() => {
    void callMain('storage.state', {}).then((answer) => {
      if (answer.ok) setPlace(answer.value)
      return null
    })
  }, [])
  return place
}

const Notice = ({ icon, text, children }: { icon: ReactNode; text: string; children: ReactNode }) => (
  <div className="error-banner" role="alert">
    {icon}
    <p className="error-text selectable">{text}</p>
    {children}
  </div>
)

const PutAway = ({ onPress }: { onPress: () => void }) => {
  const t = useTranslate()
  return (
    <IconButton label={t('common.dismiss')} size="small" onPress={onPress}>
      <X />
    </IconButton>
  )
}
