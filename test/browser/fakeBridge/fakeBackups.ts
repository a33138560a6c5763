import type { BackupEntry, BackupState, Holds, RestorePreview } from '../../../domain/contract/backup.ts'
import { fail, succeed } from '../../../domain/contract/result.ts'
import type { Handlers } from './fakeMain.ts'
import type { LongWork } from './longWork.ts'
import { madeUpId, START_AT } from './madeUp.ts'
import type { Scenario } from './scenario.ts'

type BackupHandlers = Pick<Handlers, Extract<keyof Handlers, `backup.${string}`>>

const HOUR = 3_600_000
const NOW: Holds = { version: 5, sessions: 42, claims: 48_210, newestClaimAt: START_AT }

const entryAt = (hoursAgo: number, over: Partial<BackupEntry>): BackupEntry => {
  const madeAt = START_AT - hoursAgo * HOUR
  const stamp = new Date(madeAt).toISOString().slice(0, 19).replaceAll(':', '-')
  const { reason = 'scheduled', place = 'here' } = over
  const fileName = `trustcue-${stamp}-${reason}.sqlite`
  const claims = NOW.claims - hoursAgo * 90
  return {
    id: `${place}/${fileName}`,
    fileName,
    place,
    madeAt,
    reason,
    bytes: 163_400_000 - hoursAgo * 100_000,
    holds: {
      version: 5,
      sessions: Math.max(1, 42 - Math.floor(hoursAgo / 24)),
      claims,
      newestClaimAt: madeAt,
    },
    health: 'good',
    ...over,
  }
}

/** Backups made of memory: a list with one of each kind, a file behind a passphrase, and damage when asked for. */
export const fakeBackups = (
  scenario: Scenario,
  deps: {
    readonly secondFolder: () => string
    readonly step: LongWork['step']
  },
): BackupHandlers => {
  let entries = [
    entryAt(1, { reason: 'session' }),
    entryAt(1, { reason: 'session', place: 'second' }),
    entryAt(7, {}),
    entryAt(31, { reason: 'asked', health: 'unchecked', holds: null }),
    entryAt(55, { health: 'bad' }),
    entryAt(200, { reason: 'migration' }),
  ]
  let last: BackupState['last'] = { at: START_AT - HOUR, failure: null }
  let running: BackupState['running'] = null
  let recovery: BackupState['recovery'] =
    scenario.backups === 'recovered'
      ? {
          setAside: '/home/shop/.config/TrustCue/trustcue.damaged-2026-05-01T12-00-00.sqlite',
          from: 'backup',
          backup: entries[2]?.fileName ?? '',
          rows: 1288,
          gaps: 2,
          claims: NOW.claims,
          newestClaimAt: START_AT,
          sessions: NOW.sessions,
          erasedAgain: 3,
        }
      : null
  const state = (): BackupState => {
    const secondFolder = deps.secondFolder()
    return {
      entries: scenario.backups === 'none' ? [] : entries,
      folder: '/home/shop/.config/TrustCue/backups',
      secondFolder,
      secondFailure:
        scenario.backups === 'second-missing'
          ? { code: 'backup-second-missing', params: { folder: secondFolder, reason: 'ENOENT' } }
          : null,
      last,
      running,
      recovery,
    }
  }
  const preview = (fileName: string, from: RestorePreview['from']): RestorePreview => ({
    token: madeUpId('PRV', 1),
    fileName,
    from,
    madeAt: START_AT - 7 * HOUR,
    bytes: 162_700_000,
    holds: { ...NOW, sessions: 41, claims: 47_580, newestClaimAt: START_AT - 7 * HOUR },
    now: NOW,
    isOlder: from === 'bundle',
    differences: [
      { title: '周五晚场 女装专场', at: START_AT - 2 * HOUR, there: null, now: 612 },
      { title: '周五早场', at: START_AT - 9 * HOUR, there: 420, now: 438 },
      { title: '删掉的彩排', at: START_AT - 30 * HOUR, there: 36, now: null },
    ],
    erasedAgain: from === 'bundle' ? 0 : 12,
    listTrouble: from === 'bundle' ? { line: 3, what: 'signature' } : null,
    pictures: from === 'bundle' ? 128 : null,
  })
  return {
    'backup.state': () => succeed(state()),
    'backup.make': async () => {
      running = 'backup'
      for (let done = 0; done <= 4; done += 1) {
        await deps.step('backup.make', { task: 'backup', done, total: 4 })
      }
      running = null
      entries = [entryAt(0, { reason: 'asked' }), ...entries]
      last = { at: START_AT, failure: null }
      return succeed(state())
    },
    'backup.stop': () => succeed({}),
    'backup.chooseFolder': () => succeed({ folder: '/media/shop/backup-disk' }),
    'backup.preview': ({ id }) => {
      const entry = entries.find((each) => each.id === id)
      if (entry === undefined) return fail('backup-unknown', {})
      if (entry.health === 'bad')
        return fail('restore-bad', { file: entry.fileName, reason: 'Tree 12 page 3391: btreeInitPage()' })
      return succeed(preview(entry.fileName, 'backup'))
    },
    'backup.openFile': ({ passphrase }) => {
      if (passphrase === null) return fail('bundle-needs-passphrase', { file: '小圆严选.tcbundle.age' })
      if (passphrase !== '三月的风吹过七天无理由')
        return fail('bundle-wrong-passphrase', { file: '小圆严选.tcbundle.age' })
      return succeed(preview('小圆严选.tcbundle.age', 'bundle'))
    },
    'backup.restore': () => succeed({}),
    'backup.discard': () => succeed({}),
    'backup.writeBundle': ({ passphrase }) =>
      succeed({ savedAs: `/home/shop/TrustCue-2026-05-01.tcbundle${passphrase === null ? '' : '.age'}` }),
    'backup.dismissRecovery': () => {
      recovery = null
      return succeed(state())
    },
  }
}
