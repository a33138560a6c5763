import path from 'node:path'
import type { MessageKey } from '../../domain/messages/translate.ts'
import { promiseKindSchema, type Family, type PromiseKind } from '../../domain/model/claim.ts'
import { parseSubtitles } from '../../domain/transcript/parseSubtitles.ts'
import { isMessageKey } from '../../domain/messages/translate.ts'
import { done, failed, type CliResult } from '../../electron/cli/cliFailure.ts'
import { readFamilies, readSpans, type LabelledLine } from './readLabelled.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const CHINA_OFFSET_MS = 8 * HOUR_MS

/**
 * When a promise is due by its label: within a day in China (`2026-11-28`, start of the day in ms), or so long after an
 * event (`+48h after order`), which is counted from the utterance; null = not said.
 */
export type DueLabel =
  | { readonly type: 'day'; readonly dayStart: number }
  | { readonly type: 'after'; readonly ms: number }
  | null

/** A promise as labelled. */
export type PromiseLabel = {
  readonly what: string
  /** Its kind; where the file names none, the kinds its words can mean. */
  readonly kinds: readonly PromiseKind[]
  /** The due time as the file writes it. */
  readonly dueText: string
  readonly due: DueLabel
}

/** A cue of a labelled session. */
export type SessionCue = {
  readonly n: number
  /** Time from the session's start in ms. */
  readonly offsetMs: number
  readonly labelled: LabelledLine
  readonly promise: PromiseLabel | null
  /** The cue these words put right; null = none. */
  readonly corrects: number | null
}

/** A labelled session. `lookalikes`: clean cues that look like a violation of a family. */
export type LabelledSession = {
  readonly file: string
  readonly cues: readonly SessionCue[]
  readonly lookalikes: readonly { readonly n: number; readonly family: Family }[]
}

/** What a promise's words can mean, first match; a session file may name the `kind` itself instead. */
const KINDS_BY_WORD: ReadonlyArray<readonly [RegExp, readonly PromiseKind[]]> = [
  [/差价|保价/, ['price-protect']],
  [/补货/, ['restock']],
  [/奖/, ['draw', 'gift']],
  [/赠/, ['gift']],
  [/赔|补发|差额/, ['compensate']],
  [/退/, ['return', 'compensate']],
  [/发货|发出|寄/, ['ship']],
]

const kindsOf = (what: string): readonly PromiseKind[] =>
  KINDS_BY_WORD.find(([words]) => words.test(what))?.[1] ?? ['other']

/** Reads `2026-11-28` or `+48h after order`; undefined when it is neither. */
export const readDue = (text: string): DueLabel | undefined => {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    const midnight = Date.parse(`${text}T00:00:00Z`)
    return Number.isFinite(midnight) ? { type: 'day', dayStart: midnight - CHINA_OFFSET_MS } : undefined
  }
  const span = /^\+(\d{1,4})([hd]) after \S+$/.exec(text)
  if (span === null) return undefined
  return { type: 'after', ms: Number(span[1]) * (span[2] === 'h' ? HOUR_MS : DAY_MS) }
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value)

/** Reads a session: its subtitles and the labels of its cues. `line` of a failure is the cue's place in the label file. */
export const readSession = (
  subtitleFile: string,
  subtitleText: string,
  truthFile: string,
  truthText: string,
): CliResult<LabelledSession> => {
  const subtitles = parseSubtitles(subtitleFile, subtitleText)
  if (!subtitles.ok) {
    const key = `error.${subtitles.error.code}`
    return isMessageKey(key)
      ? failed(key, subtitles.error.params)
      : failed('cli.file-unreadable', { file: subtitleFile, reason: subtitles.error.code })
  }
  let truth: unknown
  try {
    truth = JSON.parse(truthText)
  } catch {
    return failed('cli.not-json', { file: truthFile, line: 1 })
  }
  const wrong = (line: number, field: string, expected: MessageKey): CliResult<never> =>
    failed('eval.session-field', { file: truthFile, cue: line, field, expected })
  const whole = recordOf(truth)
  const cueList = whole?.['cues']
  if (!Array.isArray(cueList)) return wrong(0, 'cues', 'eval.expected-list')
  const cues: SessionCue[] = []
  for (const [place, entry] of cueList.entries()) {
    const record = recordOf(entry)
    if (record === null) return wrong(place + 1, '-', 'cli.expected-object')
    const { n, product = null, corrects = null } = record
    if (!isCount(n)) return wrong(place + 1, 'n', 'eval.expected-cue')
    const subtitle = subtitles.value[n - 1]
    if (subtitle === undefined) return wrong(place + 1, 'n', 'eval.expected-cue')
    if (product !== null && typeof product !== 'string') return wrong(n, 'product', 'cli.expected-product')
    if (corrects !== null && !isCount(corrects)) return wrong(n, 'corrects', 'eval.expected-cue')
    const labels = readFamilies(truthFile, n, 'labels', record['labels'])
    if (!labels.ok) return labels
    const spans = readSpans(truthFile, n, subtitle.text, record['spans'] ?? [])
    if (!spans.ok) return spans
    let promise: PromiseLabel | null = null
    const promised = record['promise'] ?? null
    if (promised !== null) {
      const { what, due: dueText = null, kind } = recordOf(promised) ?? {}
      if (typeof what !== 'string') return wrong(n, 'promise.what', 'cli.expected-text')
      const due = dueText === null ? null : typeof dueText === 'string' ? readDue(dueText) : undefined
      if (due === undefined) return wrong(n, 'promise.due', 'eval.expected-due')
      const named = promiseKindSchema.optional().safeParse(kind)
      if (!named.success) return wrong(n, 'promise.kind', 'eval.expected-kind')
      const kinds = named.data === undefined ? kindsOf(what) : [named.data]
      promise = { what, kinds, dueText: typeof dueText === 'string' ? dueText : '', due }
    }
    const file = path.basename(subtitleFile)
    cues.push({
      n,
      offsetMs: subtitle.startMs,
      labelled: {
        id: String(n),
        file,
        line: n,
        text: subtitle.text,
        product,
        labels: labels.value,
        spans: spans.value,
        of: null,
      },
      promise,
      corrects,
    })
  }
  const lookalikes: { n: number; family: Family }[] = []
  const lookalikeList = whole?.['lookalikes'] ?? []
  if (!Array.isArray(lookalikeList)) return wrong(0, 'lookalikes', 'eval.expected-list')
  for (const entry of lookalikeList) {
    const { n, family } = recordOf(entry) ?? {}
    if (!isCount(n)) return wrong(0, 'lookalikes.n', 'eval.expected-cue')
    const read = readFamilies(truthFile, n, 'lookalikes.family', [family])
    if (!read.ok) return read
    const [known] = read.value
    if (known !== undefined) lookalikes.push({ n, family: known })
  }
  return done({ file: path.basename(subtitleFile), cues, lookalikes })
}

/** Puts the products of a switch file (`switches: [{cue, productId}]`) on air instead of the labels' own. */
export const withSwitches = (
  session: LabelledSession,
  file: string,
  text: string,
): CliResult<LabelledSession> => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return failed('cli.not-json', { file, line: 1 })
  }
  const list = recordOf(value)?.['switches']
  const wrong = (place: number, field: string, expected: MessageKey): CliResult<never> =>
    failed('eval.session-field', { file, cue: place, field, expected })
  if (!Array.isArray(list)) return wrong(0, 'switches', 'eval.expected-list')
  const switches: { cue: number; productId: string | null }[] = []
  for (const [place, entry] of list.entries()) {
    const { cue, productId } = recordOf(entry) ?? {}
    if (!isCount(cue)) return wrong(place + 1, 'cue', 'eval.expected-cue')
    if (productId !== null && typeof productId !== 'string')
      return wrong(place + 1, 'productId', 'cli.expected-product')
    switches.push({ cue, productId })
  }
  switches.sort((left, right) => left.cue - right.cue)
  return done({
    ...session,
    cues: session.cues.map((cue) => ({
      ...cue,
      labelled: {
        ...cue.labelled,
        product: switches.findLast((one) => one.cue <= cue.n)?.productId ?? null,
      },
    })),
  })
}
