import type { Guarantee, GuaranteeDefinition } from '../model/guarantee.ts'
import type { Product } from '../model/product.ts'
import type { Fen, Language } from '../model/scalars.ts'

/** 分 as yuan for a cell or a CSV field: 89.9, 129, 0.01. */
export const yuanText = (fen: Fen): string => {
  const cents = fen % 100
  const whole = String(Math.floor(fen / 100))
  if (cents === 0) return whole
  return `${whole}.${cents % 10 === 0 ? cents / 10 : String(cents).padStart(2, '0')}`
}

const guaranteeText = (
  guarantee: Guarantee,
  definitions: readonly GuaranteeDefinition[],
  language: Language,
): string => {
  const definition = definitions.find(({ code }) => code === guarantee.code)
  const name = definition === undefined ? guarantee.code : definition.name[language]
  const zh = language === 'zh'
  const details = [
    guarantee.days === null ? '' : zh ? `${guarantee.days}天` : `${guarantee.days} days`,
    guarantee.hours === null ? '' : zh ? `${guarantee.hours}小时` : `${guarantee.hours} hours`,
    guarantee.multiple === null ? '' : zh ? `${guarantee.multiple}倍` : `${guarantee.multiple} times`,
    guarantee.runByShop ? (zh ? '店铺自行承担' : 'run by shop') : '',
    guarantee.note,
  ].filter((detail) => detail !== '')
  return name + details.map((detail) => (zh ? `(${detail})` : ` (${detail})`)).join('')
}

/** A product's rights as a cell of an import file, so that the importer reads the same rights back. */
export const guaranteesText = (
  guarantees: readonly Guarantee[],
  definitions: readonly GuaranteeDefinition[],
  language: Language,
): string =>
  guarantees
    .map((guarantee) => guaranteeText(guarantee, definitions, language))
    .join(language === 'zh' ? '、' : ', ')

/** A product's documents as a cell of an import file: type：says；type：says. */
export const documentsText = (product: Product, language: Language): string =>
  product.documents
    .map(({ type, says }) => (says === '' ? type : `${type}${language === 'zh' ? '：' : ': '}${says}`))
    .join(language === 'zh' ? '；' : '; ')
