import { isNoSecondPiece } from './normaliseText.ts'
import { PHRASE_GATE_CODE } from './tables/phraseGateCode.ts'
import { makeWasmModule } from './wasmModule.ts'

/** What the gates of an index are made of; see `WordIndex`. */
export type GateTables = {
  readonly classOfCode: Uint16Array
  readonly pairGate: Uint8Array
  readonly pairShift: number
  readonly headGate: Int32Array
  readonly headGateShift: number
}

/**
 * The first passes of the matcher over a text as WebAssembly, which read a string without bounds being checked at every
 * step. `scan` and `scanUnits` take the code unit to begin at, the one to end before, and how many classes were read before;
 * they give the number of candidates, or -1 when a code unit has to be looked at. `progress` is
 * the code unit they stopped at, and how many classes were read.
 */
export type PhraseGate = {
  readonly scan: (text: string, at: number, to: number, length: number) => number
  readonly scanUnits: (at: number, to: number, length: number) => number
  /** Views over its memory, which are others when the room has grown. */
  progress: Int32Array
  classes: Uint16Array
  candidates: Int32Array
  units: Uint16Array
  /** The row whose code units lie in `units`. */
  row: Uint16Array | null
  /** The most code units there is room for. */
  most: number
  /** Makes room for a text or row of so many code units. */
  readonly growTo: (units: number) => void
}

type Exports = Pick<PhraseGate, 'scan' | 'scanUnits'> & {
  readonly memory: WebAssembly.Memory
  readonly tables: (
    noSecond: number,
    pairs: number,
    pairShift: number,
    heads: number,
    headShift: number,
  ) => void
  readonly room: (units: number, classes: number, candidates: number) => void
}

const PAGE = 65_536
const CODES = 65_536
/** Behind the classes of the code units. */
const PROGRESS_AT = CODES * 2
const PROGRESS_BYTES = 8
/** Room for a text at first, and after one: the zeros behind the classes, and a place of two that was no whole one. */
const FIRST_ROOM = 1024
const AFTER = 8

/** Bit per code unit: it cannot be the second piece of a split character. */
const noSecondBits = (): Uint8Array => {
  const bits = new Uint8Array(CODES / 8)
  for (let code = 0; code < CODES; code += 1) {
    if (isNoSecondPiece(code)) bits[code >>> 3] = (bits[code >>> 3] ?? 0) | (1 << (code & 7))
  }
  return bits
}

type Made = { readonly module: WebAssembly.Module; readonly noSecond: Uint8Array }

/** Strings can be read in the module by what the engine builds in; where it does not, instances cannot be made. */
const makeModule = (): Made | null => {
  const module = makeWasmModule(PHRASE_GATE_CODE, ['js-string'])
  return module === null ? null : { module, noSecond: noSecondBits() }
}
let made: Made | null | undefined

/** The gate of an index, or null where there is no WebAssembly that reads strings. */
export const makePhraseGate = (index: GateTables): PhraseGate | null => {
  made ??= makeModule()
  if (made === null) return null
  try {
    return instantiate(made, index)
  } catch {
    return null
  }
}

const instantiate = ({ module, noSecond }: Made, index: GateTables): PhraseGate => {
  const { exports } = new WebAssembly.Instance(module, {}) as unknown as { readonly exports: Exports }
  const { memory } = exports
  const grow = (bytes: number): void => {
    const pages = Math.ceil(bytes / PAGE) - memory.buffer.byteLength / PAGE
    if (pages > 0) memory.grow(pages)
  }
  const noSecondAt = PROGRESS_AT + PROGRESS_BYTES
  const pairsAt = noSecondAt + noSecond.length
  const headsAt = pairsAt + index.pairGate.byteLength
  const roomAt = headsAt + index.headGate.byteLength
  let capacity = 0
  const gate: PhraseGate = {
    scan: exports.scan,
    scanUnits: exports.scanUnits,
    progress: new Int32Array(2),
    classes: new Uint16Array(0),
    candidates: new Int32Array(0),
    units: new Uint16Array(0),
    row: null,
    most: 0,
    growTo: (units) => {
      if (units <= gate.most) return
      capacity = Math.max(units + AFTER, capacity * 2, FIRST_ROOM)
      // All even, so that views can lie there.
      capacity += capacity & 1
      const candidatesAt = roomAt
      const classesAt = candidatesAt + capacity * 4
      const unitsAt = classesAt + capacity * 2
      grow(unitsAt + capacity * 2)
      exports.room(unitsAt, classesAt, candidatesAt)
      gate.progress = new Int32Array(memory.buffer, PROGRESS_AT, 2)
      gate.candidates = new Int32Array(memory.buffer, candidatesAt, capacity)
      gate.classes = new Uint16Array(memory.buffer, classesAt, capacity)
      gate.units = new Uint16Array(memory.buffer, unitsAt, capacity)
      gate.row = null
      gate.most = capacity - AFTER
    },
  }
  gate.growTo(FIRST_ROOM - AFTER)
  new Uint16Array(memory.buffer, 0, CODES).set(index.classOfCode)
  new Uint8Array(memory.buffer, noSecondAt, noSecond.length).set(noSecond)
  new Uint8Array(memory.buffer, pairsAt, index.pairGate.length).set(index.pairGate)
  new Int32Array(memory.buffer, headsAt, index.headGate.length).set(index.headGate)
  exports.tables(noSecondAt, pairsAt, index.pairShift, headsAt, index.headGateShift)
  return gate
}
