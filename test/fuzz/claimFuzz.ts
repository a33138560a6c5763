import { checkClaim } from '../../domain/compliance/checkClaim.ts'
import type { ClaimContext } from '../../domain/compliance/claimContext.ts'
import type { CompiledPack } from '../../domain/compliance/compilePack.ts'
import { makeRandom } from '../../scripts/scorer/makeRandom.ts'

/** Numbers that look random and are the same for the same seed; each call gives one from 0 up to, not including, `below`. */
export const seededNumbers = (seed: number): ((below: number) => number) => {
  const next = makeRandom(seed)
  return (below) => Math.floor(next() * below)
}

const SIGNS = [
  ...' ,，。！？、.…·-_*|/~+%❤⭐★🔥🧧💰🏠👍🏻',
  '\u200b',
  '\u200d',
  '\ufe0f',
  '\n',
  '\ud83e',
  '\udde7',
  '\u0301',
]
const PIECES = [...'亻言氵台疒了月巴口乞贝兼走召讠正']
const DIGITS = [...'0123456789零一二三四五六七八九十百千万两半几']

/** One code unit of any kind, broken pairs among them. */
const anyUnit = (next: (below: number) => number): string => String.fromCharCode(next(65_536))

const mutate = (text: string, next: (below: number) => number, texts: readonly string[]): string => {
  const at = next(text.length + 1)
  const from = next(8)
  switch (from) {
    case 0:
      return text.slice(0, at) + (SIGNS[next(SIGNS.length)] ?? '') + text.slice(at)
    case 1:
      return text.slice(0, at) + (PIECES[next(PIECES.length)] ?? '') + text.slice(at)
    case 2:
      return text.slice(0, at) + (DIGITS[next(DIGITS.length)] ?? '') + text.slice(at)
    case 3:
      return text.slice(0, at) + anyUnit(next) + text.slice(at)
    case 4:
      return text.slice(0, at) + text.slice(at + 1 + next(4))
    case 5: {
      const other = texts[next(texts.length)] ?? ''
      return text.slice(0, at) + other.slice(next(other.length + 1))
    }
    case 6:
      return text.slice(0, at) + text.slice(at).repeat(2).slice(0, 400)
    default:
      return [...text].join(SIGNS[next(SIGNS.length)] ?? '').slice(0, 400)
  }
}

const randomText = (next: (below: number) => number): string =>
  Array.from({ length: next(60) }, () =>
    next(3) === 0 ? anyUnit(next) : String.fromCharCode(0x4e00 + next(0x51a6)),
  ).join('')

/** What is asked of every verdict; the text of what is wrong, or null. */
const wrongWith = (text: string, context: ClaimContext, pack: CompiledPack): string | null => {
  const verdict = checkClaim(text, context, pack)
  for (const { start, end } of [...verdict.findings, ...verdict.suppressed, ...verdict.promises]) {
    if (
      !(Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= text.length)
    ) {
      return `place ${start}-${end} in ${text.length} units`
    }
  }
  for (const { start, end, quote } of [...verdict.findings, ...verdict.promises]) {
    if (quote !== text.slice(start, end)) return `quote ${JSON.stringify(quote)} is not ${start}-${end}`
  }
  const again = checkClaim(text, context, pack)
  return JSON.stringify(again) === JSON.stringify(verdict) ? null : 'a second check differs'
}

/** What a fuzz saw. */
export type FuzzReport = {
  readonly count: number
  readonly seed: number
  readonly findings: number
  /** The first text something was wrong with. */
  readonly failure: { readonly text: string; readonly reason: string } | null
}

/**
 * Checks random and mutated utterances: nothing may throw, every place lies in its text and holds its quote, and a second
 * check says the same.
 */
export const fuzzClaims = (options: {
  readonly count: number
  readonly seed: number
  readonly texts: readonly string[]
  readonly contexts: readonly ClaimContext[]
  readonly pack: CompiledPack
}): FuzzReport => {
  const { count, seed, texts, contexts, pack } = options
  const next = seededNumbers(seed)
  let findings = 0
  for (let run = 0; run < count; run += 1) {
    let text = next(8) === 0 ? randomText(next) : (texts[next(texts.length)] ?? '')
    for (let times = next(4); times > 0; times -= 1) text = mutate(text, next, texts)
    const context = contexts[next(contexts.length)]
    if (context === undefined) throw new Error('no context to check in')
    let reason: string | null
    try {
      reason = wrongWith(text, context, pack)
      findings += checkClaim(text, context, pack).findings.length
    } catch (error) {
      reason = `throws ${String(error)}`
    }
    if (reason !== null) return { count: run + 1, seed, findings, failure: { text, reason } }
  }
  return { count, seed, findings, failure: null }
}
