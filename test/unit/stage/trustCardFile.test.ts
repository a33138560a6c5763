import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { guaranteesFileSchema } from '../../../domain/stage/guaranteesFile.ts'
import { GUARANTEE_ICONS } from '../../../renderer/shared/icons/GuaranteeIcon.tsx'

const file = path.join(import.meta.dirname, '../../../resources/rule-packs/trust-card/guarantees.json')
const { guarantees } = guaranteesFileSchema.parse(JSON.parse(readFileSync(file, 'utf8')))

describe('the shipped trust card', () => {
  it('knows the ten rights of the trust card', () => {
    expect(guarantees.map(({ code }) => code).toSorted()).toEqual(
      [
        'refund-only',
        'return-freight',
        'fake-pay-ten',
        'seven-day',
        'fast-refund',
        'fast-ship',
        'broken-pay',
        'allergy-refund',
        'price-protect',
        'late-pay',
      ].toSorted(),
    )
  })

  it.each(guarantees)('$code has an icon of its own, and terms whose numbers can be filled', (definition) => {
    expect(GUARANTEE_ICONS).toContain(definition.icon)
    for (const terms of [definition.terms.zh, definition.terms.en])
      for (const [, name] of terms.matchAll(/\{(\w+)\}/g))
        expect(definition.defaults[name as keyof typeof definition.defaults]).not.toBeNull()
  })

  it('no alias means two rights', () => {
    const owner = new Map<string, string>()
    for (const { code, name, aliases } of guarantees)
      for (const text of [name.zh, name.en, ...aliases].map((each) => each.toLowerCase()))
        expect(owner.set(text, owner.get(text) ?? code).get(text), text).toBe(code)
  })

  it('refund-only is retired, with the doubt about the year said', () => {
    const retired = guarantees.filter(({ retiredFrom }) => retiredFrom !== null)
    expect(retired.map(({ code }) => code)).toEqual(['refund-only'])
    expect(new Date(retired[0]?.retiredFrom?.at ?? 0).toISOString()).toBe('2024-12-01T16:00:00.000Z')
    expect(retired[0]?.retiredFrom?.mark).toBe('believed')
  })

  it('seven days without reason says who pays the freight and counts 168 hours', () => {
    const seven = guarantees.find(({ code }) => code === 'seven-day')
    expect(seven?.terms.zh).toContain('运费未另约定的由买家承担')
    expect(seven?.defaults).toEqual({ days: 7, hours: 168, multiple: null })
    expect(seven?.excludedCategories).toContain('生鲜')
  })
})
