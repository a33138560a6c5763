import { beforeEach, describe, expect, test } from 'vitest'
import { EMPTY_SNAPSHOT, type LivePatch, type LiveSnapshot } from '../../../domain/contract/live.ts'
import { type Result, succeed } from '../../../domain/contract/result.ts'
import { mirrorLive, takeSnapshot, useLiveStore } from '../../../renderer/shared/liveStore.ts'

const at = (revision: number): LiveSnapshot => ({ ...EMPTY_SNAPSHOT, revision })
const patch = (revision: number): LivePatch => ({
  revision,
  set: { undoable: `act ${revision}` },
  addClaims: [],
  addSuppressed: [],
  putFindings: [],
})

/** A main process in the hand: patches are sent, questions are counted and answered when told to. */
const source = () => {
  const listeners = new Set<(patch: LivePatch) => void>()
  const questions: ((snapshot: LiveSnapshot) => void)[] = []
  return {
    questions,
    send: (given: LivePatch) => {
      for (const listener of listeners) listener(given)
    },
    ports: {
      onLivePatch: (listener: (patch: LivePatch) => void) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      askSnapshot: () =>
        new Promise<Result<LiveSnapshot>>((resolve) => {
          questions.push((snapshot) => resolve(succeed(snapshot)))
        }),
    },
  }
}

const revision = (): number => useLiveStore.getState().snapshot.revision
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

beforeEach(() => useLiveStore.setState({ snapshot: EMPTY_SNAPSHOT, ready: false }))

describe('the mirror of the live state', () => {
  test('follows patch by patch', () => {
    const main = source()
    const stop = mirrorLive(main.ports)
    takeSnapshot(at(4))
    main.send(patch(5))
    main.send(patch(6))
    expect(revision()).toBe(6)
    expect(useLiveStore.getState().snapshot.undoable).toBe('act 6')
    expect(main.questions).toHaveLength(0)
    stop()
  })

  test('keeps patches that come before the first snapshot', () => {
    const main = source()
    const stop = mirrorLive(main.ports)
    main.send(patch(5))
    main.send(patch(6))
    takeSnapshot(at(5))
    expect(revision()).toBe(6)
    stop()
  })

  test('asks for the whole snapshot once when a patch is missing, and misses none meanwhile', async () => {
    const main = source()
    const stop = mirrorLive(main.ports)
    takeSnapshot(at(1))
    main.send(patch(4))
    main.send(patch(5))
    expect(revision()).toBe(1)
    expect(main.questions).toHaveLength(1)
    main.questions[0]?.(at(4))
    await settle()
    expect(revision()).toBe(5)
    main.send(patch(6))
    expect(revision()).toBe(6)
    stop()
  })

  test('an old patch or an old snapshot changes nothing', () => {
    const main = source()
    const stop = mirrorLive(main.ports)
    takeSnapshot(at(7))
    main.send(patch(7))
    takeSnapshot(at(3))
    expect(revision()).toBe(7)
    expect(useLiveStore.getState().snapshot.undoable).toBeNull()
    stop()
  })

  test('is deaf after it was stopped', () => {
    const main = source()
    mirrorLive(main.ports)()
    takeSnapshot(at(1))
    main.send(patch(2))
    expect(revision()).toBe(1)
  })
})
