import { comparePacks, isSame } from '../../domain/compliance/comparePacks.ts'
import { compilePack, PackCompileError } from '../../domain/compliance/compilePack.ts'
import { describeIssue } from '../../domain/compliance/describeIssue.ts'
import { ruleFieldName } from '../../domain/compliance/ruleFields.ts'
import { rulePackSchema, ruleSchema, type Rule, type RulePack } from '../../domain/compliance/rulePack.ts'
import { makeShopPack, SHOP_PACK_ID, surroundingsOf } from '../../domain/compliance/shopPack.ts'
import { NO_SHOP_RULES, type ShopRules } from '../../domain/compliance/shopRules.ts'
import type { LeftOut, PackInUse, RulesState } from '../../domain/contract/rules.ts'
import { fail, succeed, type Failure, type Result } from '../../domain/contract/result.ts'
import type { LocalText } from '../../domain/model/scalars.ts'
import type { DbClient, StoredPack, StoredShopRule } from '../db/client.ts'
import { compilesAlone, readShippedPacks } from '../transfer/readRulePack.ts'
import type { Clock } from './clock.ts'
import type { RuleSet } from './rulesJobs.ts'

/** What the library stands on. */
export type RuleLibraryDeps = {
  readonly db: DbClient
  readonly clock: Clock
  readonly resourcesDir: string
}

/** The rules in use as they lie in the file and in the app's folder. */
export type LibraryContent = Omit<RulesState, 'revision'> & {
  /** The shipped packs of this version of the app, accepted or not. */
  readonly shipped: readonly RulePack[]
}

/** Reads what is in use: the shipped packs as the user accepted them, imported ones, the shop's own. */
export type RuleLibrary = { readonly read: () => Promise<Result<LibraryContent>> }

/** What claims are checked with: a shop without rules of its own has no pack of them. */
export const ruleSetOf = ({ packs, shop }: Pick<RulesState, 'packs' | 'shop'>): RuleSet => ({
  packs: packs.map(({ pack }) => pack).filter((pack) => pack.id !== SHOP_PACK_ID || pack.rules.length > 0),
  shop,
})

/** The failure that says what is wrong with a rule, field by field, in both languages. */
export const ruleFailure = (rule: string, field: string, reason: LocalText): Failure => {
  const name = ruleFieldName(field)
  return {
    code: 'rule-invalid',
    params: { rule, fieldZh: name.zh, fieldEn: name.en, reasonZh: reason.zh, reasonEn: reason.en },
  }
}

/** The pack a stored copy holds, or what keeps this version from using it. */
const readStored = ({ id, content }: StoredPack): Result<RulePack> => {
  const parsed = rulePackSchema.safeParse(content)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const reason = issue === undefined ? { zh: '', en: '' } : describeIssue(issue)
    const field = issue?.path.map(String).join('.') ?? ''
    return fail('pack-invalid', { file: id, rule: '', field, reasonZh: reason.zh, reasonEn: reason.en })
  }
  return compilesAlone(id, parsed.data)
}

/** The stored rules of the shop that can be used. */
const readShopRules = (
  stored: readonly StoredShopRule[],
  classes: RulePack['classes'],
): { rules: Rule[]; leftOut: LeftOut[] } => {
  const leftOut: LeftOut[] = []
  let rules: Rule[] = []
  for (const { id, rule } of stored) {
    const parsed = ruleSchema.safeParse(rule)
    const issue = parsed.error?.issues[0]
    if (parsed.success) rules.push(parsed.data)
    else if (issue !== undefined) {
      const failure = ruleFailure(id, issue.path.map(String).join('.'), describeIssue(issue))
      leftOut.push({ id, failure })
    }
  }
  // A word class a rule uses may have gone with an update: that rule rests, the others hold.
  while (rules.length > 0) {
    try {
      compilePack([makeShopPack(rules, classes, '1')], NO_SHOP_RULES)
      return { rules, leftOut }
    } catch (error) {
      if (!(error instanceof PackCompileError) || error.rule === '') throw error
      leftOut.push({ id: error.rule, failure: ruleFailure(error.rule, error.field, error.reason) })
      rules = rules.filter(({ id }) => id !== error.rule)
    }
  }
  return { rules, leftOut }
}

/** The library over the database. On the first run the shipped packs are accepted without a question. */
export const createRuleLibrary = ({ db, clock, resourcesDir }: RuleLibraryDeps): RuleLibrary => {
  let shippedReading: Promise<Result<RulePack[]>> | null = null
  const readShipped = async (): Promise<Result<RulePack[]>> => {
    const mine = (shippedReading ??= readShippedPacks(resourcesDir))
    const result = await mine
    if (!result.ok) shippedReading = null
    return result
  }

  const read = async (): Promise<Result<LibraryContent>> => {
    const shipped = await readShipped()
    if (!shipped.ok) return shipped
    const stored = await db.call('rules.read', null)
    if (!stored.ok) return stored
    const copies = new Map(stored.value.packs.map((pack) => [pack.id, pack]))
    const packs: PackInUse[] = []
    const leftOut: LeftOut[] = []
    const accept: StoredPack[] = []
    for (const pack of shipped.value) {
      const copy = copies.get(pack.id)
      copies.delete(pack.id)
      const asStored: StoredPack = {
        id: pack.id,
        version: pack.version,
        origin: 'shipped',
        content: pack,
        installedAt: clock.epochMs(),
      }
      if (copy === undefined) {
        accept.push(asStored)
        packs.push({ pack, origin: 'shipped', update: null })
        continue
      }
      // Nearly always the copy is the pack itself, and need not be read again.
      if (JSON.stringify(copy.content) === JSON.stringify(pack)) {
        packs.push({ pack, origin: 'shipped', update: null })
        continue
      }
      const used = readStored(copy)
      if (!used.ok) {
        // A copy this version cannot read is worth less than the pack that came with it.
        leftOut.push({ id: pack.id, failure: used.error })
        packs.push({ pack, origin: 'shipped', update: null })
        continue
      }
      const isNewest =
        isSame(comparePacks([used.value], [pack])) ||
        // An imported pack in the place of a shipped one differs on purpose.
        (copy.origin === 'imported' && copy.version === pack.version)
      packs.push({ pack: used.value, origin: copy.origin, update: isNewest ? null : pack.version })
    }
    for (const copy of copies.values()) {
      const used = readStored(copy)
      if (used.ok) packs.push({ pack: used.value, origin: 'imported', update: null })
      else leftOut.push({ id: copy.id, failure: used.error })
    }
    if (accept.length > 0) {
      const written = await db.call('rules.putPacks', accept)
      if (!written.ok) return written
    }
    const around = surroundingsOf(packs.map(({ pack }) => pack))
    const own = readShopRules(stored.value.rules, around.classes)
    const changedAt = Math.max(0, ...stored.value.rules.map((rule) => rule.changedAt))
    packs.push({
      pack: makeShopPack(own.rules, around.classes, shopVersion(changedAt)),
      origin: 'shop',
      update: null,
    })
    const shop: ShopRules = { adjustments: stored.value.adjustments, allowed: stored.value.allowed }
    return succeed({
      packs,
      shop,
      times: Object.fromEntries(
        stored.value.rules.map(({ id, createdAt, changedAt: at }) => [id, { createdAt, changedAt: at }]),
      ),
      leftOut: [...leftOut, ...own.leftOut],
      shipped: shipped.value,
    })
  }
  return { read }
}

/** The version of the shop's own rules: the moment of their last change, in China time. */
const shopVersion = (changedAt: number): string =>
  changedAt === 0
    ? '0'
    : new Date(changedAt + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', '.').replaceAll(':', '')
