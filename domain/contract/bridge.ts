import type { Settings } from '../model/settings.ts'
import type { IpcInput, IpcName, IpcOutput } from './ipc.ts'
import type { LivePatch } from './live.ts'
import type { Result } from './result.ts'

/** Progress of long work, for a bar: `done` of `total` steps (total 0 = not known). */
export type Progress = { readonly task: string; readonly done: number; readonly total: number }

/** Stops a subscription. */
export type Unsubscribe = () => void

/** What the preload hands to a window as `window.trustcue`; nothing else of Electron is reachable. */
export type Bridge = {
  readonly call: <Name extends IpcName>(name: Name, input: IpcInput<Name>) => Promise<Result<IpcOutput<Name>>>
  readonly onLivePatch: (listener: (patch: LivePatch) => void) => Unsubscribe
  readonly onSettings: (listener: (settings: Settings) => void) => Unsubscribe
  readonly onProgress: (listener: (progress: Progress) => void) => Unsubscribe
}
