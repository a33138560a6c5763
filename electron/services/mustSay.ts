import type { CompiledPack } from '../../domain/compliance/compilePack.ts'
import type { MissedWords, MustSayRules, MustSaySlot } from '../../domain/compliance/mustSay.ts'
import { hearMustSay, missedWords, mustSayItems, mustSayRules } from '../../domain/compliance/mustSay.ts'
import type { LiveSnapshot, MustSayItem } from '../../domain/contract/live.ts'
import { slotAiredMs } from '../../domain/lineup/timing.ts'
import type { Claim, Finding } from '../../domain/model/claim.ts'
import type { Product, ProductId } from '../../domain/model/product.ts'
import type { EpochMs, Ulid } from '../../domain/model/scalars.ts'
import type { Settings } from '../../domain/model/settings.ts'
import type { RulePacks } from './rulePacks.ts'

/** The part of the live state that decides what must be said. */
export type MustSayScene = Pick<LiveSnapshot, 'slots' | 'products' | 'nowSlotId' | 'nowSince' | 'session'>

/** What was heard in one claim: the list after it, and which items it said. */
export type Heard = { readonly items: readonly MustSayItem[]; readonly said: readonly MustSayItem[] }

/** What must be said while a product is on air. What was said about a product counts each time it comes on in a session. */
export type MustSayService = {
  /** A session goes on air, or goes on: what its claims said is known, and nothing else. */
  readonly begin: (scene: MustSayScene, claims: readonly Claim[], at: EpochMs) => Promise<MustSayItem[]>
  /** The list of the slot on air. */
  readonly items: (scene: MustSayScene, at: EpochMs) => Promise<MustSayItem[]>
  /** The list after a claim; the claim is remembered by `remember`, once it is in the log. */
  readonly hear: (snapshot: LiveSnapshot, claim: Claim) => Promise<Heard>
  readonly remember: (claim: Claim, said: readonly MustSayItem[]) => void
  /** What the slot on air has missed if it leaves now. What was found missed in it before is not found twice. */
  readonly missed: (snapshot: LiveSnapshot, at: EpochMs) => Promise<MissedWords[]>
}

/** What the list needs. */
export type MustSayDeps = { readonly packs: RulePacks; readonly settings: () => Settings }

const keyOf = (productId: ProductId, { rule, text }: MustSayItem): string =>
  JSON.stringify(rule === null ? [productId, text] : [productId, rule, ''])

/** Whether a finding says that an item was missed for a product. */
export const isMissOf = (finding: Finding, item: MustSayItem): boolean =>
  finding.claimId === null &&
  (item.rule === null ? finding.words.correction === item.text : finding.rule === item.rule)

/** The must-say list over the rules in use and the settings. */
export const createMustSayService = (deps: MustSayDeps): MustSayService => {
  let known: { readonly pack: CompiledPack; readonly rules: MustSayRules } | null = null
  const said = new Map<string, Ulid>()

  const rules = async (): Promise<MustSayRules> => {
    const pack = await deps.packs.compiled()
    if (!pack.ok) return []
    if (known?.pack !== pack.value) {
      known = { pack: pack.value, rules: mustSayRules(pack.value.rules, pack.value.sources) }
    }
    return known.rules
  }
  const productOf = (scene: MustSayScene): Product | null => {
    const slot = scene.slots.find(({ id }) => id === scene.nowSlotId)
    return scene.products.find(({ id }) => id === slot?.productId) ?? null
  }
  const slotOf = (scene: MustSayScene, product: Product, at: EpochMs): MustSaySlot => ({
    product,
    plannedMs: scene.slots.find(({ id }) => id === scene.nowSlotId)?.plannedMs ?? 0,
    at,
    aiHost: deps.settings().aiHost,
  })
  const items = async (scene: MustSayScene, at: EpochMs): Promise<MustSayItem[]> => {
    const product = productOf(scene)
    if (product === null) return []
    return mustSayItems(await rules(), slotOf(scene, product, at), []).map((item) => ({
      ...item,
      saidBy: said.get(keyOf(product.id, item)) ?? null,
    }))
  }

  return {
    begin: async (scene, claims, at) => {
      said.clear()
      const inUse = await rules()
      for (const product of scene.products) {
        const lines = claims.filter(({ productId }) => productId === product.id)
        if (lines.length === 0) continue
        for (const item of mustSayItems(inUse, slotOf(scene, product, at), lines)) {
          if (item.saidBy !== null) said.set(keyOf(product.id, item), item.saidBy)
        }
      }
      return items(scene, at)
    },
    items,
    hear: async (snapshot, claim) => {
      const product = productOf(snapshot)
      const before = snapshot.mustSay
      if (product === null || product.id !== claim.productId || before.every(({ saidBy }) => saidBy !== null))
        return { items: before, said: [] }
      const after = hearMustSay(await rules(), slotOf(snapshot, product, claim.at), before, claim)
      const fresh = after.filter((item, index) => item.saidBy !== null && before[index]?.saidBy === null)
      return fresh.length === 0 ? { items: before, said: [] } : { items: after, said: fresh }
    },
    remember: (claim, fresh) => {
      if (claim.productId === null) return
      for (const item of fresh) said.set(keyOf(claim.productId, item), claim.id)
    },
    missed: async (snapshot, at) => {
      const slot = snapshot.slots.find(({ id }) => id === snapshot.nowSlotId)
      if (slot === undefined || snapshot.mustSay.length === 0) return []
      const alreadyMissed = snapshot.findings.filter(
        ({ claimId, slotId }) => claimId === null && slotId === slot.id,
      )
      const owed = snapshot.mustSay.filter(
        (item) => !alreadyMissed.some((finding) => isMissOf(finding, item)),
      )
      const lineup = { ...snapshot, startedAt: snapshot.session?.startedAt ?? null }
      const talkedAbout = snapshot.claims.some(({ slotId }) => slotId === slot.id)
      return missedWords(await rules(), owed, slotAiredMs(slot, lineup, at), talkedAbout)
    },
  }
}
