import { checkClaim } from '../../domain/compliance/checkClaim.ts'
import { loadCompiledPack, serialiseCompiledPack } from '../../domain/compliance/compiledPackBinary.ts'
import { compilePack, type CompiledPack } from '../../domain/compliance/compilePack.ts'
import type { RulePack } from '../../domain/compliance/rulePack.ts'
import { NO_SHOP_RULES } from '../../domain/compliance/shopRules.ts'
import { labelledLines, type LabelledLine } from '../fixtures/labelledTexts.ts'
import { onAir, shipped, shippedPacks } from '../rules/shippedPacks.ts'
import { makePhrases } from './corpus.ts'
import { medianMs, medians, middle } from './measure.ts'
import { PEERS } from './peers.ts'

/** The whole check of utterances of 40 characters with the shipped packs and a product on air. */
export type ClaimRow = {
  /** What the utterances are made of. */
  readonly lines: 'clean' | 'violating'
  readonly scorer: boolean
  readonly medianUs: number
  readonly p99Us: number
  readonly perSecond: number
}
export type ClaimFigures = {
  readonly utterances: number
  readonly rows: readonly ClaimRow[]
  /** The fastest library's bare matching of the clean texts with 10,000 phrases. */
  readonly fastestPeer: string
  readonly peerPerSecond: number
}

const LENGTH = 40

/** Labelled lines of one kind joined and cut to 40 characters, with the product of the last. */
const utterances = (count: number, lines: readonly LabelledLine[]) => {
  const made: Array<{ text: string; product: string | null }> = []
  let text = ''
  for (let at = 0; made.length < count; at += 1) {
    const line = lines[(at * 37) % lines.length]
    if (line === undefined) break
    text = text === '' ? line.text : `${text}，${line.text}`
    if (text.length < LENGTH) continue
    const cut = text.slice(0, LENGTH)
    made.push({ text: Buffer.from(cut, 'utf16le').toString('utf16le'), product: line.product })
    text = ''
  }
  return made.map((one) => ({ text: one.text, context: onAir(one.product) }))
}

type Work = ReturnType<typeof utterances>

/** One utterance after the other, as they come, in µs: each one's median of several goes through all of them. */
const oneByOne = (work: Work, pack: CompiledPack, times: number): number[] => {
  const each: number[][] = work.map(() => [])
  for (let round = 0; round < times; round += 1) {
    for (const [at, { text, context }] of work.entries()) {
      const startedAt = process.hrtime.bigint()
      checkClaim(text, context, pack)
      each[at]?.push(Number(process.hrtime.bigint() - startedAt) / 1000)
    }
  }
  return each.map((values) => middle(values)).toSorted((left, right) => left - right)
}

export const measureClaims = async (options: {
  readonly utterances: number
  readonly rounds: number
}): Promise<ClaimFigures> => {
  const all = labelledLines()
  const work = {
    clean: utterances(
      options.utterances,
      all.filter(({ labels }) => labels.length === 0),
    ),
    violating: utterances(
      options.utterances,
      all.filter(({ labels }) => labels.length > 0),
    ),
  }
  const bare = { ...shipped, scorer: null }
  const kinds = (['clean', 'violating'] as const).flatMap((lines) =>
    [true, false].map((scorer) => ({ lines, scorer, name: `${lines} ${String(scorer)}` })),
  )
  const phrases = makePhrases(10_000)
  const peers = PEERS.map(({ name, build }) => ({ name, matcher: build(phrases) }))
  const times = await medians(
    Object.fromEntries([
      ...kinds.map(({ lines, scorer, name }) => [
        name,
        () =>
          work[lines].reduce(
            (sum, { text, context }) =>
              sum + checkClaim(text, context, scorer ? shipped : bare).findings.length,
            0,
          ),
      ]),
      ...peers.map(({ name, matcher }) => [
        name,
        () => work.clean.reduce((sum, { text }) => sum + matcher(text), 0),
      ]),
    ]),
    options.rounds,
  )
  const [fastest] = peers
    .map(({ name }) => ({ name, ns: times[name] ?? Infinity }))
    .toSorted((left, right) => left.ns - right.ns)
  return {
    utterances: options.utterances,
    rows: kinds.map(({ lines, scorer, name }) => {
      const single = oneByOne(work[lines], scorer ? shipped : bare, options.rounds + 2)
      return {
        lines,
        scorer,
        medianUs: middle(single),
        p99Us: single[Math.floor(single.length * 0.99)] ?? 0,
        perSecond: (options.utterances / (times[name] ?? 1)) * 1e9,
      }
    }),
    fastestPeer: fastest?.name ?? '',
    peerPerSecond: (options.utterances / (fastest?.ns ?? 1)) * 1e9,
  }
}

/** Compiling and loading packs, in ms. */
export type PackFigures = {
  readonly name: string
  readonly phrases: number
  readonly compileMs: number
  readonly loadMs: number
  readonly bytes: number
}

const packOfPhrases = (count: number): RulePack => {
  const [template] = shippedPacks.flatMap((pack) => pack.rules).filter(({ kind }) => kind === 'phrase')
  if (template === undefined) throw new Error('no phrase rule to copy')
  const phrases = makePhrases(count)
  const perRule = 100
  return {
    scorer: null,
    formatVersion: 1,
    id: 'bench',
    version: '1',
    name: { zh: '测速', en: 'bench' },
    classes: {},
    ordinary: [],
    rules: Array.from({ length: Math.ceil(count / perRule) }, (_unused, at) => ({
      ...template,
      id: `bench.rule-${at}`,
      say: phrases.slice(at * perRule, (at + 1) * perRule),
    })),
  }
}

export const measurePacks = (times: number): PackFigures[] =>
  [
    { name: 'shipped packs', packs: shippedPacks },
    { name: '10,000 phrases', packs: [packOfPhrases(10_000)] },
  ].map(({ name, packs }) => {
    const compiled = compilePack(packs, NO_SHOP_RULES)
    const buffer = serialiseCompiledPack(compiled, name)
    return {
      name,
      phrases: compiled.words.setsFrom.length - 1,
      // A model that was met before is not made ready again: each round brings its own.
      compileMs: medianMs(
        () =>
          compilePack(
            packs.map((pack) => ({ ...pack, scorer: pack.scorer === null ? null : { ...pack.scorer } })),
            NO_SHOP_RULES,
          ),
        times,
      ),
      loadMs: medianMs(() => loadCompiledPack(buffer, name), times),
      bytes: buffer.byteLength,
    }
  })
