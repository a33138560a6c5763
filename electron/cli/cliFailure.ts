import {
  isMessageKey,
  translate,
  type MessageKey,
  type MessageParams,
} from '../../domain/messages/translate.ts'
import type { Language } from '../../domain/model/scalars.ts'

/** A failure of the command, as a message key with its values. */
export type CliFailure = { readonly key: MessageKey; readonly params: MessageParams }

export type CliResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: CliFailure }

export const done = <Value>(value: Value): CliResult<Value> => ({ ok: true, value })

export const failed = (key: MessageKey, params: MessageParams): CliResult<never> => ({
  ok: false,
  failure: { key, params },
})

/** The sentence for a failure; what was `expected` is a message of its own. */
export const cliFailureText = (language: Language, failure: CliFailure): string => {
  const { expected } = failure.params
  const params =
    typeof expected === 'string' && isMessageKey(expected)
      ? { ...failure.params, expected: translate(language, expected, {}) }
      : failure.params
  return translate(language, failure.key, params)
}
