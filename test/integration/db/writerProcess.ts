import { openDbClient } from '../../../electron/db/client.ts'
import { bundle, claimEntry, startSession } from './claimBundle.ts'

/**
 * A process that logs claims as fast as they are acknowledged and prints each acknowledgement. The crash test kills it at
 * any moment. Arguments: the data file, the number of the first claim, and `start` when the session has not begun.
 */
const [, , file = '', from = '10', start = ''] = process.argv

const run = async (): Promise<void> => {
  const workerUrl = new URL('../../../electron/db/dbWorker.ts', import.meta.url)
  const opened = await openDbClient({ workerUrl, file, addon: null, stamp: 'crash' })
  if (!opened.ok) throw new Error(opened.error.code)
  const { client } = opened.value
  if (start === 'start') await startSession(client)
  process.stdout.write('ready\n')
  for (let number = Number(from); ; number += 1) {
    const written = await client.call('claim.record', {
      bundle: bundle(number),
      entry: claimEntry(number),
      corrects: [],
    })
    if (!written.ok) throw new Error(written.error.code)
    process.stdout.write(`${number}\n`)
  }
}

void run()
