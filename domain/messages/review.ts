import { defineMessages } from './define.ts'

/** Messages whose keys begin with `review.`. */
export const reviewMessages = defineMessages({})
