import { z } from 'zod'
import { FAMILIES } from '../../model/claim.ts'

/** What the scorer gives a number for: the sixteen families in their order, and last whether anything at all is wrong. */
export const SCORE_COUNT = FAMILIES.length + 1
/** Place of “anything at all” among the scores. */
export const ANY = FAMILIES.length

/** Longest piece of text the scorer weighs, in characters. */
export const MAX_GRAM = 3
/** Stand for the beginning and the end of an utterance in a piece; folded text never holds them. */
export const EDGE = { start: '^', end: '$' } as const

/** Bounds of a model; a pack from outside may bring one. */
export const SCORER_LIMITS = { grams: 120_000, facets: 2000, weightsLength: 240, facetLength: 60 } as const

const weightsSchema = z
  .string()
  .regex(/^\d{1,6}(?: \d{1,2}:-?\d{1,6}){0,17}$/)
  .max(SCORER_LIMITS.weightsLength)
const thousandthsSchema = z.number().int().min(-1_000_000).max(1_000_000)

/**
 * The scorer's weights as they lie in a pack (`scorer.json`): made by `npm run train` from labelled lines, without code and
 * readable. Each piece of text (1–3 folded characters; `^` and `$` are the ends of the utterance) and each fact of the
 * product has a line `R F:W F:W …`: `R` how rare it is, `F` the place of a family (16 = anything at all) and `W` what it adds
 * to that family's score before the whole is scaled to length one, both in hundredths. The other numbers are thousandths.
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
    .record(z.string().min(1).max(MAX_GRAM), weightsSchema)
    .refine((grams) => Object.keys(grams).length <= SCORER_LIMITS.grams, 'too many pieces'),
  facets: z
    .record(z.string().min(1).max(SCORER_LIMITS.facetLength), weightsSchema)
    .refine((facets) => Object.keys(facets).length <= SCORER_LIMITS.facets, 'too many facts'),
})
export type ScorerModel = z.infer<typeof scorerModelSchema>

/**
 * The scorer ready to run: a trie over folded units whose nodes carry weights. Node `n` adds `weight[i]` to score
 * `score[i]` for every `i` of `from[n] … from[n + 1]`, divided by the length of the whole (`rarity` is each node's share of
 * that length).
 */
export type CompiledScorer = {
  /** Folded unit → its node on the first level, which is also its class; 0 = none. */
  readonly nodeOf: Uint16Array
  readonly startNode: number
  readonly endNode: number
  /** Hash table of the deeper levels: `keys[slot] = node * 65536 + class` folded to 32 bits, -1 = empty. */
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

/** Bits of a class in a key; a model has no more than this many different characters. */
const CLASS_BITS = 14
const MOST_CLASSES = 2 ** CLASS_BITS - 1
/** Nodes that can have children are numbered below this, so that a key fits into 31 bits. */
const MOST_INNER = 2 ** (31 - CLASS_BITS)

/** The slot where a key is looked for first. */
export const slotOfKey = (key: number, mask: number): number => {
  const hash = Math.imul(key, 0x9e3779b1)
  return (hash ^ (hash >>> 15)) & mask
}

/** The key of a child. */
export const keyOfChild = (node: number, unitClass: number): number => node * (MOST_CLASSES + 1) + unitClass

const EDGE_UNITS: Readonly<Record<string, number>> = { [EDGE.start]: 1, [EDGE.end]: 2 }

/** The units of a piece as the trie holds them. */
const unitsOf = (gram: string): number[] =>
  Array.from({ length: gram.length }, (_unused, at) => EDGE_UNITS[gram[at] ?? ''] ?? gram.charCodeAt(at))

/** A model that is readable but cannot run: too many characters, or a piece without its beginning. */
export class ScorerModelError extends Error {
  readonly gram: string

  constructor(gram: string, reason: string) {
    super(`${gram}: ${reason}`)
    this.name = 'ScorerModelError'
    this.gram = gram
  }
}

/**
 * Makes a model ready to run.
 * @throws ScorerModelError when a longer piece lacks the piece it begins with, or there are too many characters.
 */
export const compileScorer = (model: ScorerModel): CompiledScorer => {
  const grams = Object.entries(model.grams).toSorted(
    ([left], [right]) => left.length - right.length || (left < right ? -1 : 1),
  )
  const nodeOf = new Uint16Array(65_536)
  let size = 64
  while (size < grams.length * 2 + 16) size *= 2
  const mask = size - 1
  const keys = new Int32Array(size).fill(-1)
  const children = new Int32Array(size)
  const rarity: number[] = [0]
  const from: number[] = [0]
  const score: number[] = []
  const weight: number[] = []
  const addNode = (weights: string): number => {
    const [rare = '0', ...pairs] = weights.split(' ')
    const rarityOf = Number(rare) / 100
    from[rarity.length] = score.length
    for (const pair of pairs) {
      const [place = '0', value = '0'] = pair.split(':')
      if (Number(place) >= SCORE_COUNT) continue
      score.push(Number(place))
      weight.push(Number(value) / 100)
    }
    rarity.push(rarityOf * rarityOf)
    return rarity.length - 1
  }
  const childOf = (node: number, unitClass: number): number => {
    const key = keyOfChild(node, unitClass)
    for (let slot = slotOfKey(key, mask); keys[slot] !== -1; slot = (slot + 1) & mask) {
      if (keys[slot] === key) return children[slot] ?? 0
    }
    return 0
  }
  for (const [gram, weights] of grams) {
    const units = unitsOf(gram)
    const first = units[0] ?? 0
    if (units.length === 1) {
      nodeOf[first] = addNode(weights)
      if (rarity.length > MOST_CLASSES) throw new ScorerModelError(gram, 'too many characters')
      continue
    }
    let parent = nodeOf[first] ?? 0
    for (let at = 1; at + 1 < units.length && parent !== 0; at += 1) {
      parent = childOf(parent, nodeOf[units[at] ?? 0] ?? 0)
    }
    const last = nodeOf[units.at(-1) ?? 0] ?? 0
    if (parent === 0 || last === 0)
      throw new ScorerModelError(gram, 'its beginning or its last character is missing')
    if (parent >= MOST_INNER) throw new ScorerModelError(gram, 'too many pieces')
    const key = keyOfChild(parent, last)
    let slot = slotOfKey(key, mask)
    while (keys[slot] !== -1) slot = (slot + 1) & mask
    keys[slot] = key
    children[slot] = addNode(weights)
  }
  const facets = new Map<string, number>()
  for (const [name, weights] of Object.entries(model.facets)) facets.set(name, addNode(weights))
  from[rarity.length] = score.length
  return {
    nodeOf,
    startNode: nodeOf[EDGE_UNITS[EDGE.start] ?? 0] ?? 0,
    endNode: nodeOf[EDGE_UNITS[EDGE.end] ?? 0] ?? 0,
    keys,
    children,
    mask,
    rarity: Float64Array.from(rarity),
    from: Int32Array.from(from),
    score: Uint8Array.from(score),
    weight: Float64Array.from(weight),
    facets,
    bias: Float64Array.from(model.bias, (value) => value / 1000),
    anyFrom: model.anyFrom / 1000,
    alsoFrom: model.alsoFrom / 1000,
    aloneFrom: model.aloneFrom / 1000,
    noteFrom: model.noteFrom / 1000,
  }
}
