import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Database } from 'better-sqlite3'
import { familySchema, severitySchema } from '../../domain/model/claim.ts'
import { migrations } from '../../electron/db/migrations/index.ts'
import { openDatabase } from '../../electron/db/open.ts'
import { createHistoryPacker } from '../../electron/db/packHistory.ts'
import { makeUtterances } from './corpus.ts'
import { timed } from './measure.ts'

/** A shop's data file with past sessions, packed as the app packs them. */
export type HistoryFile = {
  readonly file: string
  readonly claims: number
  /** What was said, drawn again and again. */
  readonly pool: readonly string[]
  /** Bytes: the texts in UTF-8, what they are packed in, and the index over them. */
  readonly textBytes: number
  readonly chunkBytes: number
  readonly indexBytes: number
  /** Packing and indexing, in µs a claim. */
  readonly packUs: number
  /** Takes the file away. */
  readonly remove: () => void
}

/** Claims of a session. */
export const PER_SESSION = 5000
/** Products that come again and again, each for so many claims; hosts that take turns. */
export const PRODUCTS = 280
const PER_PRODUCT = 200
export const HOSTS = ['小圆', '阿敏', '老周', '西西']
/** One claim in so many has a finding. */
const PER_FINDING = 10
/** Chunks packed in one transaction: nobody waits here. */
const PACKED_AT_ONCE = 400

/** The nth id. */
export const historyId = (number: number): string => String(number).padStart(26, '0')

const sumOf = (db: Database, sql: string): number => {
  const value = db.prepare(sql).pluck().get()
  return typeof value === 'number' ? value : 0
}

const addSessions = (db: Database, claims: number, pool: readonly string[]): void => {
  const addSession = db.prepare(`
    INSERT INTO session (id, title, kind, state, host, created_at, started_at, ended_at)
    VALUES (?, '晚场', 'broadcast', 'ended', ?, ?, ?, ?)`)
  const addClaim = db.prepare(`
    INSERT INTO claim (id, session_id, product_id, text, speaker, source, at, mono_ms, offset_ms)
    VALUES (?, ?, ?, ?, 'host', 'speech', ?, 1, 1)`)
  const addFinding = db.prepare(`
    INSERT INTO finding (id, claim_id, session_id, rule, pack, pack_version, family, severity, start_unit, end_unit, quote,
      words, at, state, reason)
    VALUES (?, ?, ?, 'rule', 'pack', '1', ?, ?, 0, 2, '', '{}', ?, 'open', '')`)
  const families = familySchema.options
  const severities = severitySchema.options
  for (let session = 0; session * PER_SESSION < claims; session += 1) {
    db.transaction(() => {
      const first = session * PER_SESSION
      const sessionId = historyId(session)
      addSession.run(sessionId, HOSTS[session % HOSTS.length], first, first, first)
      for (let at = 0; at < PER_SESSION; at += 1) {
        const number = first + at
        const text = pool[(session * 7919 + at * 104_729) % pool.length] ?? ''
        const product = (session * 7 + Math.floor(at / PER_PRODUCT)) % PRODUCTS
        addClaim.run(historyId(number), sessionId, `product-${String(product)}`, text, number)
        if (number % PER_FINDING !== 0) continue
        const kind = number / PER_FINDING
        addFinding.run(
          historyId(number),
          historyId(number),
          sessionId,
          families[kind % families.length],
          severities[kind % severities.length],
          number,
        )
      }
    })()
  }
}

/** Makes a data file with so many claims, in which phrases are said now and then. */
export const makeHistoryFile = (claims: number, phrases: readonly string[]): HistoryFile => {
  const folder = mkdtempSync(path.join(tmpdir(), 'trustcue-bench-'))
  const file = path.join(folder, 'trustcue.sqlite')
  const opened = openDatabase({ file, addon: null, migrations, stamp: 'bench' }, 0)
  if (!opened.ok) throw new Error(opened.error.code)
  const { db } = opened.value
  // Filling is not what is measured.
  db.pragma('synchronous = OFF')
  // A few thousand different utterances, drawn again and again: what is read matters, not what it says.
  const pool = makeUtterances(Math.min(claims, 20_000), 40, phrases)
  addSessions(db, claims, pool)
  const pack = createHistoryPacker(db)
  const { ms } = timed(() => {
    while (pack(PACKED_AT_ONCE));
  })
  const figures = {
    textBytes: sumOf(db, 'SELECT sum(octet_length(text)) FROM claim'),
    chunkBytes: sumOf(db, 'SELECT sum(length(units) + length(ends)) FROM claim_chunk'),
    indexBytes:
      sumOf(db, 'SELECT sum(length(block)) FROM claim_index_data') +
      sumOf(db, 'SELECT sum(length(sz) + 8) FROM claim_index_docsize'),
  }
  db.close()
  return {
    ...figures,
    file,
    claims,
    pool,
    packUs: (ms * 1000) / claims,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
