import { create } from 'zustand'
import { DEFAULT_SETTINGS, type Settings } from '../../domain/model/settings.ts'

/** The settings as main last told them. */
export const useSettingsStore = create<{ readonly settings: Settings }>()(() => ({
  settings: DEFAULT_SETTINGS,
}))

/** Takes the settings main sent. */
export const takeSettings = (settings: Settings): void => useSettingsStore.setState({ settings })
