import type { Severity } from '../../../domain/model/claim.ts'
import { gravity } from './severity.ts'

/** A stretch of a text to be underlined; `start`/`end` in UTF-16 code units of the text. */
export type TextMark = { readonly start: number; readonly end: number; readonly severity: Severity }

/** A run of a text under the same marks; `severity` is the gravest of them, null = none. */
export type TextRun = { readonly text: string; readonly start: number; readonly severity: Severity | null }

/**
 * Cuts a text into runs, so that overlapping marks can be drawn without nesting: where they overlap the gravest wins.
 * The runs put together are the text. Marks outside the text are clipped, empty ones ignored.
 */
export const markText = (text: string, marks: readonly TextMark[]): TextRun[] => {
  const inside = marks
    .map((mark) => ({ ...mark, start: Math.max(0, mark.start), end: Math.min(text.length, mark.end) }))
    .filter((mark) => mark.end > mark.start)
  if (inside.length === 0) return text === '' ? [] : [{ text, start: 0, severity: null }]
  const cuts = [...new Set([0, text.length, ...inside.flatMap((mark) => [mark.start, mark.end])])].sort(
    (a, b) => a - b,
  )
  const runs: TextRun[] = []
  for (let index = 0; index + 1 < cuts.length; index += 1) {
    const from = cuts[index] ?? 0
    const to = cuts[index + 1] ?? text.length
    let severity: Severity | null = null
    for (const mark of inside) {
      if (mark.start > from || mark.end < to) continue
      if (severity === null || gravity(mark.severity) > gravity(severity)) severity = mark.severity
    }
    const last = runs.at(-1)
    if (last !== undefined && last.severity === severity) {
      runs[runs.length - 1] = { ...last, text: last.text + text.slice(from, to) }
    } else {
      runs.push({ text: text.slice(from, to), start: from, severity })
    }
  }
  return runs
}
