import { readFileSync } from 'node:fs'
import { headBookOf } from '../../../electron/db/headBookFile.ts'
import { openForReading } from '../../../electron/db/open.ts'
import { verifyRecord } from '../../../electron/db/verifyRecord.ts'

/** A process that verifies a whole record; the test gives it little memory. Argument: the data file. Prints the entries. */
const [, , file = ''] = process.argv

const run = (): void => {
  const db = openForReading({ file, addon: null })
  const book = readFileSync(headBookOf(file), 'utf8')
  const walk = verifyRecord(db, { sessionId: null, book, erasures: null, addon: null, now: 1 })
  for (;;) {
    const step = walk.next()
    if (step.done !== true) continue
    if (!step.value.isGood) throw new Error(JSON.stringify(step.value.problems))
    process.stdout.write(String(step.value.entries))
    return
  }
}

run()
