import { SCORER_LIMITS } from '../../domain/compliance/scorer/scorerModel.ts'
import type { LocalText } from '../../domain/model/scalars.ts'

/** The longest list or table (the scorer's), the longest text and the deepest place a pack can have, and how many values. */
const MOST = { entries: SCORER_LIMITS.sounds, text: 2_000, depth: 12, values: 300_000 } as const

const TOO_DEEP: LocalText = { zh: '嵌套太深', en: 'it is nested too deeply' }
const TOO_MUCH: LocalText = { zh: `最多 ${MOST.values} 个值`, en: `at most ${MOST.values} values` }

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b])
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d])

/**
 * Why a JSON text is not even to be parsed, or null: a few megabytes of brackets keep a parser busy for seconds. One pass
 * over the text.
 */
export const jsonExcess = (text: string): LocalText | null => {
  let depth = 0
  let values = 0
  let inString = false
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (inString) {
      if (unit === BACKSLASH) at += 1
      else if (unit === QUOTE) inString = false
    } else if (unit === QUOTE) inString = true
    else if (unit === COMMA) {
      values += 1
      if (values > MOST.values) return TOO_MUCH
    } else if (OPENING.has(unit)) {
      depth += 1
      if (depth > MOST.depth) return TOO_DEEP
    } else if (CLOSING.has(unit)) depth -= 1
  }
  return null
}

type Path = readonly (string | number)[]
type Excess = { readonly path: (string | number)[]; readonly reason: LocalText }

const TEXT_TOO_LONG: LocalText = { zh: `最多 ${MOST.text} 个字`, en: `at most ${MOST.text} characters` }
const TOO_MANY: LocalText = { zh: `最多 ${MOST.entries} 项`, en: `at most ${MOST.entries} entries` }

const isTable = (value: object): value is Readonly<Record<string, unknown>> => !Array.isArray(value)

/** The way to it is put together backwards, once something is found. */
const excessIn = (value: unknown): Excess | null => {
  if (typeof value === 'string') return value.length > MOST.text ? { path: [], reason: TEXT_TOO_LONG } : null
  if (value === null || typeof value !== 'object') return null
  if (Array.isArray(value)) {
    if (value.length > MOST.entries) return { path: [], reason: TOO_MANY }
    for (let at = 0; at < value.length; at += 1) {
      const found = excessIn(value[at])
      if (found !== null) return { ...found, path: [at, ...found.path] }
    }
    return null
  }
  if (!isTable(value)) return null
  const keys = Object.keys(value)
  if (keys.length > MOST.entries) return { path: [], reason: TOO_MANY }
  for (const key of keys) {
    const found = excessIn(value[key])
    if (found !== null) return { ...found, path: [key, ...found.path] }
  }
  return null
}

/**
 * The first list or text in a parsed pack that is longer than any pack needs, or null. It stops there, before the schema
 * would write down everything that is wrong with it. The value must have passed `jsonExcess`.
 */
export const findExcess = (value: unknown): { readonly path: Path; readonly reason: LocalText } | null =>
  excessIn(value)
