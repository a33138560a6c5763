import type { IpcName } from '../../../domain/contract/ipc.ts'
import type { RetainedSession, RetentionOverview } from '../../../domain/contract/retention.ts'
import { fail, succeed } from '../../../domain/contract/result.ts'
import type { Settings } from '../../../domain/model/settings.ts'
import { chinaDay } from '../../../domain/retention/chinaDays.ts'
import { isDue, retentionOf } from '../../../domain/retention/retentionOf.ts'
import { NOTHING_ERASED } from '../../../domain/retention/tombstone.ts'
import type { Handlers } from './fakeMain.ts'
import { madeUpId } from './madeUp.ts'
import type { Scenario } from './scenario.ts'

type RetentionHandlers = Pick<Handlers, Extract<IpcName, `retention.${string}`>>

const NOW = Date.parse('2032-03-20T02:00:00Z')
const LONG = '十一月二十二日双十一返场全品类大促晚间专场（小圆严选自营旗舰店首播）第二场'

/** Sessions of years, made up: three are due, one is held, one is erased. */
const madeUpSessions = (isExtreme: boolean) =>
  [
    { title: '元宵晚场', ended: '2026-03-03T15:40:00Z', category: '食品', claims: 1204 },
    { title: isExtreme ? LONG : '女神节专场', ended: '2027-03-08T15:10:00Z', category: '护肤', claims: 2210 },
    { title: '清明午场', ended: '2028-02-29T05:30:00Z', category: '服装', claims: 316 },
    { title: '家电试播', ended: '2029-03-02T13:00:00Z', category: '', claims: 88 },
    { title: '双十一返场', ended: '2029-11-11T16:30:00Z', category: '数码', claims: 3980 },
    { title: '年货节', ended: '2031-01-12T15:00:00Z', category: '食品', claims: 1750 },
    { title: '新人彩排', ended: '2031-08-20T09:00:00Z', category: '服装', claims: 40 },
    { title: '2025-12-24', ended: '2025-12-24T15:00:00Z', category: '护肤', claims: 0 },
  ].map(({ title, ended, category, claims }, at) => ({
    sessionId: madeUpId('KEPT', at + 1),
    title,
    kind: title === '新人彩排' ? ('rehearsal' as const) : ('broadcast' as const),
    startedAt: Date.parse(ended) - 3 * 3_600_000,
    endedAt: Date.parse(ended),
    category,
    claims,
    hold:
      title === '双十一返场'
        ? { reason: '职业打假人起诉，案号 (2031) 沪 0115 民初 1 号', who: '法务小林', at: NOW - 9e9 }
        : null,
    erasedAt: title === '2025-12-24' ? NOW - 2e9 : null,
    erasedClaims: title === '2025-12-24' ? 960 : title === '年货节' ? 2 : 0,
  }))

/** The retention part of a main process, made of memory. */
export const fakeRetention = (scenario: Scenario, settings: () => Settings): RetentionHandlers => {
  let rows = scenario.session === 'none' ? [] : madeUpSessions(scenario.extreme)
  let copies =
    rows.length === 0 ? [] : [{ name: 'trustcue.before-v8.sqlite', bytes: 64_300_000, at: NOW - 3e9 }]
  let isSwept = scenario.session !== 'resumable' && scenario.session !== 'live'
  let said = [
    { text: '谢谢王小姐，第二件半价给您留着', at: NOW - 5e10 },
    { text: '王小姐说的对，全网最低就是今天', at: NOW - 6e10 },
  ].map((each, at) => ({
    ...each,
    claimId: madeUpId('SAID', at + 1),
    sessionId: madeUpId('KEPT', 6),
    sessionTitle: '年货节',
  }))

  const overview = (): RetentionOverview => {
    const sessions = rows.map(({ category, ...row }): RetainedSession => {
      const kept = retentionOf(row, [{ name: '', category }], settings().retentionYears)
      const state =
        row.erasedAt !== null ? 'erased' : row.hold !== null ? 'held' : isDue(kept, NOW) ? 'due' : 'kept'
      return { ...row, group: kept.group, years: kept.years, lastDay: kept.lastDay, state }
    })
    const order = ['due', 'held', 'kept', 'erased']
    return {
      today: chinaDay(NOW),
      sessions: sessions.toSorted(
        (a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (a.lastDay < b.lastDay ? -1 : 1),
      ),
      isSwept,
      copies,
      unseen: scenario.backups === 'second-missing' ? settings().backupFolder : null,
    }
  }
  const countsOf = (scopes: readonly { sessionId: string; claimIds: readonly string[] | null }[]) => {
    const claims = scopes.reduce(
      (sum, { sessionId, claimIds }) =>
        sum + (claimIds?.length ?? rows.find((row) => row.sessionId === sessionId)?.claims ?? 0),
      0,
    )
    return claims === 0
      ? NOTHING_ERASED
      : {
          claims,
          findings: Math.floor(claims / 9),
          promises: Math.floor(claims / 14),
          products: 6,
          entries: claims + 140,
        }
  }
  const saved = { savedAs: '/home/shop/文档/trustcue-2032-03-20.html', sessions: 1, claims: 2 }
  return {
    'retention.overview': () => succeed(overview()),
    'retention.hold': ({ sessionId, word, isHeld }) => {
      rows = rows.map((row) =>
        row.sessionId === sessionId ? { ...row, hold: isHeld ? { ...word, at: NOW } : null } : row,
      )
      return succeed(overview())
    },
    'retention.preview': ({ scopes }) => {
      const { sessions } = overview()
      const states = scopes.map(
        ({ sessionId }) => sessions.find((each) => each.sessionId === sessionId)?.state,
      )
      return succeed({
        counts: countsOf(scopes),
        held: states.filter((state) => state === 'held').length,
        early: states.filter((state) => state === 'kept').length,
        copies: copies.length,
      })
    },
    'retention.erase': ({ scopes, withCopies }) => {
      const counts = countsOf(scopes)
      const whole = new Set(
        scopes.flatMap(({ sessionId, claimIds }) => (claimIds === null ? [sessionId] : [])),
      )
      const single = new Set(scopes.flatMap(({ claimIds }) => claimIds ?? []))
      rows = rows.map((row) =>
        whole.has(row.sessionId)
          ? { ...row, title: chinaDay(row.startedAt), claims: 0, erasedAt: NOW, erasedClaims: row.claims }
          : row,
      )
      said = said.filter(({ claimId }) => !single.has(claimId))
      const copiesRemoved = withCopies ? copies.length : 0
      if (withCopies) copies = []
      return succeed({ counts, sessions: scopes.length, isSwept, copiesRemoved, overview: overview() })
    },
    'retention.sweep': () => {
      isSwept = true
      return succeed(overview())
    },
    'retention.removeCopies': () => {
      copies = []
      return succeed(overview())
    },
    'retention.find': ({ text }) => {
      const claims = said.filter((each) => each.text.includes(text))
      return succeed({ claims, total: claims.length, hosted: text === '小圆' ? 3 : 0 })
    },
    'retention.export': () => (scenario.session === 'none' ? fail('session-unknown', {}) : succeed(saved)),
  }
}
