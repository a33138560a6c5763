import type { LiveSnapshot } from '../contract/live.ts'
import type { Guarantee, GuaranteeDefinition } from '../model/guarantee.ts'
import type { EpochMs, LocalText } from '../model/scalars.ts'
import type { Settings } from '../model/settings.ts'
import { stageFrameSchema, type StageFrame, type StageGuarantee } from './frame.ts'
import { nameWithOwnNumbers } from './guaranteeName.ts'
import { ownNumbers, type GuaranteeNumbers } from './guaranteeNumbers.ts'

/** A right is on offer unless the platform has retired it; the shop may go on running it as a promise of its own. */
const isOffered = (guarantee: Guarantee, definition: GuaranteeDefinition, at: EpochMs): boolean =>
  guarantee.runByShop || definition.retiredFrom === null || at < definition.retiredFrom.at

const fillNumbers = (text: string, numbers: GuaranteeNumbers): string =>
  text.replace(/\{(days|hours|multiple)\}/g, (whole, name: keyof GuaranteeNumbers) => {
    const value = numbers[name]
    return value === null ? whole : String(value)
  })

const termsOf = (guarantee: Guarantee, definition: GuaranteeDefinition): LocalText => {
  // The shop's own wording is written once, in the language it is spoken in.
  if (guarantee.note !== '') return { zh: guarantee.note, en: guarantee.note }
  const numbers = ownNumbers(guarantee, definition)
  return { zh: fillNumbers(definition.terms.zh, numbers), en: fillNumbers(definition.terms.en, numbers) }
}

/**
 * The rights a product may show on its trust card at a moment, in the product's own order: only rights it really has, each
 * once, no retired one unless the shop runs it itself, none this app does not know (a name nobody has checked is not put
 * before viewers).
 */
export const stageGuarantees = (
  guarantees: readonly Guarantee[],
  definitions: readonly GuaranteeDefinition[],
  at: EpochMs,
): StageGuarantee[] => {
  const byCode = new Map(definitions.map((definition) => [definition.code, definition]))
  const shown = new Map<string, StageGuarantee>()
  for (const guarantee of guarantees) {
    const definition = byCode.get(guarantee.code)
    if (definition === undefined || shown.has(guarantee.code) || !isOffered(guarantee, definition, at))
      continue
    shown.set(guarantee.code, {
      code: guarantee.code,
      name: nameWithOwnNumbers(definition, ownNumbers(guarantee, definition)),
      terms: termsOf(guarantee, definition),
      icon: definition.icon,
    })
  }
  return [...shown.values()]
}

/**
 * What viewers may see now. Nothing of findings, claims, documents or scripts goes in: the frame is built from named
 * public facts and then parsed with the strict schema. Without a live session, a product on air or the stage switched on
 * the frame is empty. The list price is there only with a price record behind it (明码标价和禁止价格欺诈规定 art. 16).
 * `at` is the moment the retired rights are judged by.
 */
export const projectStage = (
  snapshot: LiveSnapshot,
  settings: Settings,
  definitions: readonly GuaranteeDefinition[],
  at: EpochMs,
): StageFrame => {
  const isLive = snapshot.session?.state === 'live'
  const slot = snapshot.slots.find(({ id }) => id === snapshot.nowSlotId) ?? null
  const product = slot === null ? null : (snapshot.products.find(({ id }) => id === slot.productId) ?? null)
  const visible = isLive && snapshot.stage.visible && slot !== null && product !== null
  const guarantees = visible ? stageGuarantees(product.guarantees, definitions, at) : []
  const price = visible ? (slot.price ?? product.price) : 0
  const frame: StageFrame = {
    revision: snapshot.revision,
    visible,
    theme: snapshot.stage.theme,
    language: settings.language,
    shopName: settings.shopName,
    product: visible
      ? {
          id: product.id,
          name: product.name,
          price,
          listPrice:
            product.priceEvidence && product.listPrice !== null && product.listPrice > price
              ? product.listPrice
              : null,
          picture: product.picture === null ? null : `/pictures/${product.picture}`,
          guarantees,
        }
      : null,
    spotlight: guarantees.some(({ code }) => code === snapshot.stage.spotlight)
      ? snapshot.stage.spotlight
      : null,
  }
  return stageFrameSchema.parse(frame)
}

/** An empty, fully transparent stage: before anything is on air, and whenever a frame would not fit its schema. */
export const emptyStageFrame = (revision: number, settings: Settings): StageFrame => ({
  revision,
  visible: false,
  theme: settings.stageTheme,
  language: settings.language,
  shopName: settings.shopName,
  product: null,
  spotlight: null,
})
