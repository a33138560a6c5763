import fs, { statSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/**
 * A process that is killed at a step of its work with files: before the one of that number is taken. It prints how many there
 * were when it came to its end. Arguments: the work (`swap`, `undo`, `settle`, `open`), the data file, the number of the step,
 * and for a swap the other file and the stamp.
 */
const [, , work = '', file = '', step = '', by = '', stamp = ''] = process.argv
const killAt = Number(step)
let steps = 0
let isCounting = false

const takeStep = (): void => {
  if (!isCounting) return
  if (steps === killAt) process.kill(process.pid, 'SIGKILL')
  steps += 1
}
// Every way the work has to change a folder.
for (const name of ['renameSync', 'rmSync', 'writeFileSync', 'mkdirSync', 'copyFileSync'] as const) {
  const act: (...args: never[]) => unknown = fs[name]
  const counted = (...args: unknown[]): unknown => {
    takeStep()
    return Reflect.apply(act, fs, args)
  }
  Object.assign(fs, { [name]: counted })
}
syncBuiltinESMExports()

const run = async (): Promise<void> => {
  const { swapDataFile } = await import('../../../electron/db/swapDataFile.ts')
  const { openDatabase } = await import('../../../electron/db/open.ts')
  const { migrations } = await import('../../../electron/db/migrations/index.ts')
  isCounting = work === 'swap' || work === 'open'
  if (work === 'open') {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
    const opened = openDatabase({ file, addon: null, migrations, stamp }, size)
    if (!opened.ok) throw new Error(opened.error.code)
    opened.value.db.close()
  } else {
    const swapped = swapDataFile(file, by, stamp)
    isCounting = true
    if (work === 'undo') swapped.undo()
    if (work === 'settle') swapped.settle()
  }
  process.stdout.write(`${steps}`)
}

void run()
