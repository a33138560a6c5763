import type { Need } from '../../../../../domain/compliance/rulePack.ts'
import type { GuaranteeDefinition } from '../../../../../domain/model/guarantee.ts'
import type { LocalText } from '../../../../../domain/model/scalars.ts'
import type { Translate } from '../../../../shared/useTranslate.ts'

/** A fact that makes a claim lawful, in words. */
export const needText = (
  t: Translate,
  local: (text: LocalText) => string,
  definitions: readonly GuaranteeDefinition[],
  need: Need,
): string => {
  const join = (words: readonly string[]): string => words.join('、')
  switch (need.has) {
    case 'price-evidence':
    case 'said-in-document':
      return t(`rules.need.${need.has}`)
    case 'document':
      return t('rules.need.documentOf', { words: join(need.words) })
    case 'name':
      return t('rules.need.name', { words: join(need.words) })
    case 'guarantee': {
      const names = need.codes.map((code) => {
        const definition = definitions.find((entry) => entry.code === code)
        return definition === undefined ? code : local(definition.name)
      })
      return t('rules.need.guarantee', { words: join(names) })
    }
    case 'stock-at-most':
      return t('rules.need.stock-at-most', { count: need.pieces })
    default:
      return need satisfies never
  }
}
