import { isMessageKey } from '../../../../../domain/messages/translate.ts'
import type { Translate } from '../../../../shared/useTranslate.ts'

/** Why a hit was spared, in words: `negation`, `allow-list`, `on-file:price`. */
export const spareText = (t: Translate, reason: string): string => {
  const [kind = ''] = reason.split(':')
  const key = `rules.spared.${kind}`
  return isMessageKey(key) ? t(key) : reason
}
