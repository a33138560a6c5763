import type { EpochMs, Ulid } from '../model/scalars.ts'
import { walkChain } from './checkChain.ts'
import { checkHeads } from './checkHeads.ts'
import { checkRecord, type SpokenRows, type StandingRows } from './checkRecord.ts'
import type { JournalEntry } from './entry.ts'
import type { SessionHead } from './head.ts'
import type { Seals } from './seals.ts'
import { type SessionVerdict, TOLD_PROBLEMS, type VerifyProblem } from './verifyReport.ts'

/** What is known of a session before its entries are walked. */
export type CheckedSession = {
  readonly sessionId: Ulid
  readonly title: string
  readonly startedAt: EpochMs | null
  readonly isOver: boolean
  /** Its signed heads, in order. */
  readonly heads: readonly SessionHead[]
  /** What the head book remembers of it: hash by entry. */
  readonly bookHeads: ReadonlyMap<number, string>
  /** Keys that are believed, by id. */
  readonly knownKeys: ReadonlyMap<string, string>
  /** Whether heads were made when it began: then it must have some. */
  readonly mustHaveHeads: boolean
}

/** A check of one session under way: every entry in order, then the tables. */
export type SessionCheck = {
  readonly next: (entry: JournalEntry) => void
  readonly finish: (rows: StandingRows) => SessionVerdict
}

/** Checks a session's chain against its hashes, its heads, the head book and the tables. */
export const checkSession = (seals: Seals, session: CheckedSession, rows: SpokenRows): SessionCheck => {
  const { sessionId, title } = session
  const problems: VerifyProblem[] = []
  let problemCount = 0
  let first: VerifyProblem | null = null
  let entries = 0
  const tell = (
    code: VerifyProblem['code'],
    entry: { readonly seq: number; readonly at: number | null; readonly kind: string | null } | null,
    params: VerifyProblem['params'],
  ): void => {
    const problem: VerifyProblem = {
      code,
      sessionId,
      title,
      seq: entry?.seq ?? null,
      at: entry?.at ?? null,
      kind: entry?.kind ?? null,
      params,
    }
    problemCount += 1
    if (first === null || (problem.seq ?? Infinity) < (first.seq ?? Infinity)) first = problem
    if (problems.length < TOLD_PROBLEMS) problems.push(problem)
  }

  const chain = walkChain(seals)
  const record = checkRecord(seals, rows, ({ code, table, id, field, entry }) =>
    tell(code, entry ?? null, { table, id, field }),
  )
  /** What signed heads and the book say, by entry; each is met as the walk passes it. */
  const headAt = new Map(session.heads.map(({ seq, hash }) => [seq, hash]))
  let agreed = 0

  const next = (entry: JournalEntry): void => {
    entries += 1
    for (const fault of chain.next(entry)) tell(fault, entry, { expected: entries })
    const signed = headAt.get(entry.seq)
    if (signed !== undefined && signed !== entry.hash) tell('headHash', entry, { after: agreed })
    const booked = session.bookHeads.get(entry.seq)
    if (booked !== undefined && booked !== entry.hash) tell('bookHash', entry, { after: agreed })
    if ((signed ?? booked) === entry.hash) agreed = entry.seq
    record.next(entry)
  }

  const finishHeads = (): void => {
    const end = chain.end()
    const missing = { seq: end.seq + 1, at: null, kind: null }
    for (const { code, seq, keyId } of checkHeads(seals, session.heads, session.knownKeys))
      tell(code, { seq, at: null, kind: null }, { key: keyId })
    const last = session.heads.at(-1)
    if (last !== undefined && last.seq > end.seq) tell('headCut', missing, { last: last.seq, found: end.seq })
    const booked = Math.max(0, ...session.bookHeads.keys())
    if (booked > end.seq) tell('bookCut', missing, { last: booked, found: end.seq })
    for (const seq of session.bookHeads.keys())
      if (!headAt.has(seq)) tell('bookHead', { seq, at: null, kind: null }, {})
    const signedTo = last?.seq ?? 0
    if (session.mustHaveHeads && (last === undefined || (session.isOver && signedTo < end.seq)))
      tell('headMissing', { seq: signedTo + 1, at: null, kind: null }, { last: signedTo })
  }

  return {
    next,
    finish: (standing) => {
      finishHeads()
      record.finish(standing)
      return {
        sessionId,
        title,
        startedAt: session.startedAt,
        entries,
        erased: record.erased(),
        heads: session.heads.length,
        signedTo: session.heads.at(-1)?.seq ?? 0,
        firstBad: first,
        problems: problems.toSorted((a, b) => (a.seq ?? Infinity) - (b.seq ?? Infinity)),
        problemCount,
      }
    },
  }
}
