import type { MessageKey, MessageParams } from '../../domain/messages/translate.ts'

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
