import { comparePacks } from '../../domain/compliance/comparePacks.ts'
import { mergeTallies, tallyChanges, type RuleTally } from '../../domain/compliance/compareVerdicts.ts'
import { describeIssue } from '../../domain/compliance/describeIssue.ts'
import type { PastPage } from '../../domain/compliance/pastClaims.ts'
import type { PackChange } from '../../domain/compliance/recheck/compareCompiledPacks.ts'
import { ruleSchema, type Rule, type RulePack } from '../../domain/compliance/rulePack.ts'
import {
  makeShopPack,
  MAX_SHOP_RULES,
  SHOP_PACK_ID,
  surroundingsOf,
  withUsedClasses,
} from '../../domain/compliance/shopPack.ts'
import type { RuleAdjustment } from '../../domain/compliance/shopRules.ts'
import type { Progress } from '../../domain/contract/bridge.ts'
import type { HandedFile } from '../../domain/contract/ipc.ts'
import {
  SHOWN_CLAIMS,
  TRIAL_CLAIMS,
  type PackEffect,
  type PackPreview,
  type PastHit,
  type RulesState,
  type RuleTrial,
} from '../../domain/contract/rules.ts'
import { fail, succeed, type Result } from '../../domain/contract/result.ts'
import type { GuaranteeDefinition } from '../../domain/model/guarantee.ts'
import type { Ulid } from '../../domain/model/scalars.ts'
import type { DbClient, StoredPack, StoredShopRule } from '../db/client.ts'
import { PACK_FILE_EXTENSION, writeRulePackFile } from '../transfer/readRulePack.ts'
import type { Clock } from './clock.ts'
import { ruleFailure, ruleSetOf, toStored, type LibraryContent, type RuleLibrary } from './ruleLibrary.ts'
import type { RulePacks } from './rulePacks.ts'
import type { RuleSet } from './rulesJobs.ts'
import type { RulesThread } from './rulesThread.ts'

/** What the use cases of the rules room stand on. */
export type RulesDeps = {
  readonly db: DbClient
  readonly library: RuleLibrary
  readonly packs: RulePacks
  readonly thread: RulesThread
  readonly definitions: readonly GuaranteeDefinition[]
  readonly clock: Clock
  readonly newId: () => Ulid
  /** Hears how far a comparison with past claims is. */
  readonly onProgress: (progress: Progress) => void
}

/** What a window asks to be set for some rules; null = back to the rules' own severity. */
export type AdjustmentDraft = {
  readonly rules: readonly string[]
  readonly severity: RuleAdjustment['severity'] | null
  readonly reason: string
}

/** A pack as a file. */
export type PackExport = { readonly fileName: string; readonly bytes: Uint8Array }

/** The rules room: what is in use, what the shop sets above it, and every change looked at before it holds. */
export type RulesService = {
  readonly state: () => Promise<Result<RulesState>>
  readonly adjust: (draft: AdjustmentDraft) => Promise<Result<RulesState>>
  readonly allow: (phrase: string, reason: string) => Promise<Result<RulesState>>
  readonly disallow: (phrase: string) => Promise<Result<RulesState>>
  readonly tryRule: (rule: unknown) => Promise<Result<RuleTrial>>
  /** Refused while the rule cannot be read or one of its examples fails; the failure says which. */
  readonly save: (rule: unknown, replaces: string | null) => Promise<Result<RulesState>>
  readonly remove: (rule: string) => Promise<Result<RulesState>>
  /** Brings back a rule removed since the app was opened, as it was. */
  readonly restore: (rule: string) => Promise<Result<RulesState>>
  readonly importPreview: (file: HandedFile) => Promise<Result<PackPreview>>
  readonly updatePreview: (pack: string) => Promise<Result<PackPreview>>
  /** What the rules of a preview would have said about every claim on file. */
  readonly effect: (token: Ulid) => Promise<Result<PackEffect>>
  readonly adopt: (token: Ulid) => Promise<Result<RulesState>>
  readonly discard: (token: Ulid) => void
  readonly removePack: (pack: string) => Promise<Result<RulesState>>
  readonly exportPack: (pack: string) => Promise<Result<PackExport>>
}

/** Claims checked at a time. */
const PAGE = 400
/** Examples that fail, named with a pack; one is enough to be careful. */
const FAILING_SHOWN = 20

type Preview = {
  readonly token: Ulid
  readonly pack: RulePack
  readonly origin: StoredPack['origin']
  /** For a file of shop rules: those that are in it. */
  readonly rules: readonly Rule[]
  readonly before: RuleSet
  readonly after: RuleSet
}

/** Reads a rule that comes from a window. */
const readRule = (given: unknown): Result<Rule> => {
  const parsed = ruleSchema.safeParse(given)
  if (parsed.success) return succeed(parsed.data)
  const named =
    typeof given === 'object' && given !== null && 'id' in given && typeof given.id === 'string'
      ? given.id
      : ''
  const [issue] = parsed.error.issues
  const field = issue?.path.map(String).join('.') ?? ''
  return {
    ok: false,
    error: ruleFailure(named, field, issue === undefined ? { zh: '', en: '' } : describeIssue(issue)),
  }
}

/** A pack put in its place: instead of one with its id, or before the shop's own rules. */
const withPack = (content: LibraryContent, pack: RulePack): RuleSet => {
  const packs = content.packs.map((entry) => entry.pack)
  const place = packs.findIndex(({ id }) => id === pack.id)
  const own = packs.findIndex(({ id }) => id === SHOP_PACK_ID)
  const changed =
    place >= 0 ? packs.with(place, pack) : packs.toSpliced(own < 0 ? packs.length : own, 0, pack)
  return ruleSetOf({
    packs: changed.map((one) => ({ pack: one, origin: 'imported', update: null })),
    shop: content.shop,
  })
}

/** Whether packs can be used together is asked of their words: the scorer is megabytes, and was checked when it was read. */
const withoutScorers = ({ packs, shop }: RuleSet): RuleSet => ({
  packs: packs.map((pack) => ({ ...pack, scorer: null })),
  shop,
})

/** The rules room over the database. */
export const createRulesService = (deps: RulesDeps): RulesService => {
  const { db, library, packs, thread, clock } = deps
  let revision = 0
  let preview: Preview | null = null
  /** Trials come one after the other: the thread keeps one rule. */
  let trying: Promise<unknown> = Promise.resolve()
  const removed = new Map<string, StoredShopRule>()

  const read = (): Promise<Result<LibraryContent>> => library.read()
  const stateOf = ({ packs: inUse, shop, times, leftOut }: LibraryContent): RulesState => ({
    revision,
    packs: inUse,
    shop,
    times,
    leftOut,
  })
  const state = async (): Promise<Result<RulesState>> => {
    const content = await read()
    return content.ok ? succeed(stateOf(content.value)) : content
  }
  /** The rules hold from the next claim on. */
  const changed = async (written: Result<null>): Promise<Result<RulesState>> => {
    if (!written.ok) return written
    const loaded = await packs.reload()
    if (!loaded.ok) return loaded
    revision += 1
    return state()
  }
  const ownRules = async (): Promise<Result<readonly StoredShopRule[]>> => {
    const stored = await db.call('rules.read', null)
    return stored.ok ? succeed(stored.value.rules) : stored
  }

  /**
   * Walks over the past claims a change can touch, page by page; `take` says whether to go on. Gives the number of claims
   * that are done with.
   */
  const walkPast = async (
    change: PackChange,
    take: (page: PastPage, claims: number) => Promise<Result<boolean>>,
  ): Promise<Result<number>> => {
    const begun = await db.call('history.begin', change)
    if (!begun.ok) return begun
    const { walk, claims } = begun.value
    try {
      for (;;) {
        const page = await db.call('history.next', { walk, limit: PAGE })
        if (!page.ok) return page
        // Its thread ended meanwhile.
        if (page.value === null) return fail('rules-stopped', {})
        const taken = await take(page.value, claims)
        if (!taken.ok) return taken
        if (page.value.isLast || !taken.value) return succeed(page.value.passed)
      }
    } finally {
      await db.call('history.end', walk)
    }
  }
  const tryAlone = async (rule: Rule, content: LibraryContent): Promise<Result<RuleTrial>> => {
    const others = content.packs.filter(({ origin }) => origin !== 'shop').map(({ pack }) => pack)
    const tried = await thread.ask('tryRule', {
      rule,
      around: surroundingsOf(others),
      allowed: content.shop.allowed,
      guarantees: deps.definitions,
      now: clock.epochMs(),
    })
    if (!tried.ok) return tried
    const { problem, examples, reach } = tried.value
    if (reach === null) return succeed({ problem, examples, past: { claims: 0, found: 0, shown: [] } })
    const shown: PastHit[] = []
    let found = 0
    let looked = 0
    const claims = await walkPast(reach, async (page) => {
      const hits = await thread.ask('tryPage', page)
      if (!hits.ok) return hits
      looked += page.claims.length
      found += hits.value.length
      shown.push(...hits.value.slice(0, SHOWN_CLAIMS - shown.length))
      return succeed(looked < TRIAL_CLAIMS)
    })
    return claims.ok ? succeed({ problem, examples, past: { claims: claims.value, found, shown } }) : claims
  }
  const tryChecked = async (rule: Rule, content: LibraryContent): Promise<Result<RuleTrial>> => {
    const tried = trying.then(() => tryAlone(rule, content))
    trying = tried.catch(() => undefined)
    return tried
  }

  const begin = async (
    content: LibraryContent,
    pack: RulePack,
    origin: StoredPack['origin'],
    rules: readonly Rule[],
  ): Promise<Result<PackPreview>> => {
    const before = ruleSetOf(content)
    const after = withPack(content, pack)
    // Together with the others it may be too much, though by itself it was not.
    const compiled = await thread.ask('compiles', withoutScorers(after))
    if (!compiled.ok) return compiled
    if (!compiled.value.ok) return compiled.value
    const failing = await thread.ask('failingExamples', {
      pack,
      guarantees: deps.definitions,
      now: clock.epochMs(),
      most: FAILING_SHOWN,
    })
    if (!failing.ok) return failing
    const token = deps.newId()
    preview = { token, pack, origin, rules, before, after }
    return succeed({
      token,
      packId: pack.id,
      name: pack.name,
      from: content.packs.find((entry) => entry.pack.id === pack.id)?.pack.version ?? null,
      to: pack.version,
      rules: pack.rules.length,
      comparison: comparePacks(before.packs, after.packs),
      failing: failing.value,
    })
  }
  const previewOf = (token: Ulid): Preview | null => (preview?.token === token ? preview : null)

  return {
    state,
    adjust: async ({ rules, severity, reason }) => {
      if (severity === null) return changed(await db.call('rules.removeSettings', rules))
      if (reason.trim() === '') return fail('rule-reason-missing', {})
      const content = await read()
      if (!content.ok) return content
      const known = new Set(content.value.packs.flatMap(({ pack }) => pack.rules.map(({ id }) => id)))
      const unknown = rules.find((id) => !known.has(id))
      if (unknown !== undefined) return fail('rule-unknown', { rule: unknown })
      const at = clock.epochMs()
      return changed(
        await db.call(
          'rules.putSettings',
          rules.map((rule) => ({ rule, severity, reason: reason.trim(), at })),
        ),
      )
    },
    allow: async (phrase, reason) =>
      changed(await db.call('rules.putAllowed', { phrase, reason, at: clock.epochMs() })),
    disallow: async (phrase) => changed(await db.call('rules.removeAllowed', phrase)),
    tryRule: async (given) => {
      const rule = readRule(given)
      if (!rule.ok) return rule
      const content = await read()
      return content.ok ? tryChecked(rule.value, content.value) : content
    },
    save: async (given, replaces) => {
      const rule = readRule(given)
      if (!rule.ok) return rule
      const { id, message } = rule.value
      const content = await read()
      if (!content.ok) return content
      const stored = await ownRules()
      if (!stored.ok) return stored
      const others = stored.value.filter((own) => own.id !== replaces)
      if (replaces !== null && others.length === stored.value.length)
        return fail('rule-unknown', { rule: replaces })
      if (others.some((own) => own.id === id)) return fail('rule-id-taken', { rule: id })
      if (others.length >= MAX_SHOP_RULES) return fail('rule-too-many', { limit: MAX_SHOP_RULES })
      const tried = await tryChecked(rule.value, content.value)
      if (!tried.ok) return tried
      const { problem, examples } = tried.value
      if (problem !== null)
        return { ok: false, error: ruleFailure(message.zh, problem.field, problem.reason) }
      const failed = examples.find(({ passes }) => passes === false)
      if (failed?.kind === 'bad') return fail('rule-bad-missed', { rule: message.zh, text: failed.text })
      if (failed !== undefined) return fail('rule-ok-hit', { rule: message.zh, text: failed.text })
      const ownPack = content.value.packs.find(({ origin }) => origin === 'shop')?.pack
      if (ownPack !== undefined) {
        const rules = [...ownPack.rules.filter((each) => each.id !== replaces), rule.value]
        const compiled = await thread.ask(
          'compiles',
          withoutScorers(withPack(content.value, { ...ownPack, rules })),
        )
        if (!compiled.ok) return compiled
        if (!compiled.value.ok) return compiled.value
      }
      const at = clock.epochMs()
      const was = stored.value.find((own) => own.id === replaces)
      if (was !== undefined && was.id !== id) {
        const dropped = await db.call('rules.removeRule', was.id)
        if (!dropped.ok) return dropped
      }
      return changed(
        await db.call('rules.putRules', [
          { id, rule: rule.value, createdAt: was?.createdAt ?? at, changedAt: at },
        ]),
      )
    },
    remove: async (id) => {
      const stored = await ownRules()
      if (!stored.ok) return stored
      const rule = stored.value.find((own) => own.id === id)
      if (rule === undefined) return fail('rule-unknown', { rule: id })
      const done = await changed(await db.call('rules.removeRule', id))
      if (done.ok) removed.set(id, rule)
      return done
    },
    restore: async (id) => {
      const rule = removed.get(id)
      if (rule === undefined) return fail('rule-unknown', { rule: id })
      const done = await changed(await db.call('rules.putRules', [rule]))
      if (done.ok) removed.delete(id)
      return done
    },
    importPreview: async ({ name, bytes }) => {
      const pack = await thread.ask('readFile', { name, bytes })
      if (!pack.ok) return pack
      if (!pack.value.ok) return pack.value
      const content = await read()
      if (!content.ok) return content
      const given = pack.value.value
      if (given.id !== SHOP_PACK_ID) return begin(content.value, given, 'imported', given.rules)
      // A file of shop rules is added to the shop's own: what is not in the file stays.
      const own = content.value.packs.find(({ origin }) => origin === 'shop')?.pack
      const coming = new Set(given.rules.map(({ id }) => id))
      const kept = (own?.rules ?? []).filter(({ id }) => !coming.has(id))
      const merged = [...kept, ...given.rules]
      if (merged.length > MAX_SHOP_RULES) return fail('rule-too-many', { limit: MAX_SHOP_RULES })
      const classes = { ...given.classes, ...own?.classes }
      return begin(content.value, makeShopPack(merged, classes, given.version), 'imported', given.rules)
    },
    updatePreview: async (id) => {
      const content = await read()
      if (!content.ok) return content
      const entry = content.value.packs.find(({ pack }) => pack.id === id)
      if (entry === undefined) return fail('pack-unknown', { pack: id })
      const shipped = content.value.shipped.find((pack) => pack.id === id)
      if (shipped === undefined || entry.update === null) return fail('pack-no-update', { pack: id })
      return begin(content.value, shipped, 'shipped', shipped.rules)
    },
    effect: async (token) => {
      const mine = previewOf(token)
      if (mine === null) return fail('rules-preview-stale', {})
      const began = await thread.ask('beginCompare', {
        before: mine.before,
        after: mine.after,
        guarantees: deps.definitions,
      })
      if (!began.ok) return began
      const shown: PackEffect['shown'][number][] = []
      let tallies: RuleTally[] = []
      let changes = 0
      const claims = await walkPast(began.value, async (page, total) => {
        if (previewOf(token) === null) return fail('rules-stopped', {})
        const compared = await thread.ask('comparePage', page)
        if (!compared.ok) return compared
        changes += compared.value.length
        tallies = mergeTallies([tallies, tallyChanges(compared.value)])
        for (const change of compared.value.slice(0, SHOWN_CLAIMS - shown.length)) {
          const { id, sessionTitle, text, at, productId } = change.claim
          shown.push({ ...change, claim: { id, sessionTitle, text, at, productId } })
        }
        deps.onProgress({ task: 'rules-effect', done: page.passed, total })
        return succeed(true)
      })
      return claims.ok ? succeed({ claims: claims.value, changed: changes, shown, rules: tallies }) : claims
    },
    adopt: async (token) => {
      const mine = previewOf(token)
      if (mine === null) return fail('rules-preview-stale', {})
      const { pack, origin } = mine
      const at = clock.epochMs()
      if (pack.id === SHOP_PACK_ID) {
        const stored = await ownRules()
        if (!stored.ok) return stored
        const made = new Map(stored.value.map((own) => [own.id, own.createdAt]))
        const written = await changed(
          await db.call(
            'rules.putRules',
            mine.rules.map((rule) => ({
              id: rule.id,
              rule,
              createdAt: made.get(rule.id) ?? at,
              changedAt: at,
            })),
          ),
        )
        if (written.ok) preview = null
        return written
      }
      const adopted = await changed(await db.call('rules.putPacks', [toStored(pack, origin, at)]))
      if (adopted.ok) preview = null
      return adopted
    },
    discard: (token) => {
      if (preview?.token === token) preview = null
    },
    removePack: async (id) => {
      const content = await read()
      if (!content.ok) return content
      const entry = content.value.packs.find(({ pack }) => pack.id === id)
      const isStored = content.value.leftOut.some((left) => left.id === id)
      if (entry === undefined && !isStored) return fail('pack-unknown', { pack: id })
      if (entry !== undefined && entry.origin !== 'imported') return fail('pack-not-removable', { pack: id })
      return changed(await db.call('rules.removePack', id))
    },
    exportPack: async (id) => {
      const content = await read()
      if (!content.ok) return content
      const pack = content.value.packs.find((entry) => entry.pack.id === id)?.pack
      if (pack === undefined) return fail('pack-unknown', { pack: id })
      return succeed({
        fileName: `${id}-${pack.version}.${PACK_FILE_EXTENSION}`,
        bytes: writeRulePackFile(id === SHOP_PACK_ID ? withUsedClasses(pack) : pack),
      })
    },
  }
}
