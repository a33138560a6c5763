import { MonitorOff, MonitorPlay } from 'lucide-react'
import { useTranslate } from '../../shared/useTranslate.ts'
import './lights.css'

/** How many stage pages are connected (OBS, browsers, the key-colour window). */
export const StageLight = ({ pages }: { pages: number }) => {
  const t = useTranslate()
  return (
    <span className={`light ${pages === 0 ? 'light-off' : 'light-saved'}`} title={t('light.stageTitle')}>
      {pages === 0 ? <MonitorOff aria-hidden /> : <MonitorPlay aria-hidden />}
      {pages === 0 ? t('light.stageNone') : t('light.stage', { count: pages })}
    </span>
  )
}
