import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isWhole, LostClaims } from './crash.ts'
import { readLogState } from './logState.ts'
import { makeRandom } from '../../scripts/scorer/makeRandom.ts'
import { pause, startWriter, type Writer } from './writer.ts'

/** What a disk can do to a writer (see faultyDisk.c). */
export const DISK_FAULTS = ['full', 'error', 'sync-error', 'short', 'torn'] as const
export type DiskFault = (typeof DISK_FAULTS)[number]

/** What breaking the disk of a writer again and again came to, by fault: rounds, and attempts that failed. */
export type DiskFigures = {
  readonly acknowledged: number
  readonly byFault: ReadonlyMap<string, { readonly rounds: number; readonly failures: number }>
}

/** Builds the disk that fails on demand; null = this machine has no C compiler, or is no Linux. */
export const buildFaultyDisk = (folder: string): string | null => {
  const library = path.join(folder, 'faultyDisk.so')
  try {
    execFileSync('cc', [
      '-shared',
      '-fPIC',
      '-O1',
      '-o',
      library,
      path.join(import.meta.dirname, 'faultyDisk.c'),
      '-ldl',
    ])
    return process.platform === 'linux' ? library : null
  } catch {
    return null
  }
}

const waitUntil = async (what: string, writer: Writer, holds: () => boolean): Promise<void> => {
  const deadline = Date.now() + 30_000
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`${what} did not come; the writer said: ${writer.errors()}`)
    await pause(2)
  }
}

const failuresOf = (writer: Writer): number =>
  [...writer.failures().values()].reduce((sum, count) => sum + count, 0)

/**
 * Lets a writer write, breaks its disk at a random moment (in some rounds while it is frozen, as a machine that hangs), lets it
 * fail for a while, mends the disk, sees it write on, kills it, and opens the file again. A torn write kills it itself.
 * @throws LostClaims when an acknowledged claim is not there.
 */
export const breakDisk = async (options: {
  readonly folder: string
  readonly library: string
  readonly rounds: number
  readonly seed: number
}): Promise<DiskFigures> => {
  const random = makeRandom(options.seed)
  const file = path.join(options.folder, 'shop.sqlite')
  const control = path.join(options.folder, 'disk')
  const setDisk = (state: DiskFault | 'ok'): void => writeFileSync(control, state)
  const byFault = new Map<string, { rounds: number; failures: number }>()
  let last = 9
  for (let round = 0; round < options.rounds; round += 1) {
    const fault = DISK_FAULTS[round % DISK_FAULTS.length] ?? 'full'
    setDisk('ok')
    const writer = startWriter(file, last + 1, round === 0 ? 'start' : 'go-on', {
      LD_PRELOAD: options.library,
      FAULTY_DISK: control,
    })
    await writer.ready
    await pause(random() * 60)
    const isFrozen = random() < 0.3
    if (isFrozen) writer.child.kill('SIGSTOP')
    setDisk(fault)
    if (isFrozen) {
      await pause(20 + random() * 80)
      writer.child.kill('SIGCONT')
    }
    if (fault !== 'torn') {
      await waitUntil('a failure', writer, () => failuresOf(writer) > 0)
      await pause(random() * 60)
      setDisk('ok')
      const before = writer.acknowledged()
      await waitUntil('writing again', writer, () => writer.acknowledged() > before)
      writer.child.kill('SIGKILL')
    }
    const signal = await writer.gone
    if (signal !== 'SIGKILL') throw new Error(`the writer ended by itself: ${writer.errors()}`)
    const state = readLogState(file)
    if (!isWhole(state, writer.acknowledged())) throw new LostClaims(round, writer.acknowledged(), state)
    last = state.claims.at(-1) ?? 9
    const known = byFault.get(fault) ?? { rounds: 0, failures: 0 }
    byFault.set(fault, { rounds: known.rounds + 1, failures: known.failures + failuresOf(writer) })
  }
  return { acknowledged: last - 9, byFault }
}

/** A disk of some megabytes that is really full: a mount of its own. Null = this account may not mount. */
export const mountSmallDisk = (
  folder: string,
  megabytes: number,
): { readonly unmount: () => void } | null => {
  try {
    mkdirSync(folder, { recursive: true })
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' })
    return { unmount: () => void execFileSync('umount', ['-l', folder], { stdio: 'ignore' }) }
  } catch {
    return null
  }
}

/**
 * Fills a small disk to the last byte while a writer writes, sees it fail, frees the room again, sees it write on, kills it and
 * opens the file. Gives how many claims there are, and how many attempts failed.
 */
export const fillDisk = async (options: {
  readonly folder: string
  readonly rounds: number
}): Promise<{ readonly claims: number; readonly failures: number }> => {
  const file = path.join(options.folder, 'shop.sqlite')
  const ballast = path.join(options.folder, 'ballast')
  let last = 9
  let failures = 0
  for (let round = 0; round < options.rounds; round += 1) {
    const writer = startWriter(file, last + 1, round === 0 ? 'start' : 'go-on', {})
    await writer.ready
    const start = writer.acknowledged()
    await waitUntil('the first claims', writer, () => writer.acknowledged() > start + 5)
    for (let size = 1 << 20; size >= 1; size >>= 1) {
      try {
        for (;;) writeFileSync(ballast, Buffer.alloc(size, 1), { flag: 'a' })
      } catch {
        // Full up to pieces of this size.
      }
    }
    await waitUntil('a failure', writer, () => failuresOf(writer) > 0)
    rmSync(ballast)
    const before = writer.acknowledged()
    await waitUntil('writing again', writer, () => writer.acknowledged() > before)
    writer.child.kill('SIGKILL')
    await writer.gone
    const state = readLogState(file)
    if (!isWhole(state, writer.acknowledged())) throw new LostClaims(round, writer.acknowledged(), state)
    last = state.claims.at(-1) ?? 9
    failures += failuresOf(writer)
  }
  return { claims: last - 9, failures }
}
