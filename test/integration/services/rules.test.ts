import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { newRuleForm, ruleOfForm } from '../../../domain/compliance/ruleForm.ts'
import type { Rule, RulePack } from '../../../domain/compliance/rulePack.ts'
import { readGuarantees } from '../../../electron/transfer/readGuarantees.ts'
import { createRulesThread } from '../../../electron/services/rulesThread.ts'
import { NO_SHOP_RULES } from '../../../domain/compliance/shopRules.ts'
import { ownFolder } from '../db/openTestDb.ts'
import { codeOf, startTestServices, value, type TestApp } from './startTestServices.ts'

const RESOURCES = path.join(import.meta.dirname, '..', '..', '..', 'resources')

/** A rule of the shop: nobody says 老板娘价. */
const bossPrice = (over: Partial<Rule> = {}): Rule => {
  const form = {
    ...newRuleForm('PRI'),
    say: ['老板娘(专属)?价'],
    messageZh: '不说“老板娘价”',
    suggestion: '说页面价',
    correction: '更正，以页面价为准。',
    basis: [{ law: '店内规定', article: '第三条', mark: 'believed' as const }],
    bad: ['今天老板娘价给你们', '老板娘专属价'],
    ok: ['老板娘今天也来了', '没有老板娘价这回事'],
  }
  return { ...ruleOfForm(form, 'shop.1', null), ...over } as Rule
}

const fileOf = (name: string, content: unknown) => ({
  name,
  bytes: new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content)),
})

const packOf = (rules: readonly Rule[], over: Partial<RulePack> = {}): RulePack => ({
  formatVersion: 1,
  id: 'our-lawyer',
  version: '1',
  name: { zh: '律师的规则', en: 'Rules of our lawyer' },
  classes: {},
  scorer: null,
  ordinary: [],
  rules: [...rules],
  ...over,
})

/** Rules that hit the newest claim, as the log has them. */
const rulesOf = (app: TestApp): string[] => {
  const { claims, findings } = app.services.state.snapshot()
  const last = claims.at(-1)?.id
  return findings.filter((finding) => finding.claimId === last).map((finding) => finding.rule)
}

describe('a rule of the shop', () => {
  test('is tried on past claims before it is saved, and holds from the next claim on', async () => {
    const app = await startTestServices()
    await app.goLive()
    value(await app.log('家人们今天老板娘价，九块九'))
    expect(rulesOf(app)).not.toContain('shop.1')
    const trial = value(await app.services.rules.tryRule(bossPrice()))
    expect(trial.problem).toBeNull()
    expect(trial.examples.every(({ passes }) => passes === true)).toBe(true)
    expect(trial.past).toMatchObject({
      claims: 1,
      found: 1,
      shown: [{ text: '家人们今天老板娘价，九块九', marks: [{ start: 5, end: 9, severity: 'warn' }] }],
    })
    expect(value(await app.services.rules.state()).packs.at(-1)?.pack.rules).toEqual([])

    const saved = value(await app.services.rules.save(bossPrice(), null))
    expect(saved.packs.at(-1)).toMatchObject({ origin: 'shop', pack: { rules: [{ id: 'shop.1' }] } })
    value(await app.log('还是老板娘价'))
    expect(rulesOf(app)).toContain('shop.1')
    expect(app.services.state.snapshot().findings.at(-1)).toMatchObject({ pack: 'shop', severity: 'warn' })
  })

  test('is not saved while an example fails; the failure says which', async () => {
    const app = await startTestServices()
    const missed = bossPrice({ examples: { bad: ['今天老板娘价', '谁都便宜'], ok: ['甲乙', '丙丁'] } })
    expect(await app.services.rules.save(missed, null)).toMatchObject({
      ok: false,
      error: { code: 'rule-bad-missed', params: { text: '谁都便宜' } },
    })
    const hit = bossPrice({ examples: { bad: ['今天老板娘价', '老板娘价'], ok: ['甲乙', '就是老板娘价'] } })
    expect(await app.services.rules.save(hit, null)).toMatchObject({
      ok: false,
      error: { code: 'rule-ok-hit', params: { text: '就是老板娘价' } },
    })
    const wording = bossPrice({ say: ['老板娘(价'] })
    expect(await app.services.rules.save(wording, null)).toMatchObject({
      ok: false,
      error: { code: 'rule-invalid', params: { fieldZh: '不能说的话第 1 行', reasonZh: '缺右括号 )' } },
    })
    const short = bossPrice({ examples: { bad: ['老板娘价'], ok: ['甲乙', '丙丁'] } })
    expect(await app.services.rules.save(short, null)).toMatchObject({
      ok: false,
      error: {
        code: 'rule-invalid',
        params: { fieldEn: 'Examples that must be found', reasonZh: '至少 2 项' },
      },
    })
    expect(value(await app.services.rules.state()).times).toEqual({})
  })

  test('is changed, deleted and brought back as it was, over a restart too', async () => {
    const folder = ownFolder()
    const app = await startTestServices({ folder })
    const { rules } = app.services
    value(await rules.save(bossPrice(), null))
    app.clock.advance(1000)
    expect(codeOf(await rules.save(bossPrice(), null))).toBe('rule-id-taken')
    const changed = value(await rules.save(bossPrice({ severity: 'block' }), 'shop.1'))
    const times = changed.times['shop.1']
    expect((times?.changedAt ?? 0) - (times?.createdAt ?? 0)).toBe(1000)
    expect(value(await rules.remove('shop.1')).packs.at(-1)?.pack.rules).toEqual([])
    expect(codeOf(await rules.remove('shop.1'))).toBe('rule-unknown')
    expect(value(await rules.restore('shop.1')).times['shop.1']).toEqual(times)
    await app.db.close()

    const again = await startTestServices({ folder })
    const own = value(await again.services.rules.state()).packs.at(-1)?.pack
    expect(own?.rules).toMatchObject([{ id: 'shop.1', severity: 'block' }])
  })

  test('may use the word classes of the shipped packs', async () => {
    const app = await startTestServices()
    const rule = bossPrice({
      say: ['老板娘…<疾病>'],
      examples: { bad: ['老板娘的失眠', '老板娘说能治好失眠'], ok: ['甲乙', '丙丁'] },
    })
    const { packs } = value(await app.services.rules.state())
    expect(packs.at(-1)?.pack.classes).toHaveProperty('疾病')
    value(await app.services.rules.save(rule, null))
    const file = value(await app.services.rules.exportPack('shop'))
    const { classes } = JSON.parse(new TextDecoder().decode(file.bytes)) as RulePack
    expect(Object.keys(classes)).toContain('疾病')
    expect(Object.keys(classes).length).toBeLessThan(Object.keys(packs.at(-1)?.pack.classes ?? {}).length)
  })
})

describe('what the shop sets above the rules', () => {
  test('a rule is switched off with a reason, graded otherwise, and put back', async () => {
    const app = await startTestServices()
    await app.goLive()
    value(await app.log('这款面膜是最好的'))
    const [rule = ''] = rulesOf(app)
    expect(rule).not.toBe('')
    const off = { rules: [rule], severity: 'off' as const, reason: '' }
    expect(codeOf(await app.services.rules.adjust(off))).toBe('rule-reason-missing')
    expect(codeOf(await app.services.rules.adjust({ ...off, rules: ['no.such'], reason: '甲' }))).toBe(
      'rule-unknown',
    )
    const state = value(await app.services.rules.adjust({ ...off, reason: '法务已看过' }))
    expect(state.shop.adjustments).toMatchObject([{ rule, severity: 'off', reason: '法务已看过' }])
    value(await app.log('这款面膜是最好的'))
    expect(rulesOf(app)).not.toContain(rule)
    value(await app.services.rules.adjust({ rules: [rule], severity: 'note', reason: '先看看' }))
    value(await app.log('这款面膜是最好的'))
    expect(app.services.state.snapshot().findings.at(-1)).toMatchObject({ rule, severity: 'note' })
    expect(
      value(await app.services.rules.adjust({ rules: [rule], severity: null, reason: '' })).shop.adjustments,
    ).toEqual([])
  })

  test('an allowed phrase spares, but not a blocked deal off the platform', async () => {
    const app = await startTestServices()
    await app.goLive()
    value(await app.services.rules.allow('全网最低价俱乐部', '注册商标'))
    value(await app.services.rules.allow('加我微信', '试试'))
    value(await app.log('欢迎加入全网最低价俱乐部'))
    expect(rulesOf(app)).toEqual([])
    expect(app.services.state.snapshot().suppressed.map(({ hit }) => hit.reason)).toContain('allow-list')
    value(await app.log('加我微信给你便宜二十'))
    expect(rulesOf(app).length).toBeGreaterThan(0)
    expect(value(await app.services.rules.disallow('全网最低价俱乐部')).shop.allowed).toHaveLength(1)
  })
})

describe('a pack from a file', () => {
  test('shows its difference and what it would have said about past claims, and holds once it is adopted', async () => {
    const app = await startTestServices()
    await app.goLive()
    for (let count = 0; count < 3; count += 1) value(await app.log(`第 ${count} 次说老板娘价`))
    value(await app.log('今天天气不错'))
    const { rules } = app.services
    const pack = packOf([bossPrice({ id: 'lawyer.boss-price', severity: 'block' })])
    const preview = value(await rules.importPreview(fileOf('律师.trustcue-rules.json', pack)))
    expect(preview).toMatchObject({ packId: 'our-lawyer', from: null, to: '1', rules: 1, failing: [] })
    expect(preview.comparison.added.map(({ rule }) => rule.id)).toEqual(['lawyer.boss-price'])
    expect([...preview.comparison.changed, ...preview.comparison.removed]).toEqual([])
    expect(value(await rules.effect(preview.token))).toMatchObject({
      claims: 4,
      changed: 3,
      rules: [{ rule: 'lawyer.boss-price', gained: 3, lost: 0, regraded: 0 }],
      shown: [{ claim: { text: '第 2 次说老板娘价' }, gained: [{ severity: 'block' }] }, {}, {}],
    })
    expect(app.progress.at(-1)).toEqual({ task: 'rules-effect', done: 4, total: 4 })
    value(await app.log('老板娘价'))
    expect(rulesOf(app)).toEqual([])

    value(await rules.adopt(preview.token))
    value(await app.log('老板娘价'))
    expect(rulesOf(app)).toEqual(['lawyer.boss-price'])
    expect(codeOf(await rules.adopt(preview.token))).toBe('rules-preview-stale')

    // A newer file of the same pack: one rule changed, one gone.
    const newer = packOf([bossPrice({ id: 'lawyer.other' })], { version: '2' })
    const second = value(await rules.importPreview(fileOf('律师2.json', newer)))
    expect(second).toMatchObject({ from: '1', to: '2' })
    expect(second.comparison.removed.map(({ rule }) => rule.id)).toEqual(['lawyer.boss-price'])
    rules.discard(second.token)
    expect(codeOf(await rules.adopt(second.token))).toBe('rules-preview-stale')
    expect(codeOf(await rules.effect(second.token))).toBe('rules-preview-stale')

    value(await rules.removePack('our-lawyer'))
    value(await app.log('老板娘价'))
    expect(rulesOf(app)).toEqual([])
    expect(codeOf(await rules.removePack('cn-live-commerce'))).toBe('pack-not-removable')
  })

  test('what was exported comes in again without a difference', async () => {
    const app = await startTestServices()
    const { rules } = app.services
    value(await rules.save(bossPrice(), null))
    for (const id of ['shop', 'cn-live-commerce']) {
      const file = value(await rules.exportPack(id))
      expect(file.fileName).toMatch(/\.trustcue-rules\.json$/)
      const preview = value(
        await rules.importPreview({ name: file.fileName, bytes: Uint8Array.from(file.bytes) }),
      )
      expect(preview.comparison, id).toMatchObject({ added: [], changed: [], removed: [] })
    }
  })

  test('shop rules of another machine are added; rules of one’s own stay', async () => {
    const app = await startTestServices()
    const { rules } = app.services
    value(await rules.save(bossPrice(), null))
    const file = fileOf('shop.json', packOf([bossPrice({ id: 'shop.7' })], { id: 'shop' }))
    const preview = value(await rules.importPreview(file))
    expect(preview.comparison.added.map(({ rule }) => rule.id)).toEqual(['shop.7'])
    expect(preview.comparison.removed).toEqual([])
    const state = value(await rules.adopt(preview.token))
    expect(state.packs.at(-1)?.pack.rules.map(({ id }) => id)).toEqual(['shop.1', 'shop.7'])
  })

  test('tells the rules whose own examples fail', async () => {
    const app = await startTestServices()
    const rule = bossPrice({ examples: { bad: ['老板娘价', '说别的'], ok: ['甲乙', '丙丁'] } })
    const preview = value(await app.services.rules.importPreview(fileOf('a.json', packOf([rule]))))
    expect(preview.failing).toEqual([{ rule: 'shop.1', example: '说别的' }])
  })
})

describe('an update of a shipped pack', () => {
  test('is shown first, and the old one holds until it is accepted', async () => {
    const folder = ownFolder()
    const first = await startTestServices({ folder })
    expect(value(await first.services.rules.state()).packs.map(({ update }) => update)).toEqual([
      null,
      null,
      null,
    ])
    const before = value(await first.services.rules.state()).packs[0]?.pack
    await first.db.close()

    // The app is updated: the same folder of resources, with one rule more and one gone.
    const resourcesDir = path.join(ownFolder(), 'resources')
    cpSync(path.join(RESOURCES, 'rule-packs'), path.join(resourcesDir, 'rule-packs'), { recursive: true })
    const shipped = path.join(resourcesDir, 'rule-packs', 'cn-live-commerce')
    const manifest = JSON.parse(readFileSync(path.join(shipped, 'pack.json'), 'utf8')) as object
    writeFileSync(path.join(shipped, 'pack.json'), JSON.stringify({ ...manifest, version: '2099.1' }))
    const list = path.join(shipped, 'rules', 'abs.json')
    const abs = JSON.parse(readFileSync(list, 'utf8')) as Rule[]
    writeFileSync(list, JSON.stringify([...abs.slice(1), bossPrice({ id: 'abs.boss-price' })]))

    const second = await startTestServices({ folder, resourcesDir })
    const { rules } = second.services
    const state = value(await rules.state())
    expect(state.packs[0]).toMatchObject({ update: '2099.1', origin: 'shipped' })
    expect(state.packs[0]?.pack).toEqual(before)
    const preview = value(await rules.updatePreview('cn-live-commerce'))
    expect(preview).toMatchObject({ from: before?.version, to: '2099.1' })
    expect(preview.comparison.added.map(({ rule }) => rule.id)).toEqual(['abs.boss-price'])
    expect(preview.comparison.removed.map(({ rule }) => rule.id)).toEqual([abs[0]?.id])
    const adopted = value(await rules.adopt(preview.token))
    expect(adopted.packs[0]).toMatchObject({ update: null, pack: { version: '2099.1' } })
    expect(codeOf(await rules.updatePreview('cn-live-commerce'))).toBe('pack-no-update')
  })
})

describe('hostile packs', () => {
  const rule = bossPrice()
  const wide = Array.from({ length: 900 }, (_unused, at) => ({
    ...rule,
    id: `r${at}`,
    kind: 'pattern',
    say: [`<甲>…1<甲>…2{N>=${at}}`],
  }))
  const many = Object.fromEntries([['甲', Array.from({ length: 900 }, (_unused, at) => `词${at}`)]])
  const HOSTILE: readonly (readonly [string, unknown, string])[] = [
    ['ten megabytes', `["${'长'.repeat(3_500_000)}"]`, 'pack-too-large'],
    ['10,000 deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'pack-invalid'],
    ['six megabytes of brackets', `${'['.repeat(3_000_000)}${']'.repeat(3_000_000)}`, 'pack-invalid'],
    ['a million values', `{"rules":[${'1,'.repeat(1_000_000)}1]}`, 'pack-invalid'],
    [
      '20,000 rules that are none',
      packOf(Array.from({ length: 20_000 }, () => ({}) as Rule)),
      'pack-invalid',
    ],
    ['an id twice', packOf([rule, rule]), 'pack-rule-twice'],
    ['a bad date', packOf([{ ...rule, effectiveFrom: '2026-02-30' }]), 'pack-invalid'],
    ['a token of 10,000 characters', packOf([{ ...rule, say: ['长'.repeat(10_000)] }]), 'pack-invalid'],
    ['too many words', packOf(wide as Rule[], { classes: many }), 'pack-wording'],
    ['a class that is not there', packOf([{ ...rule, say: ['<没有>'] }]), 'pack-wording'],
    ['another format', { ...packOf([rule]), formatVersion: 2 }, 'pack-invalid'],
    ['no JSON', '{', 'pack-not-json'],
    ['bytes that are no text', '\u0000', 'pack-not-json'],
  ]

  test('each ends in a message, and the rules in use stay', async () => {
    const app = await startTestServices()
    const { rules } = app.services
    const before = value(await rules.state())
    for (const [what, content, code] of HOSTILE) {
      expect(codeOf(await rules.importPreview(fileOf('bad.json', content))), what).toBe(code)
    }
    const latin = { name: 'bad.json', bytes: Uint8Array.from([0xff, 0xfe, 0x00]) }
    expect(codeOf(await rules.importPreview(latin))).toBe('pack-not-utf8')
    const named = await rules.importPreview(fileOf('bad.json', packOf([{ ...rule, say: ['(甲'] }])))
    expect(named).toMatchObject({
      error: { code: 'pack-wording', params: { file: 'bad.json', rule: 'shop.1', field: 'say.0' } },
    })
    expect(value(await rules.state())).toEqual(before)
    await app.goLive()
    value(await app.log('这款面膜是最好的'))
    expect(rulesOf(app).length).toBeGreaterThan(0)
  })

  test('a thread that ends is started again', async () => {
    const url = new URL('../../../electron/services/rulesWorker.ts', import.meta.url)
    const thread = createRulesThread(url)
    const asked = thread.ask('compiles', { packs: [], shop: NO_SHOP_RULES })
    await thread.close()
    expect(codeOf(await asked)).toBe('rules-stopped')
    const guarantees = value(await readGuarantees(RESOURCES))
    const job = { pack: packOf([rule]), guarantees, now: 0, most: 1 }
    expect(value(await thread.ask('failingExamples', job))).toEqual([])
    await thread.close()
  })
})
