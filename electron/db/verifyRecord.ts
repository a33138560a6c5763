import type { Database } from 'better-sqlite3'
import { checkSession } from '../../domain/journal/checkSession.ts'
import { type HeadBook, readHeadBook } from '../../domain/journal/headBook.ts'
import { keyIdOf, type Seals } from '../../domain/journal/seals.ts'
import {
  type KnownKey,
  type SessionVerdict,
  TOLD_PROBLEMS,
  type VerifyNote,
  type VerifyProblem,
  type VerifyReport,
} from '../../domain/journal/verifyReport.ts'
import type { EpochMs, Ulid } from '../../domain/model/scalars.ts'
import { readErasureLines } from '../../domain/retention/erasureLines.ts'
import { checkSchema, checkTable, type FileFault, tablesOf } from './checkFile.ts'
import { createHeadRepository, type HeadRepository, type StoredKey } from './repositories/heads.ts'
import { createRecordReader, type RecordedSession, type RecordReader } from './repositories/record.ts'
import { createSeals } from './seals.ts'

/** What verifying is given besides the database. */
export type VerifyInput = {
  /** One session; null = everything, the file itself included. */
  readonly sessionId: Ulid | null
  /** The text of the head book as it was BEFORE the database was looked at; null = there is none to compare with. */
  readonly book: string | null
  /** The text of the list of what was erased; null = there is none to look at. */
  readonly erasures: string | null
  readonly addon: string | null
  readonly now: EpochMs
}

/** How far it is, in entries. */
export type VerifyProgress = { readonly done: number; readonly total: number }

/** The first format with heads. */
export const HEADS_SINCE = 6

/** What the book and the file say of keys and sessions. */
type Anchors = {
  readonly book: HeadBook | null
  readonly knownKeys: ReadonlyMap<string, string>
  /** When the first key was used: sessions from then on have heads. */
  readonly headsSince: EpochMs
  readonly storedKeys: readonly StoredKey[]
  readonly bookHeads: ReadonlyMap<Ulid, ReadonlyMap<number, string>>
}

const anchorsOf = (seals: Seals, storedKeys: readonly StoredKey[], bookText: string | null): Anchors => {
  const book = bookText === null ? null : readHeadBook(seals, bookText)
  const keyLines = book?.lines.flatMap((line) => (line.kind === 'key' ? [line] : [])) ?? []
  const bookHeads = new Map<Ulid, Map<number, string>>()
  for (const line of book?.lines ?? []) {
    if (line.kind !== 'head') continue
    const heads = bookHeads.get(line.sessionId) ?? new Map<number, string>()
    bookHeads.set(line.sessionId, heads.set(line.seq, line.hash))
  }
  // The book is what somebody with the file alone has not: its keys are believed, those of the file only without it.
  const known =
    keyLines.length > 0
      ? keyLines.map(({ publicKey, at }) => ({ publicKey, since: at }))
      : storedKeys.map(({ publicKey, since }) => ({ publicKey, since }))
  return {
    book,
    storedKeys,
    bookHeads,
    knownKeys: new Map(known.map(({ publicKey }) => [keyIdOf(seals, publicKey), publicKey])),
    headsSince: Math.min(Infinity, ...known.map(({ since }) => since)),
  }
}

/** What is wrong between the book and the file as a whole. */
const bookFaults = (
  seals: Seals,
  anchors: Anchors,
  longestBook: number,
): Pick<VerifyProblem, 'code' | 'params'>[] => {
  const { book, storedKeys } = anchors
  const faults: Pick<VerifyProblem, 'code' | 'params'>[] = []
  const bookKeys = new Map(
    book?.lines.flatMap((line) =>
      line.kind === 'key' ? [[keyIdOf(seals, line.publicKey), line] as const] : [],
    ) ?? [],
  )
  for (const { id, publicKey, since } of storedKeys) {
    const line = bookKeys.get(id)
    const isItself = keyIdOf(seals, publicKey) === id
    const isInBook = book === null || (line?.publicKey === publicKey && line.at === since)
    if (!isItself || !isInBook) faults.push({ code: 'bookKey', params: { key: id } })
  }
  if (book === null) return faults
  for (const id of bookKeys.keys())
    if (!storedKeys.some((key) => key.id === id)) faults.push({ code: 'bookKey', params: { key: id } })
  if (book.fault !== null)
    faults.push({ code: 'bookLine', params: { line: book.fault.line, what: book.fault.what } })
  else if (longestBook > book.end.line)
    faults.push({ code: 'bookShort', params: { expected: longestBook, found: book.end.line } })
  return faults
}

const bookNotes = ({ book }: Anchors): VerifyNote[] => {
  if (book === null) return [{ code: 'noBook', params: {} }]
  const notes: VerifyNote[] = []
  const [first] = book.lines
  if (first !== undefined && first.line > 1)
    notes.push({ code: 'bookRestarted', params: { line: first.line, at: first.at } })
  if (book.hasTornLine) notes.push({ code: 'bookTorn', params: {} })
  const keys = book.lines.filter(({ kind }) => kind === 'key').length
  if (keys > 1) notes.push({ code: 'keyReplaced', params: { count: keys - 1 } })
  return notes
}

const NOBODY = { sessionId: null, title: '', seq: null, at: null, kind: null }

/** What reading a damaged page throws, in words. */
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/**
 * Verifies a database that is open for reading, one session after the other, each as it is at one moment. Yields often how
 * far it is; may be told to stop (`next(true)`) and then gives what it has.
 * Nothing is written.
 */
export function* verifyRecord(
  db: Database,
  input: VerifyInput,
): Generator<VerifyProgress, VerifyReport, boolean | undefined> {
  const seals = createSeals()
  const verdicts: SessionVerdict[] = []
  const problems: VerifyProblem[] = []
  let problemCount = 0
  const notes: VerifyNote[] = []
  const tell = (problem: VerifyProblem): void => {
    problemCount += 1
    if (problems.length < TOLD_PROBLEMS) problems.push(problem)
  }
  const tellFile = ({ code, reason }: FileFault): void => tell({ ...NOBODY, code, params: { reason } })
  let keys: readonly KnownKey[] = []
  let anchors = anchorsOf(seals, [], input.book)
  let done = 0
  let entries = 0
  let isStopped = false
  const report = (): VerifyReport => ({
    formatVersion: 1,
    at: input.now,
    sessionId: input.sessionId,
    isStopped,
    isGood: problemCount === 0 && verdicts.every((verdict) => verdict.problemCount === 0),
    entries,
    sessions: verdicts,
    problems,
    problemCount,
    notes,
    keys,
    bookLines: anchors.book?.end.line ?? null,
  })

  try {
    for (const fault of checkSchema(db, input.addon)) tellFile(fault)
    const reader: RecordReader = createRecordReader(db)
    const hasHeads = Number(db.pragma('user_version', { simple: true })) >= HEADS_SINCE
    const heads: HeadRepository | null = hasHeads ? createHeadRepository(db) : null
    anchors = anchorsOf(seals, heads?.keys() ?? [], input.book)
    const all = reader.sessions()
    const wanted = input.sessionId === null ? all : all.filter(({ id }) => id === input.sessionId)
    const total = wanted.reduce((sum, session) => sum + session.entries, 0)
    const headsByKey = new Map<string, number>()
    let longestBook = 0
    let unsigned = 0
    let notCovered = 0
    const fileTables = input.sessionId === null ? tablesOf(db) : []
    yield { done, total }

    const verifySession = function* (
      session: RecordedSession,
    ): Generator<VerifyProgress, void, boolean | undefined> {
      const ownHeads = heads?.ofSession(session.id) ?? []
      for (const { keyId, bookLines } of ownHeads) {
        headsByKey.set(keyId, (headsByKey.get(keyId) ?? 0) + 1)
        longestBook = Math.max(longestBook, bookLines)
      }
      const mustHaveHeads =
        heads !== null && session.startedAt !== null && session.startedAt >= anchors.headsSince
      const { knownKeys } = anchors
      const bookHeads = anchors.bookHeads.get(session.id) ?? new Map<number, string>()
      const { id: sessionId, title, startedAt, isOver } = session
      const check = checkSession(
        seals,
        { sessionId, title, startedAt, isOver, heads: ownHeads, bookHeads, knownKeys, mustHaveHeads },
        reader.spoken(session.id),
      )
      for (const page of reader.entries(session.id)) {
        for (const entry of page) check.next(entry)
        done += page.length
        isStopped = (yield { done, total: Math.max(done, total) }) === true
        // Half a session says nothing.
        if (isStopped) return
      }
      const verdict = check.finish(reader.standing(session.id))
      verdicts.push(verdict)
      entries += verdict.entries
      if (mustHaveHeads) unsigned += Math.max(0, verdict.entries - verdict.signedTo)
      else if (ownHeads.length === 0) notCovered += 1
    }
    for (const session of wanted) {
      if (isStopped) break
      db.exec('BEGIN')
      try {
        yield* verifySession(session)
      } catch (error) {
        const { id, title } = session
        tell({ ...NOBODY, sessionId: id, title, code: 'damaged', params: { reason: reasonOf(error) } })
      } finally {
        if (db.inTransaction) db.exec('COMMIT')
      }
    }

    // What is missing is only known at the end.
    if (isStopped) return report()
    const there = new Set(all.map(({ id }) => id))
    for (const [sessionId, booked] of anchors.bookHeads) {
      if (there.has(sessionId) || (input.sessionId !== null && input.sessionId !== sessionId)) continue
      const last = Math.max(...booked.keys())
      tell({ ...NOBODY, sessionId, code: 'bookSession', params: { session: sessionId, last } })
    }
    if (input.sessionId === null) {
      const counted = anchors.book?.lines.reduce(
        (most, line) => (line.kind === 'head' ? Math.max(most, line.sessions) : most),
        0,
      )
      const started = reader.started()
      if (counted !== undefined && counted > started)
        tell({ ...NOBODY, code: 'bookCount', params: { expected: counted, found: started } })
    }
    for (const fault of bookFaults(seals, anchors, longestBook)) tell({ ...NOBODY, ...fault })
    if (input.erasures !== null && input.sessionId === null) {
      const { trouble } = readErasureLines(seals, input.erasures, [...anchors.knownKeys.values()])
      if (trouble !== null) tell({ ...NOBODY, code: 'listLine', params: { ...trouble } })
    }
    if (heads !== null) notes.push(...bookNotes(anchors))
    if (unsigned > 0) notes.push({ code: 'unsigned', params: { count: unsigned } })
    if (notCovered > 0) notes.push({ code: 'notCovered', params: { count: notCovered } })
    keys = anchors.storedKeys.map(({ id, since }) => ({
      keyId: id,
      since,
      heads: headsByKey.get(id) ?? 0,
    }))
    for (const table of fileTables) {
      for (const fault of checkTable(db, table)) tellFile(fault)
      isStopped = (yield { done, total: Math.max(done, total) }) === true
      if (isStopped) break
    }
  } catch (error) {
    tellFile({ code: 'damaged', reason: reasonOf(error) })
  }
  return report()
}
