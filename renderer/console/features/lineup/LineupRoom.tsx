import { CalendarPlus, FileSpreadsheet } from 'lucide-react'
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslate } from '../../../shared/useTranslate.ts'
import { useKeys } from '../../../shared/useKeys.ts'
import { askMain } from '../../bridge/askMain.ts'
import { goToRoom } from '../../stores/navigationStore.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useKeyHints } from '../../ui/KeyHints.tsx'
import { LineupDetail } from './detail/LineupDetail.tsx'
import { AddBreakDialog } from './dialogs/AddBreakDialog.tsx'
import { AddProductsDialog } from './dialogs/AddProductsDialog.tsx'
import { NewProductDialog } from './dialogs/NewProductDialog.tsx'
import { NewSessionDialog } from './dialogs/NewSessionDialog.tsx'
import { SessionDialog } from './dialogs/SessionDialog.tsx'
import { ImportDialog } from './importing/ImportDialog.tsx'
import './lineup-room.css'
import { importDropped, loadLineupRoom, showDialog, stepHistory, useLineupStore } from './lineupStore.ts'
import { LineupTable } from './LineupTable.tsx'
import { LineupToolbar } from './LineupToolbar.tsx'
import { PreflightPanel } from './preflight/PreflightPanel.tsx'
import { SessionStatus } from './SessionStatus.tsx'
import type { SlotShow } from './slotFilter.ts'
import { useIsLocked } from './useIsLocked.ts'

/** The room where a session is prepared (备播): lineup left, product right, what is still missing below. */
export const LineupRoom = () => {
  const loaded = useLineupStore((state) => state.loaded)
  const hasSession = useLineupStore((state) => state.current !== null)
  useEffect(() => {
    void loadLineupRoom()
  }, [])
  if (!loaded) return <main className="lineup-room" aria-busy />
  return (
    <DropFile>
      <SessionStatus />
      {hasSession ? <Workspace /> : <NoSession />}
      <Dialogs />
    </DropFile>
  )
}

const SEARCH_ID = 'lineup-search'

const Workspace = () => {
  const t = useTranslate()
  const [search, setSearch] = useState('')
  const [show, setShow] = useState<SlotShow>('all')
  const isLocked = useIsLocked()
  const isEmpty = useLineupStore((state) => state.current?.lineup.slots.length === 0)
  useKeys({
    'Ctrl+Z': { run: () => void stepHistory('undo'), whileTyping: false },
    'Ctrl+Y': { run: () => void stepHistory('redo'), whileTyping: false },
    'Ctrl+Shift+Z': { run: () => void stepHistory('redo'), whileTyping: false },
    'Ctrl+I': { run: () => (isLocked ? undefined : showDialog('import')), whileTyping: false },
    'Ctrl+F': {
      run: () => document.getElementById(SEARCH_ID)?.querySelector('input')?.focus(),
      whileTyping: true,
    },
  })
  useKeyHints([
    { keys: '↑↓', does: t('lineup.keys.choose') },
    { keys: 'Alt+↑↓', does: t('lineup.keys.move') },
    { keys: 'Enter', does: t('lineup.keys.price') },
    { keys: 'Del', does: t('lineup.keys.remove') },
    { keys: 'Ctrl+Z', does: t('lineup.keys.undo') },
    { keys: 'Ctrl+Y', does: t('lineup.keys.redo') },
    { keys: 'Ctrl+F', does: t('lineup.keys.search') },
    { keys: 'Ctrl+I', does: t('lineup.keys.import') },
  ])
  const showAll = (): void => {
    setSearch('')
    setShow('all')
  }
  return (
    <main className="lineup-room">
      <section className="lineup-main" aria-label={t('lineup.title')}>
        <LineupToolbar
          searchId={SEARCH_ID}
          search={search}
          onSearch={setSearch}
          show={show}
          onShow={setShow}
        />
        {isEmpty ? <NoProducts /> : <LineupTable search={search} show={show} onShowAll={showAll} />}
      </section>
      <aside className="lineup-side" aria-label={t('lineup.detail')}>
        <LineupDetail />
      </aside>
      <PreflightPanel />
    </main>
  )
}

const SampleButton = () => {
  const t = useTranslate()
  return (
    <Button onPress={() => void askMain('lineup.saveSampleWorkbook', {})}>
      {t('lineup.sampleWorkbook')}
    </Button>
  )
}

const NoProducts = () => {
  const t = useTranslate()
  return (
    <EmptyState icon={<FileSpreadsheet aria-hidden />} title={t('lineup.empty')} text={t('lineup.emptyText')}>
      <Button tone="primary" onPress={() => showDialog('import')}>
        {t('lineup.import')}
      </Button>
      <Button onPress={() => showDialog('add-products')}>{t('lineup.addFromLibrary')}</Button>
      <SampleButton />
    </EmptyState>
  )
}

const NoSession = () => {
  const t = useTranslate()
  useKeyHints([])
  return (
    <main className="lineup-room lineup-room-empty">
      <EmptyState
        icon={<CalendarPlus aria-hidden />}
        title={t('lineup.emptyNoSession')}
        text={t('lineup.emptyNoSessionText')}
      >
        <Button tone="primary" onPress={() => showDialog('new-session')}>
          {t('lineup.session.new')}
        </Button>
        <Button onPress={() => showDialog('import')}>{t('lineup.import')}</Button>
        <SampleButton />
      </EmptyState>
    </main>
  )
}

const Dialogs = () => {
  const dialog = useLineupStore((state) => state.dialog)
  switch (dialog) {
    case 'import':
      return <ImportDialog />
    case 'add-products':
      return <AddProductsDialog />
    case 'new-product':
      return <NewProductDialog />
    case 'add-break':
      return <AddBreakDialog />
    case 'session':
      return <SessionDialog />
    case 'new-session':
      return <NewSessionDialog />
    case null:
      return null
    default:
      return dialog satisfies never
  }
}

/** A file dropped anywhere in the room opens the import with it. */
const DropFile = ({ children }: { children: ReactNode }) => {
  const t = useTranslate()
  const [over, setOver] = useState(false)
  const depth = useRef(0)
  const hasFile = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files')
  return (
    <div
      className="lineup-drop"
      onDragEnter={(event) => {
        if (!hasFile(event)) return
        depth.current += 1
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (!hasFile(event)) return
        depth.current -= 1
        if (depth.current <= 0) setOver(false)
      }}
      onDragOver={(event) => {
        if (hasFile(event)) event.preventDefault()
      }}
      onDrop={(event) => {
        if (!hasFile(event)) return
        event.preventDefault()
        depth.current = 0
        setOver(false)
        const file = event.dataTransfer.files[0]
        if (file === undefined) return
        goToRoom('prepare')
        importDropped(file)
      }}
    >
      {children}
      {over ? <div className="lineup-drop-veil">{t('lineup.dropHere')}</div> : null}
    </div>
  )
}
