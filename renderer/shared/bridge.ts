import type { Bridge } from '../../domain/contract/bridge.ts'
import type { IpcInput, IpcName, IpcOutput } from '../../domain/contract/ipc.ts'
import { fail, type Result } from '../../domain/contract/result.ts'

declare global {
  interface Window {
    /** Handed over by the preload; nothing else of the main process can be reached from a window. */
    readonly trustcue: Bridge
  }
}

/** The bridge of this window. */
export const bridge = (): Bridge => window.trustcue

/** A call to main that never throws: a main process that does not answer becomes the failure `bridge-unreachable`. */
export const callMain = async <Name extends IpcName>(
  name: Name,
  input: IpcInput<Name>,
): Promise<Result<IpcOutput<Name>>> => {
  try {
    return await bridge().call(name, input)
  } catch {
    return fail('bridge-unreachable', {})
  }
}
