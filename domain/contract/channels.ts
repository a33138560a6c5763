/** Names of the few Electron channels. The preload imports nothing else but types, so keep this file free of imports. */

/** Window → main: one invoke channel for the whole call table of `ipc.ts`; the call's name is the first argument. */
export const CALL_CHANNEL = 'trustcue:call'

/** Main → window: a live patch (`live.ts`). */
export const LIVE_PATCH_CHANNEL = 'trustcue:live-patch'

/** Main → window: the settings after a change. */
export const SETTINGS_CHANNEL = 'trustcue:settings'

/** Main → window: progress of long work. */
export const PROGRESS_CHANNEL = 'trustcue:progress'
