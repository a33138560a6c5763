import { compilePhrases, type PhraseIndex } from '../../domain/compliance/matcher.ts'
import { foldedString } from '../../domain/compliance/normaliseText.ts'
import { makePhrases, makeUtterances } from './corpus.ts'
import { medianMs, medians, type Passes } from './measure.ts'
import { OURS, PEERS, plainScan, type Matcher } from './peers.ts'

/** One matcher at one number of phrases. */
export type MatchRow = {
  readonly phrases: number
  readonly name: string
  readonly millionCharsPerSecond: number
  readonly microsecondsPerUtterance: number
  readonly buildMs: number | null
  readonly tableBytes: number | null
  /** Hits in all utterances, and whether the sample agrees with a search for each phrase by itself. */
  readonly hits: number
  readonly agrees: boolean | null
}

const overlapping = (text: string, phrase: string): number => {
  let count = 0
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) count += 1
  return count
}

const oracle = (texts: readonly string[], phrases: readonly string[]): number[] =>
  texts.map((text) => phrases.reduce((sum, phrase) => sum + overlapping(text, phrase), 0))

/** Bytes of every array of an index. */
export const bytesOf = (index: PhraseIndex): number =>
  Object.values(index).reduce<number>(
    (sum, part) => sum + (typeof part === 'number' ? 0 : part.byteLength),
    0,
  )

const passOver = (texts: readonly string[], matcher: Matcher) => () => {
  let hits = 0
  for (const text of texts) hits += matcher(text)
  return hits
}

/** Ours, the libraries and the limit over the same phrases and utterances. */
export const measureMatching = async (options: {
  readonly counts: readonly number[]
  readonly utterances: number
  readonly rounds: number
}): Promise<MatchRow[]> => {
  const all = makePhrases(Math.max(...options.counts))
  const rows: MatchRow[] = []
  for (const count of options.counts) {
    const phrases = all.slice(0, count)
    const texts = makeUtterances(options.utterances, 50, phrases)
    const chars = texts.reduce((sum, text) => sum + text.length, 0)
    const sample = texts.filter((_text, at) => at % Math.ceil(texts.length / 150) === 0)
    const plain = oracle(sample, phrases)
    const folded = oracle(
      sample.map((text) => foldedString(text)),
      [...new Set(phrases.map((phrase) => foldedString(phrase)))],
    )
    const built = [OURS, ...PEERS].map((peer) => {
      const startedAt = performance.now()
      const matcher = peer.build(phrases)
      return { peer, matcher, buildMs: performance.now() - startedAt }
    })
    const passes: Passes = Object.fromEntries([
      ...built.map(({ peer, matcher }) => [peer.name, passOver(texts, matcher)] as const),
      ['plain scan (the limit)', passOver(texts, plainScan())],
    ])
    const times = await medians(passes, options.rounds)
    for (const [name, ns] of Object.entries(times)) {
      const one = built.find(({ peer }) => peer.name === name)
      const expected = one?.peer === OURS ? folded : plain
      rows.push({
        phrases: count,
        name,
        millionCharsPerSecond: (chars / ns) * 1000,
        microsecondsPerUtterance: ns / texts.length / 1000,
        buildMs: one?.buildMs ?? null,
        tableBytes: one?.peer === OURS ? bytesOf(compilePhrases(phrases)) : null,
        hits: one === undefined ? 0 : passOver(texts, one.matcher)(),
        agrees:
          one?.peer.overlaps === true ? sample.every((text, at) => one.matcher(text) === expected[at]) : null,
      })
    }
  }
  return rows
}

/** How the time grows with the length of the text and with the number of phrases, in ns a character. */
export type GrowthRow = {
  readonly of: 'text' | 'phrases'
  readonly size: number
  readonly nsPerChar: number
  readonly buildMs: number | null
}

export const measureGrowth = async (options: {
  readonly most: number
  readonly rounds: number
}): Promise<GrowthRow[]> => {
  const rows: GrowthRow[] = []
  const phrases = makePhrases(1000 * options.most)
  const base = makeUtterances(options.most, 40, [])
  const matcher = OURS.build(phrases.slice(0, 10_000))
  const passes: Record<string, () => number> = {}
  for (let times = 1; times <= options.most; times *= 2) {
    const texts = Array.from({ length: options.most / times }, (_unused, at) =>
      Buffer.from(base.slice(at * times, (at + 1) * times).join(''), 'utf16le').toString('utf16le'),
    )
    passes[String(times * 40)] = passOver(texts, matcher)
  }
  const chars = base.reduce((sum, text) => sum + text.length, 0)
  for (const [size, ns] of Object.entries(await medians(passes, options.rounds))) {
    rows.push({ of: 'text', size: Number(size), nsPerChar: ns / chars, buildMs: null })
  }
  const texts = makeUtterances(1000, 40, [])
  const total = texts.reduce((sum, text) => sum + text.length, 0)
  for (let count = 1000; count <= 1000 * options.most; count *= 2) {
    const some = phrases.slice(0, count)
    const { ours = 0 } = await medians({ ours: passOver(texts, OURS.build(some)) }, options.rounds)
    rows.push({
      of: 'phrases',
      size: count,
      nsPerChar: ours / total,
      buildMs: medianMs(() => compilePhrases(some), 3),
    })
  }
  return rows
}
