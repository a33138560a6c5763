import { CONTEXT_MARKS, CONTEXT_TEMPLATES } from './filters/contextWords.ts'
import { buildWordIndex, foldWord, numberClasses, type Classes, type WordIndex } from './matcher.ts'
import { NUMERAL_KINDS } from './numerals.ts'
import { buildOtherWords, type OtherWords } from './otherWords.ts'
import { FAMILIES, type RuleWords, type Severity } from '../model/claim.ts'
import type { Rule, RulePack, Sound } from './rulePack.ts'
import { compileScorer, rarityOfWord, ScorerModelError, type CompiledScorer } from './scorer/scorerModel.ts'
import { isAllowable, type ShopRules } from './shopRules.ts'
import { SOUND_COUNT, syllableOfUnit } from './syllables.ts'
import { readClass, readTemplate, TemplateError, type TemplateNumber } from './template.ts'

/** One step of a sequence while it is compiled: the set of words (or a number) and the gap allowed before it. */
type Step = {
  readonly set: number
  readonly gap: number
  readonly inClause: boolean
  readonly number: TemplateNumber | null
}

/** A sequence of a rule or a context mark while it is compiled. */
type Sequence = {
  readonly owner: number
  readonly steps: readonly Step[]
  /** The word set whose presence makes the sequence worth walking: its rarest. */
  readonly trigger: number
}

/** Every sequence of a pack, flat. The steps of sequence `s` are `stepsFrom[s] … stepsFrom[s + 1])`. */
export type Sequences = {
  /** Rule a sequence belongs to; -1 for context marks. */
  readonly owner: Int32Array
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

/** Packs as the checker walks them: rules, and everything else in typed arrays. */
export type CompiledPack = {
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

/** Ten and hundred are also written 10 and 100. */
const spellings = (units: readonly number[]): number[][] => {
  const ten = '十'.charCodeAt(0)
  const hundred = '百'.charCodeAt(0)
  if (!units.includes(ten) && !units.includes(hundred)) return [[...units]]
  const other = units.flatMap((unit) =>
    unit === ten ? [0x31, 0x30] : unit === hundred ? [0x31, 0x30, 0x30] : [unit],
  )
  return [[...units], other]
}

/** Every word once: its units, and the sets it belongs to, rising. */
type Vocabulary = { readonly units: number[][]; readonly sets: number[][] }

/** Without a scorer: of so many words of a length one is met. */
const GUESSED = 20

/** How often a word is met, for choosing triggers: by the scorer's own counts; without one, long words are rarer. */
const usesIn =
  (scorer: CompiledScorer | null) =>
  (units: readonly number[]): number =>
    scorer === null ? GUESSED ** -Math.min(units.length, 4) : Math.exp(-rarityOfWord(scorer, units))

/** A set while it is made: its words, each once. */
type MadeSet = {
  readonly set: number
  readonly lane: number
  readonly sound: number
  readonly words: number[]
}

const makeSets = (usesOf: (units: readonly number[]) => number) => {
  const vocabulary: Vocabulary = { units: [], sets: [] }
  const numberOf = new Map<string, number>()
  const uses: number[] = []
  /** The set a word was last seen in. */
  const seenIn: number[] = []
  const setsByKey = new Map<number, MadeSet[]>()
  const setSound: number[] = []
  const setLane: number[] = []
  const setWeight: number[] = []
  const wordNumber = (units: number[]): number => {
    const key = textOf(units)
    const known = numberOf.get(key)
    if (known !== undefined) return known
    const made = vocabulary.units.length
    numberOf.set(key, made)
    vocabulary.units.push(units)
    vocabulary.sets.push([])
    uses.push(usesOf(units))
    seenIn.push(-1)
    return made
  }
  /** A word stands in many sets; it is folded once. */
  const numbersByWord = new Map<string, readonly number[]>()
  const numbersOf = (word: string): readonly number[] => {
    let numbers = numbersByWord.get(word)
    if (numbers === undefined) {
      numbers = spellings(foldWord(word))
        .filter((units) => units.length > 0)
        .map((units) => wordNumber(units))
      numbersByWord.set(word, numbers)
    }
    return numbers
  }
  let asked = 0
  const setOf = (words: readonly string[], sound: number, lane: number): number => {
    asked += 1
    const members: number[] = []
    let key = 0
    for (const word of words) {
      for (const number of numbersOf(word)) {
        if (seenIn[number] === asked) continue
        seenIn[number] = asked
        members.push(number)
        key = (key + Math.imul(number + 1, 0x9e3779b1)) | 0
      }
    }
    let alike = setsByKey.get(key)
    if (alike === undefined) {
      alike = []
      setsByKey.set(key, alike)
    }
    for (const other of alike) {
      const isSame =
        other.lane === lane &&
        other.sound === sound &&
        other.words.length === members.length &&
        other.words.every((word) => seenIn[word] === asked)
      if (isSame) return other.set
    }
    const made = setSound.length
    alike.push({ set: made, lane, sound, words: members })
    setSound.push(sound)
    setLane.push(lane)
    let weight = 0
    for (const word of members) {
      vocabulary.sets[word]?.push(made)
      weight += uses[word] ?? 0
    }
    setWeight.push(weight)
    return made
  }
  return { vocabulary, setOf, setSound, setLane, setWeight }
}

const textOf = (units: readonly number[]): string => {
  let text = ''
  for (const unit of units) text += String.fromCharCode(unit)
  return text
}

/**
 * Compiles rule packs into what `checkClaim` walks. A later pack's rule replaces an earlier one with the same id; classes
 * belong to their own pack, ordinary words to all. What the shop has set comes last: a rule that is off finds nothing, and
 * one that is sure keeps the frames of its family from saying the same.
 * @throws PackCompileError when a rule's wording cannot be read.
 */
export const compilePack = (packs: readonly RulePack[], shop: ShopRules): CompiledPack => {
  const scorer = scorerOf(packs)
  const { vocabulary, setOf, setSound, setLane, setWeight } = makeSets(usesIn(scorer))
  let wordCount = 0
  let sequenceCount = 0
  const sequencesOf = (
    templates: readonly string[],
    sound: number,
    owner: number,
    lane: number,
    classes: (name: string) => readonly string[],
    fail: (at: number, reason: { zh: string; en: string }) => PackCompileError,
  ): Sequence[] =>
    templates.flatMap((template, at) => {
      try {
        const read = readTemplate(template, classes)
        sequenceCount += read.length
        for (const step of read.flat()) if (step.type === 'words') wordCount += step.words.length
        if (wordCount > MAX_COMPILED_WORDS || sequenceCount > MAX_COMPILED_SEQUENCES) {
          throw new TemplateError({ zh: '规则包太大', en: 'the pack is too large' })
        }
        return read.map((steps) => {
          const compiled = steps.map((step): Step => {
            if (step.type === 'number')
              return { set: -1, gap: step.gap, inClause: step.inClause, number: step.number }
            return {
              set: setOf(step.words, sound, lane),
              gap: step.gap,
              inClause: step.inClause,
              number: null,
            }
          })
          let trigger = -1
          for (const step of compiled) {
            if (step.set < 0) continue
            if (trigger < 0 || (setWeight[step.set] ?? 0) < (setWeight[trigger] ?? 0)) trigger = step.set
          }
          return { owner, steps: compiled, trigger }
        })
      } catch (error) {
        if (error instanceof TemplateError) throw fail(at, error.reason)
        throw error
      }
    })

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
  const companionsOf: Sequence[][] = []
  const sequences: Sequence[] = []
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
    const own = sequencesOf(rule.say, sound, owner, lane, classes, failIn('say'))
    const companions =
      rule.kind === 'conditional' ? sequencesOf(rule.with, sound, owner, lane, classes, failIn('with')) : []
    if (!isListedOnly) sequences.push(...own)
    companionsOf.push(companions)
    rules.push(completeRule({ rule, pack: pack.id, version: pack.version, severity, isOff }))
  }
  const triggeredCount = sequences.length
  const companionsFrom = new Int32Array(rules.length + 1)
  for (const [owner, companions] of companionsOf.entries()) {
    companionsFrom[owner] = sequences.length
    sequences.push(...companions)
  }
  companionsFrom[rules.length] = sequences.length

  const noClasses = (name: string): readonly string[] => {
    throw new TemplateError({ zh: `没有词类 ${name}`, en: `no class ${name}` })
  }
  const contextFrom = new Int32Array(CONTEXT_MARKS.length + 1)
  for (const [place, mark] of CONTEXT_MARKS.entries()) {
    contextFrom[place] = sequences.length
    const failIn = (_at: number, reason: { zh: string; en: string }) =>
      new PackCompileError('', mark, '', reason)
    sequences.push(...sequencesOf(CONTEXT_TEMPLATES[mark], 0, -1, LANE.context, noClasses, failIn))
  }
  contextFrom[CONTEXT_MARKS.length] = sequences.length
  const ordinarySet = setOf([...new Set(packs.flatMap((pack) => pack.ordinary))], 0, LANE.ordinary)
  const allowedSet = setOf([...new Set(shop.allowed.map(({ phrase }) => phrase))], 0, LANE.ordinary)

  const classes = numberClasses(vocabulary.units)
  if (classes === null) {
    throw new PackCompileError(packs.at(-1)?.id ?? '', '', '', {
      zh: '规则包用的字太多',
      en: 'the packs hold too many different characters',
    })
  }
  const soundClasses = EVERY_SOUND
  const laneOf = (lane: number): BuiltLane => buildLane(vocabulary, classes, setLane, lane, ordinarySet)
  const triggering = new Set(sequences.slice(0, triggeredCount).map(({ trigger }) => trigger))
  for (const [set, lane] of setLane.entries())
    if ((lane === LANE.words || lane >= 0) && !triggering.has(set)) setLane[set] = LANE.others
  const heard = (lane: number): HeardLane => listen(laneOf(lane), vocabulary, setSound, soundClasses)
  const triggered: number[][] = setSound.map(() => [])
  for (const [number, sequence] of sequences.entries()) {
    const mark = contextFrom.findLastIndex((first) => first <= number)
    const isCompanion = number >= triggeredCount && mark < 0
    if (isCompanion || sequence.trigger < 0) continue
    triggered[sequence.trigger]?.push(
      ...triggeredEntry(number, mark < 0 ? sequence.owner : mark, sequence, setLane, setWeight),
    )
  }
  const triggers = flatten(triggered)
  const usesOf = usesIn(scorer)
  const otherWords = [...vocabulary.sets.entries()].flatMap(([word, sets]) => {
    const ours = sets.filter((set) => setLane[set] === LANE.others)
    const units = vocabulary.units[word] ?? []
    return ours.length === 0
      ? []
      : [{ units, sets: ours, isOrdinary: sets.includes(ordinarySet), isHeard: canBeHeard(units) }]
  })
  return {
    ...numberRules(rules),
    scorer,
    words: heard(LANE.words),
    others: buildOtherWords(otherWords, classes, setSound, (unit) => usesOf([unit])),
    frames: FAMILIES.map((_family, lane) => (setLane.includes(lane) ? heard(lane) : null)),
    ordinary: laneOf(LANE.ordinary).lane,
    context: laneOf(LANE.context).lane,
    setCount: setSound.length,
    isOther: Uint8Array.from(setLane, (lane) => Number(lane === LANE.others)),
    setSound: Uint8Array.from(setSound),
    sequences: flattenSequences(sequences),
    triggeredFrom: triggers.from,
    triggered: triggers.items,
    companionsFrom,
    contextFrom,
    ordinarySet,
    allowedSet,
  }
}

/** What lies in `triggered` for a sequence. */
const triggeredEntry = (
  number: number,
  owner: number,
  { trigger, steps }: Sequence,
  setLane: readonly number[],
  setWeight: readonly number[],
): number[] => {
  const needs = [...new Set(steps.map(({ set }) => set))].filter((set) => set >= 0 && set !== trigger)
  const isOther = (set: number): boolean => setLane[set] === LANE.others
  const entry = [
    number,
    owner,
    Number(steps.some(({ set }) => set < 0)),
    ...needs.filter((set) => !isOther(set)).map((set) => set * 2),
    ...needs
      .filter(isOther)
      .toSorted((left, right) => (setWeight[left] ?? 0) - (setWeight[right] ?? 0))
      .map((set) => set * 2 + 1),
  ]
  while (entry.length < TRIGGERED.size) entry.push(-1)
  return entry
}

/** The scorer of the last pack that brings one. */
const scorerOf = (packs: readonly RulePack[]): CompiledScorer | null => {
  const pack = packs.findLast(({ scorer }) => scorer !== null)
  if (pack === undefined || pack.scorer === null) return null
  try {
    return compileScorer(pack.scorer)
  } catch (error) {
    if (!(error instanceof ScorerModelError)) throw error
    throw new PackCompileError(pack.id, '', `scorer.${error.piece}`, {
      zh: '评分表不完整，不能用',
      en: error.message,
    })
  }
}

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

const flatten = (lists: readonly (readonly number[])[]): { from: Int32Array; items: Int32Array } => {
  const from = new Int32Array(lists.length + 1)
  let count = 0
  for (const [at, list] of lists.entries()) {
    from[at] = count
    count += list.length
  }
  from[lists.length] = count
  const items = new Int32Array(count)
  for (const [at, list] of lists.entries()) items.set(list, from[at] ?? 0)
  return { from, items }
}

const flattenSequences = (sequences: readonly Sequence[]): Sequences => {
  const steps = sequences.flatMap((sequence) => sequence.steps)
  return {
    owner: Int32Array.from(sequences, ({ owner }) => owner),
    trigger: Int32Array.from(sequences, ({ trigger }) => trigger),
    stepsFrom: flatten(sequences.map((sequence) => sequence.steps.map(() => 0))).from,
    set: Int32Array.from(steps, ({ set }) => set),
    gap: Int32Array.from(steps, ({ gap }) => gap),
    inClause: Uint8Array.from(steps, ({ inClause }) => Number(inClause)),
    numberKind: Uint8Array.from(steps, ({ number }) =>
      number === null ? 0 : NUMERAL_KINDS.indexOf(number.kind),
    ),
    numberMin: Float64Array.from(steps, ({ number }) => number?.min ?? 0),
    numberMax: Float64Array.from(steps, ({ number }) => number?.max ?? 0),
  }
}

/** A lane, the vocabulary's numbers of its words, and the sets of each that are the lane's. */
type BuiltLane = {
  readonly lane: Lane
  readonly kept: readonly number[]
  readonly sets: readonly (readonly number[])[]
}

/** The words that belong to sets of a lane, with those sets. */
const buildLane = (
  vocabulary: Vocabulary,
  classes: Classes,
  setLane: readonly number[],
  wanted: number,
  ordinarySet: number,
): BuiltLane => {
  const kept: number[] = []
  const sets: number[][] = []
  for (const [word, all] of vocabulary.sets.entries()) {
    const ours = all.filter((set) => setLane[set] === wanted)
    if (ours.length === 0) continue
    kept.push(word)
    sets.push(ours)
  }
  const flat = flatten(sets)
  const lane = {
    index: buildWordIndex(
      kept.map((word) => vocabulary.units[word] ?? []),
      classes,
    ),
    setsFrom: flat.from,
    sets: flat.items,
    isOrdinary: Uint8Array.from(kept, (word) => Number((vocabulary.sets[word] ?? []).includes(ordinarySet))),
  }
  return { lane, kept, sets }
}

/** Whether a word has a sound of its own: two to sixteen characters, all of which sound. */
export const canBeHeard = (units: readonly number[]): boolean =>
  units.length >= 2 && units.length <= 16 && units.every((unit) => syllableOfUnit(unit) !== 0)

/** A lane with its words by sound; words that sound alike share an entry. */
const listen = (
  { lane, kept, sets }: BuiltLane,
  vocabulary: Vocabulary,
  setSound: readonly number[],
  classes: Classes,
): HeardLane => {
  const wordSound = Uint8Array.from(sets, (all) =>
    all.reduce((most, set) => Math.max(most, setSound[set] ?? 0), 0),
  )
  const words = kept.map((word) => vocabulary.units[word] ?? [])
  const known = new Map<string, number>()
  const syllablesOf: number[][] = []
  const alike: number[][] = []
  for (const [word, units] of words.entries()) {
    if (wordSound[word] === 0 || !canBeHeard(units)) continue
    const syllables = units.map(syllableOfUnit)
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
    ...lane,
    sounds: buildWordIndex(syllablesOf, classes),
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
