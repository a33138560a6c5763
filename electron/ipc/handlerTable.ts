import type { IpcInput, IpcName, IpcOutput } from '../../domain/contract/ipc.ts'
import type { Result } from '../../domain/contract/result.ts'
import type { MonotonicMs } from '../../domain/model/scalars.ts'

/** What a handler is told besides its input. */
export type CallContext = {
  /** When the call came in, on the monotonic clock. */
  readonly receivedMs: MonotonicMs
}

/** The handlers of some calls. */
export type HandlersFor<Name extends IpcName> = {
  readonly [Each in Name]: (input: IpcInput<Each>, context: CallContext) => Promise<Result<IpcOutput<Each>>>
}

/** A handler for every call of the table: a missing one does not compile. */
export type IpcHandlers = HandlersFor<IpcName>
