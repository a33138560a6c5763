import { SCORER_SUM_CODE } from '../tables/scorerSumCode.ts'
import { makeWasmModule } from '../wasmModule.ts'
import { EDGE_SOUND, GATE_BITS, SCORE_COUNT, type CompiledScorer } from './scorerModel.ts'

/** What a scorer's sums are made of. */
export type SumTables = Pick<CompiledScorer, 'unitClass' | 'gate' | 'slots' | 'slotShift' | 'rows'>

/**
 * The sums of a scorer as WebAssembly: several rows are added at once, and nothing is checked for being in bounds. `sum` takes
 * a sentence as places in `units` and in `sounds` (from, to, from, to), leaves what its pieces add to the scores in `sums`, in
 * steps, and gives the square of the length of their rarities.
 */
export type ScorerSum = {
  readonly sum: (unitFrom: number, unitTo: number, soundFrom: number, soundTo: number) => number
  /** Views over its memory, which are others when the room has grown. */
  units: Uint16Array
  sounds: Uint16Array
  sums: Int32Array
  /** Makes room for a text of so many units, and no more sounds. */
  readonly growTo: (units: number) => void
}

type Exports = Pick<ScorerSum, 'sum'> & {
  readonly memory: WebAssembly.Memory
  readonly tables: (
    gate: number,
    gateShift: number,
    slots: number,
    slotShift: number,
    rows: number,
    edgeSound: number,
  ) => void
  readonly room: (units: number, sounds: number, found: number, codes: number) => void
}

const PAGE = 65_536
/** Behind the classes of the units. */
const SUMS_AT = 65_536 * 2
/** The sums, and what is only touched. */
const SUMS_BYTES = 128
const FIRST_ROOM = 512
/** Behind a text: the sound that ends it is read. */
const AFTER = 4
/** A unit is a row and three codes, a sound two codes. */
const CODES_EACH = 5

let made: WebAssembly.Module | null | undefined

/** The sums of a scorer, or null where there is no WebAssembly. */
export const makeScorerSum = (tables: SumTables): ScorerSum | null => {
  made ??= makeWasmModule(SCORER_SUM_CODE, [])
  if (made === null) return null
  try {
    return instantiate(made, tables)
  } catch {
    return null
  }
}

const instantiate = (
  module: WebAssembly.Module,
  { unitClass, gate, slots, slotShift, rows }: SumTables,
): ScorerSum => {
  const { exports } = new WebAssembly.Instance(module, {}) as unknown as { readonly exports: Exports }
  const { memory } = exports
  const gateAt = SUMS_AT + SUMS_BYTES
  const slotsAt = gateAt + gate.byteLength
  const rowsAt = slotsAt + slots.byteLength
  const roomAt = Math.ceil((rowsAt + rows.byteLength) / 8) * 8
  let capacity = 0
  const sum: ScorerSum = {
    sum: exports.sum,
    units: new Uint16Array(0),
    sounds: new Uint16Array(0),
    sums: new Int32Array(0),
    growTo: (units) => {
      if (units + AFTER <= capacity) return
      capacity = Math.max(units + AFTER, capacity * 2, FIRST_ROOM)
      capacity += capacity & 1
      const soundsAt = roomAt + capacity * 2
      const codesAt = soundsAt + capacity * 2
      const foundAt = codesAt + capacity * CODES_EACH * 4
      const bytes = foundAt + capacity * (CODES_EACH + 1) * 4
      const pages = Math.ceil(bytes / PAGE) - memory.buffer.byteLength / PAGE
      if (pages > 0) memory.grow(pages)
      exports.room(roomAt, soundsAt, foundAt, codesAt)
      sum.units = new Uint16Array(memory.buffer, roomAt, capacity)
      sum.sounds = new Uint16Array(memory.buffer, soundsAt, capacity)
      sum.sums = new Int32Array(memory.buffer, SUMS_AT, SCORE_COUNT)
    },
  }
  sum.growTo(0)
  new Uint16Array(memory.buffer, 0, unitClass.length).set(unitClass)
  new Uint8Array(memory.buffer, gateAt, gate.length).set(gate)
  new Int32Array(memory.buffer, slotsAt, slots.length).set(slots)
  new Int8Array(memory.buffer, rowsAt, rows.length).set(rows)
  exports.tables(gateAt, slotShift - GATE_BITS, slotsAt, slotShift, rowsAt, EDGE_SOUND.start)
  return sum
}
