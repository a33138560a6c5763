import type { Language } from '../../domain/model/scalars.ts'
import type { StageTheme } from '../../domain/model/settings.ts'

/** What the page's address may set over what the app sends. */
export type StageParameters = {
  readonly theme: StageTheme | null
  readonly language: Language | null
  /** Key colour painted behind everything (`#00ff00`); null = transparent. */
  readonly keyColour: string | null
}

const THEMES: readonly StageTheme[] = ['fresh', 'guochao', 'night', 'plain']

/** Reads `?theme=night&key=00ff00&lang=en`; whatever does not fit is left out. */
export const readStageParameters = (search: string): StageParameters => {
  const parameters = new URLSearchParams(search)
  const theme = parameters.get('theme')
  const key = (parameters.get('key') ?? '').replace(/^#/, '').toLowerCase()
  const language = parameters.get('lang')
  return {
    theme: THEMES.find((known) => known === theme) ?? null,
    language: language === 'zh' || language === 'en' ? language : null,
    keyColour: /^[0-9a-f]{6}$/.test(key) ? `#${key}` : null,
  }
}
