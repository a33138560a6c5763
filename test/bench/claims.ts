import { checkClaim } from '../../domain/compliance/checkClaim.ts'
import { loadCompiledPack, serialiseCompiledPack } from '../../domain/compliance/compiledPackBinary.ts'
import { compilePack, type CompiledPack } from '../../domain/compliance/compilePack.ts'
import type { RulePack } from '../../domain/compliance/rulePack.ts'
import { NO_SHOP_RULES } from '../../domain/compliance/shopRules.ts'
import { labelledLines, type LabelledLine } from '../fixtures/labelledTexts.ts'
import { onAir, shipped, shippedPacks } from '../rules/shippedPacks.ts'
import { makePhrases } from './corpus.ts'
import { medianMs, medians, middle } from './measure.ts'
import { runInOwnProcess } from './ownProcess.ts'
import { PEERS } from './peers.ts'

/**
 * What the utterances are made of. `clean` and `violating`: labelled lines of one kind joined and cut to 40 characters; `on-air`:
 * whole labelled lines as they come, nine clean ones to one that is not, each with its own product.
 */
export const KINDS = ['clean', 'violating', 'on-air'] as const
export type Kind = (typeof KINDS)[number]

/** The whole check of utterances with the shipped packs and a product on air. */
export type ClaimRow = {
  readonly lines: Kind
  readonly scorer: boolean
  /** Over the utterances, each one's own time being the median of several. */
  readonly medianUs: number
  readonly meanUs: number
  readonly p99Us: number
  /** All of them one after the other. */
  readonly perSecond: number
}
/** The fastest library's bare matching of the same texts with 10,000 phrases. */
export type PeerRow = { readonly lines: Kind; readonly name: string; readonly perSecond: number }
/** What a process of its own does with the utterances. */
export const ALONE_WAYS = ['check', 'phrases', 'words'] as const
export type AloneWay = (typeof ALONE_WAYS)[number]
/** Utterances a second, each way in processes of its own. */
export type AloneRow = { readonly lines: Kind } & Readonly<Record<AloneWay, number>>
export type ClaimFigures = {
  readonly utterances: number
  /** Mean length of the lines as they come on air. */
  readonly onAirLength: number
  readonly rows: readonly ClaimRow[]
  readonly peers: readonly PeerRow[]
  readonly alone: readonly AloneRow[]
}

const LENGTH = 40

/** A string of its own, laid out in one piece. */
const settle = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le')

/** Walks over the lines with a stride, so that neighbours come from different places. */
const lineAt = (lines: readonly LabelledLine[], at: number): LabelledLine => {
  const line = lines[(at * 37) % lines.length]
  if (line === undefined) throw new Error('no labelled lines')
  return line
}

/** Labelled lines of one kind joined and cut to 40 characters, with the product of the last. */
const utterances = (count: number, lines: readonly LabelledLine[]) => {
  const made: Array<{ text: string; product: string | null }> = []
  let text = ''
  for (let at = 0; made.length < count; at += 1) {
    const line = lineAt(lines, at)
    text = text === '' ? line.text : `${text}，${line.text}`
    if (text.length < LENGTH) continue
    made.push({ text: settle(text.slice(0, LENGTH)), product: line.product })
    text = ''
  }
  return made.map((one) => ({ text: one.text, context: onAir(one.product) }))
}

/** Whole lines; in a session about one in ten is a violation. */
const CLEAN_OF = 10
const asTheyCome = (count: number, clean: readonly LabelledLine[], violating: readonly LabelledLine[]) =>
  Array.from({ length: count }, (_unused, at) => {
    const line = lineAt(at % CLEAN_OF === CLEAN_OF - 1 ? violating : clean, at)
    return { text: settle(line.text), context: onAir(line.product) }
  })

type Work = ReturnType<typeof utterances>

/** So many utterances of each kind. */
export const claimWork = (count: number): Readonly<Record<Kind, Work>> => {
  const all = labelledLines()
  const clean = all.filter(({ labels }) => labels.length === 0)
  const violating = all.filter(({ labels }) => labels.length > 0)
  return {
    clean: utterances(count, clean),
    violating: utterances(count, violating),
    'on-air': asTheyCome(count, clean, violating),
  }
}

/** Processes each way is measured in, in turn. */
const ALONE_TURNS = 3

const measureAlone = (lines: Kind, count: number, library: string): AloneRow => {
  const seen: Readonly<Record<AloneWay, number[]>> = { check: [], phrases: [], words: [] }
  for (let turn = 0; turn < ALONE_TURNS; turn += 1) {
    for (const way of ALONE_WAYS) {
      seen[way].push(Number(runInOwnProcess('claimsAlone.ts', [lines, way, String(count), library])))
    }
  }
  return { lines, check: middle(seen.check), phrases: middle(seen.phrases), words: middle(seen.words) }
}

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
  const work = claimWork(options.utterances)
  const bare = { ...shipped, scorer: null }
  const kinds = KINDS.flatMap((lines) =>
    [true, false].map((scorer) => ({ lines, scorer, name: `${lines} ${String(scorer)}` })),
  )
  const phrases = makePhrases(10_000)
  const peers = PEERS.map(({ name, build }) => ({ name, matcher: build(phrases) })).flatMap((peer) =>
    KINDS.map((lines) => ({ ...peer, lines, key: `${peer.name} ${lines}` })),
  )
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
      ...peers.map(({ key, lines, matcher }) => [
        key,
        () => work[lines].reduce((sum, { text }) => sum + matcher(text), 0),
      ]),
    ]),
    options.rounds,
  )
  const perSecond = (name: string): number => (options.utterances / (times[name] ?? Infinity)) * 1e9
  const fastest = KINDS.flatMap((lines) =>
    peers
      .filter((peer) => peer.lines === lines)
      .map(({ name, key }) => ({ lines, name, perSecond: perSecond(key) }))
      .toSorted((left, right) => right.perSecond - left.perSecond)
      .slice(0, 1),
  )
  return {
    utterances: options.utterances,
    onAirLength: work['on-air'].reduce((sum, { text }) => sum + text.length, 0) / options.utterances,
    rows: kinds.map(({ lines, scorer, name }) => {
      const single = oneByOne(work[lines], scorer ? shipped : bare, options.rounds + 2)
      return {
        lines,
        scorer,
        medianUs: middle(single),
        meanUs: single.reduce((sum, value) => sum + value, 0) / single.length,
        p99Us: single[Math.floor(single.length * 0.99)] ?? 0,
        perSecond: perSecond(name),
      }
    }),
    peers: fastest,
    alone: fastest.map(({ lines, name }) => measureAlone(lines, options.utterances, name)),
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
