import type { Database } from 'better-sqlite3'
import type { Settings } from '../../../domain/model/settings.ts'
import { DEFAULT_SETTINGS, settingsSchema } from '../../../domain/model/settings.ts'

/** The shop's settings: one row. */
export type SettingsRepository = { readonly read: () => Settings; readonly put: (settings: Settings) => void }

/** SQL for the settings. A value this version does not understand counts as not set; the rest is kept. */
export const createSettingsRepository = (db: Database): SettingsRepository => {
  const select = db.prepare<[], { value: string }>('SELECT value FROM settings WHERE id = 1')
  const upsert = db.prepare(
    'INSERT INTO settings (id, value) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET value = excluded.value',
  )
  return {
    read: () => {
      const row = select.get()
      if (row === undefined) return DEFAULT_SETTINGS
      const stored: unknown = JSON.parse(row.value)
      const merged: Record<string, unknown> = { ...DEFAULT_SETTINGS }
      if (stored !== null && typeof stored === 'object') {
        for (const [key, value] of Object.entries(stored)) {
          if (!Object.hasOwn(settingsSchema.shape, key)) continue
          if (settingsSchema.partial().safeParse({ [key]: value }).success) merged[key] = value
        }
      }
      return settingsSchema.parse(merged)
    },
    put: (settings) => {
      upsert.run(JSON.stringify(settings))
    },
  }
}
