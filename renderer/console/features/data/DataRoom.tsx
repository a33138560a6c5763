import { Archive, CalendarClock, HardDrive, type LucideIcon, ShieldCheck } from 'lucide-react'
import { type ComponentType } from 'react'
import { useTranslate } from '../../../shared/useTranslate.ts'
import { useKeyHints } from '../../ui/KeyHints.tsx'
import { BackupSection } from './BackupSection.tsx'
import './data-room.css'
import { DATA_SECTIONS, type DataSection, openDataSection, useDataRoom } from './dataRoomStore.ts'
import { StorageSection } from './StorageSection.tsx'
import { RetentionSection } from './RetentionSection.tsx'
import { VerifySection } from './VerifySection.tsx'

const SECTIONS: Readonly<Record<DataSection, { readonly icon: LucideIcon; readonly view: ComponentType }>> = {
  verify: { icon: ShieldCheck, view: VerifySection },
  backup: { icon: Archive, view: BackupSection },
  storage: { icon: HardDrive, view: StorageSection },
  retention: { icon: CalendarClock, view: RetentionSection },
}

/** What is kept and whether it holds (数据): one section at a time. */
export const DataRoom = () => {
  const t = useTranslate()
  const section = useDataRoom((state) => state.section)
  useKeyHints([{ keys: 'Tab', does: t('data.keys.next') }])
  const { view: View } = SECTIONS[section]
  return (
    <main className="data">
      <nav className="data-sections" aria-label={t('data.sections')}>
        {DATA_SECTIONS.map((name) => {
          const { icon: Icon } = SECTIONS[name]
          return (
            <button
              key={name}
              type="button"
              className="data-section-link"
              aria-current={name === section ? 'page' : undefined}
              onClick={() => openDataSection(name)}
            >
              <Icon aria-hidden />
              {t(`data.section.${name}`)}
            </button>
          )
        })}
      </nav>
      <View />
    </main>
  )
}
