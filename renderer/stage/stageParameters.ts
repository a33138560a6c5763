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

/** Which of a theme's colours a keyer would take with it: those near a green or a blue key. */
export const keyHue = (colour: string): 'green' | 'blue' | 'other' => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  if (green > 1.4 * red && green > 1.4 * blue) return 'green'
  return blue > 1.4 * red && blue > 1.4 * green ? 'blue' : 'other'
}
