import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

const css = readFileSync(
  path.resolve(import.meta.dirname, '..', '..', '..', 'renderer', 'shared', 'tokens.css'),
  'utf8',
)

/** The colours of one appearance: name → sRGB 0..255. */
const colours = (theme: 'dark' | 'light'): ReadonlyMap<string, readonly [number, number, number]> => {
  const block = css.slice(css.indexOf(`[data-theme='${theme}']`)).split('}')[0] ?? ''
  return new Map(
    [...block.matchAll(/--([a-z0-9-]+): #([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2});/g)].map(
      ([, name = '', r = '', g = '', b = '']) => [name, [parseInt(r, 16), parseInt(g, 16), parseInt(b, 16)]],
    ),
  )
}

/** WCAG 2 relative luminance. */
const luminance = (colour: readonly [number, number, number]): number => {
  const [r, g, b] = colour.map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)
}

const SURFACES = ['bg', 'surface', 'raised', 'hover']
const TEXTS = ['text', 'text-2', 'text-3', 'accent', 'live', 'next', 'done', 'ok', 'note', 'warn', 'block']
const PAIRS: readonly (readonly [string, string])[] = [
  ...TEXTS.flatMap((text) => SURFACES.map((surface) => [text, surface] as const)),
  ...['text', 'text-2', 'text-3'].map((text) => [text, 'accent-quiet'] as const),
  ...['ok', 'note', 'warn', 'block', 'live', 'next'].map((state) => [state, `${state}-quiet`] as const),
  ['text', 'pressed'],
  ['text-2', 'pressed'],
  ['text', 'thumb'],
  ['text-2', 'track'],
  ['text', 'block-quiet'],
  ['on-accent', 'accent-fill'],
  ['on-accent', 'accent-fill-hover'],
  ['on-live', 'live-fill'],
  ['on-live', 'live-fill-hover'],
  ['on-block', 'block-fill'],
]

for (const theme of ['dark', 'light'] as const) {
  describe(`the ${theme} appearance`, () => {
    const all = colours(theme)
    const contrast = (one: string, other: string): number => {
      const [a, b] = [all.get(one), all.get(other)]
      if (a === undefined || b === undefined) throw new Error(`no colour ${one} or ${other}`)
      const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
      return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
    }

    test('keeps 4.5:1 for every text on every surface it stands on', () => {
      const weak = PAIRS.filter(([text, surface]) => contrast(text, surface) < 4.5).map(
        ([text, surface]) => `${text} on ${surface}: ${contrast(text, surface).toFixed(2)}`,
      )
      expect(weak).toEqual([])
    })

    test('keeps 3:1 for the edges of controls and the focus ring', () => {
      for (const edge of ['control-line', 'focus'])
        for (const surface of ['bg', 'surface', 'raised'])
          expect(contrast(edge, surface), `${edge} on ${surface}`).toBeGreaterThanOrEqual(3)
    })

    test('names the same colours as the other appearance', () => {
      expect([...all.keys()].toSorted()).toEqual(
        [...colours(theme === 'dark' ? 'light' : 'dark').keys()].toSorted(),
      )
    })
  })
}
