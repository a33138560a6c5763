import { readLogState, type LogState } from './logState.ts'
import { makeRandom } from '../../scripts/scorer/makeRandom.ts'
import { pause, startWriter } from './writer.ts'

/** What killing a writer again and again came to. */
export type CrashFigures = {
  readonly rounds: number
  readonly acknowledged: number
  /** Rounds that left one claim more than was acknowledged: the one in flight. */
  readonly inFlight: number
}

/** Where a round went wrong: what was acknowledged, and what the file held. */
export class LostClaims extends Error {
  constructor(round: number, acknowledged: number, state: LogState) {
    super(
      `round ${round}: acknowledged up to ${acknowledged}, the file has ${JSON.stringify({ ...state, claims: state.claims.slice(-3) })}`,
    )
    this.name = 'LostClaims'
  }
}

/** Whether a file holds every claim from 10 up to what was acknowledged, whole, and at most one more. */
export const isWhole = (state: LogState, acknowledged: number): boolean =>
  state.integrity === 'ok' &&
  state.brokenReferences === 0 &&
  state.halves === 0 &&
  state.claims.every((number, at) => number === 10 + at) &&
  state.claims.length >= acknowledged - 9 &&
  state.claims.length <= acknowledged - 9 + 1 &&
  // One entry for the start of the session and one for each claim.
  state.entries === state.claims.length + 1

/**
 * Kills (SIGKILL) a writer at a random moment of each round and opens the file again.
 * @throws LostClaims when an acknowledged claim is not there, half there, or more than the one in flight is.
 */
export const crashRounds = async (options: {
  readonly file: string
  readonly rounds: number
  readonly seed: number
  readonly onRound: (round: number) => void
}): Promise<CrashFigures> => {
  const random = makeRandom(options.seed)
  let last = 9
  let inFlight = 0
  for (let round = 0; round < options.rounds; round += 1) {
    const writer = startWriter(options.file, last + 1, round === 0 ? 'start' : 'go-on', {})
    await writer.ready
    await pause(random() * 100)
    writer.child.kill('SIGKILL')
    const signal = await writer.gone
    if (signal !== 'SIGKILL') throw new Error(`the writer ended by itself: ${writer.errors()}`)
    const state = readLogState(options.file)
    if (!isWhole(state, writer.acknowledged())) throw new LostClaims(round, writer.acknowledged(), state)
    const newest = state.claims.at(-1) ?? 9
    if (newest > writer.acknowledged()) inFlight += 1
    last = newest
    options.onRound(round + 1)
  }
  return { rounds: options.rounds, acknowledged: last - 9, inFlight }
}
