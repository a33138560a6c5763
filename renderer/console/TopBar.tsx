import { MonitorUp, ScrollText } from 'lucide-react'
import { type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { create } from 'zustand'
import { useTranslate } from '../shared/useTranslate.ts'
import { askMain } from './bridge/askMain.ts'
import { useLiveStore } from './stores/liveStore.ts'
import { goToRoom, type Room, ROOMS, SIDE_ROOMS, useNavigationStore } from './stores/navigationStore.ts'
import './top-bar.css'
import { IconButton } from './ui/IconButton.tsx'
import { SavedLight } from './ui/SavedLight.tsx'
import { StageLight } from './ui/StageLight.tsx'

/** Where in the top bar a room may speak; null until the bar is drawn. */
const useStatusPlace = create<{ readonly place: HTMLElement | null }>()(() => ({ place: null }))
const takePlace = (place: HTMLElement | null): void => useStatusPlace.setState({ place })

/** Rooms at the left, what the room says of itself in the middle, the lights and the windows at the right. */
export const TopBar = () => {
  const t = useTranslate()
  const room = useNavigationStore((state) => state.room)
  const saved = useLiveStore((state) => state.snapshot.saved)
  const pages = useLiveStore((state) => state.snapshot.stage.pages)
  const isLive = useLiveStore((state) => state.snapshot.session?.state === 'live')
  return (
    <header className="top-bar">
      <nav className="top-rooms" aria-label={t('app.rooms')}>
        {ROOMS.map((entry) => (
          <RoomButton key={entry} entry={entry} current={room} onAir={entry === 'live' && isLive} />
        ))}
        <span className="top-split" aria-hidden />
        {SIDE_ROOMS.map((entry) => (
          <RoomButton key={entry} entry={entry} current={room} onAir={false} />
        ))}
      </nav>
      <div ref={takePlace} className="top-status" />
      <div className="top-lights">
        <StageLight pages={pages} />
        <SavedLight saved={saved} />
        <span className="top-split" aria-hidden />
        <IconButton
          label={t('app.openPrompter')}
          onPress={() => void askMain('window.open', { kind: 'prompter' })}
        >
          <ScrollText aria-hidden />
        </IconButton>
        <IconButton
          label={t('app.openKeyColour')}
          onPress={() => void askMain('window.open', { kind: 'key-colour' })}
        >
          <MonitorUp aria-hidden />
        </IconButton>
      </div>
    </header>
  )
}

const RoomButton = ({ entry, current, onAir }: { entry: Room; current: Room; onAir: boolean }) => {
  const t = useTranslate()
  return (
    <button
      type="button"
      className="top-room"
      aria-current={entry === current ? 'page' : undefined}
      onClick={() => goToRoom(entry)}
    >
      {onAir ? <span className="top-on-air" title={t('sessionState.live')} /> : null}
      {t(`room.${entry}`)}
    </button>
  )
}

/** Puts what a room says of itself (session, clock, offset) into the middle of the top bar. */
export const TopBarStatus = ({ children }: { children: ReactNode }) => {
  const place = useStatusPlace((state) => state.place)
  return place === null ? null : createPortal(children, place)
}
