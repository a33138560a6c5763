import { contextBridge, ipcRenderer } from 'electron'
import type { Bridge, Progress, Unsubscribe } from '../../domain/contract/bridge.ts'
import {
  CALL_CHANNEL,
  LIVE_PATCH_CHANNEL,
  PROGRESS_CHANNEL,
  SETTINGS_CHANNEL,
} from '../../domain/contract/channels.ts'
import type { LivePatch } from '../../domain/contract/live.ts'
import type { Settings } from '../../domain/model/settings.ts'

/** The channels main speaks on, with what comes over each. */
type Channels = {
  [LIVE_PATCH_CHANNEL]: LivePatch
  [SETTINGS_CHANNEL]: Settings
  [PROGRESS_CHANNEL]: Progress
}

/** Listens on one named channel; the listener gets the value alone, never the event with its sender. */
const listen =
  <Name extends keyof Channels>(channel: Name) =>
  (listener: (value: Channels[Name]) => void): Unsubscribe => {
    const heard = (_event: Electron.IpcRendererEvent, value: Channels[Name]): void => listener(value)
    ipcRenderer.on(channel, heard)
    return () => {
      ipcRenderer.removeListener(channel, heard)
    }
  }

const bridge: Bridge = {
  // Main checks name and input against the call table and answers with that call's type.
  call: (name, input) => ipcRenderer.invoke(CALL_CHANNEL, name, input),
  onLivePatch: listen(LIVE_PATCH_CHANNEL),
  onSettings: listen(SETTINGS_CHANNEL),
  onProgress: listen(PROGRESS_CHANNEL),
}

contextBridge.exposeInMainWorld('trustcue', bridge)
