import {
  completeRule,
  numberRules,
  type CompiledPack,
  type CompiledRule,
  type HeardLane,
  type Lane,
  type PackSource,
} from './compilePack.ts'
import { CONTEXT_TEMPLATES } from './filters/contextWords.ts'
import type { WordIndex } from './matcher.ts'
import type { OtherWords } from './otherWords.ts'
import { numberRowsOf, numbersOf, type CompiledScorer } from './scorer/scorerModel.ts'
import { foldTableStamp } from './normaliseText.ts'
import { SYLLABLE_LIST } from './tables/syllables.ts'

/**
 * A compiled pack as one buffer: a head of eight numbers, the rules as JSON, then every array as it lies in memory. Loading
 * makes views over the buffer and copies nothing.
 *
 *     magic · format · bytes in all · checksum · bytes of JSON · arrays · (2 spare) · lengths of the arrays · JSON · arrays
 */
const MAGIC = 0x4b504354
/** Raised when the arrays or their meaning change. */
export const COMPILED_PACK_FORMAT = 14
const HEAD = { magic: 0, format: 1, bytes: 2, checksum: 3, json: 4, arrays: 5 } as const
const HEAD_NUMBERS = 8
/** Every part begins at a multiple of this, so that any array can be a view. */
const ALIGN = 8

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGN) * ALIGN

type Block = Uint8Array | Int8Array | Uint16Array | Int32Array | Float64Array

const mix = (hash: number, value: number): number => {
  const mixed = Math.imul(hash ^ value, 0x85ebca6b)
  return mixed ^ (mixed >>> 13)
}

/** A number that differs when a byte of the words differs. Finds damage; it is no protection against intent. */
const checksumOf = (words: Int32Array): number => {
  // Four at a time, each by itself, so that none waits for another.
  let [a, b, c, d] = [0x9747b28c, 1, 2, 3]
  const whole = words.length & ~3
  for (let at = 0; at < whole; at += 4) {
    a = mix(a, words[at] ?? 0)
    b = mix(b, words[at + 1] ?? 0)
    c = mix(c, words[at + 2] ?? 0)
    d = mix(d, words[at + 3] ?? 0)
  }
  for (let at = whole; at < words.length; at += 1) a = mix(a, words[at] ?? 0)
  return mix(mix(mix(a, b), c), d) >>> 0
}

const stampOfText = (text: string): number => {
  let hash = 0
  for (let at = 0; at < text.length; at += 1) hash = mix(hash, text.charCodeAt(at))
  return hash >>> 0
}

/**
 * Changes when the engine reads words differently: its format, its folding, its sounds, its context marks. A pack compiled
 * under another stamp is compiled anew.
 */
export const engineStamp = (): string =>
  [
    COMPILED_PACK_FORMAT,
    foldTableStamp(mix),
    stampOfText(SYLLABLE_LIST),
    stampOfText(JSON.stringify(CONTEXT_TEMPLATES)),
  ].join('-')

const blocksOfIndex = (index: WordIndex): Block[] => [
  index.pairGate,
  index.headGate,
  index.singles,
  index.heads,
  index.edges,
  index.letters,
  index.from,
]

const blocksOfLane = (lane: Lane): Block[] => [
  ...blocksOfIndex(lane.index),
  lane.setsFrom,
  lane.sets,
  lane.isOrdinary,
]

const blocksOfHeard = (lane: HeardLane): Block[] => [
  ...blocksOfLane(lane),
  ...blocksOfIndex(lane.sounds),
  lane.soundWordsFrom,
  lane.soundWords,
  lane.wordSound,
  lane.wordUnitsFrom,
  lane.wordUnits,
]

const blocksOfOthers = (others: OtherWords): Block[] => [
  others.letters,
  others.sounds,
  others.from,
  others.isOrdinary,
  others.anchorsFrom,
  others.anchors,
  others.entriesFrom,
  others.entries,
]

/** The lane of every text, then those of the families that have one. */
const heardLanesOf = (pack: CompiledPack): HeardLane[] => [
  pack.words,
  ...pack.frames.filter((lane) => lane !== null),
]

const blocksOf = (pack: CompiledPack): Block[] => {
  const { sequences } = pack
  return [
    pack.words.index.classOf,
    pack.words.sounds.classOf,
    ...heardLanesOf(pack).flatMap(blocksOfHeard),
    ...blocksOfLane(pack.ordinary),
    ...blocksOfLane(pack.context),
    ...blocksOfOthers(pack.others),
    pack.isOther,
    pack.setSound,
    sequences.owner,
    sequences.trigger,
    sequences.stepsFrom,
    sequences.set,
    sequences.gap,
    sequences.inClause,
    sequences.numberKind,
    sequences.numberMin,
    sequences.numberMax,
    pack.triggeredFrom,
    pack.triggered,
    pack.companionsFrom,
    pack.contextFrom,
    ...(pack.scorer === null ? [] : blocksOfScorer(pack.scorer)),
  ]
}

const blocksOfScorer = ({ rows, slots, gate, unitClass, bias }: CompiledScorer): Block[] => [
  rows,
  slots,
  gate,
  unitClass,
  bias,
]

type ScorerPart = ReturnType<typeof numbersOf> & {
  readonly slotShift: number
  readonly facets: ReadonlyArray<readonly [string, number]>
  readonly packs: readonly string[]
}

const scorerPartOf = (scorer: CompiledScorer): ScorerPart => ({
  ...numbersOf(scorer),
  slotShift: scorer.slotShift,
  facets: [...scorer.facets],
  packs: [...scorer.packs],
})

type Shifts = readonly [number, number, number, number]

type Part = {
  readonly inputs: string
  readonly sources: readonly PackSource[]
  readonly rules: ReadonlyArray<Pick<CompiledRule, 'rule' | 'pack' | 'version' | 'severity' | 'isOff'>>
  readonly setCount: number
  readonly ordinarySet: number
  readonly allowedSet: number
  /** Families that have frames. */
  readonly framed: readonly boolean[]
  /** Shifts of the gates, the heads and the edges of every index, in their order. */
  readonly shifts: readonly Shifts[]
  readonly scorer: ScorerPart | null
}

/** Writes a compiled pack into one buffer. `inputs` stands for what it was compiled from and is asked for on loading. */
export const serialiseCompiledPack = (pack: CompiledPack, inputs: string): ArrayBuffer => {
  const part: Part = {
    inputs,
    sources: pack.sources,
    rules: pack.rules.map(({ rule, pack: from, version, severity, isOff }) => ({
      rule,
      pack: from,
      version,
      severity,
      isOff,
    })),
    setCount: pack.setCount,
    ordinarySet: pack.ordinarySet,
    allowedSet: pack.allowedSet,
    framed: pack.frames.map((lane) => lane !== null),
    shifts: [
      ...heardLanesOf(pack).flatMap((lane) => [lane.index, lane.sounds]),
      pack.ordinary.index,
      pack.context.index,
    ].map(({ pairShift, headGateShift, headShift, edgeShift }) => [
      pairShift,
      headGateShift,
      headShift,
      edgeShift,
    ]),
    scorer: pack.scorer === null ? null : scorerPartOf(pack.scorer),
  }
  const json = new TextEncoder().encode(JSON.stringify(part))
  const blocks = blocksOf(pack)
  const jsonAt = aligned((HEAD_NUMBERS + blocks.length) * 4)
  const bytes =
    aligned(jsonAt + json.length) + blocks.reduce((sum, block) => sum + aligned(block.byteLength), 0)
  const buffer = new ArrayBuffer(bytes)
  const words = new Int32Array(buffer)
  const all = new Uint8Array(buffer)
  words[HEAD.magic] = MAGIC
  words[HEAD.format] = COMPILED_PACK_FORMAT
  words[HEAD.bytes] = bytes
  words[HEAD.json] = json.length
  words[HEAD.arrays] = blocks.length
  all.set(json, jsonAt)
  let at = aligned(jsonAt + json.length)
  for (const [place, block] of blocks.entries()) {
    words[HEAD_NUMBERS + place] = block.byteLength
    all.set(new Uint8Array(block.buffer, block.byteOffset, block.byteLength), at)
    at += aligned(block.byteLength)
  }
  words[HEAD.checksum] = checksumOf(words.subarray(HEAD.json))
  return buffer
}

/** Hands out the arrays of a buffer one after the other. */
const makeReader = (buffer: ArrayBuffer, start: number, lengths: Int32Array) => {
  let at = start
  let place = 0
  const next = (size: number): { readonly at: number; readonly length: number } => {
    const bytes = lengths[place] ?? -1
    if (bytes < 0 || bytes % size !== 0 || at + bytes > buffer.byteLength) throw new RangeError('array')
    const block = { at, length: bytes / size }
    at += aligned(bytes)
    place += 1
    return block
  }
  return {
    bytes: (): Uint8Array => {
      const block = next(1)
      return new Uint8Array(buffer, block.at, block.length)
    },
    shorts: (): Uint16Array => {
      const block = next(2)
      return new Uint16Array(buffer, block.at, block.length)
    },
    signedBytes: (): Int8Array => {
      const block = next(1)
      return new Int8Array(buffer, block.at, block.length)
    },
    ints: (): Int32Array => {
      const block = next(4)
      return new Int32Array(buffer, block.at, block.length)
    },
    doubles: (): Float64Array => {
      const block = next(8)
      return new Float64Array(buffer, block.at, block.length)
    },
  }
}
type Reader = ReturnType<typeof makeReader>

const readIndex = (
  read: Reader,
  classOf: Uint16Array,
  [pairShift, headGateShift, headShift, edgeShift]: Shifts,
): WordIndex => ({
  classOf,
  pairShift,
  headGateShift,
  headShift,
  edgeShift,
  pairGate: read.bytes(),
  headGate: read.ints(),
  singles: read.ints(),
  heads: read.ints(),
  edges: read.ints(),
  letters: read.shorts(),
  from: read.ints(),
})

/** What the indexes of a pack share: the classes of characters and of syllables, and the shifts, handed out in turn. */
type Shared = {
  readonly classOf: Uint16Array
  readonly soundClassOf: Uint16Array
  readonly nextShifts: () => Shifts
}

const readLane = (read: Reader, shared: Shared): Lane => ({
  index: readIndex(read, shared.classOf, shared.nextShifts()),
  setsFrom: read.ints(),
  sets: read.ints(),
  isOrdinary: read.bytes(),
})

const readHeard = (read: Reader, shared: Shared): HeardLane => ({
  ...readLane(read, shared),
  sounds: readIndex(read, shared.soundClassOf, shared.nextShifts()),
  soundWordsFrom: read.ints(),
  soundWords: read.ints(),
  wordSound: read.bytes(),
  wordUnitsFrom: read.ints(),
  wordUnits: read.shorts(),
})

const readOthers = (read: Reader): OtherWords => ({
  letters: read.shorts(),
  sounds: read.shorts(),
  from: read.ints(),
  isOrdinary: read.bytes(),
  anchorsFrom: read.ints(),
  anchors: read.ints(),
  entriesFrom: read.ints(),
  entries: read.ints(),
})

const readPack = (read: Reader, part: Part): CompiledPack => {
  const shifts = part.shifts.values()
  const shared: Shared = {
    classOf: read.shorts(),
    soundClassOf: read.shorts(),
    nextShifts: () => {
      const { value } = shifts.next()
      if (value === undefined) throw new RangeError('shifts')
      return value
    },
  }
  return {
    sources: part.sources,
    ...numberRules(part.rules.map((entry) => completeRule(entry))),
    setCount: part.setCount,
    ordinarySet: part.ordinarySet,
    allowedSet: part.allowedSet,
    words: readHeard(read, shared),
    frames: part.framed.map((isFramed) => (isFramed ? readHeard(read, shared) : null)),
    ordinary: readLane(read, shared),
    context: readLane(read, shared),
    others: readOthers(read),
    isOther: read.bytes(),
    setSound: read.bytes(),
    sequences: {
      owner: read.ints(),
      trigger: read.ints(),
      stepsFrom: read.ints(),
      set: read.ints(),
      gap: read.ints(),
      inClause: read.bytes(),
      numberKind: read.bytes(),
      numberMin: read.doubles(),
      numberMax: read.doubles(),
    },
    triggeredFrom: read.ints(),
    triggered: read.ints(),
    companionsFrom: read.ints(),
    contextFrom: read.ints(),
    scorer: part.scorer === null ? null : readScorer(read, part.scorer),
  }
}

const readScorer = (read: Reader, part: ScorerPart): CompiledScorer => {
  const facets = new Map(part.facets)
  return {
    ...part,
    facets,
    numberRows: numberRowsOf(facets),
    packs: new Set(part.packs),
    rows: read.signedBytes(),
    slots: read.ints(),
    gate: read.bytes(),
    unitClass: read.shorts(),
    bias: read.doubles(),
  }
}

/** Whether the head of a buffer says that it is a whole compiled pack of this format. */
const isWhole = (buffer: ArrayBuffer): boolean => {
  if (buffer.byteLength < HEAD_NUMBERS * 4 || buffer.byteLength % ALIGN !== 0) return false
  const words = new Int32Array(buffer)
  return (
    words[HEAD.magic] === MAGIC &&
    words[HEAD.format] === COMPILED_PACK_FORMAT &&
    words[HEAD.bytes] === buffer.byteLength &&
    (words[HEAD.checksum] ?? 0) >>> 0 === checksumOf(words.subarray(HEAD.json))
  )
}

/**
 * The pack in a buffer, as views over it; null when the buffer is none, is cut short or damaged, is of another format, or
 * was compiled from other inputs. Takes any buffer and never throws.
 */
export const loadCompiledPack = (buffer: ArrayBuffer, inputs: string): CompiledPack | null => {
  if (!isWhole(buffer)) return null
  const words = new Int32Array(buffer)
  const arrays = words[HEAD.arrays] ?? 0
  const jsonAt = aligned((HEAD_NUMBERS + arrays) * 4)
  const jsonLength = words[HEAD.json] ?? 0
  try {
    const part: Part = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, jsonAt, jsonLength)))
    if (part.inputs !== inputs) return null
    const lengths = words.subarray(HEAD_NUMBERS, HEAD_NUMBERS + arrays)
    return readPack(makeReader(buffer, aligned(jsonAt + jsonLength), lengths), part)
  } catch {
    return null
  }
}
