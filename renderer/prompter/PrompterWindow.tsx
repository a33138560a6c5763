import { useEffect, useMemo, useState } from 'react'
import type { Finding } from '../../domain/model/claim.ts'
import { chooseReminder } from '../shared/live/chooseReminder.ts'
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
  const reminder = useReminder(open)
  const shown = snapshot.session?.state === 'live' ? reminder : null
  usePrompterKeys(shown?.id ?? null)

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
    <main className="prompter" data-reminder={shown?.severity ?? 'none'}>
      <OnAirCard snapshot={snapshot} aired={aired} />
      {shown === null ? null : <ReminderCard key={shown.id} finding={shown} others={open.length - 1} />}
    </main>
  )
}

/** The open finding to show: the words being read stay until it is dealt with or a graver one comes. */
const useReminder = (open: readonly Finding[]): Finding | null => {
  const [keptId, setKeptId] = useState<string | null>(null)
  const chosen = chooseReminder(keptId, null, open)
  const chosenId = chosen?.id ?? null
  if (chosenId !== keptId) setKeptId(chosenId)
  return chosen
}
