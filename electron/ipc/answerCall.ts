import type { IpcName } from '../../domain/contract/ipc.ts'
import { ipcCalls } from '../../domain/contract/ipc.ts'
import type { Result } from '../../domain/contract/result.ts'
import { fail } from '../../domain/contract/result.ts'
import type { CallContext, IpcHandlers } from './handlerTable.ts'

/** What answering needs. */
export type AnswerDeps = {
  /** Resolves when the use cases are there; a call that comes earlier waits. */
  readonly handlers: () => Promise<IpcHandlers>
  /** Also checks what goes back; off in a released app. */
  readonly checkOutput: boolean
  /** Writes an unexpected error to the log under a number and gives the number. */
  readonly reportUnexpected: (name: string, error: unknown) => string
}

const isCallName = (name: unknown): name is IpcName =>
  typeof name === 'string' && Object.hasOwn(ipcCalls, name)

/**
 * Answers one call from outside: its name must be in the table, its input must fit the schema, and whatever happens the
 * answer is `{ok, value}` or `{ok, error}`. Fails with `bad-request` (field) or `unexpected` (id).
 */
export const answerCall = async (
  deps: AnswerDeps,
  name: unknown,
  input: unknown,
  context: CallContext,
): Promise<Result<unknown>> => {
  if (!isCallName(name)) return fail('bad-request', { field: 'name' })
  const call = ipcCalls[name]
  const parsed = call.input.safeParse(input)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return fail('bad-request', { field: [name, ...(issue?.path ?? [])].map(String).join('.') })
  }
  try {
    const handlers = await deps.handlers()
    // The schema above has tied the input to the name; a lookup by a union of names loses that tie.
    const handler = handlers[name] as (value: unknown, context: CallContext) => Promise<Result<unknown>>
    const result = await handler(parsed.data, context)
    if (result.ok && deps.checkOutput) call.output.parse(result.value)
    return result
  } catch (error) {
    return fail('unexpected', { id: deps.reportUnexpected(name, error) })
  }
}
