import { describe, expect, test } from 'vitest'
import { checkClaim } from '../../domain/compliance/checkClaim.ts'
import { compilePack, type CompiledPack } from '../../domain/compliance/compilePack.ts'
import type { Rule, RuleExample, RulePack } from '../../domain/compliance/rulePack.ts'
import { NO_SHOP_RULES } from '../../domain/compliance/shopRules.ts'
import { byWording } from '../../domain/compliance/tryRule.ts'
import { FAMILIES, type ClaimVerdict } from '../../domain/model/claim.ts'
import { onAir, shipped, shippedPacks } from './shippedPacks.ts'

const textOf = (example: RuleExample): string => (typeof example === 'string' ? example : example.text)
const verdictOf = (example: RuleExample, pack: CompiledPack): ClaimVerdict =>
  checkClaim(textOf(example), onAir(typeof example === 'string' ? null : example.product), pack)

const isFound = (rule: Rule, verdict: ClaimVerdict): boolean =>
  rule.kind === 'promise'
    ? verdict.promises.some((promise) => promise.kind === rule.promise)
    : verdict.findings.some((finding) => finding.rule === rule.id)

/** The rule by itself and by its wording, as a lawyer who wrote it would try it. */
const alone = (rule: Rule, pack: RulePack): CompiledPack =>
  compilePack([{ ...pack, rules: [byWording(rule)], scorer: null }], NO_SHOP_RULES)

const rulesWithPacks = shippedPacks.flatMap((pack) => pack.rules.map((rule) => ({ rule, pack })))
const isSure = ({ kind, certainty }: Rule): boolean =>
  certainty === 'sure' && kind !== 'must-say' && kind !== 'scored'

describe('a rule that is sure keeps its own examples', () => {
  for (const { rule, pack } of rulesWithPacks.filter((entry) => isSure(entry.rule))) {
    test(`${rule.id}: ${rule.message.zh}`, () => {
      const compiled = alone(rule, pack)
      for (const example of rule.examples.bad) {
        expect(isFound(rule, verdictOf(example, compiled)), `must be found: ${textOf(example)}`).toBe(true)
      }
      for (const example of rule.examples.ok) {
        expect(isFound(rule, verdictOf(example, shipped)), `must be spared: ${textOf(example)}`).toBe(false)
      }
    })
  }
})

describe('a frame finds the words of its own examples', () => {
  for (const { rule, pack } of rulesWithPacks.filter(({ rule: { certainty } }) => certainty === 'frame')) {
    test(`${rule.id}: ${rule.message.zh}`, () => {
      const compiled = alone(rule, pack)
      for (const example of rule.examples.bad) {
        expect(isFound(rule, verdictOf(example, compiled)), `must be found: ${textOf(example)}`).toBe(true)
      }
    })
  }
})

describe('all rules and the scorer together', () => {
  const breaches = rulesWithPacks
    .map(({ rule }) => rule)
    .filter(({ kind, severity }) => kind !== 'promise' && kind !== 'must-say' && severity !== 'note')
  const isFlagged = (rule: Rule, example: RuleExample): boolean =>
    verdictOf(example, shipped).findings.some(
      ({ family, severity }) => family === rule.family && severity !== 'note',
    )

  test('flag every breach that a sure rule names', () => {
    const missed = breaches
      .filter(isSure)
      .flatMap((rule) => rule.examples.bad.filter((example) => !isFlagged(rule, example)).map(textOf))
    expect(missed).toEqual([])
  })

  test('flag nearly every breach that a frame names, and nearly nothing of what frames spare', () => {
    const frames = breaches.filter(({ certainty }) => certainty === 'frame')
    const bad = frames.flatMap((rule) => rule.examples.bad.map((example) => isFlagged(rule, example)))
    const ok = frames.flatMap((rule) => rule.examples.ok.map((example) => isFlagged(rule, example)))
    expect(bad.filter(Boolean).length / bad.length).toBeGreaterThan(0.9)
    expect(ok.filter(Boolean).length / ok.length).toBeLessThan(0.1)
  })
})

describe('the shipped packs', () => {
  test('have at least two rules for each of the sixteen families', () => {
    const rules = shippedPacks.flatMap((pack) => pack.rules).filter((rule) => rule.kind !== 'promise')
    for (const family of FAMILIES) {
      expect(rules.filter((rule) => rule.family === family).length, family).toBeGreaterThanOrEqual(2)
    }
  })

  test('have rules of every kind', () => {
    const kinds = new Set(shippedPacks.flatMap((pack) => pack.rules.map((rule) => rule.kind)))
    const all = ['phrase', 'pattern', 'fact', 'conditional', 'must-say', 'promise', 'scored'] as const
    for (const kind of all) expect(kinds, kind).toContain(kind)
  })

  test('name a law for every rule', () => {
    for (const pack of shippedPacks)
      for (const rule of pack.rules) expect(rule.basis.length).toBeGreaterThan(0)
  })
})
