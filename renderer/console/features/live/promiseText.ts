import type { Promised } from '../../../../domain/model/claim.ts'
import type { Translate } from '../../../shared/LanguageContext.tsx'

/** A promise in few words: thing and number with whom it is for, or the words as said where nothing was named. */
export const promiseText = (t: Translate, { what, count, who, quote }: Promised): string => {
  const thing =
    what === null ? quote : count === null ? what : t('live.promises.thing', { what, count: String(count) })
  return who === null ? thing : `${thing} · ${who}`
}
