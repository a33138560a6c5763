import type { Unsubscribe } from '../../domain/contract/bridge.ts'
import { bridge, callMain } from '../shared/bridge.ts'
import { mirrorLive, takeBootstrap } from '../shared/liveStore.ts'
import { takeSettings } from '../shared/settingsStore.ts'

/** How long to wait before asking main again when it has not answered, in ms. */
const ASK_AGAIN_MS = 1000

/** Keeps this window's mirror of the live state and the settings in step with main. Gives the stop function. */
export const startMirror = (): Unsubscribe => {
  let timer = 0
  const stopLive = mirrorLive({
    onLivePatch: bridge().onLivePatch,
    askSnapshot: () => callMain('app.snapshot', {}),
  })
  const stopSettings = bridge().onSettings(takeSettings)
  const first = async (): Promise<void> => {
    const answer = await callMain('app.bootstrap', {})
    if (answer.ok) {
      takeSettings(answer.value.settings)
      takeBootstrap(answer.value)
    } else {
      // Nobody sits at this window to press a button: it asks until it gets its picture.
      timer = window.setTimeout(() => void first(), ASK_AGAIN_MS)
    }
  }
  void first()
  return () => {
    window.clearTimeout(timer)
    stopLive()
    stopSettings()
  }
}
