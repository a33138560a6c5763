import { CalendarClock, CircleAlert, CircleCheck, Eraser, TriangleAlert } from 'lucide-react'
import { useEffect } from 'react'
import type { RetentionOverview } from '../../../../domain/contract/retention.ts'
import { failureText } from '../../../../domain/messages/failureText.ts'
import { formatCount } from '../../../shared/formatCount.ts'
import { useLiveStore } from '../../../shared/liveStore.ts'
import { useLanguage, useTranslate } from '../../../shared/useTranslate.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { EraseDialog } from './EraseDialog.tsx'
import { HoldDialog } from './HoldDialog.tsx'
import { PersonRequests } from './PersonRequests.tsx'
import { RetentionTable } from './RetentionTable.tsx'
import { RetentionYearsForm } from './RetentionYearsForm.tsx'
import './retention-section.css'
import {
  askErase,
  askRemoveCopies,
  chooseSessions,
  loadRetention,
  removeCopies,
  sweepNow,
  useRetention,
} from './retentionStore.ts'

/** How long records are kept, which are due, and how they go (保存期限). */
export const RetentionSection = () => {
  const t = useTranslate()
  const language = useLanguage()
  const overview = useRetention((state) => state.overview)
  const failure = useRetention((state) => state.failure)
  const savedAs = useRetention((state) => state.savedAs)
  useEffect(() => void loadRetention(), [])
  if (overview === null) {
    return failure === null ? (
      <section className="retention" aria-busy />
    ) : (
      <section className="retention retention-failed" role="alert">
        <EmptyState
          icon={<CircleAlert aria-hidden />}
          title={t('retention.failed')}
          text={failureText(language, failure)}
        >
          <Button onPress={() => void loadRetention()}>{t('common.retry')}</Button>
        </EmptyState>
      </section>
    )
  }
  return (
    <section className="retention" aria-labelledby="retention-title">
      <div className="data-page data-page-wide">
        <header className="data-head-words">
          <h2 id="retention-title" className="data-title">
            {t('retention.title')}
          </h2>
          <p className="data-quiet">{t('retention.what')}</p>
        </header>
        <Leftovers overview={overview} />
        <Done />
        {savedAs === '' ? null : (
          <p className="retention-saved selectable" role="status">
            {t('retention.saved', { file: savedAs })}
          </p>
        )}
        {overview.sessions.length === 0 ? (
          <EmptyState
            icon={<CalendarClock aria-hidden />}
            title={t('retention.none')}
            text={t('retention.noneText')}
          />
        ) : (
          <div>
            <DueBar overview={overview} />
            <RetentionTable sessions={overview.sessions} />
          </div>
        )}
        <PersonRequests />
        <RetentionYearsForm />
      </div>
      <HoldDialog />
      <EraseDialog />
      <RemoveCopiesDialog />
    </section>
  )
}

const MB = 1024 * 1024

/** Where erased words may still be: in the bytes of the file, and in copies. */
const Leftovers = ({ overview: { isSwept, copies, unseen } }: { overview: RetentionOverview }) => {
  const t = useTranslate()
  const isSweeping = useRetention((state) => state.isSweeping)
  const isLive = useLiveStore((state) => state.snapshot.session !== null)
  const bytes = copies.reduce((sum, copy) => sum + copy.bytes, 0)
  return (
    <>
      {isSwept ? null : (
        <div className="retention-leftover" role="alert">
          <TriangleAlert aria-hidden />
          <p>{t(isLive ? 'retention.unsweptLive' : 'retention.unswept')}</p>
          {isLive ? null : (
            <Button isDisabled={isSweeping} onPress={() => void sweepNow()}>
              {t(isSweeping ? 'retention.sweeping' : 'retention.sweepNow')}
            </Button>
          )}
        </div>
      )}
      {copies.length === 0 ? null : (
        <div className="retention-leftover">
          <TriangleAlert aria-hidden />
          <p>
            {t('retention.copies', {
              count: copies.length,
              size: `${Math.max(0.1, Math.round((bytes / MB) * 10) / 10)} MB`,
            })}
          </p>
          <Button onPress={() => askRemoveCopies(true)}>{t('retention.removeCopies')}</Button>
        </div>
      )}
      {unseen === null ? null : (
        <div className="retention-leftover">
          <TriangleAlert aria-hidden />
          <p>{t('retention.copiesUnseen', { folder: unseen })}</p>
        </div>
      )}
    </>
  )
}

const Done = () => {
  const t = useTranslate()
  const language = useLanguage()
  const done = useRetention((state) => state.done)
  if (done === null) return null
  const { sessions, counts, isSwept, copiesRemoved } = done
  return (
    <p className="retention-done" role="status">
      <CircleCheck aria-hidden />
      <span>
        {t('retention.erasedDone', {
          sessions,
          claims: formatCount(language, counts.claims),
          entries: formatCount(language, counts.entries),
        })}
        {copiesRemoved > 0 ? t('retention.erasedCopies', { count: copiesRemoved }) : ''}
        {isSwept ? '' : t('retention.erasedUnswept')}
      </span>
    </p>
  )
}

const DueBar = ({ overview }: { overview: RetentionOverview }) => {
  const t = useTranslate()
  const chosen = useRetention((state) => state.chosen)
  const due = overview.sessions.filter(({ state }) => state === 'due').map(({ sessionId }) => sessionId)
  return (
    <div className="retention-bar">
      <p className="retention-due" data-none={due.length === 0 ? '' : undefined}>
        {due.length === 0 ? t('retention.noneDue') : t('retention.dueCount', { count: due.length })}
      </p>
      {due.length === 0 ? null : (
        <>
          <Button tone="quiet" onPress={() => chooseSessions(due)}>
            {t('retention.selectDue')}
          </Button>
          <Button
            tone="danger"
            icon={<Eraser aria-hidden />}
            isDisabled={chosen.size === 0}
            onPress={() =>
              void askErase(
                [...chosen].map((sessionId) => ({ sessionId, claimIds: null })),
                'period',
              )
            }
          >
            {t('retention.eraseSelected', { count: chosen.size })}
          </Button>
        </>
      )}
    </div>
  )
}

const RemoveCopiesDialog = () => {
  const t = useTranslate()
  const isOpen = useRetention((state) => state.isRemovingCopies)
  const copies = useRetention((state) => state.overview?.copies)
  const close = (): void => askRemoveCopies(false)
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title={t('retention.removeCopies.title')}
      size="small"
      canDismiss
      footer={
        <>
          <Button onPress={close}>{t('common.cancel')}</Button>
          <Button tone="danger" onPress={() => void removeCopies()}>
            {t('retention.removeCopies.confirm')}
          </Button>
        </>
      }
    >
      <div className="retention-form">
        <p>{t('retention.removeCopies.text')}</p>
        <ul className="retention-files selectable">
          {copies?.map(({ name }) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      </div>
    </Dialog>
  )
}
