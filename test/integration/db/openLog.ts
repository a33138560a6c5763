import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { Family, Severity } from '../../../domain/model/claim.ts'
import { migrations } from '../../../electron/db/migrations/index.ts'
import { openDatabase, openForReading } from '../../../electron/db/open.ts'
import { createHistoryPacker } from '../../../electron/db/packHistory.ts'
import { id } from './claimBundle.ts'
import { ownFolder } from './openTestDb.ts'

/** A claim as tests say it. */
export type Said = {
  readonly text: string
  readonly productId: string | null
  readonly at: number
  readonly findings: ReadonlyArray<{ readonly family: Family; readonly severity: Severity }>
}

/** A claim about nothing in which nothing was found. */
export const plainly = (text: string): Said => ({ text, productId: null, at: 1, findings: [] })

/** A data file for sessions of claims, a connection that reads it, and the packer. */
export const openLog = () => {
  const file = path.join(ownFolder(), 'log.sqlite')
  const opened = openDatabase({ file, addon: null, migrations, stamp: 'test' }, 0)
  if (!opened.ok) throw new Error(opened.error.code)
  const { db } = opened.value
  const reading = openForReading({ file, addon: null })
  onTestFinished(() => {
    reading.close()
    db.close()
  })
  const addSession = db.prepare(`
    INSERT INTO session (id, title, kind, state, host, created_at, started_at)
    VALUES (?, '晚场', 'broadcast', ?, ?, 1, 1)`)
  const addClaim = db.prepare(`
    INSERT INTO claim (id, session_id, product_id, text, speaker, source, at, mono_ms, offset_ms)
    VALUES (?, ?, ?, ?, 'host', 'typed', ?, 1, 1)`)
  const addFinding = db.prepare(`
    INSERT INTO finding (id, claim_id, session_id, rule, pack, pack_version, family, severity, start_unit, end_unit, quote,
      words, at, state, reason)
    VALUES (?, ?, ?, 'rule', 'pack', '1', ?, ?, 0, 1, '', '{}', 1, 'open', '')`)
  let claims = 0
  let findings = 0
  /** Puts a session with these claims into the log; claims are numbered through from 1. */
  const say = db.transaction(
    (session: number, state: 'live' | 'ended', host: string, said: readonly Said[]) => {
      addSession.run(id(session), state, host)
      for (const claim of said) {
        claims += 1
        addClaim.run(id(claims), id(session), claim.productId, claim.text, claim.at)
        for (const { family, severity } of claim.findings) {
          findings += 1
          addFinding.run(id(findings), id(claims), id(session), family, severity)
        }
      }
    },
  )
  return { db, reading, pack: createHistoryPacker(db), say, file }
}
