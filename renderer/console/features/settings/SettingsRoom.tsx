import { MonitorUp, ScrollText } from 'lucide-react'
import { type ReactNode } from 'react'
import {
  appearanceSchema,
  densitySchema,
  type Settings,
  stageThemeSchema,
} from '../../../../domain/model/settings.ts'
import { languageSchema } from '../../../../domain/model/scalars.ts'
import { useTranslate } from '../../../shared/useTranslate.ts'
import { askMain } from '../../bridge/askMain.ts'
import { useBootstrapStore } from '../../stores/bootstrapStore.ts'
import { takeSettings, useSettingsStore } from '../../stores/settingsStore.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { CopyButton } from '../../ui/ErrorBanner.tsx'
import { ParsedField } from '../../ui/Field.tsx'
import { useKeyHints } from '../../ui/KeyHints.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { QuickPhrases } from './QuickPhrases.tsx'
import './settings.css'

/** What the shop sets (设置). Every change is taken over at once; there is no button to save. */
export const SettingsRoom = () => {
  const t = useTranslate()
  const settings = useSettingsStore((state) => state.settings)
  const bootstrap = useBootstrapStore((state) => state.bootstrap)
  useKeyHints([
    { keys: 'Tab', does: t('settings.keys.next') },
    { keys: 'Esc', does: t('settings.keys.revert') },
  ])
  const save = async (change: Partial<Settings>): Promise<boolean> => {
    const saved = await askMain('settings.save', { ...useSettingsStore.getState().settings, ...change })
    if (saved !== null) takeSettings(saved)
    return saved !== null
  }
  return (
    <main className="settings">
      <div className="settings-page">
        <Group title={t('settings.look')}>
          <Line title={t('settings.language')} help="">
            <Segmented
              label={t('settings.language')}
              showLabel={false}
              value={settings.language}
              onChange={(language) => void save({ language })}
              options={languageSchema.options.map((value) => ({
                value,
                title: t(`settings.language.${value}`),
              }))}
            />
          </Line>
          <Line title={t('settings.appearance')} help={t('settings.appearanceHelp')}>
            <Segmented
              label={t('settings.appearance')}
              showLabel={false}
              value={settings.appearance}
              onChange={(appearance) => void save({ appearance })}
              options={appearanceSchema.options.map((value) => ({
                value,
                title: t(`settings.appearance.${value}`),
              }))}
            />
          </Line>
          <Line title={t('settings.density')} help="">
            <Segmented
              label={t('settings.density')}
              showLabel={false}
              value={settings.density}
              onChange={(density) => void save({ density })}
              options={densitySchema.options.map((value) => ({
                value,
                title: t(`settings.density.${value}`),
              }))}
            />
          </Line>
        </Group>

        <Group title={t('settings.stage')}>
          <Line title={t('settings.stageAddress')} help={t('settings.stageAddressHelp')}>
            <Address url={bootstrap?.stageUrl ?? ''} />
          </Line>
          <Line title={t('settings.stagePort')} help={t('settings.stagePortHelp')}>
            <div className="settings-short">
              <ParsedField
                label={t('settings.stagePort')}
                value={settings.stagePort}
                format={String}
                parse={parsePort}
                invalid={t('settings.stagePortInvalid')}
                onCommit={(stagePort) => save({ stagePort })}
              />
            </div>
          </Line>
          <Line title={t('settings.stageTheme')} help={t('settings.stageThemeHelp')}>
            <Segmented
              label={t('settings.stageTheme')}
              showLabel={false}
              value={settings.stageTheme}
              onChange={(stageTheme) => void save({ stageTheme })}
              options={stageThemeSchema.options.map((value) => ({
                value,
                title: t(`settings.stageTheme.${value}`),
              }))}
            />
          </Line>
          <Line title={t('settings.keyColour')} help={t('settings.keyColourHelp')}>
            <div className="settings-row">
              <input
                type="color"
                className="settings-colour"
                aria-label={t('settings.keyColour')}
                value={settings.keyColour}
                onChange={(event) => void save({ keyColour: event.target.value.toLowerCase() })}
              />
              <code className="settings-code">{settings.keyColour}</code>
              <Button
                icon={<MonitorUp aria-hidden />}
                onPress={() => void askMain('window.open', { kind: 'key-colour' })}
              >
                {t('settings.openKeyColour')}
              </Button>
            </div>
          </Line>
        </Group>

        <Group title={t('settings.shop')}>
          <Line title={t('settings.shopName')} help={t('settings.shopNameHelp')}>
            <div className="settings-medium">
              <ParsedField
                label={t('settings.shopName')}
                value={settings.shopName}
                format={String}
                parse={(typed) => (typed.trim().length <= 40 ? typed.trim() : null)}
                invalid={t('settings.shopNameInvalid')}
                onCommit={(shopName) => save({ shopName })}
              />
            </div>
          </Line>
          <Line title={t('settings.correction')} help={t('settings.correctionHelp')}>
            <div className="settings-short">
              <ParsedField
                label={t('settings.correction')}
                value={settings.correctionMinutes}
                format={String}
                parse={parseMinutes}
                invalid={t('settings.correctionInvalid')}
                onCommit={(correctionMinutes) => save({ correctionMinutes })}
              />
            </div>
          </Line>
          <Line title={t('settings.aiHost')} help={t('settings.aiHostHelp')}>
            <Checkbox isSelected={settings.aiHost} onChange={(aiHost) => void save({ aiHost })}>
              {t('settings.aiHostBox')}
            </Checkbox>
          </Line>
          <Line title={t('settings.prompter')} help={t('settings.prompterHelp')}>
            <div>
              <Button
                icon={<ScrollText aria-hidden />}
                onPress={() => void askMain('window.open', { kind: 'prompter' })}
              >
                {t('settings.openPrompter')}
              </Button>
            </div>
          </Line>
          <Line title={t('settings.quickPhrases')} help={t('settings.quickPhrasesHelp')}>
            <QuickPhrases
              phrases={settings.quickPhrases}
              onChange={(quickPhrases) => save({ quickPhrases })}
            />
          </Line>
        </Group>

        <Group title={t('settings.about')}>
          <Line title={t('settings.database')} help={t('settings.databaseHelp')}>
            <div className="settings-row">
              <code className="settings-code selectable">{bootstrap?.databasePath ?? ''}</code>
              <CopyButton text={bootstrap?.databasePath ?? ''} size="small" />
            </div>
          </Line>
          <Line title={t('settings.version')} help="">
            <span className="settings-value selectable">
              {t('app.name')} {bootstrap?.appVersion ?? ''}
            </span>
          </Line>
        </Group>
      </div>
    </main>
  )
}

const parsePort = (typed: string): number | null => {
  const text = typed.normalize('NFKC').trim()
  const port = /^\d{4,5}$/.test(text) ? Number(text) : 0
  return port >= 1024 && port <= 65_535 ? port : null
}

const parseMinutes = (typed: string): number | null => {
  const text = typed.normalize('NFKC').trim()
  const minutes = /^\d{1,2}$/.test(text) ? Number(text) : 0
  return minutes >= 1 && minutes <= 30 ? minutes : null
}

const Group = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="settings-group">
    <h2 className="settings-title">{title}</h2>
    {children}
  </section>
)

const Line = ({ title, help, children }: { title: string; help: string; children: ReactNode }) => (
  <div className="settings-line">
    <div className="settings-words">
      <p className="settings-name">{title}</p>
      {help === '' ? null : <p className="settings-help">{help}</p>}
    </div>
    <div className="settings-control">{children}</div>
  </div>
)

/** The address for OBS, with the two sizes it lays itself out for; empty while the stage is not served. */
const Address = ({ url }: { url: string }) => {
  const t = useTranslate()
  if (url === '') return <p className="settings-value settings-off">{t('settings.stageOff')}</p>
  return (
    <>
      <div className="settings-row">
        <code className="settings-code selectable">{url}</code>
        <CopyButton text={url} size="small" />
      </div>
      <dl className="settings-sizes">
        <dt>{t('settings.portrait')}</dt>
        <dd>1080 × 1920</dd>
        <dt>{t('settings.landscape')}</dt>
        <dd>1920 × 1080</dd>
      </dl>
    </>
  )
}
