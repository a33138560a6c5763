import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { compilePack } from '../../domain/compliance/compilePack.ts'
import { compilePhrases, makePhraseRoom, scanPhrases, scanUnits } from '../../domain/compliance/matcher.ts'
import { compareCompiledPacks } from '../../domain/compliance/recheck/compareCompiledPacks.ts'
import { packClaims, touchedBy } from '../../domain/compliance/recheck/recheckClaims.ts'
import { NO_SHOP_RULES } from '../../domain/compliance/shopRules.ts'
import { shippedPacks } from '../rules/shippedPacks.ts'
import { makePhrases, makeUtterances } from './corpus.ts'
import { medianMs, timed } from './measure.ts'

/** Reading a history again, in ms. */
export type HistoryFigures = {
  readonly claims: number
  readonly rowsMs: number
  readonly packedMs: number
  readonly hitsEqual: boolean
  /** Memory of the process at most while the packed sessions were read, in MB. */
  readonly packedRssMb: number
  readonly deltaWords: number
  readonly deltaMs: number
  readonly deltaClaims: number
}

const PER_SESSION = 5000
const MB = 1024 * 1024

const fill = (file: string, claims: number, phrases: readonly string[]): void => {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.exec(`
    CREATE TABLE claim (id INTEGER PRIMARY KEY, session INTEGER NOT NULL, text TEXT NOT NULL) STRICT;
    CREATE INDEX claim_session ON claim (session);
    CREATE TABLE session_text (session INTEGER PRIMARY KEY, units BLOB NOT NULL, ends BLOB NOT NULL) STRICT;
  `)
  const addClaim = db.prepare('INSERT INTO claim (session, text) VALUES (?, ?)')
  const addText = db.prepare('INSERT INTO session_text (session, units, ends) VALUES (?, ?, ?)')
  // A few thousand different utterances, drawn again and again: what is read matters, not what it says.
  const pool = makeUtterances(Math.min(claims, 20_000), 40, phrases)
  for (let session = 0; session * PER_SESSION < claims; session += 1) {
    const texts = Array.from(
      { length: PER_SESSION },
      (_unused, at) => pool[(session * 7919 + at * 104_729) % pool.length] ?? '',
    )
    const { units, ends } = packClaims(texts)
    db.transaction(() => {
      for (const text of texts) addClaim.run(session, text)
      addText.run(session, Buffer.from(units.buffer), Buffer.from(ends.buffer))
    })()
  }
  db.close()
}

/** Views over the bytes of a row; copied only when they do not lie at an even address. */
const viewsOf = (row: { units: Buffer; ends: Buffer }) => {
  const even = (bytes: Buffer): Buffer =>
    bytes.byteOffset % 4 === 0 ? bytes : Buffer.from(new Uint8Array(bytes).buffer)
  const [units, ends] = [even(row.units), even(row.ends)]
  return {
    units: new Uint16Array(units.buffer, units.byteOffset, units.length / 2),
    ends: new Uint32Array(ends.buffer, ends.byteOffset, ends.length / 4),
  }
}

export const measureHistory = (options: {
  readonly claims: number
  readonly times: number
}): HistoryFigures => {
  const folder = mkdtempSync(path.join(tmpdir(), 'trustcue-bench-'))
  const file = path.join(folder, 'history.sqlite')
  const phrases = makePhrases(10_000)
  const index = compilePhrases(phrases)
  const room = makePhraseRoom()
  try {
    fill(file, options.claims, phrases)
    const db = new Database(file, { readonly: true })
    const sessions = db.prepare<[], { units: Buffer; ends: Buffer }>('SELECT units, ends FROM session_text')
    let rss = 0
    const packed = (): number => {
      let hits = 0
      for (const row of sessions.iterate()) {
        const { units, ends } = viewsOf(row)
        let from = 0
        for (const to of ends) {
          scanUnits(units, from, to, index, room)
          hits += room.hits.count
          from = to
        }
        rss = Math.max(rss, process.memoryUsage.rss())
      }
      return hits
    }
    const rows = db.prepare<[number], { text: string }>('SELECT text FROM claim WHERE session = ?')
    const byRows = (): number => {
      let hits = 0
      for (let session = 0; session * PER_SESSION < options.claims; session += 1) {
        for (const { text } of rows.all(session)) {
          scanPhrases(text, index, room)
          hits += room.hits.count
        }
      }
      return hits
    }
    const hitsEqual = packed() === byRows()
    const packedMs = medianMs(packed, options.times)
    const rowsMs = medianMs(byRows, options.times)

    const twenty = phrases.slice(500, 520)
    const [first, ...others] = shippedPacks
    const [rule, ...rules] = first?.rules ?? []
    if (first === undefined || rule === undefined || rule.kind === 'must-say')
      throw new Error('no rule to edit')
    // A rule that reads and does not listen; sounds are found too, but then far more claims can be touched.
    const withPhrases = (phrasesAdded: readonly string[]) => {
      const edited = { ...rule, sound: 'off' as const, say: [...rule.say, ...phrasesAdded] }
      return compilePack([{ ...first, rules: [edited, ...rules] }, ...others], NO_SHOP_RULES)
    }
    const change = compareCompiledPacks(withPhrases([]), withPhrases(twenty))
    const delta = (): number => {
      const touches = touchedBy(change)
      let touched = 0
      for (const row of sessions.iterate()) for (const _claim of touches(viewsOf(row))) touched += 1
      return touched
    }
    const { value: deltaClaims } = timed(delta)
    const deltaMs = medianMs(delta, options.times)
    db.close()
    return {
      claims: options.claims,
      rowsMs,
      packedMs,
      hitsEqual,
      packedRssMb: rss / MB,
      deltaWords: change.wordCount,
      deltaMs,
      deltaClaims,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
