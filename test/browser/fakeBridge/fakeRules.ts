import { comparePacks } from '../../../domain/compliance/comparePacks.ts'
import { compareVerdicts, tallyChanges } from '../../../domain/compliance/compareVerdicts.ts'
import { checkClaim } from '../../../domain/compliance/checkClaim.ts'
import { compilePack } from '../../../domain/compliance/compilePack.ts'
import { type Rule, type RulePack, rulePackSchema } from '../../../domain/compliance/rulePack.ts'
import { makeShopPack, SHOP_PACK_ID, surroundingsOf } from '../../../domain/compliance/shopPack.ts'
import type { AllowedPhrase, RuleAdjustment } from '../../../domain/compliance/shopRules.ts'
import { compileAlone, runExamples } from '../../../domain/compliance/tryRule.ts'
import type { IpcName } from '../../../domain/contract/ipc.ts'
import { fail, succeed } from '../../../domain/contract/result.ts'
import type { PackInUse, PackPreview, RulesState, RuleTrial } from '../../../domain/contract/rules.ts'
import type { Claim } from '../../../domain/model/claim.ts'
import type { Product } from '../../../domain/model/product.ts'
import type { Handlers } from './fakeMain.ts'
import type { LongWork } from './longWork.ts'
import { START_AT } from './madeUp.ts'
import { madeUpPacks } from './madeUpPacks.ts'
import type { Scenario } from './scenario.ts'

type RulesHandlers = Pick<Handlers, Extract<IpcName, `rules.${string}`>>

/** The rules room's main process, made of memory and the real rule engine. */
export const fakeRules = (deps: {
  readonly scenario: Scenario
  readonly step: LongWork['step']
  readonly newId: () => string
  readonly claims: () => readonly Claim[]
  readonly products: () => readonly Product[]
}): RulesHandlers => {
  let revision = 0
  let packs: PackInUse[] = (deps.scenario.packs ?? madeUpPacks()).map((pack, at) => ({
    pack,
    origin: 'shipped',
    update: deps.scenario.rulesUpdate && at === 0 ? '2026.12.1' : null,
  }))
  let own: Rule[] = []
  let removed: Rule[] = []
  let adjustments: RuleAdjustment[] = []
  let allowed: AllowedPhrase[] = []
  let preview: { token: string; pack: RulePack; isUpdate: boolean } | null = null

  const inUse = (): PackInUse[] => [
    ...packs,
    {
      pack: makeShopPack(own, surroundingsOf(packs.map(({ pack }) => pack)).classes, '0'),
      origin: 'shop',
      update: null,
    },
  ]
  const state = (): RulesState => ({
    revision,
    packs: inUse(),
    shop: { adjustments, allowed },
    times: Object.fromEntries(own.map(({ id }) => [id, { createdAt: START_AT, changedAt: START_AT }])),
    leftOut: [],
  })
  const changed = () => {
    revision += 1
    return succeed(state())
  }
  const compile = (some: readonly PackInUse[]) =>
    compilePack(
      some.map(({ pack }) => pack),
      { adjustments, allowed },
    )
  const context = (at: number) => ({ product: null, price: null, saidAt: at, guarantees: [] })
  const tried = (rule: Rule): RuleTrial => {
    const alone = compileAlone(rule, surroundingsOf(packs.map(({ pack }) => pack)), allowed)
    const nothing = { claims: 0, found: 0, shown: [] }
    if (!alone.ok)
      return { problem: { field: alone.field, reason: alone.reason }, examples: [], past: nothing }
    const shown = deps.claims().flatMap((claim) => {
      const { findings } = checkClaim(claim.text, context(claim.at), alone.compiled)
      const { id, text, at } = claim
      return findings.length === 0
        ? []
        : [{ id, text, at, marks: findings, sessionTitle: '晚场', productName: '' }]
    })
    const past = { claims: deps.claims().length, found: shown.length, shown: shown.slice(0, 200) }
    return { problem: null, examples: runExamples(rule, alone.compiled, [], START_AT), past }
  }
  const withPack = (pack: RulePack): PackInUse[] =>
    packs.some((entry) => entry.pack.id === pack.id)
      ? packs.map((entry) => (entry.pack.id === pack.id ? { ...entry, pack } : entry))
      : [...packs, { pack, origin: 'imported', update: null }]
  const begin = (pack: RulePack, isUpdate: boolean): PackPreview => {
    preview = { token: deps.newId(), pack, isUpdate }
    return {
      token: preview.token,
      packId: pack.id,
      name: pack.name,
      from: packs.find((entry) => entry.pack.id === pack.id)?.pack.version ?? null,
      to: pack.version,
      rules: pack.rules.length,
      comparison: comparePacks(
        packs.map((entry) => entry.pack),
        withPack(pack).map((entry) => entry.pack),
      ),
      failing: [],
    }
  }
  return {
    'rules.state': () => succeed(state()),
    'rules.adjust': ({ rules, severity, reason }) => {
      adjustments = adjustments.filter(({ rule }) => !rules.includes(rule))
      if (severity !== null)
        adjustments.push(...rules.map((rule) => ({ rule, severity, reason, at: START_AT })))
      return changed()
    },
    'rules.allow': (phrase) => {
      allowed = [...allowed, { ...phrase, at: START_AT }]
      return changed()
    },
    'rules.disallow': ({ phrase }) => {
      allowed = allowed.filter((entry) => entry.phrase !== phrase)
      return changed()
    },
    'rules.try': ({ rule }) => succeed(tried(rule)),
    'rules.save': ({ rule, replaces }) => {
      const failing = tried(rule).examples.find(({ passes }) => passes === false)
      if (failing !== undefined) return fail('rule-bad-missed', { rule: rule.message.zh, text: failing.text })
      own = [...own.filter(({ id }) => id !== replaces), rule]
      return changed()
    },
    'rules.remove': ({ rule }) => {
      removed = own.filter(({ id }) => id === rule)
      own = own.filter(({ id }) => id !== rule)
      return changed()
    },
    'rules.restore': () => {
      own = [...own, ...removed]
      return changed()
    },
    'rules.importPreview': ({ file }) => {
      const pack = rulePackSchema.safeParse(JSON.parse(new TextDecoder().decode(file.bytes)))
      return pack.success
        ? succeed(begin(pack.data, false))
        : fail('pack-invalid', {
            file: file.name,
            rule: 'abs.superlative',
            field: 'say',
            reasonZh: '不能空着',
            reasonEn: 'it must not be empty',
          })
    },
    'rules.updatePreview': ({ pack: id }) => {
      const entry = packs.find(({ pack }) => pack.id === id)
      if (entry === undefined) return fail('pack-unknown', { pack: id })
      const [first, second, ...rest] = entry.pack.rules
      if (first === undefined || second === undefined) return fail('pack-no-update', { pack: id })
      const fresh: Rule = {
        ...first,
        id: 'sca.last-batch',
        family: 'SCA',
        severity: 'block',
        message: { zh: '没有记录不说“最后一批”', en: 'No “last batch” without a record' },
      }
      const rules = [{ ...first, severity: 'block' as const }, ...rest, fresh]
      return succeed(begin({ ...entry.pack, version: '2026.12.1', rules }, true))
    },
    'rules.effect': async ({ token }) => {
      if (preview?.token !== token) return fail('rules-preview-stale', {})
      const claims = deps.claims()
      const after = compile(withPack(preview.pack))
      for (let done = 0; done <= claims.length; done += 50) {
        await deps.step('rules.effect', { task: 'rules-effect', done, total: claims.length })
      }
      const changes = compareVerdicts(claims, ({ at }) => context(at), compile(packs), after)
      return succeed({
        claims: claims.length,
        changed: changes.length,
        shown: changes.map((change) => ({ ...change, claim: { ...change.claim, sessionTitle: '晚场' } })),
        rules: tallyChanges(changes),
      })
    },
    'rules.adopt': ({ token }) => {
      if (preview?.token !== token) return fail('rules-preview-stale', {})
      const { pack, isUpdate } = preview
      if (pack.id === SHOP_PACK_ID) own = pack.rules
      else packs = withPack(pack)
      if (isUpdate)
        packs = packs.map((entry) => (entry.pack.id === pack.id ? { ...entry, update: null } : entry))
      preview = null
      return changed()
    },
    'rules.discard': () => {
      preview = null
      return succeed({})
    },
    'rules.removePack': ({ pack: id }) => {
      packs = packs.filter(({ pack }) => pack.id !== id)
      return changed()
    },
    'rules.export': ({ pack }) => succeed({ savedAs: `/home/shop/${pack}.trustcue-rules.json` }),
  }
}
