import { CircleAlert, CircleCheck, LoaderCircle } from 'lucide-react'
import type { SavedLight as Saved } from '../../../domain/contract/live.ts'
import { failureText } from '../../../domain/messages/failureText.ts'
import { heldText } from '../../../domain/messages/heldText.ts'
import { formatTimeOfDay } from '../../shared/formatTime.ts'
import { useLanguage, useTranslate } from '../../shared/useTranslate.ts'
import './lights.css'

/** Whether the last act is in the file. The only word the app loses over success. */
export const SavedLight = ({ saved }: { saved: Saved }) => {
  const t = useTranslate()
  const language = useLanguage()
  const title =
    saved.state === 'held'
      ? heldText(language, saved)
      : saved.state === 'failed'
        ? failureText(language, { code: saved.code, params: {} })
        : saved.at === null
          ? t('light.savedTitle')
          : t('light.savedAt', { time: formatTimeOfDay(saved.at) })
  const Icon = saved.state === 'saved' ? CircleCheck : saved.state === 'saving' ? LoaderCircle : CircleAlert
  return (
    <span className={`light light-${saved.state}`} role="status" title={title}>
      <Icon aria-hidden />
      {t(`light.${saved.state}`, { count: saved.held })}
    </span>
  )
}
