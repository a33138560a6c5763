import type { CompiledPack, Lane } from '../compilePack.ts'
import { ENTRY } from '../otherWords.ts'
import type { CompiledScorer } from '../scorer/scorerModel.ts'
import { compilePhrases, compileSounds, wordsOf, type PhraseIndex } from '../matcher.ts'

/** What differs between two compiled packs, and what a claim must hold for its verdict to be able to differ. */
export type PackChange = {
  /** Ids of rules, in the order of ids. */
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly removed: readonly string[]
  /** Words a claim must hold one of. */
  readonly words: PhraseIndex
  readonly wordCount: number
  /** For rules that listen to sound: the same words as they sound. Null when no such rule differs. */
  readonly sounds: PhraseIndex | null
  /** The words those rules listen for. */
  readonly heard: readonly string[]
  /** The scorer, or what speaks for it, differs: then any claim can. */
  readonly touchesAll: boolean
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

/** Whether two scorers weigh everything the same. */
const isSameScorer = (left: CompiledScorer | null, right: CompiledScorer | null): boolean => {
  if (left === right) return true
  if (left === null || right === null) return false
  const thresholds = ({ bias, anyFrom, alsoFrom, aloneFrom, noteFrom }: CompiledScorer): string =>
    JSON.stringify([[...bias], anyFrom, alsoFrom, aloneFrom, noteFrom])
  const { cells } = right
  return (
    thresholds(left) === thresholds(right) &&
    left.cells.length === cells.length &&
    left.cells.every((cell, at) => cell === cells[at])
  )
}

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
  const words = new Set(differing(spared(before), spared(after)))
  const heard = new Set<string>()
  const note = (all: readonly string[], listens: boolean): void => {
    for (const word of all) {
      words.add(word)
      if (listens) heard.add(word)
    }
  }
  for (const id of new Set([...before.ruleNumber.keys(), ...after.ruleNumber.keys()])) {
    const from = before.ruleNumber.get(id) ?? -1
    const to = after.ruleNumber.get(id) ?? -1
    const was = old[from] ?? []
    const is = fresh[to] ?? []
    const listens = [before.rules[from], after.rules[to]].some(
      (entry) => entry !== undefined && entry.rule.sound !== 'off',
    )
    if (from < 0 || to < 0) {
      ;(from < 0 ? added : removed).push(id)
      note(triggerWords([...was, ...is]), listens)
    } else if (settingsOf(before, from) !== settingsOf(after, to)) {
      changed.push(id)
      note(triggerWords([...was, ...is]), listens)
    } else {
      const between = wordsBetween(was, is)
      if (between.length > 0) changed.push(id)
      note(between, listens)
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
    words: compilePhrases([...words]),
    wordCount: words.size,
    sounds: heard.size === 0 ? null : compileSounds([...heard]),
    heard: [...heard],
  }
}
