import { openDbClient } from '../../electron/db/client.ts'

/** A process that verifies a data file in the app's own worker. Argument: the file. Prints entries and growth in MB as JSON. */
const [, , file = ''] = process.argv

const run = async (): Promise<void> => {
  const workerUrl = new URL('../../electron/db/dbWorker.ts', import.meta.url)
  const opened = await openDbClient({ workerUrl, file, addon: null, stamp: 'bench', onSlow: () => undefined })
  if (!opened.ok) throw new Error(opened.error.code)
  const { client } = opened.value
  // The worker is there before it is measured.
  await client.call('chain.sessions', null)
  const before = process.memoryUsage.rss()
  let most = before
  await client.call('chain.begin', { sessionId: null, now: 1 })
  for (;;) {
    const step = await client.call('chain.next', null)
    if (!step.ok || step.value === null) throw new Error('not verified')
    most = Math.max(most, process.memoryUsage.rss())
    const { report } = step.value
    if (report === null) continue
    if (!report.isGood) throw new Error('the record is not good')
    await client.close()
    process.stdout.write(JSON.stringify({ entries: report.entries, mb: (most - before) / 1_000_000 }))
    return
  }
}

void run()
