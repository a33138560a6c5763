import { defineMessages } from './define.ts'

/** Messages whose keys begin with `prompter.`. */
export const prompterMessages = defineMessages({})
