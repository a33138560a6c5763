import { CONTEXT_MARKS, CONTEXT_TEMPLATES } from './filters/contextWords.ts'
import { buildWordIndex, numberClasses, type Classes, type WordIndex } from './matcher.ts'
import { buildOtherWords, type OtherWord, type OtherWords } from './otherWords.ts'
import { FAMILIES, type RuleWords, type Severity } from '../model/claim.ts'
import type { Rule, RulePack, Sound } from './rulePack.ts'
import {
  compileScorer,
  rarityOfWord,
  ScorerModelError,
  type CompiledScorer,
  type ScorerModel,
} from './scorer/scorerModel.ts'
import { joinSequences, makeSequenceRows, type SequenceRows } from './sequenceRows.ts'
import { usedClasses } from './shopPack.ts'
import { isAllowable, type ShopRules } from './shopRules.ts'
import { SOUND_COUNT, syllableOfUnit } from './syllables.ts'
import { readClass, readTemplate, TemplateError } from './template.ts'
import { makeWordSets, type FlatLists } from './wordSets.ts'

/** Every sequence of a pack, flat. The steps of sequence `s` are `stepsFrom[s] … stepsFrom[s + 1])`. */
export type Sequences = {
  /** Rule a sequence belongs to; -1 for context marks. */
  readonly owner: Int32Array
  /** The word set whose presence makes the sequence worth walking: its rarest. */
  readonly trigger: Int32Array
  readonly stepsFrom: Int32Array
  /** Word set of a step; -1 for a number. */
  readonly set: Int32Array
  readonly gap: Int32Array
  readonly inClause: Uint8Array
  /** Kind of number a step takes, a place in `NUMERAL_KINDS`, and its bounds. */
  readonly numberKind: Uint8Array
  readonly numberMin: Float64Array
  readonly numberMax: Float64Array
}

/**
 * A vocabulary with the sets its words belong to: sets of word `w` are `sets[setsFrom[w] … setsFrom[w + 1])`.
 * `isOrdinary[w]` is 1 for words that are ordinary too.
 */
export type Lane = {
  readonly index: WordIndex
  readonly setsFrom: Int32Array
  readonly sets: Int32Array
  readonly isOrdinary: Uint8Array
}

/** A lane that also listens: its words by sound, and their letters, for telling how much of a sound hit is exact. */
export type HeardLane = Lane & {
  /** Index over syllables; entry `e` stands for words `soundWords[soundWordsFrom[e] … soundWordsFrom[e + 1])`. */
  readonly sounds: WordIndex
  readonly soundWordsFrom: Int32Array
  readonly soundWords: Int32Array
  /** How far a word listens: the most of its sets. */
  readonly wordSound: Uint8Array
  readonly wordUnitsFrom: Int32Array
  readonly wordUnits: Uint16Array
}

/** A rule with what the shop has set. */
export type CompiledRule = {
  readonly rule: Rule
  readonly pack: string
  readonly version: string
  /** The rule's own, or what the shop has set. */
  readonly severity: Severity
  /** Switched off by the shop: its hits are spared, and no frame brings up again what it would have said. */
  readonly isOff: boolean
  /** Whether the shop's allow-list may spare its hits. */
  readonly isAllowable: boolean
  /** Days it holds, in ms since the epoch; the end is exclusive. */
  readonly from: number
  readonly to: number
  /** What its findings say. */
  readonly words: RuleWords
  /** Place of its family among all. */
  readonly family: number
  /** Whether it counts only when the scorer agrees. */
  readonly isFrame: boolean
}

/** A pack that was compiled, with the word classes of its must-say rules: those are looked for one by one. */
export type PackSource = Pick<RulePack, 'id' | 'version' | 'classes'>

/** Packs as the checker walks them: rules, and everything else in typed arrays. */
export type CompiledPack = {
  /** The packs in the order they apply. */
  readonly sources: readonly PackSource[]
  readonly rules: readonly CompiledRule[]
  readonly ruleNumber: ReadonlyMap<string, number>
  /** Place of each rule in the order of ids. */
  readonly ruleOrder: Int32Array
  /** Number of the rule that speaks for the scorer, by family; -1 = none. */
  readonly scored: Int32Array
  /** The scorer of whole sentences; null = no pack brings one. */
  readonly scorer: CompiledScorer | null
  /**
   * Words of the sets that trigger a sequence of a rule that needs no scorer; the only ones looked for in every text, and
   * chosen to be rare.
   */
  readonly words: HeardLane
  /** The other words of rules: looked for once a sequence has been triggered. */
  readonly others: OtherWords
  /**
   * Words that trigger a frame, by its family's place; null = the family has none. Looked for when the scorer means the
   * family.
   */
  readonly frames: ReadonlyArray<HeardLane | null>
  /** Ordinary words and what the shop may say: looked for once a rule is in question. */
  readonly ordinary: Lane
  /** Words of the context marks: looked for once a rule has hit. */
  readonly context: Lane
  readonly setCount: number
  /** 1 for sets whose words are among the others. */
  readonly isOther: Uint8Array
  /** How far each set listens: 0 letters of the text only, 1 also pinyin, 2 also same-sounding characters. */
  readonly setSound: Uint8Array
  readonly sequences: Sequences
  /**
   * Sequences to walk when set `s` is present: `triggered[triggeredFrom[s] … triggeredFrom[s + 1])`, `TRIGGERED.size` numbers
   * each: what has to be known to turn one away lies together. Those of context marks are among them.
   */
  readonly triggeredFrom: Int32Array
  readonly triggered: Int32Array
  /** For conditional rules: sequences that must be, or must not be, near, `companionsFrom[r] … companionsFrom[r + 1])`. */
  readonly companionsFrom: Int32Array
  /** Sequences of the context mark at place `m` of `CONTEXT_MARKS`. */
  readonly contextFrom: Int32Array
  /** The set of ordinary words. */
  readonly ordinarySet: number
  /** The set of phrases the shop may say. */
  readonly allowedSet: number
}

/**
 * Places of a triggered sequence: its number, its rule (of context marks the mark's place), whether it takes a number (1 or 0),
 * and the other sets it needs: twice the set, and last, the rarest first, those of other words with 1 more; -1 = no more. A
 * sequence has eight steps at most.
 */
export const TRIGGERED = { sequence: 0, rule: 1, takesNumber: 2, needs: 3, size: 10 } as const

/** A rule or class that cannot be compiled. `pack`, `rule` and `field` say where; `reason` says why. */
export class PackCompileError extends Error {
  readonly pack: string
  readonly rule: string
  readonly field: string
  readonly reason: { readonly zh: string; readonly en: string }

  constructor(pack: string, rule: string, field: string, reason: { zh: string; en: string }) {
    super(`${pack} ${rule} ${field}: ${reason.en}`)
    this.name = 'PackCompileError'
    this.pack = pack
    this.rule = rule
    this.field = field
    this.reason = reason
  }
}

/** A sound is its own class: there are few. */
export const EVERY_SOUND: Classes = {
  classOf: Uint16Array.from({ length: SOUND_COUNT + 1 }, (_unused, sound) => sound),
}

/** Where words are looked for. Those of frames have a lane for each family, at the family's place. */
const LANE = { words: -1, ordinary: -2, context: -3, others: -4, none: -5 } as const

const SOUND_LEVEL: Readonly<Record<Sound, number>> = { off: 0, letters: 1, near: 2 }
/** Bounds of everything compiled together, so that no pack can eat time or memory. */
const MAX_COMPILED_WORDS = 600_000
const MAX_COMPILED_SEQUENCES = 30_000

const DAY_MS = 86_400_000
const CHINA_OFFSET_MS = 8 * 3_600_000

const dayStart = (date: string): number => Date.parse(`${date}T00:00:00Z`) - CHINA_OFFSET_MS

/** Without a scorer: of so many words of a length one is met. */
const GUESSED = 20

/** How often a word is met, for choosing triggers: by the scorer's own counts; without one, long words are rarer. */
const usesIn =
  (scorer: CompiledScorer | null) =>
  (units: readonly number[]): number =>
    scorer === null ? GUESSED ** -Math.min(units.length, 4) : Math.exp(-rarityOfWord(scorer, units))

/**
 * Compiles rule packs into what `checkClaim` walks. A later pack's rule replaces an earlier one with the same id; classes
 * belong to their own pack, ordinary words to all. What the shop has set comes last: a rule that is off finds nothing, and
 * one that is sure keeps the frames of its family from saying the same.
 * @throws PackCompileError when a rule's wording cannot be read.
 */
export const compilePack = (packs: readonly RulePack[], shop: ShopRules): CompiledPack => {
  const scorer = scorerOf(packs)
  const wordSets = makeWordSets(usesIn(scorer))
  const { setOf, units, sound: setSound, lane: setLane, weight: setWeight } = wordSets
  let wordCount = 0
  let sequenceCount = 0
  const weightOf = (set: number): number => setWeight[set] ?? 0
  const addSequences = (
    rows: SequenceRows,
    templates: readonly string[],
    sound: number,
    owner: number,
    lane: number,
    classes: (name: string) => readonly string[],
    fail: (at: number, reason: { zh: string; en: string }) => PackCompileError,
  ): void => {
    const setOfWords = (words: readonly string[]): number => setOf(words, sound, lane)
    for (const [at, template] of templates.entries()) {
      try {
        const read = readTemplate(template, classes)
        sequenceCount += read.length
        for (const steps of read)
          for (const step of steps) if (step.type === 'words') wordCount += step.words.length
        if (wordCount > MAX_COMPILED_WORDS || sequenceCount > MAX_COMPILED_SEQUENCES) {
          throw new TemplateError({ zh: '规则包太大', en: 'the pack is too large' })
        }
        for (const steps of read) rows.add(owner, steps, setOfWords, weightOf)
      } catch (error) {
        if (error instanceof TemplateError) throw fail(at, error.reason)
        throw error
      }
    }
  }

  const kept = new Map<string, { rule: Rule; pack: RulePack }>()
  for (const pack of packs) for (const rule of pack.rules) kept.set(rule.id, { rule, pack })

  const classesOf = new Map<RulePack, (name: string) => readonly string[]>()
  for (const pack of packs) {
    const known = new Map<string, readonly string[]>()
    const lookUp = (name: string): readonly string[] => {
      const words = known.get(name)
      if (words === undefined) {
        throw new TemplateError({ zh: `没有名叫 <${name}> 的词类`, en: `there is no word class <${name}>` })
      }
      return words
    }
    for (const [name, templates] of Object.entries(pack.classes)) {
      try {
        known.set(name, readClass(templates, lookUp))
      } catch (error) {
        if (error instanceof TemplateError)
          throw new PackCompileError(pack.id, '', `classes.${name}`, error.reason)
        throw error
      }
    }
    classesOf.set(pack, lookUp)
  }

  const adjusted = new Map(shop.adjustments.map(({ rule, severity }) => [rule, severity]))
  const rules: CompiledRule[] = []
  const said = makeSequenceRows()
  /** Words that must be said: they have their sets, and nothing looks for them here. */
  const listed = makeSequenceRows()
  const companions = makeSequenceRows()
  const companionsBefore: number[] = []
  for (const { rule, pack } of kept.values()) {
    const classes = classesOf.get(pack)
    const set = adjusted.get(rule.id) ?? rule.severity
    const isOff = set === 'off'
    if (classes === undefined || (isOff && !speaksOfBreaches(rule))) continue
    const severity = isOff ? rule.severity : set
    const owner = rules.length
    const sound = SOUND_LEVEL[rule.sound]
    const failIn = (field: string) => (at: number, reason: { zh: string; en: string }) =>
      new PackCompileError(pack.id, rule.id, `${field}.${at}`, reason)
    const isListedOnly = rule.kind === 'must-say'
    const lane = isListedOnly
      ? LANE.none
      : rule.certainty === 'frame'
        ? FAMILIES.indexOf(rule.family)
        : LANE.words
    addSequences(isListedOnly ? listed : said, rule.say, sound, owner, lane, classes, failIn('say'))
    companionsBefore.push(companions.count())
    if (rule.kind === 'conditional')
      addSequences(companions, rule.with, sound, owner, lane, classes, failIn('with'))
    rules.push(completeRule({ rule, pack: pack.id, version: pack.version, severity, isOff }))
  }
  companionsBefore.push(companions.count())
  const companionsFrom = Int32Array.from(companionsBefore, (before) => said.count() + before)

  const noClasses = (name: string): readonly string[] => {
    throw new TemplateError({ zh: `没有词类 ${name}`, en: `no class ${name}` })
  }
  const marks = makeSequenceRows()
  const marksBefore: number[] = []
  for (const mark of CONTEXT_MARKS) {
    marksBefore.push(marks.count())
    const failIn = (_at: number, reason: { zh: string; en: string }) =>
      new PackCompileError('', mark, '', reason)
    addSequences(marks, CONTEXT_TEMPLATES[mark], 0, -1, LANE.context, noClasses, failIn)
  }
  marksBefore.push(marks.count())
  const contextFrom = Int32Array.from(marksBefore, (before) => said.count() + companions.count() + before)
  const ordinarySet = setOf([...new Set(packs.flatMap((pack) => pack.ordinary))], 0, LANE.ordinary)
  const allowedSet = setOf([...new Set(shop.allowed.map(({ phrase }) => phrase))], 0, LANE.ordinary)

  const classes = numberClasses(units)
  if (classes === null) {
    throw new PackCompileError(packs.at(-1)?.id ?? '', '', '', {
      zh: '规则包用的字太多',
      en: 'the packs hold too many different characters',
    })
  }
  const triggering = new Set(said.columns.trigger)
  for (const [set, lane] of setLane.entries())
    if ((lane === LANE.words || lane >= 0) && !triggering.has(set)) setLane[set] = LANE.others
  const sequences = joinSequences([said, companions, marks])
  const owners = ownersOf(sequences, said.count(), contextFrom)
  const triggered = layTriggered(sequences, owners, setLane, setWeight)
  const vocabulary: Vocabulary = { units, classes, sets: wordSets.setsOfWords(), setLane, setSound }
  const drafts = draftLanes(vocabulary)
  const draft = (lane: number): LaneDraft => drafts.get(lane) ?? { words: [], counts: [], sets: [] }
  const laneOf = (lane: number): Lane => buildLane(vocabulary, draft(lane), ordinarySet)
  const heard = (lane: number): HeardLane => buildHeardLane(vocabulary, draft(lane), ordinarySet)
  const others = otherWordsOf(vocabulary, draft(LANE.others), ordinarySet)
  const usesOf = usesIn(scorer)
  return {
    sources: packs.map(sourceOf),
    ...numberRules(rules),
    scorer,
    words: heard(LANE.words),
    others: buildOtherWords(others, classes, setSound, (unit) => usesOf([unit])),
    frames: FAMILIES.map((_family, lane) => (setLane.includes(lane) ? heard(lane) : null)),
    ordinary: laneOf(LANE.ordinary),
    context: laneOf(LANE.context),
    setCount: setSound.length,
    isOther: Uint8Array.from(setLane, (lane) => Number(lane === LANE.others)),
    setSound: Uint8Array.from(setSound),
    sequences,
    triggeredFrom: triggered.from,
    triggered: triggered.items,
    companionsFrom,
    contextFrom,
    ordinarySet,
    allowedSet,
  }
}

/** The rule of every sequence, of context marks the mark's place; -1 = a companion, which triggers nothing. */
const ownersOf = (sequences: Sequences, saidCount: number, contextFrom: Int32Array): Int32Array => {
  const owners = new Int32Array(sequences.owner.length).fill(-1)
  owners.set(sequences.owner.subarray(0, saidCount))
  for (const mark of CONTEXT_MARKS.keys()) owners.fill(mark, contextFrom[mark], contextFrom[mark + 1])
  return owners
}

/** What lies in `triggered`, by the set that triggers. */
const layTriggered = (
  { trigger, stepsFrom, set }: Sequences,
  owners: Int32Array,
  setLane: readonly number[],
  setWeight: readonly number[],
): FlatLists => {
  const from = new Int32Array(setLane.length + 1)
  for (let number = 0; number < owners.length; number += 1) {
    const by = trigger[number] ?? -1
    if (by >= 0 && (owners[number] ?? -1) >= 0) from[by + 1] = (from[by + 1] ?? 0) + TRIGGERED.size
  }
  for (let at = 1; at < from.length; at += 1) from[at] = (from[at] ?? 0) + (from[at - 1] ?? 0)
  const items = new Int32Array(from[setLane.length] ?? 0).fill(-1)
  const next = from.slice()
  const isOther = (needed: number): boolean => setLane[needed] === LANE.others
  /** Sets of other words come last, the rarest first. */
  const rank = (needed: number): number => (isOther(needed) ? (setWeight[needed] ?? 0) : -1)
  for (const [number, owner] of owners.entries()) {
    const by = trigger[number] ?? -1
    if (by < 0 || owner < 0) continue
    const sets = set.subarray(stepsFrom[number], stepsFrom[number + 1])
    const needs = new Set<number>()
    for (const needed of sets) if (needed >= 0 && needed !== by) needs.add(needed)
    const entry = next[by] ?? 0
    items[entry + TRIGGERED.sequence] = number
    items[entry + TRIGGERED.rule] = owner
    items[entry + TRIGGERED.takesNumber] = Number(sets.includes(-1))
    let place = entry + TRIGGERED.needs
    for (const needed of [...needs].toSorted((left, right) => rank(left) - rank(right))) {
      items[place] = needed * 2 + Number(isOther(needed))
      place += 1
    }
    next[by] = entry + TRIGGERED.size
  }
  return { from, items }
}

/** Scorers made ready, by the model read: a shop that changes a rule of its own compiles anew, over the same model. */
const SCORERS = new WeakMap<ScorerModel, CompiledScorer>()

/** The scorer of the last pack that brings one. */
const scorerOf = (packs: readonly RulePack[]): CompiledScorer | null => {
  const pack = packs.findLast(({ scorer }) => scorer !== null)
  if (pack === undefined || pack.scorer === null) return null
  try {
    const scorer = SCORERS.get(pack.scorer) ?? compileScorer(pack.scorer)
    SCORERS.set(pack.scorer, scorer)
    return scorer
  } catch (error) {
    if (!(error instanceof ScorerModelError)) throw error
    throw new PackCompileError(pack.id, '', `scorer.${error.piece}`, {
      zh: '评分表不完整，不能用',
      en: error.message,
    })
  }
}

const sourceOf = ({ id, version, classes, rules }: RulePack): PackSource => ({
  id,
  version,
  classes: usedClasses(
    classes,
    rules.filter(({ kind }) => kind === 'must-say'),
  ),
})

/** Whether a rule names what must not be said by words of its own, and stands alone. */
const speaksOfBreaches = ({ kind, certainty }: Rule): boolean =>
  certainty === 'sure' && kind !== 'promise' && kind !== 'must-say' && kind !== 'scored'

/** A rule with everything that follows from it and from what the shop has set. */
export const completeRule = (
  entry: Pick<CompiledRule, 'rule' | 'pack' | 'version' | 'severity' | 'isOff'>,
): CompiledRule => {
  const { rule, severity } = entry
  const { message, suggestion, correction, basis, penalty } = rule
  return {
    ...entry,
    isAllowable: isAllowable(rule, severity),
    from: rule.effectiveFrom === null ? -Infinity : dayStart(rule.effectiveFrom),
    to: rule.effectiveTo === null ? Infinity : dayStart(rule.effectiveTo) + DAY_MS,
    words: { message, suggestion, correction, basis, penalty },
    family: FAMILIES.indexOf(rule.family),
    isFrame: rule.certainty === 'frame',
  }
}

/** The rules with their numbers by id, and their places in the order of ids. */
export const numberRules = (
  rules: readonly CompiledRule[],
): Pick<CompiledPack, 'rules' | 'ruleNumber' | 'ruleOrder' | 'scored'> => {
  const ruleNumber = new Map(rules.map(({ rule }, number) => [rule.id, number]))
  const ruleOrder = new Int32Array(rules.length)
  for (const [place, id] of [...ruleNumber.keys()].toSorted().entries()) {
    ruleOrder[ruleNumber.get(id) ?? 0] = place
  }
  const scored = new Int32Array(FAMILIES.length).fill(-1)
  for (const [number, { rule, family }] of rules.entries())
    if (rule.kind === 'scored') scored[family] = number
  return { rules, ruleNumber, ruleOrder, scored }
}

const flatten = (lists: readonly (readonly number[])[]): FlatLists => {
  const from = new Int32Array(lists.length + 1)
  let count = 0
  for (let at = 0; at < lists.length; at += 1) {
    count += lists[at]?.length ?? 0
    from[at + 1] = count
  }
  const items = new Int32Array(count)
  let place = 0
  for (const list of lists) {
    for (const item of list) {
      items[place] = item
      place += 1
    }
  }
  return { from, items }
}

/** Every word of the packs with its sets, and what is known of the sets. */
type Vocabulary = {
  readonly units: readonly (readonly number[])[]
  readonly classes: Classes
  readonly sets: FlatLists
  readonly setLane: readonly number[]
  readonly setSound: readonly number[]
}

/** The words of a lane, rising, and of each how many of its sets are the lane's; those sets one after the other. */
type LaneDraft = { readonly words: number[]; readonly counts: number[]; readonly sets: number[] }

/** The lanes that have words, from one pass over all of them. */
const draftLanes = ({ sets, setLane }: Vocabulary): Map<number, LaneDraft> => {
  const drafts = new Map<number, LaneDraft>()
  const draftOfSet = setLane.map((lane): LaneDraft => {
    const draft = drafts.get(lane) ?? { words: [], counts: [], sets: [] }
    drafts.set(lane, draft)
    return draft
  })
  const { from, items } = sets
  for (let word = 0; word + 1 < from.length; word += 1) {
    for (let at = from[word] ?? 0; at < (from[word + 1] ?? 0); at += 1) {
      const set = items[at] ?? 0
      const draft = draftOfSet[set]
      if (draft === undefined) continue
      const last = draft.words.length - 1
      if (draft.words[last] === word) draft.counts[last] = (draft.counts[last] ?? 0) + 1
      else {
        draft.words.push(word)
        draft.counts.push(1)
      }
      draft.sets.push(set)
    }
  }
  return drafts
}

/** Whether a word belongs to a set. */
const isIn = ({ sets: { from, items } }: Vocabulary, word: number, set: number): boolean =>
  items.subarray(from[word], from[word + 1]).includes(set)

/** A lane of the words of a draft. */
const buildLane = (vocabulary: Vocabulary, draft: LaneDraft, ordinarySet: number): Lane => {
  const setsFrom = new Int32Array(draft.words.length + 1)
  for (let at = 0; at < draft.words.length; at += 1)
    setsFrom[at + 1] = (setsFrom[at] ?? 0) + (draft.counts[at] ?? 0)
  return {
    index: buildWordIndex(
      draft.words.map((word) => vocabulary.units[word] ?? []),
      vocabulary.classes,
    ),
    setsFrom,
    sets: Int32Array.from(draft.sets),
    isOrdinary: Uint8Array.from(draft.words, (word) => Number(isIn(vocabulary, word, ordinarySet))),
  }
}

/** Whether a word has a sound of its own: two to sixteen characters, all of which sound. */
export const canBeHeard = (units: readonly number[]): boolean => {
  if (units.length < 2 || units.length > 16) return false
  for (const unit of units) if (syllableOfUnit(unit) === 0) return false
  return true
}

/** The words of a draft as words that trigger nothing. */
const otherWordsOf = (vocabulary: Vocabulary, draft: LaneDraft, ordinarySet: number): OtherWord[] => {
  let at = 0
  return draft.words.map((word, place): OtherWord => {
    const units = vocabulary.units[word] ?? []
    const sets = draft.sets.slice(at, at + (draft.counts[place] ?? 0))
    at += sets.length
    const isOrdinary = isIn(vocabulary, word, ordinarySet)
    return { units, sets, isOrdinary, isHeard: canBeHeard(units) }
  })
}

/** A lane with its words by sound; words that sound alike share an entry. */
const buildHeardLane = (vocabulary: Vocabulary, draft: LaneDraft, ordinarySet: number): HeardLane => {
  const { units, setSound } = vocabulary
  const wordSound = new Uint8Array(draft.words.length)
  const known = new Map<string, number>()
  const syllablesOf: number[][] = []
  const alike: number[][] = []
  const words: Array<readonly number[]> = []
  let at = 0
  for (const [word, number] of draft.words.entries()) {
    let sound = 0
    for (const end = at + (draft.counts[word] ?? 0); at < end; at += 1)
      sound = Math.max(sound, setSound[draft.sets[at] ?? 0] ?? 0)
    wordSound[word] = sound
    const itsUnits = units[number] ?? []
    words.push(itsUnits)
    if (sound === 0 || !canBeHeard(itsUnits)) continue
    const syllables = itsUnits.map(syllableOfUnit)
    const key = String.fromCharCode(...syllables)
    const entry = known.get(key)
    if (entry === undefined) {
      known.set(key, alike.length)
      syllablesOf.push(syllables)
      alike.push([word])
    } else alike[entry]?.push(word)
  }
  const flat = flatten(alike)
  const spelled = flatten(words)
  return {
    ...buildLane(vocabulary, draft, ordinarySet),
    sounds: buildWordIndex(syllablesOf, EVERY_SOUND),
    soundWordsFrom: flat.from,
    soundWords: flat.items,
    wordSound,
    wordUnitsFrom: spelled.from,
    wordUnits: Uint16Array.from(spelled.items),
  }
}

/** Id and version of the pack a rule came from; empty texts when the rule is not known. */
export const packOf = (pack: CompiledPack, ruleId: string): { id: string; version: string } => {
  const entry = pack.rules[pack.ruleNumber.get(ruleId) ?? -1]
  return entry === undefined ? { id: '', version: '' } : { id: entry.pack, version: entry.version }
}
