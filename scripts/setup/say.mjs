/**
 * What the set-up tells the person in front of it.
 *
 * Everything goes to stderr, so that `npm run -s check` leaves stdout to its own output.
 */

/** A set-up problem the person can act on: shown as it is, without a stack trace. */
export class SetupError extends Error {
  name = 'SetupError'
}

/** Prints one line about what the set-up is doing. */
export function say(line) {
  process.stderr.write(`trustcue: ${line}\n`)
}

/**
 * Says that a long step is still going on, at most every `everyMs` milliseconds.
 * `measure` gives the words for how far it is. Call the returned function at the end.
 */
export function keepSaying(speak, label, measure, everyMs = 5000) {
  const startedAt = Date.now()
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - startedAt) / 1000)
    const detail = measure()
    speak(`  … ${label}${detail === '' ? '' : ` (${detail})`}, ${seconds} s`)
  }, everyMs)
  return () => clearInterval(timer)
}

/** Bytes as a short number of megabytes. */
export function megabytes(bytes) {
  return `${Math.round(bytes / 1024 / 1024)} MB`
}
