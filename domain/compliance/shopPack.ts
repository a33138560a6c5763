import type { Rule, RulePack } from './rulePack.ts'

/** Id of the pack of the shop's own rules. */
export const SHOP_PACK_ID = 'shop'

/** Rules of their own a shop may have. */
export const MAX_SHOP_RULES = 2000

/** What a shop's rules stand on: the word classes of the packs before them, and the ordinary words of all. */
export type RuleSurroundings = Pick<RulePack, 'classes' | 'ordinary'>

/** The word classes of several packs under one roof; of two with one name the first pack's. */
export const surroundingsOf = (packs: readonly RulePack[]): RuleSurroundings => {
  const classes: Record<string, string[]> = {}
  for (const pack of packs) {
    for (const [name, templates] of Object.entries(pack.classes)) {
      if (!Object.hasOwn(classes, name)) classes[name] = templates
    }
  }
  return { classes, ordinary: [...new Set(packs.flatMap((pack) => pack.ordinary))] }
}

/** A shop's own rules as a pack. It may use the word classes of the packs before it. */
export const makeShopPack = (
  rules: readonly Rule[],
  classes: RulePack['classes'],
  version: string,
): RulePack => ({
  formatVersion: 1,
  id: SHOP_PACK_ID,
  version,
  name: { zh: '本店规则', en: 'Shop rules' },
  classes,
  scorer: null,
  ordinary: [],
  rules: [...rules],
})

const CLASS_NAME = /<([^<>]{1,20})>/g

/** The classes that rules really use, with those they call, in their order. */
export const usedClasses = (classes: RulePack['classes'], rules: readonly Rule[]): RulePack['classes'] => {
  const used = new Set<string>()
  const take = (templates: readonly string[]): void => {
    for (const template of templates) {
      for (const [, name] of template.matchAll(CLASS_NAME)) {
        if (name === undefined || used.has(name) || !Object.hasOwn(classes, name)) continue
        used.add(name)
        take(classes[name] ?? [])
      }
    }
  }
  for (const rule of rules) take(rule.kind === 'conditional' ? [...rule.say, ...rule.with] : rule.say)
  return Object.fromEntries(Object.entries(classes).filter(([name]) => used.has(name)))
}

/** A pack with no more classes than its rules use: what a file of it must carry. */
export const withUsedClasses = (pack: RulePack): RulePack => ({
  ...pack,
  classes: usedClasses(pack.classes, pack.rules),
})
