import { defineMessages } from './define.ts'

/** Messages whose keys begin with `error.`. */
export const errorMessages = defineMessages({})
