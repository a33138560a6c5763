export { takeSettings, useSettingsStore } from '../../shared/settingsStore.ts'
