import path from 'node:path'
import { expect, test } from 'vitest'
import { migrations } from '../../../electron/db/migrations/index.ts'
import { openDatabase } from '../../../electron/db/open.ts'
import { createClaimRepository } from '../../../electron/db/repositories/claims.ts'
import { bundle, id, SESSION_ID } from './claimBundle.ts'
import { ownFolder } from './openTestDb.ts'

const STAMP = '2026-05-01T20-00-00'

const open = (file: string, steps: typeof migrations, size: number) => {
  const opened = openDatabase({ file, addon: null, migrations: steps, stamp: STAMP }, size)
  if (!opened.ok) throw new Error(opened.error.code)
  return opened.value.db
}

test('a log of the first version keeps its claims, findings and promises, and knows what was put right', () => {
  const file = path.join(ownFolder(), 'shop.sqlite')
  const before = open(file, migrations.slice(0, 1), 0)
  before
    .prepare(
      `INSERT INTO session (id, title, kind, state, host, created_at) VALUES (?, '晚场', 'broadcast', 'ended', '', 1)`,
    )
    .run(SESSION_ID)
  const words = JSON.stringify(bundle(10).findings[0]?.words)
  for (const number of [10, 11]) {
    before
      .prepare(
        `INSERT INTO claim (id, session_id, text, speaker, source, at, mono_ms, offset_ms)
        VALUES (?, ?, '全网最低', 'host', 'typed', ?, 1, 1)`,
      )
      .run(id(number), SESSION_ID, number)
  }
  before
    .prepare(
      `INSERT INTO finding (id, claim_id, session_id, rule, pack, pack_version, family, severity, start_unit, end_unit, quote,
        words, at, state, reason, state_at, corrected_by)
      VALUES (?, ?, ?, 'pri-lowest', 'p', '1', 'PRI', 'block', 0, 4, '全网最低', ?, 10, 'corrected', '', 11, ?)`,
    )
    .run(id(100), id(10), SESSION_ID, words, id(11))
  before
    .prepare(
      `INSERT INTO promise (id, claim_id, session_id, kind, quote, due_at, at, state)
      VALUES (?, ?, ?, 'ship', '四十八小时内发货', 12, 10, 'open')`,
    )
    .run(id(200), id(10), SESSION_ID)
  before.close()

  const db = open(file, migrations, 1)
  const claims = createClaimRepository(db)
  expect(claims.ofSession(SESSION_ID, null).map(({ corrects }) => corrects)).toEqual([[], [id(100)]])
  expect(claims.findingsOfSession(SESSION_ID)).toMatchObject([
    { id: id(100), claimId: id(10), slotId: null, state: 'corrected', correctedBy: id(11) },
  ])
  expect(claims.promisesOfSession(SESSION_ID)).toMatchObject([
    { id: id(200), what: null, count: null, who: null, dueAt: 12 },
  ])
  expect(db.pragma('foreign_key_check')).toEqual([])
  expect(() =>
    db
      .prepare(
        `INSERT INTO finding (id, session_id, rule, pack, pack_version, family, severity, start_unit, end_unit, quote, words,
          at, state, reason)
        VALUES (?, ?, 'r', 'p', '1', 'CAT', 'note', 0, 0, '', ?, 1, 'open', '')`,
      )
      .run(id(300), SESSION_ID, words),
  ).toThrow(/CHECK/)
  db.close()
})
