/** What stands for a figure that there is none of. */
export const NONE = '–'

/** A share of one as a percentage to one place. */
export const percent = (share: number | null): string =>
  share === null ? NONE : `${(share * 100).toFixed(1)} %`

/** A value to three places. */
export const decimal = (value: number | null): string => (value === null ? NONE : value.toFixed(3))
