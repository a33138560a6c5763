import type { Unsubscribe } from '../../domain/contract/bridge.ts'
import type { Result } from '../../domain/contract/result.ts'
import { succeed } from '../../domain/contract/result.ts'
import type { Settings } from '../../domain/model/settings.ts'
import type { DbClient } from '../db/client.ts'

/** What the shop has set, read once and kept here. */
export type SettingsService = {
  readonly current: () => Settings
  /** Saves and then tells everybody. */
  readonly save: (settings: Settings) => Promise<Result<Settings>>
  readonly subscribe: (listener: (settings: Settings, before: Settings) => void) => Unsubscribe
}

/** Settings over the database. `initial` is what the file held when it was opened. */
export const createSettingsService = (
  deps: { readonly db: DbClient },
  initial: Settings,
): SettingsService => {
  let current = initial
  const listeners = new Set<(settings: Settings, before: Settings) => void>()
  return {
    current: () => current,
    save: async (settings) => {
      const saved = await deps.db.call('settings.save', settings)
      if (!saved.ok) return saved
      const before = current
      current = settings
      for (const listener of listeners) listener(settings, before)
      return succeed(settings)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
