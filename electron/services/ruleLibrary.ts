import { createHash } from 'node:crypto'
import { comparePacks, isSame } from '../../domain/compliance/comparePacks.ts'
import { compilePack, PackCompileError } from '../../domain/compliance/compilePack.ts'
import { describeIssue } from '../../domain/compliance/describeIssue.ts'
import { ruleFieldName } from '../../domain/compliance/ruleFields.ts'
import { rulePackSchema, ruleSchema, type Rule, type RulePack } from '../../domain/compliance/rulePack.ts'
import { makeShopPack, SHOP_PACK_ID, surroundingsOf } from '../../domain/compliance/shopPack.ts'
import { NO_SHOP_RULES, type ShopRules } from '../../domain/compliance/shopRules.ts'
import type { LeftOut, PackInUse, RulesState } from '../../domain/contract/rules.ts'
import { fail, succeed, type Failure, type Result } from '../../domain/contract/result.ts'
import type { EpochMs, LocalText } from '../../domain/model/scalars.ts'
import type { DbClient, StoredPack, StoredPackContent, StoredRules, StoredShopRule } from '../db/client.ts'
import { inputsText, shippedInputs } from '../transfer/compiledPacks.ts'
import { compilesAlone, openShippedPacks, type ShippedPack } from '../transfer/readRulePack.ts'
import type { Clock } from './clock.ts'
import type { RuleSource } from './rulePacks.ts'
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

/** What is in use: the shipped packs as the user accepted them, imported ones, the shop's own. */
export type RuleLibrary = {
  readonly read: () => Promise<Result<LibraryContent>>
  /** The same before it is read, for those who may have it compiled already. */
  readonly source: () => Promise<Result<RuleSource>>
}

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

const digestOf = (content: string): string => createHash('sha256').update(content).digest('hex')

/** A pack as it is stored. */
export const toStored = (
  pack: RulePack,
  origin: StoredPack['origin'],
  installedAt: EpochMs,
): StoredPackContent => {
  const content = JSON.stringify(pack)
  return { id: pack.id, version: pack.version, origin, digest: digestOf(content), content, installedAt }
}

/** The pack a stored copy holds, or what keeps this version from using it. */
const readStored = (id: string, content: string): Result<RulePack> => {
  const parsed = rulePackSchema.safeParse(JSON.parse(content))
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
  type Snapshot = { readonly shipped: readonly ShippedPack[]; readonly stored: StoredRules }
  let opening: Promise<Result<ShippedPack[]>> | null = null
  let accepting: Promise<Result<null>> | null = null
  /** Packs read from stored copies, by digest. */
  const copiesRead = new Map<string, Result<RulePack>>()
  let ownRead: { readonly key: string; readonly own: ReturnType<typeof readShopRules> } | null = null

  const openShipped = async (): Promise<Result<ShippedPack[]>> => {
    const mine = (opening ??= openShippedPacks(resourcesDir))
    const result = await mine
    if (!result.ok && opening === mine) opening = null
    return result
  }
  const snapshot = async (): Promise<Result<Snapshot>> => {
    const shipped = await openShipped()
    if (!shipped.ok) return shipped
    const stored = await db.call('rules.read', null)
    return stored.ok ? succeed({ shipped: shipped.value, stored: stored.value }) : stored
  }
  /** Shipped packs that have no copy yet are in use all the same; their copies are kept for the update after this one. */
  const accept = async (packs: readonly ShippedPack[]): Promise<Result<null>> => {
    const copies: StoredPackContent[] = []
    for (const { digest, read } of packs) {
      const pack = await read()
      if (!pack.ok) return pack
      copies.push({ ...toStored(pack.value, 'shipped', clock.epochMs()), digest })
    }
    return db.call('rules.putPacks', copies)
  }
  const acceptMissing = async ({ shipped, stored }: Snapshot): Promise<Result<null>> => {
    const missing = shipped.filter(({ id }) => !stored.packs.some((copy) => copy.id === id))
    if (missing.length === 0) return succeed(null)
    const mine = (accepting ??= accept(missing))
    const result = await mine
    if (accepting === mine) accepting = null
    return result
  }

  /** A stored copy read; `content` is null when it was read before. */
  const readCopy = async (
    copy: StoredPack,
  ): Promise<Result<{ readonly used: Result<RulePack>; readonly content: string | null }>> => {
    const known = copiesRead.get(copy.digest)
    if (known !== undefined) return succeed({ used: known, content: null })
    const content = await db.call('rules.packContent', copy)
    if (!content.ok) return content
    if (content.value === null) return fail('pack-unknown', { pack: copy.id })
    const used = readStored(copy.id, content.value)
    if (copy.digest !== '') copiesRead.set(copy.digest, used)
    return succeed({ used, content: content.value })
  }

  const readContent = async ({ shipped, stored }: Snapshot): Promise<Result<LibraryContent>> => {
    const copies = new Map(stored.packs.map((pack) => [pack.id, pack]))
    const packs: PackInUse[] = []
    const shippedRead: RulePack[] = []
    const leftOut: LeftOut[] = []
    /** Copies whose digest is not yet that of what they hold. */
    const renamed: StoredPackContent[] = []
    for (const { id, digest, read } of shipped) {
      const fresh = await read()
      if (!fresh.ok) return fresh
      const pack = fresh.value
      shippedRead.push(pack)
      const copy = copies.get(id)
      copies.delete(id)
      if (copy === undefined || copy.digest === digest) {
        packs.push({ pack, origin: 'shipped', update: null })
        continue
      }
      const kept = await readCopy(copy)
      if (!kept.ok) return kept
      const { used, content } = kept.value
      if (content === JSON.stringify(pack)) {
        renamed.push({ ...copy, digest, content })
        packs.push({ pack, origin: 'shipped', update: null })
        continue
      }
      if (copy.digest === '' && content !== null)
        renamed.push({ ...copy, digest: digestOf(content), content })
      if (!used.ok) {
        // A copy this version cannot read is worth less than the pack that came with it.
        leftOut.push({ id, failure: used.error })
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
      const kept = await readCopy(copy)
      if (!kept.ok) return kept
      const { used, content } = kept.value
      if (copy.digest === '' && content !== null)
        renamed.push({ ...copy, digest: digestOf(content), content })
      if (used.ok) packs.push({ pack: used.value, origin: 'imported', update: null })
      else leftOut.push({ id: copy.id, failure: used.error })
    }
    if (renamed.length > 0) {
      const written = await db.call('rules.putPacks', renamed)
      if (!written.ok) return written
    }
    const around = surroundingsOf(packs.map(({ pack }) => pack))
    const key = JSON.stringify([stored.rules, stored.packs.map(({ digest }) => digest)])
    if (ownRead?.key !== key) ownRead = { key, own: readShopRules(stored.rules, around.classes) }
    const { own } = ownRead
    const changedAt = Math.max(0, ...stored.rules.map((rule) => rule.changedAt))
    packs.push({
      pack: makeShopPack(own.rules, around.classes, shopVersion(changedAt)),
      origin: 'shop',
      update: null,
    })
    return succeed({
      packs,
      shop: { adjustments: stored.adjustments, allowed: stored.allowed },
      times: Object.fromEntries(
        stored.rules.map(({ id, createdAt, changedAt: at }) => [id, { createdAt, changedAt: at }]),
      ),
      leftOut: [...leftOut, ...own.leftOut],
      shipped: shippedRead,
    })
  }

  const read = async (): Promise<Result<LibraryContent>> => {
    const taken = await snapshot()
    if (!taken.ok) return taken
    const accepted = await acceptMissing(taken.value)
    return accepted.ok ? readContent(taken.value) : accepted
  }
  const source = async (): Promise<Result<RuleSource>> => {
    const taken = await snapshot()
    if (!taken.ok) return taken
    if (taken.value.stored.packs.some(({ digest }) => digest === '')) {
      const named = await readContent(taken.value)
      return named.ok ? source() : named
    }
    const { shipped, stored } = taken.value
    const copies = new Map(stored.packs.map((pack) => [pack.id, pack]))
    const digests = shipped.map(({ id, digest }) => {
      const copy = copies.get(id)
      copies.delete(id)
      return copy === undefined || copy.digest === digest ? digest : `${copy.digest} for ${digest}`
    })
    for (const { digest } of copies.values()) digests.push(digest)
    const shop: ShopRules = { adjustments: stored.adjustments, allowed: stored.allowed }
    const inputs = inputsText({ packs: digests, ownRules: stored.rules, shop })
    return succeed({
      inputs,
      isAsShipped: inputs === shippedInputs(shipped.map(({ digest }) => digest)),
      read: async () => {
        const content = await readContent(taken.value)
        return content.ok ? succeed(ruleSetOf(content.value)) : content
      },
      keepCopies: () => acceptMissing(taken.value),
    })
  }
  return { read, source }
}

/** The version of the shop's own rules: the moment of their last change, in China time. */
const shopVersion = (changedAt: number): string =>
  changedAt === 0
    ? '0'
    : new Date(changedAt + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', '.').replaceAll(':', '')
