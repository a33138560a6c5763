import { noteText, problemPlace, problemText } from '../messages/problemText.ts'
import { translate, type MessageParams } from '../messages/translate.ts'
import type { EpochMs, Language } from '../model/scalars.ts'
import { firstProblem, type VerifyProblem, type VerifyReport } from './verifyReport.ts'

/** Problems of a report, those counted and not told included. */
export const problemCountOf = (report: VerifyReport): number =>
  report.sessions.reduce((sum, { problemCount }) => sum + problemCount, report.problemCount)

/** A report for people, line by line. `timeText` = a moment as they read it. */
export const reportText = (
  language: Language,
  report: VerifyReport,
  timeText: (at: EpochMs) => string,
): string => {
  const say = (key: Parameters<typeof translate>[1], params: MessageParams): string =>
    translate(language, key, params)
  const count = problemCountOf(report)
  const counts = { sessions: report.sessions.length, entries: report.entries }
  const tell = (problem: VerifyProblem): string =>
    `  ${problemPlace(language, problem, timeText)}: ${problemText(language, problem)}`
  const first = firstProblem(report)
  const lines = [
    say('data.report.title', {}),
    say('data.report.at', { time: timeText(report.at) }),
    report.isGood ? say('data.report.good', counts) : say('data.report.bad', { ...counts, count }),
    ...(report.isStopped ? [say('data.report.stopped', {})] : []),
    ...(first === null ? [] : ['', say('data.report.first', {}), tell(first)]),
    ...(report.problems.length === 0 ? [] : ['', ...report.problems.map(tell)]),
    '',
    ...report.sessions.flatMap((session) => {
      const { title, sessionId, entries, signedTo, problemCount } = session
      const result =
        problemCount === 0
          ? say('data.verify.lastGood', {})
          : say('data.verify.lastBad', { count: problemCount })
      const name = title === '' ? sessionId : title
      return [
        say('data.report.session', { title: name, entries, signedTo, result }),
        ...session.problems.map(tell),
      ]
    }),
    '',
    ...report.keys.map(({ keyId, heads }) => say('data.report.key', { key: keyId, heads })),
    ...(report.bookLines === null ? [] : [say('data.report.book', { lines: report.bookLines })]),
    ...report.notes.map((note) => noteText(language, note)),
  ]
  return `${lines.join('\n')}\n`
}
