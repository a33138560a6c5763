import { CircleAlert, Copy, X } from 'lucide-react'
import { useState } from 'react'
import type { Failure } from '../../../domain/contract/result.ts'
import { failureText } from '../../../domain/messages/failureText.ts'
import { useLanguage, useTranslate } from '../../shared/useTranslate.ts'
import { Button } from './Button.tsx'
import './error-banner.css'
import { IconButton } from './IconButton.tsx'

/** What went wrong, what is safe, what to do; can be copied and put away. */
export const ErrorBanner = ({ failure, onDismiss }: { failure: Failure; onDismiss: (() => void) | null }) => {
  const language = useLanguage()
  const t = useTranslate()
  const text = failureText(language, failure)
  return (
    <div className="error-banner" role="alert">
      <CircleAlert aria-hidden className="error-icon" />
      <p className="error-text selectable">{text}</p>
      <CopyButton text={text} size="small" />
      {onDismiss === null ? null : (
        <IconButton label={t('common.dismiss')} size="small" onPress={onDismiss}>
          <X />
        </IconButton>
      )}
    </div>
  )
}

/** Puts a text on the clipboard and says so in its own words for two seconds. */
export const CopyButton = ({
  text,
  size,
  label,
}: {
  text: string
  size: 'small' | 'normal'
  label?: string
}) => {
  const t = useTranslate()
  const [copied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 2000)
  }
  return (
    <Button tone="quiet" size={size} icon={<Copy aria-hidden />} onPress={() => void copy()}>
      <span aria-live="polite">{copied ? t('common.copied') : (label ?? t('common.copy'))}</span>
    </Button>
  )
}
