import { describe, expect, test } from 'vitest'
import { checkClaim } from '../../domain/compliance/checkClaim.ts'
import { mustSayRules } from '../../domain/compliance/mustSay.ts'
import type { RuleExample } from '../../domain/compliance/rulePack.ts'
import { FAMILIES } from '../../domain/model/claim.ts'
import { onAir, shipped, shippedPacks } from './shippedPacks.ts'

const textOf = (example: RuleExample): string => (typeof example === 'string' ? example : example.text)
const verdictOf = (example: RuleExample) =>
  checkClaim(textOf(example), onAir(typeof example === 'string' ? null : example.product), shipped)

describe('the shipped rules keep their own examples', () => {
  for (const { rule } of shipped.rules) {
    if (rule.kind === 'must-say') continue
    test(`${rule.id}: ${rule.message.zh}`, () => {
      for (const example of rule.examples.bad) {
        const verdict = verdictOf(example)
        const isFound =
          rule.kind === 'promise'
            ? verdict.promises.some((promise) => promise.kind === rule.promise)
            : verdict.findings.some((finding) => finding.rule === rule.id)
        expect(isFound, `must be found: ${textOf(example)}`).toBe(true)
      }
      for (const example of rule.examples.ok) {
        const verdict = verdictOf(example)
        const isFound =
          rule.kind === 'promise'
            ? verdict.promises.some((promise) => promise.kind === rule.promise)
            : verdict.findings.some((finding) => finding.rule === rule.id)
        expect(isFound, `must be spared: ${textOf(example)}`).toBe(false)
      }
    })
  }
})

describe('the must-say rules hear what says their words, and nothing else', () => {
  const checkers = mustSayRules(shipped.rules, shippedPacks)
  const contextOf = (example: RuleExample) => onAir(typeof example === 'string' ? null : example.product)

  test('there are some', () => {
    expect(checkers.map(({ rule }) => rule.id)).toEqual(
      shipped.rules.filter(({ rule }) => rule.kind === 'must-say').map(({ rule }) => rule.id),
    )
    expect(checkers.length).toBeGreaterThanOrEqual(8)
  })
  for (const { rule, isSaidIn } of checkers) {
    test(`${rule.id}: ${rule.message.zh}`, () => {
      for (const example of rule.examples.ok) {
        expect(isSaidIn(textOf(example), contextOf(example)), `says it: ${textOf(example)}`).toBe(true)
      }
      for (const example of rule.examples.bad) {
        expect(isSaidIn(textOf(example), contextOf(example)), `does not: ${textOf(example)}`).toBe(false)
      }
      expect(isSaidIn(rule.correction, onAir(null)), 'its own words to say').toBe(true)
    })
  }
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
    for (const kind of ['phrase', 'pattern', 'fact', 'conditional', 'must-say', 'promise'] as const) {
      expect(kinds, kind).toContain(kind)
    }
  })

  test('name a law for every rule', () => {
    for (const pack of shippedPacks)
      for (const rule of pack.rules) expect(rule.basis.length).toBeGreaterThan(0)
  })
})
