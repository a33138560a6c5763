import { describe, expect, test } from 'vitest'
import { comparePacks, isSame } from '../../../domain/compliance/comparePacks.ts'
import { compareVerdicts, mergeTallies, tallyChanges } from '../../../domain/compliance/compareVerdicts.ts'
import { compilePack } from '../../../domain/compliance/compilePack.ts'
import type { Rule, RulePack } from '../../../domain/compliance/rulePack.ts'
import { newRuleForm, ruleOfForm } from '../../../domain/compliance/ruleForm.ts'
import { NO_SHOP_RULES } from '../../../domain/compliance/shopRules.ts'

const rule = (id: string, say: readonly string[], over: Partial<Rule> = {}): Rule =>
  ({
    ...ruleOfForm(
      {
        ...newRuleForm('PRI'),
        say,
        messageZh: '一',
        suggestion: '二',
        correction: '三',
        basis: [{ law: '法', article: '', mark: 'believed' }],
        bad: ['甲', '乙'],
        ok: ['丙', '丁'],
      },
      id,
      null,
    ),
    ...over,
  }) as Rule

const pack = (id: string, rules: readonly Rule[], over: Partial<RulePack> = {}): RulePack => ({
  formatVersion: 1,
  id,
  version: '1',
  name: { zh: id, en: id },
  classes: {},
  scorer: null,
  ordinary: [],
  rules: [...rules],
  ...over,
})

describe('comparing packs', () => {
  test('a pack and itself differ in nothing, whatever the order of the fields', () => {
    const one = pack('a', [rule('x', ['甲'])])
    const shuffled = JSON.parse(
      JSON.stringify(one, (_key, part: unknown) =>
        part !== null && typeof part === 'object' && !Array.isArray(part)
          ? Object.fromEntries(Object.entries(part).toReversed())
          : part,
      ),
    ) as RulePack
    expect(isSame(comparePacks([one], [shuffled]))).toBe(true)
  })

  test('rules are added, changed by field, and removed', () => {
    const before = pack('a', [rule('gone', ['甲']), rule('stays', ['乙']), rule('changes', ['丙'])])
    const after = pack(
      'a',
      [rule('stays', ['乙']), rule('changes', ['丙', '丁'], { severity: 'block' }), rule('new', ['戊'])],
      { version: '2' },
    )
    const compared = comparePacks([before], [after])
    expect(compared.added.map((each) => each.rule.id)).toEqual(['new'])
    expect(compared.removed.map((each) => each.rule.id)).toEqual(['gone'])
    expect(compared.changed).toMatchObject([
      { before: { rule: { say: ['丙'] } }, after: { rule: { id: 'changes' } } },
    ])
    expect([...(compared.changed[0]?.fields ?? [])].toSorted()).toEqual(['say', 'severity'])
    expect(compared.packs).toEqual([{ id: 'a', name: { zh: 'a', en: 'a' }, from: '1', to: '2' }])
  })

  test('a rule whose word class has other words has changed, through a class it calls too', () => {
    const classes = { 价: ['价', '价格'], 低价: ['低<价>'] }
    const before = pack('a', [rule('x', ['最<低价>']), rule('y', ['乙'])], { classes })
    const after = { ...before, classes: { ...classes, 价: ['价'] } }
    expect(
      comparePacks([before], [after]).changed.map(({ after: is, fields }) => [is.rule.id, fields]),
    ).toEqual([['x', ['<低价>']]])
  })

  test('a later pack that takes a rule over changes it; taken away, the first one is back', () => {
    const first = pack('a', [rule('x', ['甲'])])
    const over = pack('b', [rule('x', ['乙'])])
    expect(comparePacks([first], [first, over]).changed[0]).toMatchObject({
      before: { pack: 'a' },
      after: { pack: 'b' },
      fields: ['say'],
    })
    const back = comparePacks([first, over], [first])
    expect(back.packs).toMatchObject([{ id: 'b', from: '1', to: null }])
    expect(back.removed).toEqual([])
  })

  test('ordinary words that came and went are told', () => {
    const before = pack('a', [], { ordinary: ['天花板灯', '最近'] })
    const after = pack('a', [], { ordinary: ['最近', '第一步'] })
    expect(comparePacks([before], [after]).ordinary).toEqual({ added: ['第一步'], removed: ['天花板灯'] })
  })
})

describe('comparing what is found', () => {
  const context = () => ({ product: null, price: null, saidAt: 0, guarantees: [] })
  const compile = (...rules: Rule[]) => compilePack([pack('a', rules)], NO_SHOP_RULES)
  const claims = ['老板娘价给你', '闺蜜价', '没有什么', '老板娘价，闺蜜价'].map((text) => ({ text }))

  test('findings come, go, and change severity; the same finding with another end does not count', () => {
    const before = compile(rule('boss', ['老板娘价']), rule('friend', ['闺蜜价'], { family: 'SCA' }))
    const after = compile(
      rule('boss', ['老板娘价(给)?'], { severity: 'block' }),
      rule('you', ['给你'], { family: 'DIV' }),
    )
    const changes = compareVerdicts(claims, context, before, after)
    expect(
      changes.map(({ claim, gained, lost, regraded }) => [
        claim.text,
        gained.map((finding) => finding.rule),
        lost.map((finding) => finding.rule),
        regraded.map(({ finding, from }) => [finding.rule, from, finding.severity]),
      ]),
    ).toEqual([
      ['老板娘价给你', ['you'], [], [['boss', 'warn', 'block']]],
      ['闺蜜价', [], ['friend'], []],
      ['老板娘价，闺蜜价', [], ['friend'], [['boss', 'warn', 'block']]],
    ])
    const tallies = tallyChanges(changes)
    expect(tallies).toEqual([
      { rule: 'boss', gained: 0, lost: 0, regraded: 2 },
      { rule: 'friend', gained: 0, lost: 2, regraded: 0 },
      { rule: 'you', gained: 1, lost: 0, regraded: 0 },
    ])
    expect(mergeTallies([tallies, tallies])[2]).toEqual({ rule: 'you', gained: 2, lost: 0, regraded: 0 })
  })

  test('two findings of one rule in one sentence are told apart by their place', () => {
    const before = compile(rule('boss', ['老板娘价']))
    const after = compile(rule('boss', ['老板娘价(给你)']))
    const [change] = compareVerdicts([{ text: '老板娘价给你，还有老板娘价' }], context, before, after)
    expect(change?.lost.map(({ start }) => start)).toEqual([9])
    expect(change?.gained).toEqual([])
  })

  test('the same rules change nothing', () => {
    const same = compile(rule('boss', ['老板娘价']))
    expect(compareVerdicts(claims, context, same, same)).toEqual([])
  })
})
