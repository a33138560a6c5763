import { useEffect, useMemo } from 'react'
import { openFindings } from '../shared/live/severity.ts'
import { airedSlot } from '../shared/live/onAir.ts'
import { useLiveStore } from '../shared/liveStore.ts'
import { LanguageProvider } from '../shared/LanguageContext.tsx'
import { useSettingsStore } from '../shared/settingsStore.ts'
import { useTranslate } from '../shared/useTranslate.ts'
import { OnAirCard } from './OnAirCard.tsx'
import './prompter.css'
import { ReminderCard } from './ReminderCard.tsx'
import { usePrompterKeys } from './usePrompterKeys.ts'

/** What only the streamer sees (提词): the product, what to say about it, and the words that put a slip right. */
export const PrompterWindow = () => {
  const language = useSettingsStore((state) => state.settings.language)
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  }, [language])
  return (
    <LanguageProvider language={language}>
      <Prompter />
    </LanguageProvider>
  )
}

const Prompter = () => {
  const t = useTranslate()
  const ready = useLiveStore((state) => state.ready)
  const snapshot = useLiveStore((state) => state.snapshot)
  const open = useMemo(() => openFindings(snapshot.findings), [snapshot.findings])
  const gravest = snapshot.session?.state === 'live' ? (open[0] ?? null) : null
  usePrompterKeys(gravest?.id ?? null)

  if (!ready) return <main className="prompter prompter-waiting">{t('prompter.connecting')}</main>
  if (snapshot.session?.state !== 'live') {
    return (
      <main className="prompter prompter-waiting">
        <p className="waiting-title">{t('prompter.idle')}</p>
        <p className="waiting-text">{t('prompter.idleText')}</p>
      </main>
    )
  }
  const aired = airedSlot(snapshot, snapshot.nowSlotId)
  return (
    <main className="prompter" data-reminder={gravest?.severity ?? 'none'}>
      <OnAirCard snapshot={snapshot} aired={aired} />
      {gravest === null ? null : <ReminderCard key={gravest.id} finding={gravest} others={open.length - 1} />}
    </main>
  )
}
