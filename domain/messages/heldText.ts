import type { SavedLight } from '../contract/live.ts'
import type { Language } from '../model/scalars.ts'
import { isMessageKey, translate } from './translate.ts'

/** Why acts are held, and what to do, in a language. */
export const heldReason = (language: Language, code: string): string => {
  const key = `held.${code}`
  return isMessageKey(key) ? translate(language, key, {}) : translate(language, 'held.other', { code })
}

/** That acts are held, why, and what becomes of them, as one text. */
export const heldText = (language: Language, { held, code }: SavedLight): string =>
  [
    translate(language, 'held.title', { count: held }),
    heldReason(language, code),
    translate(language, 'held.keeps', {}),
  ].join(language === 'zh' ? '' : ' ')
