import path from 'node:path'
import { openDbClient } from '../../../electron/db/client.ts'
import { loadSigningKey } from '../../../electron/services/signingKey.ts'

/** A process that erases one session slice by slice and sweeps. The test kills it at any moment. Arguments: the data file, the session. */
const [, , file = '', sessionId = ''] = process.argv

const run = async (): Promise<void> => {
  const workerUrl = new URL('../../../electron/db/dbWorker.ts', import.meta.url)
  const opened = await openDbClient({ workerUrl, file, addon: null, stamp: 'erase', onSlow: () => undefined })
  if (!opened.ok) throw new Error(opened.error.code)
  const { client } = opened.value
  const { key } = await loadSigningKey(path.dirname(file), null, 'erase')
  if (key !== null) await client.call('signing.use', { key, at: 1 })
  // For each slice a line, and one before the first.
  for (let slice = 0, isDone = false; !isDone; slice += 1) {
    process.stdout.write(`${slice}\n`)
    const done = await client.call('retention.erase', {
      scope: { sessionId, claimIds: null },
      moment: { at: 1_900_000_000_000 + slice, monoMs: 5, offsetMs: 9 },
      word: {
        ground: 'period',
        reason: '保存期限已满',
        who: '店长',
        group: 'general',
        years: 3,
        lastDay: '2030-01-15',
      },
    })
    isDone = !done.ok || 'refused' in done.value || done.value.isDone
  }
  await client.call('retention.sweep', 1_900_000_000_001)
  await client.close()
}

void run()
