import type { Unsubscribe } from '../../domain/contract/bridge.ts'
import type { Failure, Result } from '../../domain/contract/result.ts'
import { succeed } from '../../domain/contract/result.ts'
import type { DurationMs, EpochMs, Ulid } from '../../domain/model/scalars.ts'
import type { DbClient, DbInput, DbOutput, HoldableCall, WrittenAct } from '../db/client.ts'
import type { Clock } from './clock.ts'

/** How often writing is tried again while acts are held, in ms. */
export const RETRY_EVERY_MS = 2000
/** Acts written in one transaction when writing works again. */
const WRITTEN_AT_ONCE = 500

/** Acts that are shown and not in the file. */
export type Held = {
  readonly count: number
  /** The first claim among them; claims after it are held too. Null = no claim is. */
  readonly firstClaim: Ulid | null
  readonly since: EpochMs
  /** Why the file cannot be written. */
  readonly failure: Failure
}

/**
 * Writes acts on air. While the file cannot be written (the disk is full, the folder is read-only, something holds the file, the
 * disk gives errors, the writer has ended) acts are kept in memory in their order, and written in that order once it can be.
 * Nothing that is held counts as saved: `held` says how many there are, and every screen shows it.
 */
export type HeldActs = {
  /**
   * Writes an act. Succeeds when it is in the file or held; fails when the database refuses it by itself, and then nothing of
   * it is kept. An act that is held already (a claim with that id) is not held twice.
   */
  readonly write: <Name extends HoldableCall>(
    name: Name,
    input: DbInput<Name>,
  ) => Promise<Result<DbOutput<Name>>>
  readonly held: () => Held | null
  /** Tries to write what is held, now. */
  readonly retry: () => Promise<Held | null>
  readonly subscribe: (listener: (held: Held | null) => void) => Unsubscribe
  /** Tries a last time and stops trying. Gives what is still held. */
  readonly close: () => Promise<Held | null>
}

/** Failures that pass: the place is in trouble, not the act. */
const PASSES: ReadonlySet<string> = new Set([
  'storage-disk-full',
  'storage-read-only',
  'storage-busy',
  'storage-io',
  'storage-damaged',
  'storage-closed',
])

export const createHeldActs = (deps: {
  readonly db: DbClient
  readonly clock: Clock
  readonly retryEveryMs: DurationMs
}): HeldActs => {
  const { db, clock } = deps
  const listeners = new Set<(held: Held | null) => void>()
  const waiting: WrittenAct[] = []
  let trouble: { readonly since: EpochMs; failure: Failure } | null = null
  let timer: NodeJS.Timeout | null = null
  let flushing: Promise<void> | null = null
  let closed = false

  const claimOf = (act: WrittenAct): Ulid | null =>
    act.name === 'claim.record' ? act.input.bundle.claim.id : null
  const held = (): Held | null =>
    trouble === null
      ? null
      : {
          count: waiting.length,
          firstClaim: waiting.map(claimOf).find((id) => id !== null) ?? null,
          since: trouble.since,
          failure: trouble.failure,
        }
  const tell = (): void => {
    const now = held()
    for (const listener of listeners) listener(now)
  }
  const tryLater = (): void => {
    if (closed || timer !== null) return
    timer = setTimeout(() => {
      timer = null
      void retry()
    }, deps.retryEveryMs)
    timer.unref()
  }
  const flush = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, WRITTEN_AT_ONCE)
      const written = await db.call('acts.commit', batch)
      if (!written.ok) {
        // What the database refuses stays too: it is the only copy there is.
        if (trouble !== null) trouble.failure = written.error
        tryLater()
        tell()
        return
      }
      waiting.splice(0, batch.length)
    }
    trouble = null
    tell()
  }
  const retry = async (): Promise<Held | null> => {
    if (trouble === null) return null
    flushing ??= flush().finally(() => {
      flushing = null
    })
    await flushing
    return held()
  }
  const hold = <Name extends HoldableCall>(name: Name, input: DbInput<Name>): DbOutput<Name> => {
    // The pair is one of the acts by construction; a union over a type parameter is not seen as such.
    const act = { name, input } as WrittenAct
    const id = claimOf(act)
    const known = id === null ? undefined : waiting.find((each) => claimOf(each) === id)
    if (known === undefined) waiting.push(act)
    tryLater()
    tell()
    return known?.name === 'claim.record' ? known.input.bundle : null
  }

  return {
    write: async (name, input) => {
      if (trouble === null) {
        const written = await db.call(name, input)
        if (written.ok || !PASSES.has(written.error.code)) return written
        trouble ??= { since: clock.epochMs(), failure: written.error }
      }
      return succeed(hold(name, input))
    },
    held,
    retry,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => {
      closed = true
      if (timer !== null) clearTimeout(timer)
      return retry()
    },
  }
}
