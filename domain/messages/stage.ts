import { defineMessages } from './define.ts'

/** Messages whose keys begin with `stage.`. */
export const stageMessages = defineMessages({})
