import { sweepFile } from '../../../electron/db/sweepFile.ts'

/** A process that rewrites a data file and is killed before a step of it. It prints how many there were. Arguments: file, step. */
const [, , file = '', step = ''] = process.argv
let steps = 0

const outcome = await sweepFile({ file, addon: null }, () => {
  if (steps === Number(step)) process.kill(process.pid, 'SIGKILL')
  steps += 1
  return false
})
process.stdout.write(JSON.stringify({ outcome, steps }))
