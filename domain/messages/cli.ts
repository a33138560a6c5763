import { defineMessages } from './define.ts'

/** Messages whose keys begin with `cli.`. */
export const cliMessages = defineMessages({})
