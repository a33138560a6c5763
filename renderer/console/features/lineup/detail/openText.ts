import type { PreflightItem } from '../../../../../domain/model/lineup.ts'
import type { Language } from '../../../../../domain/model/scalars.ts'
import { type DetailField, preflightPlace } from '../preflightPlace.ts'
import { itemText } from '../itemText.ts'

/** What the pre-flight says of one field; empty when nothing. */
export const openText = (language: Language, open: readonly PreflightItem[], field: DetailField): string =>
  open
    .filter((item) => {
      const place = preflightPlace(item)
      return place.at === 'product' && place.field === field
    })
    .map((item) => itemText(language, item))
    .join('\n')
