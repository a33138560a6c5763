import { CircleCheck, HardDrive, RefreshCw, TriangleAlert } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { DiskPlace } from '../../../../domain/contract/ipc.ts'
import { heldReason } from '../../../../domain/messages/heldText.ts'
import { callMain } from '../../../shared/bridge.ts'
import { formatBytes } from '../../../shared/formatCount.ts'
import { formatDayTime } from '../../../shared/formatTime.ts'
import { useLiveStore } from '../../../shared/liveStore.ts'
import { useLanguage, useTranslate } from '../../../shared/useTranslate.ts'
import { CopyButton } from '../../ui/ErrorBanner.tsx'
import { Button } from '../../ui/Button.tsx'
import './storage-section.css'

/** Below this much room it is time to clear up, in bytes. */
const LITTLE_ROOM = 2 * 1024 ** 3
/** How often the figures are read while the section is shown, in ms. */
const READ_EVERY_MS = 5000

/** Where the log lies, whether it is being written, and how much room there is (存储). */
export const StorageSection = () => {
  const t = useTranslate()
  const { place, readAgain } = useStorage()
  return (
    <section className="storage" aria-labelledby="storage-title">
      <div className="data-page">
        <header className="data-head">
          <div className="data-head-words">
            <h2 id="storage-title" className="data-title">
              {t('data.storage.title')}
            </h2>
            <p className="data-quiet">{t('data.storage.what')}</p>
          </div>
          <Button size="large" icon={<RefreshCw aria-hidden />} onPress={readAgain}>
            {t('data.storage.check')}
          </Button>
        </header>
        <Writing />
        {place === null ? null : <Place place={place} />}
        <p className="data-quiet storage-promise">{t('data.storage.promise')}</p>
      </div>
    </section>
  )
}

const readPlace = async (): Promise<DiskPlace | null> => {
  const answer = await callMain('storage.state', {})
  return answer.ok ? answer.value : null
}

const useStorage = (): { readonly place: DiskPlace | null; readonly readAgain: () => void } => {
  const [place, setPlace] = useState<DiskPlace | null>(null)
  useEffect(() => {
    const read = (): void => void readPlace().then(setPlace)
    read()
    const timer = setInterval(read, READ_EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return { place, readAgain: () => void readPlace().then(setPlace) }
}

const State = ({ good, children }: { good: boolean; children: ReactNode }) => (
  <p className="storage-state" data-good={good ? '' : undefined}>
    {good ? <CircleCheck aria-hidden /> : <TriangleAlert aria-hidden />}
    <span>{children}</span>
  </p>
)

/** Whether acts reach the file. */
const Writing = () => {
  const t = useTranslate()
  const language = useLanguage()
  const saved = useLiveStore((state) => state.snapshot.saved)
  const damage = useLiveStore((state) => state.snapshot.fileDamage)
  if (saved.state === 'held') {
    return (
      <div className="storage-held">
        <State good={false}>{t('held.title', { count: saved.held })}</State>
        <p>
          {heldReason(language, saved.code)} {t('held.keeps')}
        </p>
        <Button onPress={() => void callMain('storage.retry', {})}>{t('held.retry')}</Button>
      </div>
    )
  }
  if (damage !== '') return <State good={false}>{t('held.fileDamage', { reason: damage })}</State>
  return (
    <State good>
      {saved.at === null
        ? t('data.storage.good')
        : t('data.storage.goodSince', { time: formatDayTime(language, saved.at) })}
    </State>
  )
}

const Place = ({ place }: { place: DiskPlace }) => {
  const t = useTranslate()
  const isTight = place.freeBytes !== null && place.freeBytes < LITTLE_ROOM
  return (
    <>
      {place.isRemote ? <State good={false}>{t('held.remote', { file: place.file })}</State> : null}
      {isTight ? <State good={false}>{t('data.storage.tight')}</State> : null}
      <dl className="storage-facts">
        <dt>{t('data.storage.file')}</dt>
        <dd className="storage-file">
          <HardDrive aria-hidden />
          <span className="selectable">{place.file}</span>
          <CopyButton text={place.file} size="small" />
        </dd>
        <dt>{t('data.storage.size')}</dt>
        <dd>{formatBytes(place.fileBytes)}</dd>
        <dt>{t('data.storage.wal')}</dt>
        <dd>{formatBytes(place.walBytes)}</dd>
        <dt>{t('data.storage.free')}</dt>
        <dd>{place.freeBytes === null ? t('data.storage.freeUnknown') : formatBytes(place.freeBytes)}</dd>
      </dl>
    </>
  )
}
