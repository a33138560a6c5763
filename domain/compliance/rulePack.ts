import { z } from 'zod'
import { basisSchema, familySchema, promiseKindSchema, severitySchema } from '../model/claim.ts'
import { guaranteeCodeSchema } from '../model/guarantee.ts'
import { localTextSchema } from '../model/scalars.ts'
import { scorerModelSchema } from './scorer/scorerModel.ts'

/**
 * Bounds of a pack. Packs come from outside and are hostile until they have been read: every list and every text in one
 * has a limit, so that no pack can make the app slow or large.
 */
export const PACK_LIMITS = {
  rules: 20_000,
  classes: 400,
  wordsPerClass: 1000,
  ordinaryWords: 20_000,
  templatesPerRule: 400,
  templateLength: 800,
  wordLength: 40,
  examples: 40,
  exampleLength: 200,
} as const

/** Lower-case words joined by `-` or `.`: `abs.superlative`, `shop-7`. */
export const ruleIdSchema = z
  .string()
  .regex(/^[a-z0-9]+(?:[.-][a-z0-9]+){0,7}$/)
  .max(80)
export type RuleId = z.infer<typeof ruleIdSchema>

const packIdSchema = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+){0,7}$/)
  .max(60)
const packVersionSchema = z.string().regex(/^[0-9A-Za-z][0-9A-Za-z.+-]{0,39}$/)
const wordSchema = z.string().min(1).max(PACK_LIMITS.wordLength)
const templateSchema = z.string().min(1).max(PACK_LIMITS.templateLength)
const templatesSchema = z.array(templateSchema).min(1).max(PACK_LIMITS.templatesPerRule)
const dateSchema = z.iso.date()

/**
 * The contexts that can spare a hit (compliance facts §2.1). Each is one function of `filters/`.
 *
 * - `negation` 否定与谈论规则: 不是最好, 不敢说最低价
 * - `denial` 说完又否认: 全网最低这话我不敢说
 * - `quotation` 转述与提问: 有人问是不是全网最低
 * - `warning` 提醒防骗: 别加陌生人微信
 * - `order` 顺序与时间: 第一步, 第一次, 最近
 * - `limit` 上限下限: 最高可减二十, 最低温
 * - `advice` 使用建议: 最好先用温水
 * - `grade` 分级: 一级能效, 特级初榨
 * - `own-range` 自家比较: 我们家最厚的一款
 * - `opinion` 非商品: 最爱你们, 顾客第一
 * - `homograph` 字面巧合: 确保本次, 面包过期
 * - `name` 商品名与凭证原文
 */
export const contextSchema = z.enum([
  'negation',
  'denial',
  'quotation',
  'warning',
  'order',
  'limit',
  'advice',
  'grade',
  'own-range',
  'opinion',
  'homograph',
  'name',
])
export type Context = z.infer<typeof contextSchema>

/** A fact of the product that makes the claim lawful; one of a rule's `needs` is enough. */
export const needSchema = z.discriminatedUnion('has', [
  /** A verifiable price record is on file. */
  z.strictObject({ has: z.literal('price-evidence') }),
  /** A document that has not expired and whose type or text holds one of the words. */
  z.strictObject({ has: z.literal('document'), words: z.array(wordSchema).min(1).max(40) }),
  /** The product's name or category holds one of the words. */
  z.strictObject({ has: z.literal('name'), words: z.array(wordSchema).min(1).max(40) }),
  /** The trust card holds one of the rights. */
  z.strictObject({ has: z.literal('guarantee'), codes: z.array(guaranteeCodeSchema).min(1).max(20) }),
  /** No more than so many pieces are left. */
  z.strictObject({ has: z.literal('stock-at-most'), pieces: z.number().int().min(0).max(1_000_000) }),
  /** What was said stands in a document's own words (at least four characters of it). */
  z.strictObject({ has: z.literal('said-in-document') }),
])
export type Need = z.infer<typeof needSchema>

/** What a fact rule compares its captured number or words with. Each is one function of `checks/`. */
export const factCheckSchema = z.discriminatedUnion('type', [
  /** A former or list price: lawful only with a price record and not above it (明码标价和禁止价格欺诈规定 art. 16, 17). */
  z.strictObject({ type: z.literal('list-price') }),
  /** The price on air: what is said must not be below what is charged (art. 19(2)). */
  z.strictObject({ type: z.literal('price-now') }),
  /** N折: the price on air divided by the recorded list price. */
  z.strictObject({ type: z.literal('discount') }),
  /** Pieces left: what is said must not be less than the record. */
  z.strictObject({ type: z.literal('stock') }),
  /** A figure: it must stand in a document, the name or the facts of the product, by value. */
  z.strictObject({ type: z.literal('figure') }),
  /** A rank: a document must say it, with no wider scope than the document has. */
  z.strictObject({ type: z.literal('ranking') }),
  /** A right promised: it must be on the card, with no more days, hours or multiple than the card. */
  z.strictObject({
    type: z.literal('guarantee'),
    codes: z.array(guaranteeCodeSchema).min(1).max(20),
    term: z.enum(['none', 'days', 'hours', 'multiple']),
  }),
  /** A right denied or taken back: a breach when it is on the card. */
  z.strictObject({ type: z.literal('guarantee-denied'), codes: z.array(guaranteeCodeSchema).min(1).max(20) }),
  /**
   * A number or reference (patent, licence, certificate) that must stand on file letter for letter when one is said. Of
   * `kinds` (发明, 实用新型) those that are said must stand there too.
   */
  z.strictObject({
    type: z.literal('document-number'),
    words: z.array(wordSchema).min(1).max(40),
    kinds: z.array(wordSchema).max(40).default([]),
  }),
])
export type FactCheck = z.infer<typeof factCheckSchema>

/**
 * Whether a rule's hit stands by itself. `frame`: its wording is so wide that a hit alone means nothing; it counts when the
 * scorer, reading the whole sentence, holds it for a violation of the same family.
 */
export const certaintySchema = z.enum(['sure', 'frame'])
export type Certainty = z.infer<typeof certaintySchema>

/** How far a rule also listens to sound: not at all, to letters (zui hao), or also to same-sounding characters. */
export const soundSchema = z.enum(['off', 'letters', 'near'])
export type Sound = z.infer<typeof soundSchema>

const exampleSchema = z.union([
  z.string().min(1).max(PACK_LIMITS.exampleLength),
  z.strictObject({
    text: z.string().min(1).max(PACK_LIMITS.exampleLength),
    /** Id of a product of the test fixtures; without one nothing is on air. */
    product: z.string().min(1).max(64),
  }),
])
export type RuleExample = z.infer<typeof exampleSchema>

const ruleBase = {
  id: ruleIdSchema,
  family: familySchema,
  severity: severitySchema,
  message: localTextSchema,
  /** Lawful wording instead. */
  suggestion: localTextSchema,
  /** What the streamer says on air to put it right. */
  correction: z.string().min(1).max(300),
  basis: z.array(basisSchema).min(1).max(8),
  penalty: z.string().max(300),
  /** Product categories by their words. Empty `only` = every category, and no product at all. */
  categories: z.strictObject({
    only: z.array(wordSchema).max(60),
    except: z.array(wordSchema).max(60),
  }),
  /** First and last day the rule holds, China time; null = open. */
  effectiveFrom: dateSchema.nullable(),
  effectiveTo: dateSchema.nullable(),
  /** Rows of the compliance facts the rule stands for (`ABS-01`); empty for a shop's own rules. */
  covers: z
    .array(z.string().regex(/^[A-Z]{1,4}-\d{2}$/))
    .max(8)
    .default([]),
  certainty: certaintySchema.default('sure'),
  unless: z.array(contextSchema).max(20),
  needs: z.array(needSchema).max(10),
  sound: soundSchema,
  examples: z.strictObject({
    bad: z.array(exampleSchema).min(2).max(PACK_LIMITS.examples),
    ok: z.array(exampleSchema).min(2).max(PACK_LIMITS.examples),
  }),
}

/** Words that are a breach wherever they stand. No gaps. */
export const phraseRuleSchema = z.strictObject({
  ...ruleBase,
  kind: z.literal('phrase'),
  say: templatesSchema,
})
/** A frame: words, classes and numbers with bounded gaps, in the template language of `template.ts`. */
export const patternRuleSchema = z.strictObject({
  ...ruleBase,
  kind: z.literal('pattern'),
  say: templatesSchema,
})
/** A breach only when other words stand near it, or are missing. */
export const conditionalRuleSchema = z.strictObject({
  ...ruleBase,
  kind: z.literal('conditional'),
  say: templatesSchema,
  with: templatesSchema,
  /** Characters between the two, at most. */
  within: z.number().int().min(0).max(200),
  when: z.enum(['present', 'absent']),
})
/** A claim that is compared with the product's record. */
export const factRuleSchema = z.strictObject({
  ...ruleBase,
  kind: z.literal('fact'),
  say: templatesSchema,
  check: factCheckSchema,
})
/** Words that must be said while a product is on air; looked at over the whole time, not per utterance. */
export const mustSayRuleSchema = z.strictObject({
  ...ruleBase,
  kind: z.literal('must-say'),
  say: templatesSchema,
  /** Time on air after which it is reminded, in ms. */
  remindAfterMs: z.number().int().min(0).max(3_600_000),
  /** `ai-host`: only while the shop's host or voice is made by a machine (settings). */
  when: z.enum(['always', 'ai-host']).default('always'),
})
/** Something owed after the show. No breach: it goes into the ledger. */
export const promiseRuleSchema = z.strictObject({
  ...ruleBase,
  kind: z.literal('promise'),
  say: templatesSchema,
  promise: promiseKindSchema,
  /** Hours it is due in when no time is named; null = open. */
  dueHours: z.number().int().min(1).max(87_600).nullable(),
})

/**
 * The words for what the scorer finds by itself, one rule a family: it has no wording of its own and is always a note, until
 * words of another rule confirm it.
 */
export const scoredRuleSchema = z.strictObject({
  ...ruleBase,
  kind: z.literal('scored'),
  say: z.array(templateSchema).max(0).default([]),
})

/** One rule of a pack; its kind decides which of the engine's checks reads it. */
export const ruleSchema = z.discriminatedUnion('kind', [
  phraseRuleSchema,
  patternRuleSchema,
  conditionalRuleSchema,
  factRuleSchema,
  mustSayRuleSchema,
  promiseRuleSchema,
  scoredRuleSchema,
])
export type Rule = z.infer<typeof ruleSchema>
export type RuleKind = Rule['kind']
export type FactRule = Extract<Rule, { kind: 'fact' }>
export type PromiseRule = Extract<Rule, { kind: 'promise' }>
export type MustSayRule = Extract<Rule, { kind: 'must-say' }>

/** Name of a word class, as templates call it between `<` and `>`. */
export const classNameSchema = z.string().regex(/^[\p{Script=Han}A-Za-z0-9-]{1,20}$/u)

/**
 * A rule pack: data without code. On disk a folder of `pack.json`, `classes.json`, `ordinary.json`, `scorer.json` and
 * `rules/*.json`; here the same as one value.
 */
export const rulePackSchema = z.strictObject({
  formatVersion: z.literal(1),
  id: packIdSchema,
  version: packVersionSchema,
  name: localTextSchema,
  /** Word classes: name → templates without gaps. */
  classes: z
    .record(classNameSchema, z.array(templateSchema).min(1).max(PACK_LIMITS.wordsPerClass))
    .refine((classes) => Object.keys(classes).length <= PACK_LIMITS.classes, 'too many classes'),
  /** Ordinary words: a hit that cuts one of these in two, or lies inside one, is a coincidence of characters. */
  ordinary: z.array(wordSchema).max(PACK_LIMITS.ordinaryWords),
  rules: z.array(ruleSchema).max(PACK_LIMITS.rules),
  /** Weights of the scorer that reads whole sentences; of several packs the last one's is used. */
  scorer: scorerModelSchema.nullable().default(null),
})
export type RulePack = z.infer<typeof rulePackSchema>
