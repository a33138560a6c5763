import { defineMessages } from './define.ts'

/** Messages whose keys begin with `settings.`. */
export const settingsMessages = defineMessages({})
