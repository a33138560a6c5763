import { newRuleForm, ruleOfForm } from '../../../domain/compliance/ruleForm.ts'
import { describe, expect, test } from 'vitest'
import type { IpcName } from '../../../domain/contract/ipc.ts'
import { ipcCalls, MAX_IMPORT_BYTES } from '../../../domain/contract/ipc.ts'
import type { Result } from '../../../domain/contract/result.ts'
import { EMPTY_SEARCH } from '../../../domain/contract/search.ts'
import { answerCall } from '../../../electron/ipc/answerCall.ts'
import type { Shell } from '../../../electron/ipc/handlers/createHandlers.ts'
import { createHandlers } from '../../../electron/ipc/handlers/createHandlers.ts'
import type { IpcHandlers } from '../../../electron/ipc/handlerTable.ts'
import type { TestApp } from '../services/startTestServices.ts'
import { codeOf, startTestServices, value } from '../services/startTestServices.ts'

const EVERYTHING = {
  text: '',
  productIds: [],
  families: [],
  severities: [],
  states: [],
  speakers: [],
  onlyWithFindings: false,
}

/** The router without Electron, over the real services. */
const startCalls = async (over: Partial<Shell> = {}) => {
  const app = await startTestServices()
  const opened: string[] = []
  const reported: unknown[] = []
  const shell: Shell = {
    appVersion: '0.1.0',
    databasePath: '/shop/trustcue.sqlite',
    openWindow: async (kind) => {
      opened.push(kind)
    },
    chooseSavePath: async () => null,
    chooseOpenPath: async () => null,
    ...over,
  }
  const handlers = createHandlers({ services: app.services, shell })
  const call = (name: unknown, input: unknown, table: IpcHandlers = handlers): Promise<Result<unknown>> =>
    answerCall(
      {
        handlers: async () => table,
        checkOutput: true,
        reportUnexpected: (_name, error) => {
          reported.push(error)
          return 'E-1'
        },
      },
      name,
      input,
      { receivedMs: app.clock.monoMs() },
    )
  return { app, call, opened, reported, handlers }
}

describe('a call from a window', () => {
  test.each([
    ['a name that is not in the table', 'app.destroy', {}],
    ['a name of every object', 'constructor', {}],
    ['no name', undefined, {}],
    ['a field that is not there', 'lineup.open', {}],
    ['a field too many', 'app.bootstrap', { extra: 1 }],
    ['an id that is none', 'lineup.open', { sessionId: "1'; DROP TABLE claim" }],
    ['bytes that are none', 'lineup.importPreview', { file: { name: 'a.xlsx', bytes: [1, 2] } }],
    [
      'a file too large',
      'lineup.importPreview',
      { file: { name: 'a.xlsx', bytes: new Uint8Array(MAX_IMPORT_BYTES + 1) } },
    ],
    ['an empty claim', 'live.command', { command: { type: 'logClaim', draft: { text: '  ' } } }],
    ['a command nobody knows', 'live.command', { command: { type: 'format' } }],
    ['a speed of nothing', 'live.command', { command: { type: 'playSubtitles', speed: 0 } }],
  ])('is refused with %s', async (_what, name, input) => {
    const { call } = await startCalls()
    expect(codeOf(await call(name, input))).toBe('bad-request')
  })

  test('that breaks a handler gets a number, and the log gets the error', async () => {
    const { call, handlers, reported } = await startCalls()
    const broken = new Error('boom')
    const table: IpcHandlers = { ...handlers, 'app.snapshot': () => Promise.reject(broken) }
    expect(await call('app.snapshot', {}, table)).toEqual({
      ok: false,
      error: { code: 'unexpected', params: { id: 'E-1' } },
    })
    expect(reported).toEqual([broken])
  })

  test('whose answer does not fit the contract is caught while developing', async () => {
    const { app, call, handlers } = await startCalls()
    const wrong = { ...app.services.state.snapshot(), secret: 1 }
    const table: IpcHandlers = { ...handlers, 'app.snapshot': async () => ({ ok: true, value: wrong }) }
    expect(codeOf(await call('app.snapshot', {}, table))).toBe('unexpected')
  })
})

/** Every call with an input that fits, made on a fresh app. */
const inputs = async (app: TestApp): Promise<Record<IpcName, unknown>> => {
  const sessionId = await app.demoSession()
  const product = value(await app.services.lineup.products())[0]
  const csv = new TextEncoder().encode('序号,商品编码,商品名称,类目,直播价\n1,new-01,新品一,服装,99\n')
  const rule = ruleOfForm(
    {
      ...newRuleForm('PRI'),
      say: ['老板娘价'],
      messageZh: '不说老板娘价',
      suggestion: '说页面价',
      correction: '以页面价为准',
      basis: [{ law: '店内规定', article: '', mark: 'believed' }],
      bad: ['老板娘价', '今天老板娘价'],
      ok: ['老板娘', '没有老板娘价'],
    },
    'shop.1',
    null,
  )
  const edit = { type: 'addBreak', title: '抽奖', plannedMs: 60_000 }
  return {
    'app.bootstrap': {},
    'app.snapshot': {},
    'settings.save': app.services.settings.current(),
    'storage.state': {},
    'storage.repair': {},
    'storage.retry': {},
    'window.open': { kind: 'prompter' },
    'backup.state': {},
    'backup.make': {},
    'backup.stop': {},
    'backup.chooseFolder': {},
    'backup.preview': { id: 'here/none' },
    'backup.openFile': { again: false, passphrase: null },
    'backup.restore': { token: app.newId() },
    'backup.discard': { token: app.newId() },
    'backup.writeBundle': { passphrase: null },
    'backup.dismissRecovery': {},
    'lineup.sessions': {},
    'lineup.create': { title: '新的一场' },
    'lineup.open': { sessionId },
    'lineup.edit': { sessionId, edit },
    'lineup.undo': { sessionId },
    'lineup.redo': { sessionId },
    'lineup.products': {},
    'lineup.saveProduct': { product },
    'lineup.importPreview': { file: { name: '排品.csv', bytes: csv } },
    'lineup.importCommit': { token: app.newId(), sessionId: null, title: '一场', mode: 'replace' },
    'lineup.saveSampleWorkbook': {},
    'preflight.run': { sessionId },
    'live.start': { sessionId, overrides: [] },
    'live.command': { command: { type: 'next' } },
    'live.loadSubtitles': {
      file: { name: 'a.srt', bytes: new TextEncoder().encode('1\n00:00:01,000 --> 00:00:02,000\n你好\n') },
    },
    'live.resume': { sessionId },
    'live.closeCutOff': { sessionId },
    'chain.overview': {},
    'chain.verify': { sessionId: null },
    'chain.stop': {},
    'chain.exportReport': { format: 'text' },
    'chain.exportHead': { sessionId },
    'rules.state': {},
    'rules.adjust': {
      rules: ['abs.evaluative-superlative'],
      severity: 'note',
      reason: '先看看',
    },
    'rules.allow': { phrase: '第一坊', reason: '字号' },
    'rules.disallow': { phrase: '第一坊' },
    'rules.try': { rule },
    'rules.save': { rule, replaces: null },
    'rules.remove': { rule: rule.id },
    'rules.restore': { rule: rule.id },
    'rules.importPreview': { file: { name: 'a.json', bytes: csv } },
    'rules.updatePreview': { pack: 'cn-live-commerce' },
    'rules.effect': { token: app.newId() },
    'rules.adopt': { token: app.newId() },
    'rules.discard': { token: app.newId() },
    'rules.removePack': { pack: 'trust-card' },
    'rules.export': { pack: 'shop' },
    'retention.overview': {},
    'retention.hold': { sessionId, word: { reason: '在打官司', who: '店长' }, isHeld: true },
    'retention.preview': { scopes: [{ sessionId, claimIds: null }] },
    'retention.erase': {
      scopes: [{ sessionId, claimIds: null }],
      ground: 'request',
      reason: '本人要求',
      who: '店长',
      withCopies: false,
    },
    'retention.sweep': {},
    'retention.removeCopies': {},
    'retention.find': { text: '小圆' },
    'retention.export': { scope: { kind: 'person', text: '小圆' }, format: 'jsonl' },
    'review.sessions': {},
    'review.open': { sessionId },
    'review.page': { sessionId, after: 1 },
    'search.find': { query: { ...EMPTY_SEARCH, text: '面膜' }, before: null },
    'search.count': { query: { ...EMPTY_SEARCH, text: '面膜' } },
    'search.state': {},
    'review.exportCsv': { sessionId, filter: EVERYTHING },
    'lineup.delete': { sessionId: app.newId() },
  }
}

/** Calls that cannot succeed in this order, with the reason they must give. */
const REFUSED: Partial<Record<IpcName, string>> = {
  'lineup.importCommit': 'import-preview-gone',
  'backup.preview': 'backup-unknown',
  'backup.restore': 'restore-preview-gone',
  'live.start': 'session-blocked',
  'live.resume': 'session-not-cut-off',
  'live.closeCutOff': 'session-not-cut-off',
  'chain.exportHead': 'chain-no-head',
  'lineup.delete': 'session-unknown',
  'live.command': 'session-not-live',
  'live.loadSubtitles': 'session-not-live',
  'rules.importPreview': 'pack-not-json',
  'rules.updatePreview': 'pack-no-update',
  'rules.effect': 'rules-preview-stale',
  'rules.adopt': 'rules-preview-stale',
  'rules.removePack': 'pack-not-removable',
  'retention.hold': 'session-unknown',
  'retention.preview': 'session-unknown',
  'retention.erase': 'session-unknown',
}

describe('the call table', () => {
  test('every call answers in the shape of its contract', async () => {
    const { app, call, opened } = await startCalls()
    const given = await inputs(app)
    expect(Object.keys(given).sort()).toEqual(Object.keys(ipcCalls).sort())
    for (const [name, input] of Object.entries(given)) {
      const expected = Object.hasOwn(REFUSED, name) ? REFUSED[name as IpcName] : 'ok'
      expect([name, codeOf(await call(name, input))]).toEqual([name, expected])
    }
    expect(opened).toEqual(['prompter'])
  })

  test('an export that the person cancels writes nothing and says so', async () => {
    const { app, call } = await startCalls()
    const sessionId = await app.goLive()
    value(await app.log('全网最低价'))
    const answer = await call('review.exportCsv', { sessionId, filter: EVERYTHING })
    expect(answer).toMatchObject({ ok: true, value: { savedAs: null } })
  })

  test('an export into a folder that is not there names the file', async () => {
    const { app, call } = await startCalls({ chooseSavePath: async () => '/no/such/folder/review.csv' })
    const sessionId = await app.goLive()
    expect(await call('review.exportCsv', { sessionId, filter: EVERYTHING })).toEqual({
      ok: false,
      error: { code: 'file-write-failed', params: { file: 'review.csv', reason: 'ENOENT' } },
    })
  })
})
