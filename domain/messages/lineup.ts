import { defineMessages } from './define.ts'

/** Messages whose keys begin with `lineup.`. */
export const lineupMessages = defineMessages({})
