import type { ChainSession, LastFileVerdict, LastVerdict } from '../../../domain/contract/chain.ts'
import { VERIFY_TASK } from '../../../domain/contract/chain.ts'
import type { IpcName } from '../../../domain/contract/ipc.ts'
import { fail, succeed } from '../../../domain/contract/result.ts'
import {
  firstProblem,
  type SessionVerdict,
  type VerifyProblem,
  type VerifyReport,
} from '../../../domain/journal/verifyReport.ts'
import type { Handlers } from './fakeMain.ts'
import type { LongWork } from './longWork.ts'
import { madeUpId, START_AT } from './madeUp.ts'
import type { Scenario } from './scenario.ts'

type ChainHandlers = Pick<Handlers, Extract<IpcName, `chain.${string}`>>

const DAY = 24 * 3_600_000
const LONG = '十一月二十二日双十一返场全品类大促晚间专场（小圆严选自营旗舰店首播）第二场'

/** The verifying part of a main process, made of memory: what it finds is what the scenario says. */
export const fakeChain = (scenario: Scenario, step: LongWork['step']): ChainHandlers => {
  const titles =
    scenario.session === 'none' ? [] : ['周五晚场', scenario.extreme ? LONG : '周四晚场', '周三午场']
  const sessions = titles.map((title, at) => ({
    sessionId: madeUpId('CHAIN', at + 1),
    title,
    startedAt: START_AT - at * DAY,
    isOver: at > 0 || scenario.session !== 'live',
    entries: 1284 - at * 311,
  }))
  const last = new Map<string, LastVerdict>()
  let file: LastFileVerdict | null = null
  let isStopping = false
  let report: VerifyReport | null = null

  const problems = (sessionId: string, title: string): VerifyProblem[] => [
    {
      code: 'rowDiffers',
      sessionId,
      title,
      seq: 411,
      at: START_AT - DAY + 1_950_000,
      kind: 'claim',
      params: { table: 'claim', id: madeUpId('CLAIM', 1), field: 'text' },
    },
    {
      code: 'headHash',
      sessionId,
      title,
      seq: 448,
      at: START_AT - DAY + 2_010_000,
      kind: 'claim',
      params: { after: 384 },
    },
  ]
  const verdictOf = ({ sessionId, title, startedAt, entries }: (typeof sessions)[number]): SessionVerdict => {
    const found = scenario.verify === 'bad' && title !== '周五晚场' && title !== '周三午场'
    const wrong = found ? problems(sessionId, title) : []
    return {
      sessionId,
      title,
      startedAt,
      entries,
      erased: 0,
      heads: 12,
      signedTo: entries,
      firstBad: wrong[0] ?? null,
      problems: wrong,
      problemCount: wrong.length,
    }
  }
  return {
    'chain.overview': () =>
      succeed({
        sessions: sessions.map((session): ChainSession => ({
          ...session,
          last: last.get(session.sessionId) ?? null,
        })),
        file,
        key:
          scenario.keyStore === ''
            ? { kind: 'file', store: '', keyId: '5f0c2b7e91d84a36c7e2f4019ab3d85e' }
            : { kind: 'system', store: scenario.keyStore, keyId: '5f0c2b7e91d84a36c7e2f4019ab3d85e' },
        bookFile: '/home/shop/.config/TrustCue/trustcue.heads',
      }),
    'chain.verify': async ({ sessionId }) => {
      const wanted = sessions.filter((session) => sessionId === null || session.sessionId === sessionId)
      const total = wanted.reduce((sum, { entries }) => sum + entries, 0)
      const verdicts: SessionVerdict[] = []
      let done = 0
      isStopping = false
      for (const session of wanted) {
        done += session.entries
        await step('chain.verify', { task: VERIFY_TASK, done, total })
        if (isStopping) break
        verdicts.push(verdictOf(session))
      }
      report = {
        formatVersion: 1,
        at: START_AT + DAY,
        sessionId,
        isStopped: isStopping,
        problems: [],
        isGood: verdicts.every(({ problemCount }) => problemCount === 0),
        entries: verdicts.reduce((sum, { entries }) => sum + entries, 0),
        sessions: verdicts,
        problemCount: 0,
        notes: scenario.verify === 'bad' ? [] : [{ code: 'keyReplaced', params: { count: 1 } }],
        keys: [],
        bookLines: 38,
      }
      for (const verdict of verdicts) last.set(verdict.sessionId, { at: report.at, verdict })
      if (sessionId === null && !isStopping)
        file = { at: report.at, isGood: report.isGood, firstBad: firstProblem(report) }
      return succeed(report)
    },
    'chain.stop': () => {
      isStopping = true
      return succeed({})
    },
    'chain.exportReport': ({ format }) =>
      report === null
        ? fail('chain-no-report', {})
        : succeed({ savedAs: `/home/shop/trustcue-verify.${format === 'json' ? 'json' : 'txt'}` }),
    'chain.exportHead': () => succeed({ savedAs: '/home/shop/周五晚场.trustcue-head.json' }),
  }
}
