import { z } from 'zod'

/**
 * A failure as it travels: a code that is a key below `error.` in the message catalogue, and the values its sentence
 * names (file, row, column, field). Never a stack, never a claim's text.
 */
export const failureSchema = z.strictObject({
  code: z.string().min(1).max(80),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type Failure = z.infer<typeof failureSchema>

/** What every call answers. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: Failure }

/** A success around a value. */
export const succeed = <Value>(value: Value): Result<Value> => ({ ok: true, value })

/** A failure with the values its sentence names. */
export const fail = (code: string, params: Failure['params']): Result<never> => ({
  ok: false,
  error: { code, params },
})
