import { describe, expect, test } from 'vitest'
import { describeIssue } from '../../../domain/compliance/describeIssue.ts'
import { ruleFieldName } from '../../../domain/compliance/ruleFields.ts'
import {
  fitsForm,
  formOfRule,
  newRuleForm,
  nextShopRuleId,
  ruleOfForm,
  type RuleForm,
} from '../../../domain/compliance/ruleForm.ts'
import { ruleSchema, type Rule } from '../../../domain/compliance/rulePack.ts'
import { surroundingsOf, withUsedClasses } from '../../../domain/compliance/shopPack.ts'
import { classWords, readingOf } from '../../../domain/compliance/templateReading.ts'
import { compileAlone, runExamples } from '../../../domain/compliance/tryRule.ts'
import { shippedPacks } from '../../rules/shippedPacks.ts'

const filledIn: RuleForm = {
  ...newRuleForm('PRI'),
  say: [' 老板娘(专属)?价 ', '', '闺蜜价'],
  messageZh: '不说老板娘价',
  suggestion: '说页面价',
  correction: '以页面价为准',
  basis: [
    { law: ' 价格法 ', article: '第十四条', mark: 'confirmed' },
    { law: '', article: '', mark: 'believed' },
  ],
  bad: ['老板娘价', '闺蜜价来了', ''],
  ok: ['老板娘来了', '不是老板娘价'],
}

describe('a form and its rule', () => {
  test('a filled form is a rule the schema takes; empty lines are left out, English follows Chinese', () => {
    const rule = ruleSchema.parse(ruleOfForm(filledIn, 'shop.1', null))
    expect(rule).toMatchObject({
      id: 'shop.1',
      kind: 'phrase',
      say: ['老板娘(专属)?价', '闺蜜价'],
      message: { zh: '不说老板娘价', en: '不说老板娘价' },
      basis: [{ law: '价格法', article: '第十四条', mark: 'confirmed' }],
      examples: { bad: ['老板娘价', '闺蜜价来了'], ok: ['老板娘来了', '不是老板娘价'] },
    })
    expect(rule.unless).toContain('negation')
  })

  test('gaps and numbers make it a pattern, words near it make it conditional', () => {
    expect(ruleOfForm({ ...filledIn, say: ['用…<变白>'] }, 'a', null).kind).toBe('pattern')
    expect(ruleOfForm({ ...filledIn, say: ['{N}天'] }, 'a', null).kind).toBe('pattern')
    const near = ruleOfForm({ ...filledIn, near: 'absent', nearWords: ['页面', ''], within: 12 }, 'a', null)
    expect(near).toMatchObject({ kind: 'conditional', with: ['页面'], within: 12, when: 'absent' })
  })

  test('every shipped rule that fits the form goes through it unchanged in what it finds', () => {
    const rules = shippedPacks.flatMap((pack) => pack.rules).filter(fitsForm)
    expect(rules.length).toBeGreaterThan(50)
    for (const rule of rules) {
      const again = ruleOfForm(formOfRule(rule), rule.id, rule)
      const plain = (one: Rule) => ({
        ...one,
        kind: one.kind === 'conditional' ? one.kind : '',
        covers: [],
        certainty: '',
        examples: one.examples.bad.length,
      })
      expect(plain(again), rule.id).toEqual(plain(rule))
    }
  })

  test('ids count on from the highest', () => {
    expect(nextShopRuleId([])).toBe('shop.1')
    expect(nextShopRuleId(['shop.9', 'shop.10', 'abs.superlative', 'shop.x'])).toBe('shop.11')
  })

  test('what is missing is told by the field’s own name, in both languages', () => {
    const parsed = ruleSchema.safeParse(
      ruleOfForm({ ...filledIn, correction: ' ', bad: ['一句'] }, 'a', null),
    )
    const told = parsed.error?.issues.map((issue) => [
      ruleFieldName(issue.path.join('.')).zh,
      describeIssue(issue).zh,
      describeIssue(issue).en,
    ])
    expect(told).toEqual([
      ['更正的话', '不能空着', 'it must not be empty'],
      ['该提醒的例句', '至少 2 项', 'at least 2 entries'],
    ])
    expect(ruleFieldName('say.1')).toEqual({
      zh: '不能说的话第 2 行',
      en: 'Words that must not be said, line 2',
    })
  })
})

describe('reading a line of words', () => {
  const classes = classWords({ 价: ['价', '价格'], 低价: ['低<价>'], 自己: ['<自己>'] })

  test.each([
    ['最低', 1, ['最低']],
    ['全(网|国)最低(价)?', 4, ['全网最低', '全网最低价', '全国最低', '全国最低价']],
    ['最<低价>', 2, ['最低价', '最低价格']],
    ['用…{N}天', 1, ['用…#天']],
  ])('%s makes %i', (template, count, samples) => {
    expect(readingOf(template, classes)).toEqual({ count, samples, problem: null })
  })

  test.each(['(甲', '<没有>', '<自己>', '…', '{X}'])('%s cannot be read, and it says why', (template) => {
    const { count, problem } = readingOf(template, classes)
    expect(count).toBe(0)
    expect(problem?.zh).not.toBe('')
    expect(problem?.en).not.toBe('')
  })
})

describe('trying a rule', () => {
  const around = surroundingsOf(shippedPacks)
  const now = Date.parse('2026-11-20T19:00:00+08:00')

  const tried = (rule: Rule) => {
    const alone = compileAlone(rule, around, [])
    return alone.ok ? runExamples(rule, alone.compiled, [], now) : alone
  }

  test('says for each example whether it passes, where it hit and why it was spared', () => {
    expect(tried(ruleOfForm(filledIn, 'shop.1', null))).toEqual([
      {
        kind: 'bad',
        at: 0,
        text: '老板娘价',
        passes: true,
        marks: [{ start: 0, end: 4, severity: 'warn' }],
        spared: null,
      },
      {
        kind: 'bad',
        at: 1,
        text: '闺蜜价来了',
        passes: true,
        marks: [{ start: 0, end: 3, severity: 'warn' }],
        spared: null,
      },
      { kind: 'ok', at: 0, text: '老板娘来了', passes: true, marks: [], spared: null },
      { kind: 'ok', at: 1, text: '不是老板娘价', passes: true, marks: [], spared: 'negation' },
    ])
    const failing = tried(ruleOfForm({ ...filledIn, bad: ['便宜', '没有闺蜜价'] }, 'shop.1', null))
    expect(failing).toMatchObject([
      { passes: false, spared: null },
      { passes: false, spared: 'negation' },
      { passes: true },
      { passes: true },
    ])
  })

  test('a rule for one category is tried with a product of it, a rule of next year next year', () => {
    const rule = ruleOfForm({ ...filledIn, categoriesOnly: ['护肤'] }, 'shop.1', null)
    for (const each of [
      rule,
      { ...rule, effectiveFrom: '2027-05-01' },
      { ...rule, effectiveTo: '2020-05-01' },
    ])
      expect(tried(each)).toMatchObject([
        { passes: true },
        { passes: true },
        { passes: true },
        { passes: true },
      ])
  })

  test('words that cannot be read are told by line', () => {
    const rule = ruleOfForm({ ...filledIn, say: ['甲', '<没有这个词类>'] }, 'shop.1', null)
    expect(tried(rule)).toMatchObject({
      ok: false,
      field: 'say.1',
      reason: { en: expect.any(String) as string },
    })
  })
})

test('a pack’s file carries the classes its rules use, and those they call', () => {
  const [pack] = shippedPacks
  if (pack === undefined) throw new Error('no pack')
  const rule = ruleOfForm({ ...filledIn, say: ['<低价>'] }, 'shop.1', null)
  const classes = { 价: ['价'], 低价: ['低<价>'], 别的: ['别'] }
  expect(Object.keys(withUsedClasses({ ...pack, classes, rules: [rule] }).classes)).toEqual(['价', '低价'])
})
