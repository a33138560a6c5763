import { CONTEXT_TEMPLATES, type ContextMark } from './filters/contextWords.ts'
import { buildWordIndex, foldWord, type WordIndex } from './matcher.ts'
import type { Family, Severity } from '../model/claim.ts'
import type { Rule, RulePack, Sound } from './rulePack.ts'
import { compileScorer, ScorerModelError, type CompiledScorer } from './scorer/scorerModel.ts'
import { isAllowable, type ShopRules } from './shopRules.ts'
import { syllableOfUnit } from './syllables.ts'
import { readClass, readTemplate, TemplateError, type TemplateNumber } from './template.ts'

/** One step of a sequence as the checker walks it: the set of words (or a number) and the gap allowed before it. */
export type Step = {
  readonly set: number
  readonly gap: number
  readonly inClause: boolean
  readonly number: TemplateNumber | null
}

/** A sequence of a rule or a context mark. */
export type Sequence = {
  readonly owner: number
  readonly steps: readonly Step[]
  /** The word set whose presence makes the sequence worth walking: its rarest. */
  readonly trigger: number
}

/** A rule with its sequences. */
export type CompiledRule = {
  readonly rule: Rule
  readonly pack: string
  readonly version: string
  /** The rule's own, or what the shop has set. */
  readonly severity: Severity
  /** Whether the shop's allow-list may spare its hits. */
  readonly isAllowable: boolean
  /** Days it holds, in ms since the epoch; the end is exclusive. */
  readonly from: number
  readonly to: number
  /** For conditional rules: sequences that must be, or must not be, near. */
  readonly companions: readonly Sequence[]
}

/** A word's sets: `sets` are numbers of word sets it belongs to. */
export type CompiledPack = {
  readonly rules: readonly CompiledRule[]
  readonly ruleNumber: ReadonlyMap<string, number>
  readonly words: WordIndex
  /** Sets of word `w`: `wordSets[wordSetsFrom[w] … wordSetsFrom[w + 1])`. */
  readonly wordSetsFrom: Int32Array
  readonly wordSets: Int32Array
  readonly setCount: number
  /** How far each set listens: 0 letters of the text only, 1 also pinyin, 2 also same-sounding characters. */
  readonly setSound: Uint8Array
  /** Sequences to walk when a set is present, by set; rule sequences only. */
  readonly triggered: readonly (readonly Sequence[])[]
  /** Context marks and their sequences. */
  readonly contexts: ReadonlyMap<ContextMark, readonly Sequence[]>
  /** The set of ordinary words. */
  readonly ordinarySet: number
  /** The set of phrases the shop may say. */
  readonly allowedSet: number
  /** Sound lane: index over syllables; each entry stands for one or more words. */
  readonly sounds: WordIndex
  readonly soundWords: readonly (readonly number[])[]
  /** The scorer of whole sentences; null = no pack brings one. */
  readonly scorer: CompiledScorer | null
  /** The rule that speaks for the scorer, by family. */
  readonly scored: ReadonlyMap<Family, CompiledRule>
  /** The letters of each word, for telling how much of a sound hit is exact. */
  readonly wordUnits: readonly (readonly number[])[]
}

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

type Vocabulary = {
  numberOf: Map<string, number>
  units: number[][]
  sets: number[][]
}

const makeSets = () => {
  const vocabulary: Vocabulary = { numberOf: new Map(), units: [], sets: [] }
  const setNumber = new Map<string, number>()
  const setSound: number[] = []
  const setWeight: number[] = []
  const wordNumber = (units: readonly number[]): number => {
    const key = String.fromCharCode(...units)
    const known = vocabulary.numberOf.get(key)
    if (known !== undefined) return known
    const made = vocabulary.units.length
    vocabulary.numberOf.set(key, made)
    vocabulary.units.push([...units])
    vocabulary.sets.push([])
    return made
  }
  const setOf = (words: readonly string[], sound: number): number => {
    const folded = words.flatMap((word) => spellings(foldWord(word))).filter((units) => units.length > 0)
    const key = `${sound}\u0000${folded
      .map((units) => String.fromCharCode(...units))
      .toSorted()
      .join('\u0000')}`
    const known = setNumber.get(key)
    if (known !== undefined) return known
    const made = setSound.length
    setNumber.set(key, made)
    setSound.push(sound)
    let shortest = 99
    for (const units of folded) {
      shortest = Math.min(shortest, units.length)
      const sets = vocabulary.sets[wordNumber(units)]
      if (sets !== undefined && !sets.includes(made)) sets.push(made)
    }
    // Lower is rarer: long words and short lists.
    setWeight.push(folded.length / 20 ** Math.min(shortest, 4))
    return made
  }
  return { vocabulary, setOf, setSound, setWeight }
}

/**
 * Compiles rule packs into what `checkClaim` walks. A later pack's rule replaces an earlier one with the same id; classes
 * belong to their own pack, ordinary words to all. What the shop has set comes last: a rule that is off is left out.
 * @throws PackCompileError when a rule's wording cannot be read.
 */
export const compilePack = (packs: readonly RulePack[], shop: ShopRules): CompiledPack => {
  const { vocabulary, setOf, setSound, setWeight } = makeSets()
  let wordCount = 0
  let sequenceCount = 0
  const sequencesOf = (
    templates: readonly string[],
    sound: number,
    owner: number,
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
            return { set: setOf(step.words, sound), gap: step.gap, inClause: step.inClause, number: null }
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
  const scored = new Map<Family, CompiledRule>()
  const ruleNumber = new Map<string, number>()
  const sequences: Sequence[] = []
  for (const { rule, pack } of kept.values()) {
    const classes = classesOf.get(pack)
    const severity = adjusted.get(rule.id) ?? rule.severity
    if (classes === undefined || severity === 'off') continue
    const owner = rules.length
    const sound = SOUND_LEVEL[rule.sound]
    const failIn = (field: string) => (at: number, reason: { zh: string; en: string }) =>
      new PackCompileError(pack.id, rule.id, `${field}.${at}`, reason)
    const own = sequencesOf(rule.say, sound, owner, classes, failIn('say'))
    const companions =
      rule.kind === 'conditional' ? sequencesOf(rule.with, sound, owner, classes, failIn('with')) : []
    if (rule.kind !== 'must-say') sequences.push(...own)
    ruleNumber.set(rule.id, owner)
    const compiledRule: CompiledRule = {
      rule,
      pack: pack.id,
      version: pack.version,
      severity,
      isAllowable: isAllowable(rule, severity),
      from: rule.effectiveFrom === null ? -Infinity : dayStart(rule.effectiveFrom),
      to: rule.effectiveTo === null ? Infinity : dayStart(rule.effectiveTo) + DAY_MS,
      companions,
    }
    rules.push(compiledRule)
    if (rule.kind === 'scored') scored.set(rule.family, compiledRule)
  }

  const withScorer = packs.findLast((pack) => pack.scorer !== null)
  let scorer: CompiledScorer | null = null
  if (withScorer?.scorer) {
    try {
      scorer = compileScorer(withScorer.scorer)
    } catch (error) {
      if (!(error instanceof ScorerModelError)) throw error
      const field = `scorer.grams.${error.gram}`
      throw new PackCompileError(withScorer.id, '', field, { zh: '评分表不能用', en: error.message })
    }
  }

  const contexts = new Map<ContextMark, readonly Sequence[]>()
  const noClasses = (name: string): readonly string[] => {
    throw new TemplateError({ zh: `没有词类 ${name}`, en: `no class ${name}` })
  }
  for (const [mark, templates] of Object.entries(CONTEXT_TEMPLATES) as Array<
    [ContextMark, readonly string[]]
  >) {
    contexts.set(
      mark,
      sequencesOf(templates, 0, -1, noClasses, (_at, reason) => new PackCompileError('', mark, '', reason)),
    )
  }
  const ordinarySet = setOf([...new Set(packs.flatMap((pack) => pack.ordinary))], 0)
  const allowedSet = setOf([...new Set(shop.allowed.map(({ phrase }) => phrase))], 0)

  const triggered: Sequence[][] = setSound.map(() => [])
  for (const sequence of sequences) triggered[sequence.trigger]?.push(sequence)

  const wordSetsFrom = new Int32Array(vocabulary.units.length + 1)
  const wordSets: number[] = []
  for (const [word, sets] of vocabulary.sets.entries()) {
    wordSetsFrom[word] = wordSets.length
    wordSets.push(...sets)
  }
  wordSetsFrom[vocabulary.units.length] = wordSets.length

  const soundNumber = new Map<string, number>()
  const soundUnits: number[][] = []
  const soundWords: number[][] = []
  for (const [word, units] of vocabulary.units.entries()) {
    if (units.length < 2 || units.length > 16) continue
    if (!(vocabulary.sets[word] ?? []).some((set) => (setSound[set] ?? 0) > 0)) continue
    const syllables = units.map((unit) => syllableOfUnit(unit))
    if (syllables.includes(0)) continue
    const key = String.fromCharCode(...syllables)
    const known = soundNumber.get(key)
    if (known === undefined) {
      soundNumber.set(key, soundUnits.length)
      soundUnits.push(syllables)
      soundWords.push([word])
    } else soundWords[known]?.push(word)
  }

  return {
    rules,
    ruleNumber,
    words: buildWordIndex(vocabulary.units),
    wordSetsFrom,
    wordSets: Int32Array.from(wordSets),
    setCount: setSound.length,
    setSound: Uint8Array.from(setSound),
    triggered,
    contexts,
    ordinarySet,
    allowedSet,
    sounds: buildWordIndex(soundUnits),
    soundWords,
    scorer,
    scored,
    wordUnits: vocabulary.units,
  }
}

/** Id and version of the pack a rule came from; empty texts when the rule is not known. */
export const packOf = (pack: CompiledPack, ruleId: string): { id: string; version: string } => {
  const entry = pack.rules[pack.ruleNumber.get(ruleId) ?? -1]
  return entry === undefined ? { id: '', version: '' } : { id: entry.pack, version: entry.version }
}
