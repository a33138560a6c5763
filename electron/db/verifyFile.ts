import { constants, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Database } from 'better-sqlite3'
import { fail, type Result, succeed } from '../../domain/contract/result.ts'
import { readHeadBook } from '../../domain/journal/headBook.ts'
import { checkKeptHead, type KeptHead } from '../../domain/journal/keptHead.ts'
import type { VerifyReport } from '../../domain/journal/verifyReport.ts'
import type { EpochMs, Ulid } from '../../domain/model/scalars.ts'
import { erasureListOf, erasureListText } from './erasureList.ts'
import { headBookOf } from './headBookFile.ts'
import { migrations } from './migrations/index.ts'
import { openForReading } from './open.ts'
import { createHeadRepository } from './repositories/heads.ts'
import { createRecordReader } from './repositories/record.ts'
import { createSeals } from './seals.ts'
import { HEADS_SINCE, verifyRecord } from './verifyRecord.ts'

/** A file to verify without the app. */
export type VerifyFileInput = {
  readonly file: string
  /** The head book; null = the one beside the file, if there is one. */
  readonly bookFile: string | null
  /** One session; null = everything. */
  readonly sessionId: Ulid | null
  /** A head that was exported earlier, to compare with; null = none. */
  readonly keptHead: KeptHead | null
  readonly addon: string | null
  readonly now: EpochMs
}

/**
 * Opens a data file so that nothing is written beside it: SQLite makes files of its own for a file with a write-ahead log, so
 * a copy is read. A file that somebody has open has them already, and is read where it lies.
 */
const openAsItIs = (
  file: string,
  addon: string | null,
): { readonly db: Database; readonly close: () => void } => {
  if (existsSync(`${file}-shm`) && existsSync(`${file}-wal`)) {
    const db = openForReading({ file, addon })
    return { db, close: () => void db.close() }
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'trustcue-verify-'))
  const copy = path.join(folder, 'copy.sqlite')
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    for (const tail of ['', '-wal'])
      if (existsSync(`${file}${tail}`))
        copyFileSync(`${file}${tail}`, `${copy}${tail}`, constants.COPYFILE_FICLONE)
    const db = openForReading({ file: copy, addon })
    return {
      db,
      close: () => {
        db.close()
        remove()
      },
    }
  } catch (error) {
    remove()
    throw error
  }
}

/**
 * Verifies a data file and changes nothing. Fails with `storage-cannot-open`, `storage-newer-version` or `session-unknown`;
 * a damaged file is a report that says so.
 */
export const verifyFile = (input: VerifyFileInput): Result<VerifyReport> => {
  const { file, addon } = input
  const bookFile = input.bookFile ?? headBookOf(file)
  let opened: ReturnType<typeof openAsItIs>
  let book: string | null
  try {
    // Before the database: what the book knows by now is in it.
    book = input.bookFile !== null || existsSync(bookFile) ? readFileSync(bookFile, 'utf8') : null
    opened = openAsItIs(file, addon)
  } catch (error) {
    return fail('storage-cannot-open', {
      file,
      reason: error instanceof Error ? error.message : String(error),
    })
  }
  const { db, close } = opened
  try {
    const known = migrations.at(-1)?.version ?? 0
    const found = readVersion(db)
    if (found > known) return fail('storage-newer-version', { file, found, known })
    if (input.sessionId !== null && !hasSession(db, input.sessionId)) return fail('session-unknown', {})
    const { sessionId, now } = input
    const erasures = erasureListText(erasureListOf(file))
    const walk = verifyRecord(db, { sessionId, book, erasures, addon, now })
    for (;;) {
      const step = walk.next()
      if (step.done !== true) continue
      return succeed(
        input.keptHead === null ? step.value : withKeptHead(db, input.keptHead, step.value, book),
      )
    }
  } finally {
    close()
  }
}

/** A report with what an exported head says of the same file. A file that cannot be read has said so itself. */
const withKeptHead = (
  db: Database,
  kept: KeptHead,
  report: VerifyReport,
  book: string | null,
): VerifyReport => {
  const { sessionId, seq } = kept.head
  const seals = createSeals()
  let found: { readonly hash: string | null; readonly last: number; readonly title: string }
  let keys: readonly string[]
  try {
    const entry = db.prepare<[string, number], string>(
      'SELECT hash FROM journal_entry WHERE session_id = ? AND seq = ?',
    )
    const session = createRecordReader(db)
      .sessions()
      .find(({ id }) => id === sessionId)
    found = {
      hash: entry.pluck().get(sessionId, seq) ?? null,
      last: session?.entries ?? 0,
      title: session?.title ?? '',
    }
    const booked = book === null ? [] : readHeadBook(seals, book).lines
    keys = [
      ...(readVersion(db) < HEADS_SINCE
        ? []
        : createHeadRepository(db)
            .keys()
            .map((key) => key.publicKey)),
      ...booked.flatMap((line) => (line.kind === 'key' ? [line.publicKey] : [])),
    ]
  } catch {
    return report
  }
  const { problem, notes } = checkKeptHead(seals, kept, found, keys)
  return {
    ...report,
    isGood: report.isGood && problem === null,
    problems: problem === null ? report.problems : [problem, ...report.problems],
    problemCount: report.problemCount + (problem === null ? 0 : 1),
    notes: [...report.notes, ...notes],
  }
}

const readVersion = (db: Database): number => {
  try {
    return Number(db.pragma('user_version', { simple: true }))
  } catch {
    // Verifying says what is wrong with it.
    return 0
  }
}

const hasSession = (db: Database, sessionId: Ulid): boolean => {
  try {
    return createRecordReader(db)
      .sessions()
      .some(({ id }) => id === sessionId)
  } catch {
    return true
  }
}
