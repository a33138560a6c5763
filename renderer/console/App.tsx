import { CircleAlert } from 'lucide-react'
import { type ComponentType, useEffect, useSyncExternalStore } from 'react'
import { I18nProvider } from 'react-aria-components'
import type { Language } from '../../domain/model/scalars.ts'
import type { Appearance } from '../../domain/model/settings.ts'
import { failureText } from '../../domain/messages/failureText.ts'
import { LanguageProvider } from '../shared/LanguageContext.tsx'
import { useTranslate } from '../shared/useTranslate.ts'
import './app.css'
import { DataRoom } from './features/data/DataRoom.tsx'
import { LineupRoom } from './features/lineup/LineupRoom.tsx'
import { ResumeDialog } from './features/lineup/ResumeDialog.tsx'
import { LiveRoom } from './features/live/LiveRoom.tsx'
import { ReviewRoom } from './features/review/ReviewRoom.tsx'
import { RulesRoom } from './features/rules/RulesRoom.tsx'
import { SettingsRoom } from './features/settings/SettingsRoom.tsx'
import { useBootstrapStore } from './stores/bootstrapStore.ts'
import { type Room, useNavigationStore } from './stores/navigationStore.ts'
import { dismissFailure, useNoticeStore } from './stores/noticeStore.ts'
import { useSettingsStore } from './stores/settingsStore.ts'
import { loadBootstrap } from './stores/startStores.ts'
import { Button } from './ui/Button.tsx'
import { EmptyState } from './ui/EmptyState.tsx'
import { ErrorBanner } from './ui/ErrorBanner.tsx'
import { KeyHintBar } from './ui/KeyHints.tsx'
import { StorageNotices } from './StorageNotices.tsx'
import { TopBar } from './TopBar.tsx'

/** The operator's window: top bar, the room, the keys of the moment. */
export const App = () => {
  const { language, density } = useSettingsStore((state) => state.settings)
  useRootAttributes(language, useTheme(), density)
  return (
    <I18nProvider locale={language === 'zh' ? 'zh-CN' : 'en-US'}>
      <LanguageProvider language={language}>
        <Frame language={language} />
      </LanguageProvider>
    </I18nProvider>
  )
}

const Frame = ({ language }: { language: Language }) => {
  const t = useTranslate()
  const bootstrap = useBootstrapStore((state) => state.bootstrap)
  const startFailure = useBootstrapStore((state) => state.failure)
  const failure = useNoticeStore((state) => state.failure)
  const room = useNavigationStore((state) => state.room)
  const RoomView = ROOM_VIEWS[room]
  if (startFailure !== null) {
    return (
      <main className="app-start">
        <EmptyState
          icon={<CircleAlert aria-hidden />}
          title={t('app.startFailed')}
          text={failureText(language, startFailure)}
        >
          <Button tone="primary" onPress={() => void loadBootstrap()}>
            {t('common.retry')}
          </Button>
        </EmptyState>
      </main>
    )
  }
  if (bootstrap === null) return <main className="app-start" aria-busy aria-label={t('common.loading')} />
  return (
    <div className="app" data-room={room}>
      <TopBar />
      <div className="app-notice">
        {bootstrap.stageError === null ? null : (
          <ErrorBanner failure={bootstrap.stageError} onDismiss={null} />
        )}
        <StorageNotices />
        {failure === null ? null : <ErrorBanner failure={failure} onDismiss={dismissFailure} />}
      </div>
      <div className="app-room">
        <RoomView />
      </div>
      <footer className="app-foot">
        <KeyHintBar label={t('app.keys')} />
      </footer>
      <ResumeDialog />
    </div>
  )
}

const ROOM_VIEWS: Readonly<Record<Room, ComponentType>> = {
  prepare: LineupRoom,
  live: LiveRoom,
  review: ReviewRoom,
  rules: RulesRoom,
  data: DataRoom,
  settings: SettingsRoom,
}

const lightQuery = (): MediaQueryList => window.matchMedia('(prefers-color-scheme: light)')

const watchLight = (notify: () => void): (() => void) => {
  const query = lightQuery()
  query.addEventListener('change', notify)
  return () => query.removeEventListener('change', notify)
}

/** What the settings ask for; following the machine, the live room is dark all the same: it is used in a dark studio. */
const resolveTheme = (appearance: Appearance, machineIsLight: boolean, room: Room): 'dark' | 'light' => {
  if (appearance !== 'system') return appearance
  return machineIsLight && room !== 'live' ? 'light' : 'dark'
}

const useTheme = (): 'dark' | 'light' => {
  const appearance = useSettingsStore((state) => state.settings.appearance)
  const room = useNavigationStore((state) => state.room)
  const machineIsLight = useSyncExternalStore(watchLight, () => lightQuery().matches)
  return resolveTheme(appearance, machineIsLight, room)
}

const useRootAttributes = (language: Language, theme: string, density: string): void => {
  useEffect(() => {
    const root = document.documentElement
    root.lang = language === 'zh' ? 'zh-CN' : 'en'
    root.dataset['theme'] = theme
    root.dataset['density'] = density
  }, [language, theme, density])
}
