import { canBeHeard, EVERY_SOUND, type CompiledPack, type Lane } from '../compilePack.ts'
import { ENTRY } from '../otherWords.ts'
import type { Sound } from '../rulePack.ts'
import { numbersOf, type CompiledScorer } from '../scorer/scorerModel.ts'
import {
  buildWordIndex,
  compilePhrases,
  compileSounds,
  wordsOf,
  type PhraseIndex,
  type WordIndex,
} from '../matcher.ts'
import { syllableOfUnit } from '../syllables.ts'

/** What differs between two compiled packs, and what a claim must hold for its verdict to be able to differ. */
export type PackChange = {
  /** Ids of rules, in the order of ids. */
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly removed: readonly string[]
  /** Words a claim must hold one of. */
  readonly words: PhraseIndex
  readonly wordCount: number
  /** For rules that listen to sound: what can be heard of their words. Null when there is none. */
  readonly heard: HeardWords | null
  /** The scorer, or what speaks for it, differs: then any claim can. */
  readonly touchesAll: boolean
}

/** A word that is listened for, folded; `isNear`: in characters that sound like it too, not in letters alone. */
export type HeardWord = { readonly word: string; readonly isNear: boolean }

/**
 * Of a near word's characters so many at least are exact or written out where it counts as said; the matcher asks for no
 * less.
 */
export const sureAtLeast = (length: number): number => (length === 3 ? 2 : 1)

/** Words by their sound. */
export type HeardWords = {
  readonly words: readonly HeardWord[]
  /** Over rows of sounds; its words are the places of `alike`. */
  readonly sounds: WordIndex
  /** Words, by their places in `words`, that sound the same. */
  readonly alike: ReadonlyArray<readonly number[]>
  /** The near ones over texts as they are written. Null when there is none. */
  readonly near: PhraseIndex | null
}

/** A sequence as it can be compared between packs. */
type Plain = {
  readonly shape: string
  readonly sets: ReadonlyArray<ReadonlySet<string>>
  readonly trigger: number
}

const EMPTY: ReadonlySet<string> = new Set()

const wordsOfSets = (pack: CompiledPack): ReadonlyArray<Set<string>> => {
  const sets = Array.from({ length: pack.setCount }, () => new Set<string>())
  const { others } = pack
  const otherTexts = wordsOf({ ...others, classOf: pack.words.index.classOf })
  for (const [set, texts] of sets.entries()) {
    const last = others.entriesFrom[others.anchorsFrom[set + 1] ?? 0] ?? 0
    for (let at = others.entriesFrom[others.anchorsFrom[set] ?? 0] ?? 0; at < last; at += ENTRY.size) {
      texts.add(otherTexts[(others.entries[at] ?? 0) >> 1] ?? '')
    }
  }
  const lanes: ReadonlyArray<Lane | null> = [pack.words, ...pack.frames]
  for (const lane of lanes) {
    if (lane === null) continue
    for (const [word, text] of wordsOf(lane.index).entries()) {
      for (let at = lane.setsFrom[word] ?? 0; at < (lane.setsFrom[word + 1] ?? 0); at += 1) {
        sets[lane.sets[at] ?? 0]?.add(text)
      }
    }
  }
  return sets
}

/** The sequences of every rule, own ones and companions. */
const sequencesByRule = (pack: CompiledPack): ReadonlyArray<readonly Plain[]> => {
  const { sequences } = pack
  const sets = wordsOfSets(pack)
  const byRule: Plain[][] = pack.rules.map(() => [])
  for (const [sequence, owner] of sequences.owner.entries()) {
    if (owner < 0) continue
    const from = sequences.stepsFrom[sequence] ?? 0
    const steps = Array.from(
      { length: (sequences.stepsFrom[sequence + 1] ?? 0) - from },
      (_unused, at) => from + at,
    )
    byRule[owner]?.push({
      shape: JSON.stringify(
        steps.map((step) => [
          (sequences.set[step] ?? -1) < 0,
          sequences.gap[step],
          sequences.inClause[step],
          sequences.numberKind[step],
          String(sequences.numberMin[step]),
          String(sequences.numberMax[step]),
        ]),
      ),
      sets: steps.map((step) => sets[sequences.set[step] ?? -1] ?? EMPTY),
      trigger: steps.findIndex((step) => sequences.set[step] === sequences.trigger[sequence]),
    })
  }
  return byRule
}

/** Everything of a rule but its wording and its examples. */
const settingsOf = (pack: CompiledPack, number: number): string => {
  const entry = pack.rules[number]
  if (entry === undefined) return ''
  const { rule, severity, isOff } = entry
  return JSON.stringify({ ...rule, say: null, with: null, examples: null, severity, isOff })
}

const differing = (left: ReadonlySet<string>, right: ReadonlySet<string>): string[] => [
  ...[...left].filter((word) => !right.has(word)),
  ...[...right].filter((word) => !left.has(word)),
]

const triggerWords = (sequences: readonly Plain[]): string[] =>
  sequences.flatMap(({ sets, trigger }) => [...(sets[trigger] ?? EMPTY)])

/** Words one of which a text must hold for these two wordings of a rule to differ on it. */
const wordsBetween = (before: readonly Plain[], after: readonly Plain[]): string[] => {
  const isPaired =
    before.length === after.length && before.every(({ shape }, at) => shape === after[at]?.shape)
  if (isPaired) {
    return before.flatMap(({ sets }, at) =>
      sets.flatMap((words, step) => differing(words, after[at]?.sets[step] ?? EMPTY)),
    )
  }
  const keyOf = ({ shape, sets }: Plain): string =>
    `${shape}${sets.map((words) => [...words].toSorted().join(' ')).join('\n')}`
  const known = new Set(before.map(keyOf))
  const kept = new Set(after.map(keyOf).filter((key) => known.has(key)))
  return triggerWords([...before, ...after].filter((sequence) => !kept.has(keyOf(sequence))))
}

const spared = (pack: CompiledPack): ReadonlySet<string> => new Set(wordsOf(pack.ordinary.index))

/** What a claim must hold for a pack to say anything about it. */
export const reachOf = (pack: CompiledPack): PackChange =>
  compareCompiledPacks({ ...pack, rules: [], ruleNumber: new Map() }, pack)

type NumberRow = Uint16Array | Int8Array | Int32Array

const isSameRow = (left: NumberRow, right: NumberRow): boolean =>
  left.length === right.length && left.every((value, at) => value === right[at])

/** Whether two scorers weigh everything the same. */
const isSameScorer = (left: CompiledScorer | null, right: CompiledScorer | null): boolean => {
  if (left === right) return true
  if (left === null || right === null) return false
  const small = (scorer: CompiledScorer): string =>
    JSON.stringify([numbersOf(scorer), [...scorer.bias], [...scorer.facets]])
  return (
    small(left) === small(right) &&
    isSameRow(left.unitClass, right.unitClass) &&
    isSameRow(left.slots, right.slots) &&
    isSameRow(left.rows, right.rows)
  )
}

const heardWords = (levels: ReadonlyMap<string, Sound>): HeardWords | null => {
  const words = [...levels]
    .filter(([word, sound]) => sound !== 'off' && canBeHeard(codesOf(word)))
    .map(([word, sound]) => ({ word, isNear: sound === 'near' }))
  if (words.length === 0) return null
  const bySound = new Map<string, number[]>()
  for (const [at, { word }] of words.entries()) {
    const key = String.fromCharCode(...codesOf(word).map(syllableOfUnit))
    const known = bySound.get(key)
    if (known === undefined) bySound.set(key, [at])
    else known.push(at)
  }
  const near = words.filter(({ isNear }) => isNear).map(({ word }) => word)
  return {
    words,
    sounds: buildWordIndex(
      [...bySound.keys()].map((key) => codesOf(key)),
      EVERY_SOUND,
    ),
    alike: [...bySound.values()],
    near: near.length === 0 ? null : compileSounds(near),
  }
}

const codesOf = (word: string): number[] =>
  Array.from({ length: word.length }, (_unused, at) => word.charCodeAt(at))

const FARTHER: Readonly<Record<Sound, number>> = { off: 0, letters: 1, near: 2 }

/** Of two ways of listening the one that hears more. */
const farther = (left: Sound, right: Sound): Sound => (FARTHER[left] < FARTHER[right] ? right : left)

/**
 * Compares two compiled packs. A claim that holds none of the words of the change (nor sounds like them) has the same
 * verdict under both.
 */
export const compareCompiledPacks = (before: CompiledPack, after: CompiledPack): PackChange => {
  const old = sequencesByRule(before)
  const fresh = sequencesByRule(after)
  const added: string[] = []
  const changed: string[] = []
  const removed: string[] = []
  /** How far each word is listened for. */
  const words = new Map<string, Sound>(
    differing(spared(before), spared(after)).map((word) => [word, 'off' as const]),
  )
  const note = (all: readonly string[], sound: Sound): void => {
    for (const word of all) words.set(word, farther(words.get(word) ?? 'off', sound))
  }
  for (const id of new Set([...before.ruleNumber.keys(), ...after.ruleNumber.keys()])) {
    const from = before.ruleNumber.get(id) ?? -1
    const to = after.ruleNumber.get(id) ?? -1
    const was = old[from] ?? []
    const is = fresh[to] ?? []
    const sound = farther(before.rules[from]?.rule.sound ?? 'off', after.rules[to]?.rule.sound ?? 'off')
    if (from < 0 || to < 0) {
      ;(from < 0 ? added : removed).push(id)
      note(triggerWords([...was, ...is]), sound)
    } else if (settingsOf(before, from) !== settingsOf(after, to)) {
      changed.push(id)
      note(triggerWords([...was, ...is]), sound)
    } else {
      const between = wordsBetween(was, is)
      if (between.length > 0) changed.push(id)
      note(between, sound)
    }
  }
  const speaksForScorer = (id: string): boolean =>
    [before, after].some((pack) => pack.rules[pack.ruleNumber.get(id) ?? -1]?.rule.kind === 'scored')
  return {
    touchesAll:
      !isSameScorer(before.scorer, after.scorer) || [...added, ...changed, ...removed].some(speaksForScorer),
    added: added.toSorted(),
    changed: changed.toSorted(),
    removed: removed.toSorted(),
    words: compilePhrases([...words.keys()]),
    wordCount: words.size,
    heard: heardWords(words),
  }
}
