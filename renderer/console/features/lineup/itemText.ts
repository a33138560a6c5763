import { preflightText } from '../../../../domain/lineup/preflightText.ts'
import type { PreflightItem } from '../../../../domain/model/lineup.ts'
import type { Language } from '../../../../domain/model/scalars.ts'

/** Longest product name inside a sentence, in characters; the whole name stands beside it anyway. */
const NAME_LENGTH = 16

/** The sentence of a pre-flight item with a long product name shortened. */
export const itemText = (language: Language, item: PreflightItem): string => {
  const name = item.params['name']
  if (typeof name !== 'string' || name.length <= NAME_LENGTH) return preflightText(language, item)
  return preflightText(language, {
    ...item,
    params: { ...item.params, name: `${name.slice(0, NAME_LENGTH)}…` },
  })
}
