import { defineMessages } from './define.ts'

/** Messages whose keys begin with `preflight.`. */
export const preflightMessages = defineMessages({})
