import type { Unsubscribe } from '../../../domain/contract/bridge.ts'
import { bridge, callMain } from '../../shared/bridge.ts'
import { mirrorLive, takeSnapshot } from '../../shared/liveStore.ts'
import { takeSettings } from '../../shared/settingsStore.ts'
import { useBootstrapStore } from './bootstrapStore.ts'
import { goToRoom } from './navigationStore.ts'

/** Asks main for the first picture and keeps the stores in step from then on. Gives the stop function. */
export const startStores = (): Unsubscribe => {
  const stopLive = mirrorLive({
    onLivePatch: bridge().onLivePatch,
    askSnapshot: () => callMain('app.snapshot', {}),
  })
  const stopSettings = bridge().onSettings(takeSettings)
  void loadBootstrap()
  return () => {
    stopLive()
    stopSettings()
  }
}

/** Asks for the first picture (again, after it failed). A session on air opens in the live room. */
export const loadBootstrap = async (): Promise<void> => {
  const answer = await callMain('app.bootstrap', {})
  if (!answer.ok) {
    useBootstrapStore.setState({ failure: answer.error })
    return
  }
  takeSettings(answer.value.settings)
  takeSnapshot(answer.value.snapshot)
  if (answer.value.snapshot.session?.state === 'live') goToRoom('live')
  useBootstrapStore.setState({ bootstrap: answer.value, failure: null })
}
