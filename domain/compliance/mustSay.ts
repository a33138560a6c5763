import type { MustSayItem } from '../contract/live.ts'
import type { FindingDraft } from '../model/claim.ts'
import type { Product } from '../model/product.ts'
import type { DurationMs, EpochMs, Ulid } from '../model/scalars.ts'
import { checkClaim } from './checkClaim.ts'
import type { ClaimContext } from './claimContext.ts'
import { compilePack, type CompiledPack, type CompiledRule } from './compilePack.ts'
import { foldedString } from './normaliseText.ts'
import type { MustSayRule, Rule, RulePack } from './rulePack.ts'
import { makeShopPack } from './shopPack.ts'
import { NO_SHOP_RULES } from './shopRules.ts'

/** How long before the planned end of a slot what is missing is reminded at the latest, in ms. */
export const REMIND_BEFORE_END_MS: DurationMs = 30_000

/** A slot that was only passed over owes no words: shorter on air than this, in ms, and nothing said about it. */
export const PASSED_OVER_MS: DurationMs = 15_000

/** Rule id of words the shop itself wants said (要说). */
export const SHOP_MUST_SAY = 'shop.must-say'

/** 能不能代替药: a question says nothing. */
const ASKS = /(.)不\1/u

/** A must-say rule ready to be looked for. */
export type MustSayChecker = {
  readonly compiled: CompiledRule
  readonly rule: MustSayRule
  /** Whether an utterance says it. */
  readonly isSaidIn: (text: string, context: ClaimContext) => boolean
}

/** The must-say rules of packs in use, with how to hear them. */
export type MustSayRules = readonly MustSayChecker[]

/**
 * The must-say rules among the rules in use. `packs` hold the word classes of those rules. Words are
 * looked for as a pattern rule of their own, so that they are heard in every spelling and a denial says nothing.
 */
export const mustSayRules = (
  inUse: readonly CompiledRule[],
  packs: readonly Pick<RulePack, 'id' | 'classes'>[],
): MustSayRules =>
  inUse.flatMap((compiled): MustSayChecker[] => {
    const { rule } = compiled
    const pack = packs.find(({ id }) => id === compiled.pack)
    if (rule.kind !== 'must-say' || pack === undefined) return []
    const { remindAfterMs: _remind, when: _when, ...words } = rule
    // Whether it applies is asked of the slot, once; here only the words count.
    const pattern: Rule = {
      ...words,
      kind: 'pattern',
      categories: { only: [], except: [] },
      effectiveFrom: null,
      effectiveTo: null,
    }
    let listening: CompiledPack | null = null
    return [
      {
        compiled,
        rule,
        isSaidIn: (text, context) => {
          listening ??= compilePack([makeShopPack([pattern], pack.classes, '1')], NO_SHOP_RULES)
          return checkClaim(text, context, listening).findings.some(
            ({ start, end }) => !ASKS.test(text.slice(Math.max(0, start - 1), end)),
          )
        },
      },
    ]
  })

/** The slot on air as far as its words are concerned. */
export type MustSaySlot = {
  readonly product: Product
  readonly plannedMs: DurationMs
  readonly at: EpochMs
  /** The host or voice is made by a machine. */
  readonly aiHost: boolean
}

const appliesTo = ({ compiled, rule }: MustSayChecker, { product, at, aiHost }: MustSaySlot): boolean => {
  if (at < compiled.from || at >= compiled.to) return false
  if (rule.when === 'ai-host' && !aiHost) return false
  const subject = `${product.category} ${product.name}`
  const { only, except } = rule.categories
  if (only.length > 0 && !only.some((word) => subject.includes(word))) return false
  return !except.some((word) => subject.includes(word))
}

/** When a reminder is due, in ms of time on air: after the rule's time or 30 s before the planned end, whichever is first. */
export const remindAt = (remindAfterMs: DurationMs, plannedMs: DurationMs): DurationMs =>
  plannedMs <= 0 ? remindAfterMs : Math.min(remindAfterMs, Math.max(0, plannedMs - REMIND_BEFORE_END_MS))

/** An utterance about the product on air. */
export type SaidLine = { readonly id: Ulid; readonly text: string }

/** Part of a shop's own sentence that has to be heard: nobody says it letter for letter. */
const ENOUGH = 0.7

/** Whether an utterance holds a shop's own words, or nearly: enough of their neighbouring letters. */
const saysMostOf = (text: string, wanted: string): boolean => {
  const words = foldedString(wanted)
  const said = foldedString(text)
  if (words === '') return false
  if (said.includes(words)) return true
  let pairs = 0
  let heard = 0
  for (let at = 0; at + 1 < words.length; at += 1) {
    pairs += 1
    if (said.includes(words.slice(at, at + 2))) heard += 1
  }
  return pairs >= 4 && heard / pairs >= ENOUGH
}

/**
 * What must be said about the product on air — by the rules first, then what the shop itself asks for — and which of the
 * lines said about it did. Pure: the same rules, slot and lines give the same list.
 */
export const mustSayItems = (
  rules: MustSayRules,
  slot: MustSaySlot,
  lines: readonly SaidLine[],
): MustSayItem[] => {
  const { product, plannedMs } = slot
  const context: ClaimContext = { product, price: null, saidAt: slot.at, guarantees: [] }
  const byRule = rules
    .filter((checker) => appliesTo(checker, slot))
    .map(({ rule, compiled, isSaidIn }): MustSayItem => ({
      key: rule.id,
      rule: rule.id,
      text: rule.correction,
      severity: compiled.severity,
      remindAtMs: remindAt(rule.remindAfterMs, plannedMs),
      saidBy: lines.find(({ text }) => isSaidIn(text, context))?.id ?? null,
    }))
  const byShop = product.mustSay.map((text, index): MustSayItem => {
    return {
      key: `${SHOP_MUST_SAY}.${String(index)}`,
      rule: null,
      text,
      severity: 'note',
      remindAtMs: remindAt(Math.max(0, plannedMs - REMIND_BEFORE_END_MS), plannedMs),
      saidBy: lines.find((line) => saysMostOf(line.text, text))?.id ?? null,
    }
  })
  return [...byRule, ...byShop]
}

/** The items after one more line: those it says are ticked. Items that were said stay as they are. */
export const hearMustSay = (
  rules: MustSayRules,
  slot: MustSaySlot,
  items: readonly MustSayItem[],
  line: SaidLine,
): MustSayItem[] => {
  if (items.every(({ saidBy }) => saidBy !== null)) return [...items]
  const heard = new Map(mustSayItems(rules, slot, [line]).map(({ key, saidBy }) => [key, saidBy]))
  return items.map((item) => (item.saidBy === null ? { ...item, saidBy: heard.get(item.key) ?? null } : item))
}

/** What was missed, as a finding without an utterance, with the pack it came from. */
export type MissedWords = {
  readonly draft: FindingDraft
  readonly pack: string
  readonly packVersion: string
}

/**
 * The findings of a slot that leaves the air without its words. `airedMs`: how long it was on, in ms; a slot passed over
 * owes nothing.
 */
export const missedWords = (
  rules: MustSayRules,
  items: readonly MustSayItem[],
  airedMs: DurationMs,
  wasTalkedAbout: boolean,
): MissedWords[] => {
  if (airedMs < PASSED_OVER_MS && !wasTalkedAbout) return []
  return items
    .filter(({ saidBy }) => saidBy === null)
    .flatMap((item): MissedWords[] => {
      const place = { severity: item.severity, start: 0, end: 0, quote: '' } as const
      if (item.rule === null) {
        return [
          {
            draft: {
              ...place,
              rule: SHOP_MUST_SAY,
              family: 'CAT',
              words: {
                message: {
                  zh: `这款要说的话没有说：${item.text}`,
                  en: `Not said for this product: ${item.text}`,
                },
                suggestion: { zh: item.text, en: item.text },
                correction: item.text,
                basis: [{ law: '本店要求', article: '', mark: 'confirmed' }],
                penalty: '',
              },
            },
            pack: 'shop',
            packVersion: '1',
          },
        ]
      }
      const checker = rules.find(({ rule }) => rule.id === item.rule)
      if (checker === undefined) return []
      const { rule, compiled } = checker
      const { message, suggestion, correction, basis, penalty } = rule
      return [
        {
          draft: {
            ...place,
            rule: rule.id,
            family: rule.family,
            words: { message, suggestion, correction, basis, penalty },
          },
          pack: compiled.pack,
          packVersion: compiled.version,
        },
      ]
    })
}
