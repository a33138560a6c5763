import { defineMessages } from './define.ts'

/** Messages whose keys begin with `import.`. */
export const importingMessages = defineMessages({})
