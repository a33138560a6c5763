import path from 'node:path'
import { expect, test } from 'vitest'
import { type ReadByWriter, WRITER_CALLS } from '../../../electron/db/calls.ts'
import { createDbHandlers } from '../../../electron/db/handlers.ts'
import { headBookOf } from '../../../electron/db/headBookFile.ts'
import { createHeadKeeper } from '../../../electron/db/keepHeads.ts'
import { openForReading } from '../../../electron/db/open.ts'
import { createJournalRepository } from '../../../electron/db/repositories/journal.ts'
import { createSeals } from '../../../electron/db/seals.ts'
import { makeKey, writeRecord } from '../../faults/madeUpRecord.ts'
import { ownFolder } from './openTestDb.ts'

test('calls that say they only read are answered where nothing can be written', async () => {
  const folder = ownFolder()
  const { file, sessionIds } = await writeRecord(folder, { sessions: 1, claims: 20 }, makeKey())
  const [sessionId = ''] = sessionIds
  const db = openForReading({ file, addon: null })
  const heads = createHeadKeeper(db, headBookOf(path.join(folder, 'other.sqlite')))
  const handlers = createDbHandlers(db, heads, createJournalRepository(db, createSeals(), heads.follow))
  const answers = {
    'settings.read': handlers['settings.read'](null),
    'product.all': handlers['product.all'](null),
    'product.byIds': handlers['product.byIds'](['product-1']),
    'session.summaries': handlers['session.summaries'](null),
    'lineup.read': handlers['lineup.read'](sessionId),
    'live.cutOff': handlers['live.cutOff'](null),
    'live.read': handlers['live.read']({ sessionId, claimLimit: 5 }),
    'rules.read': handlers['rules.read'](null),
    'rules.packContent': handlers['rules.packContent']({ id: 'cn-live-commerce', digest: '' }),
    'retention.sessions': handlers['retention.sessions'](null),
    'retention.count': handlers['retention.count']({ sessionId, claimIds: null }),
    'retention.unswept': handlers['retention.unswept'](null),
  } satisfies Record<ReadByWriter, unknown>
  db.close()
  expect(answers['product.byIds']).toMatchObject([{ id: 'product-1' }])
  expect(answers['retention.count']).toMatchObject({ claims: 20 })
  expect(Object.values(WRITER_CALLS).filter((does) => does === 'reads')).toHaveLength(
    Object.keys(answers).length,
  )
})
