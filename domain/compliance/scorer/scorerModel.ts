import { z } from 'zod'
import { FAMILIES } from '../../model/claim.ts'
import { SOUND_COUNT, soundOfName } from '../syllables.ts'

/** What the scorer gives a number for: the sixteen families in their order, and last whether anything at all is wrong. */
export const SCORE_COUNT = FAMILIES.length + 1
/** Place of “anything at all” among the scores. */
export const ANY = FAMILIES.length

/** Longest pieces the scorer weighs: in characters as written, and in syllables as heard. */
export const LONGEST = { gram: 2, sound: 3 } as const
/** Stand for the beginning and the end of an utterance in a piece; folded text never holds them. */
export const EDGE = { start: '^', end: '$' } as const

/** Bounds of a model; a pack from outside may bring one. */
export const SCORER_LIMITS = {
  grams: 60_000,
  sounds: 120_000,
  facets: 2000,
  weightsLength: 240,
  facetLength: 60,
} as const

const weightsSchema = z
  .string()
  .regex(/^\d{1,6}(?: \d{1,2}:-?\d{1,6}){0,17}$/)
  .max(SCORER_LIMITS.weightsLength)
const thousandthsSchema = z.number().int().min(-1_000_000).max(1_000_000)

/**
 * The scorer's weights as they lie in a pack (`scorer.json`): made by `npm run train` from labelled lines, without code and
 * readable. Each piece as written (1–2 folded characters), each piece as heard (2–3 syllables without tone, so that what a
 * recogniser mishears, pinyin and same-sound characters weigh the same; `^` and `$` are the ends of the utterance) and each
 * fact of the product has a line `R F:W F:W …`: `R` how rare it is, `F` the place of a family (16 = anything at all) and `W` what it adds
 * to that family's score before the whole is scaled to length one, both in tenths. The other numbers are thousandths.
 */
export const scorerModelSchema = z.strictObject({
  formatVersion: z.literal(1),
  /** Labelled lines it was trained on. */
  lines: z.number().int().min(0),
  /** What each score begins with. */
  bias: z.array(thousandthsSchema).length(SCORE_COUNT),
  /** From where “anything at all” counts as wrong. */
  anyFrom: thousandthsSchema,
  /** With something wrong: from where a family is meant besides the likeliest one. */
  alsoFrom: thousandthsSchema,
  /** From where a family is meant whatever “anything at all” says. */
  aloneFrom: thousandthsSchema,
  /** From where the scorer makes a note by itself, without words of a rule. */
  noteFrom: thousandthsSchema,
  grams: z
    .record(z.string().min(1).max(LONGEST.gram), weightsSchema)
    .refine((grams) => Object.keys(grams).length <= SCORER_LIMITS.grams, 'too many pieces'),
  sounds: z
    .record(
      z
        .string()
        .regex(/^(?:\^|[a-z]{1,6})(?: (?:\$|[a-z]{1,6})){1,2}$/)
        .max(24),
      weightsSchema,
    )
    .refine((sounds) => Object.keys(sounds).length <= SCORER_LIMITS.sounds, 'too many pieces'),
  facets: z
    .record(z.string().min(1).max(SCORER_LIMITS.facetLength), weightsSchema)
    .refine((facets) => Object.keys(facets).length <= SCORER_LIMITS.facets, 'too many facts'),
})
export type ScorerModel = z.infer<typeof scorerModelSchema>

/**
 * The scorer ready to run: two tries over typed arrays, one of folded units and one of syllables, whose nodes carry weights.
 * Node `n` adds `weight[i]` to score `score[i]` for every `i` of `from[n] … from[n + 1]`, divided by the length of the whole
 * (`rarity` is each node's share of the square of that length).
 */
export type CompiledScorer = {
  /** Folded unit → its node on the first level, which is also its class; 0 = none. */
  readonly unitNode: Uint16Array
  /** Syllable → its node on the first level and class. */
  readonly soundNode: Uint16Array
  /** Hash table of the deeper levels of both: key of parent and class → node; -1 = empty. */
  readonly keys: Int32Array
  readonly children: Int32Array
  readonly mask: number
  readonly rarity: Float64Array
  readonly from: Int32Array
  readonly score: Uint8Array
  readonly weight: Float64Array
  /** Facts of a product, by name: a node number each. */
  readonly facets: ReadonlyMap<string, number>
  readonly bias: Float64Array
  readonly anyFrom: number
  readonly alsoFrom: number
  readonly aloneFrom: number
  readonly noteFrom: number
}

/** Where the ends of an utterance stand among folded units (which begin above) and among syllables (after the last). */
export const EDGE_UNIT = { start: 1, end: 2 } as const
export const EDGE_SOUND = { start: SOUND_COUNT, end: SOUND_COUNT + 1 } as const

/** Bits of a class in a key; a model has no more first pieces than this. */
const CLASS_BITS = 14
const MOST_CLASSES = 2 ** CLASS_BITS - 1
/** Nodes that can have children are numbered below this, so that a key fits into 31 bits. */
const MOST_INNER = 2 ** (31 - CLASS_BITS)

/** The slot where a key is looked for first. */
export const slotOfKey = (key: number, mask: number): number => {
  const hash = Math.imul(key, 0x9e3779b1)
  return (hash ^ (hash >>> 15)) & mask
}

/** The key of a child: of its parent and the class of what comes next. */
export const keyOfChild = (node: number, nextClass: number): number => (node << CLASS_BITS) + nextClass

const unitsOf = (gram: string): number[] =>
  Array.from(gram, (character) =>
    character === EDGE.start
      ? EDGE_UNIT.start
      : character === EDGE.end
        ? EDGE_UNIT.end
        : character.charCodeAt(0),
  )

const soundsOf = (sounds: string): number[] =>
  sounds
    .split(' ')
    .map((name) =>
      name === EDGE.start ? EDGE_SOUND.start : name === EDGE.end ? EDGE_SOUND.end : soundOfName(name),
    )

/** A model that is readable but cannot run: too many pieces, a sound that is none, or a piece without its beginning. */
export class ScorerModelError extends Error {
  readonly piece: string

  constructor(piece: string, reason: string) {
    super(`${piece}: ${reason}`)
    this.name = 'ScorerModelError'
    this.piece = piece
  }
}

/** Nodes while they are made. */
type Nodes = { rarity: number[]; from: number[]; score: number[]; weight: number[] }

const addNode = ({ rarity, from, score, weight }: Nodes, weights: string): number => {
  const [rare = '0', ...pairs] = weights.split(' ')
  const rarityOf = Number(rare) / 10
  from.push(score.length)
  for (const pair of pairs) {
    const [place = '0', value = '0'] = pair.split(':')
    if (Number(place) >= SCORE_COUNT) continue
    score.push(Number(place))
    weight.push(Number(value) / 10)
  }
  rarity.push(rarityOf * rarityOf)
  return rarity.length - 1
}

/** Weights of a piece that is only there for others to begin with. */
const NO_WEIGHTS = '0'

/**
 * Makes a model ready to run.
 * @throws ScorerModelError when a longer piece lacks the piece it begins with or ends on, or there are too many.
 */
export const compileScorer = (model: ScorerModel): CompiledScorer => {
  const nodes: Nodes = { rarity: [0], from: [0], score: [], weight: [] }
  const pieces = Object.keys(model.grams).length + Object.keys(model.sounds).length
  let size = 64
  while (size < pieces * 2 + 16) size *= 2
  const mask = size - 1
  const keys = new Int32Array(size).fill(-1)
  const children = new Int32Array(size)
  const childOf = (node: number, nextClass: number): number => {
    const key = keyOfChild(node, nextClass)
    for (let slot = slotOfKey(key, mask); keys[slot] !== -1; slot = (slot + 1) & mask) {
      if (keys[slot] === key) return children[slot] ?? 0
    }
    return 0
  }
  const unitNode = new Uint16Array(65_536)
  const soundNode = new Uint16Array(SOUND_COUNT + 2)
  const addFirst = (first: Uint16Array, unit: number, weights: string, piece: string): void => {
    first[unit] = addNode(nodes, weights)
    if (nodes.rarity.length > MOST_CLASSES)
      throw new ScorerModelError(piece, 'too many different first pieces')
  }
  const addLonger = (first: Uint16Array, units: readonly number[], weights: string, piece: string): void => {
    let parent = first[units[0] ?? 0] ?? 0
    for (let at = 1; at + 1 < units.length && parent !== 0; at += 1) {
      parent = childOf(parent, first[units[at] ?? 0] ?? 0)
    }
    const last = first[units.at(-1) ?? 0] ?? 0
    if (parent === 0 || last === 0) throw new ScorerModelError(piece, 'its beginning or its end is missing')
    if (parent >= MOST_INNER) throw new ScorerModelError(piece, 'too many pieces')
    const key = keyOfChild(parent, last)
    let slot = slotOfKey(key, mask)
    while (keys[slot] !== -1) slot = (slot + 1) & mask
    keys[slot] = key
    children[slot] = addNode(nodes, weights)
  }
  // First pieces of both kinds get the lowest numbers: they are classes too.
  const longer: Array<() => void> = []
  for (let sound = 1; sound < soundNode.length; sound += 1) addFirst(soundNode, sound, NO_WEIGHTS, '')
  for (const [gram, weights] of Object.entries(model.grams)) {
    const units = unitsOf(gram)
    if (units.length === 1) addFirst(unitNode, units[0] ?? 0, weights, gram)
    else longer.push(() => addLonger(unitNode, units, weights, gram))
  }
  const heard = Object.entries(model.sounds).map(([piece, weights]) => ({
    piece,
    weights,
    units: soundsOf(piece),
  }))
  for (const { piece, weights, units } of heard.toSorted(
    (left, right) => left.units.length - right.units.length,
  )) {
    if (units.includes(0)) throw new ScorerModelError(piece, 'a sound that there is not')
    longer.push(() => addLonger(soundNode, units, weights, piece))
  }
  for (const add of longer) add()
  const facets = new Map<string, number>()
  for (const [name, weights] of Object.entries(model.facets)) facets.set(name, addNode(nodes, weights))
  nodes.from.push(nodes.score.length)
  return {
    unitNode,
    soundNode,
    keys,
    children,
    mask,
    rarity: Float64Array.from(nodes.rarity),
    from: Int32Array.from(nodes.from),
    score: Uint8Array.from(nodes.score),
    weight: Float64Array.from(nodes.weight),
    facets,
    bias: Float64Array.from(model.bias, (value) => value / 1000),
    anyFrom: model.anyFrom / 1000,
    alsoFrom: model.alsoFrom / 1000,
    aloneFrom: model.aloneFrom / 1000,
    noteFrom: model.noteFrom / 1000,
  }
}
