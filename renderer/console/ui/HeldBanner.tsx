import { HardDriveDownload } from 'lucide-react'
import type { SavedLight } from '../../../domain/contract/live.ts'
import { heldText } from '../../../domain/messages/heldText.ts'
import { useLanguage, useTranslate } from '../../shared/useTranslate.ts'
import { Button } from './Button.tsx'
import './error-banner.css'

/** That acts are shown and not in the file, why, and what becomes of them; stays until they are written. */
export const HeldBanner = ({ saved, onRetry }: { saved: SavedLight; onRetry: () => void }) => {
  const language = useLanguage()
  const t = useTranslate()
  return (
    <div className="error-banner" role="alert">
      <HardDriveDownload aria-hidden className="error-icon" />
      <p className="error-text selectable">{heldText(language, saved)}</p>
      <Button tone="quiet" size="small" onPress={onRetry}>
        {t('held.retry')}
      </Button>
    </div>
  )
}
