import type { Failure } from '../contract/result.ts'
import type { Language } from '../model/scalars.ts'
import { isMessageKey, translate } from './translate.ts'

/** The sentence for a failure in a language. A code without a sentence falls back to `error.unexpected` with the code. */
export const failureText = (language: Language, failure: Failure): string => {
  const key = `error.${failure.code}`
  return isMessageKey(key)
    ? translate(language, key, failure.params)
    : translate(language, 'error.unexpected', { id: failure.code })
}
