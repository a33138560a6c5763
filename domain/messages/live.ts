import { defineMessages } from './define.ts'

/** Messages whose keys begin with `live.`. */
export const liveMessages = defineMessages({})
