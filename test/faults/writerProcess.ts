import { openDbClient } from '../../electron/db/client.ts'
import { bundle, claimEntry, startSession } from '../integration/db/claimBundle.ts'

/**
 * A process that logs claims as fast as they are acknowledged. It prints the number of each claim that was acknowledged, and
 * `! number code` for an attempt that failed, which it makes again. The fault tests kill it, freeze it and break its disk at any
 * moment. Arguments: the data file, the number of the first claim, and `start` when the session has not begun.
 */
const [, , file = '', from = '10', start = ''] = process.argv

/** Between two attempts, in ms. */
const AGAIN_AFTER_MS = 2

const run = async (): Promise<void> => {
  const workerUrl = new URL('../../electron/db/dbWorker.ts', import.meta.url)
  const opened = await openDbClient({ workerUrl, file, addon: null, stamp: 'crash', onSlow: () => undefined })
  if (!opened.ok) throw new Error(opened.error.code)
  const { client } = opened.value
  if (start === 'start') await startSession(client)
  process.stdout.write('ready\n')
  for (let number = Number(from); ;) {
    const written = await client.call('claim.record', {
      bundle: bundle(number),
      entry: claimEntry(number),
      corrects: [],
    })
    if (written.ok) {
      process.stdout.write(`${number}\n`)
      number += 1
    } else {
      process.stdout.write(`! ${number} ${written.error.code}\n`)
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS))
    }
  }
}

void run()
