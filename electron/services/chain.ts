import { readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Progress } from '../../domain/contract/bridge.ts'
import {
  type ChainOverview,
  type KeyProtection,
  type LastFileVerdict,
  type LastVerdict,
  VERIFY_TASK,
} from '../../domain/contract/chain.ts'
import { fail, type Result, succeed } from '../../domain/contract/result.ts'
import { canonicalJson } from '../../domain/journal/canonicalJson.ts'
import { headText } from '../../domain/journal/head.ts'
import { reportText } from '../../domain/journal/reportText.ts'
import { firstProblem, type VerifyReport } from '../../domain/journal/verifyReport.ts'
import { momentText } from '../../domain/messages/momentText.ts'
import type { Language, Ulid } from '../../domain/model/scalars.ts'
import type { DbClient } from '../db/client.ts'
import { headBookOf } from '../db/client.ts'
import type { Clock } from './clock.ts'
import { fileNameOf } from './review.ts'

/** What verifying needs. */
export type ChainDeps = {
  readonly db: DbClient
  readonly clock: Clock
  readonly databasePath: string
  readonly keyProtection: KeyProtection
  readonly onProgress: (progress: Progress) => void
}

/** A file to save. */
export type ChainExport = { readonly fileName: string; readonly bytes: Uint8Array }

/** Verifying the record (核验). */
export type ChainService = {
  readonly overview: () => Promise<Result<ChainOverview>>
  /** One session, or everything (null). Fails with `chain-busy` while another is under way. */
  readonly verify: (sessionId: Ulid | null) => Promise<Result<VerifyReport>>
  readonly stop: () => void
  /** The report made last in this run of the app; fails with `chain-no-report`. */
  readonly report: (format: 'text' | 'json', language: Language) => Result<ChainExport>
  /** A session's last head; fails with `chain-no-head`. */
  readonly head: (sessionId: Ulid) => Promise<Result<ChainExport>>
}

/** What was found last, as it is kept beside the data file. It is for the screen and proves nothing. */
type Results = {
  readonly sessions: Readonly<Record<string, LastVerdict>>
  readonly file: LastFileVerdict | null
}
const NO_RESULTS: Results = { sessions: {}, file: null }

/** Verifying over the database. */
export const createChainService = (deps: ChainDeps): ChainService => {
  const { db, clock } = deps
  const resultsFile = path.join(path.dirname(deps.databasePath), 'verified.json')
  let results: Results | null = null
  let isStopping = false
  let isRunning = false
  let last: VerifyReport | null = null

  const read = async (): Promise<Results> => {
    if (results !== null) return results
    try {
      results = { ...NO_RESULTS, ...JSON.parse(await readFile(resultsFile, 'utf8')) }
    } catch {
      results = NO_RESULTS
    }
    return results ?? NO_RESULTS
  }
  const keep = async (report: VerifyReport): Promise<void> => {
    const before = await read()
    const { at } = report
    const verdicts = report.sessions.map((verdict) => [verdict.sessionId, { at, verdict }] as const)
    results = {
      sessions: { ...before.sessions, ...Object.fromEntries(verdicts) },
      file:
        report.sessionId !== null || report.isStopped
          ? before.file
          : { at, isGood: report.isGood, firstBad: firstProblem(report) },
    }
    // Not being able to keep it is no reason not to show it.
    await writeFile(`${resultsFile}.part`, JSON.stringify(results))
      .then(() => rename(`${resultsFile}.part`, resultsFile))
      .catch(() => undefined)
  }
  const walk = async (sessionId: Ulid | null): Promise<Result<VerifyReport>> => {
    const begun = await db.call('chain.begin', { sessionId, now: clock.epochMs() })
    if (!begun.ok) return begun
    for (;;) {
      const step = isStopping ? await db.call('chain.stop', null) : await db.call('chain.next', null)
      if (!step.ok) return step
      if (step.value === null) return fail('chain-stopped', {})
      const { done, total, report } = step.value
      deps.onProgress({ task: VERIFY_TASK, done, total })
      if (report !== null) return succeed(report)
    }
  }

  return {
    overview: async () => {
      const [sessions, known] = await Promise.all([db.call('chain.sessions', null), read()])
      if (!sessions.ok) return sessions
      return succeed({
        sessions: sessions.value.map(({ id, title, startedAt, isOver, entries }) => ({
          sessionId: id,
          title,
          startedAt,
          isOver,
          entries,
          last: known.sessions[id] ?? null,
        })),
        file: known.file,
        key: deps.keyProtection,
        bookFile: headBookOf(deps.databasePath),
      })
    },
    verify: async (sessionId) => {
      if (isRunning) return fail('chain-busy', {})
      isRunning = true
      isStopping = false
      try {
        const found = await walk(sessionId)
        if (!found.ok) return found
        last = found.value
        await keep(found.value)
        return found
      } finally {
        isRunning = false
      }
    },
    stop: () => {
      isStopping = true
    },
    report: (format, language) => {
      if (last === null) return fail('chain-no-report', {})
      const day = momentText(last.at).slice(0, 10)
      const text =
        format === 'json' ? `${JSON.stringify(last, null, 2)}\n` : reportText(language, last, momentText)
      const fileName = `trustcue-verify-${day}.${format === 'json' ? 'json' : 'txt'}`
      return succeed({ fileName, bytes: Buffer.from(text) })
    },
    head: async (sessionId) => {
      const [found, sessions] = await Promise.all([
        db.call('chain.head', sessionId),
        db.call('chain.sessions', null),
      ])
      if (!found.ok) return found
      if (!sessions.ok) return sessions
      if (found.value === null) return fail('chain-no-head', {})
      const { head, publicKey } = found.value
      const title = sessions.value.find(({ id }) => id === sessionId)?.title ?? ''
      const signed = JSON.parse(headText(head))
      const text = canonicalJson({
        formatVersion: 1,
        title,
        signed,
        signature: head.signature,
        publicKey,
        sessions: found.value.sessions,
      })
      return succeed({ fileName: `${fileNameOf(title)}.trustcue-head.json`, bytes: Buffer.from(`${text}\n`) })
    },
  }
}
