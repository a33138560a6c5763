import type { PreflightItem } from '../../../../../domain/model/lineup.ts'
import type { Language } from '../../../../../domain/model/scalars.ts'
import { itemText } from '../itemText.ts'
import { type DetailField, preflightPlace } from '../preflightPlace.ts'

/** What the pre-flight says of one field: what is in the way, and what is only to be looked at; empty when nothing. */
export const openText = (
  language: Language,
  open: readonly PreflightItem[],
  field: DetailField,
): { readonly error: string; readonly caution: string } => {
  const own = open.filter((item) => {
    const place = preflightPlace(item)
    return place.at === 'product' && place.field === field
  })
  const words = (level: 'block' | 'note'): string =>
    own
      .filter((item) => item.level === level)
      .map((item) => itemText(language, item))
      .join('\n')
  return { error: words('block'), caution: words('note') }
}
