import type { VerifyProblem, VerifyReport } from '../../../domain/journal/verifyReport.ts'
import type { DbClient } from '../../../electron/db/client.ts'

/** What the app's own worker says of a session, or of everything (null). */
export const verify = async (client: DbClient, sessionId: string | null): Promise<VerifyReport> => {
  await client.call('chain.begin', { sessionId, now: 1 })
  for (;;) {
    const step = await client.call('chain.next', null)
    if (!step.ok) throw new Error(step.error.code)
    if (step.value === null) throw new Error('the walk ended without a report')
    if (step.value.report !== null) return step.value.report
  }
}

/** Everything that is wrong with a session; empty = nothing, and there is such a session. */
export const problemsOf = async (client: DbClient, sessionId: string): Promise<readonly VerifyProblem[]> => {
  const report = await verify(client, sessionId)
  if (report.sessions.length !== 1) throw new Error('not one session')
  return [...report.problems, ...report.sessions.flatMap(({ problems }) => problems)]
}
