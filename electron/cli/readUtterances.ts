import path from 'node:path'
import { MAX_CHECKED_LENGTH } from '../../domain/compliance/checkClaim.ts'
import { isMessageKey, type MessageKey } from '../../domain/messages/translate.ts'
import { parseSubtitles } from '../../domain/transcript/parseSubtitles.ts'
import { done, failed, type CliResult } from './cliFailure.ts'

/** One utterance of an input file. `id` and `product` as the file gives them. */
export type Utterance = {
  readonly id: string | number
  readonly text: string
  /** Product id the file names; null = none; undefined = the file does not say. */
  readonly product: string | null | undefined
  readonly file: string
  readonly line: number
  /** Time from the file's start in ms; 0 where the file has no times. */
  readonly offsetMs: number
}

type Kind = 'txt' | 'srt' | 'vtt' | 'jsonl'

const kindOf = (file: string, text: string): Kind | null => {
  if (file === '-') {
    if (text.startsWith('WEBVTT')) return 'vtt'
    return /^\s*\{/.test(text) ? 'jsonl' : 'txt'
  }
  switch (path.extname(file).toLowerCase()) {
    case '.txt':
      return 'txt'
    case '.srt':
      return 'srt'
    case '.vtt':
      return 'vtt'
    case '.jsonl':
    case '.ndjson':
      return 'jsonl'
    default:
      return null
  }
}

const splitLines = (text: string): string[] => text.split(/\r\n|\n|\r/)

const readLines = (file: string, text: string, idOf: (place: number) => string): CliResult<Utterance[]> => {
  const utterances: Utterance[] = []
  for (const [at, line] of splitLines(text).entries()) {
    if (line.trim() === '') continue
    if (line.length > MAX_CHECKED_LENGTH)
      return failed('cli.line-too-long', { file, line: at + 1, limit: MAX_CHECKED_LENGTH })
    utterances.push({ id: idOf(at + 1), text: line, product: undefined, file, line: at + 1, offsetMs: 0 })
  }
  return done(utterances)
}

const field = (file: string, line: number, name: string, expected: MessageKey): CliResult<never> =>
  failed('cli.record-field', { file, line, field: name, expected })

const readRecord = (file: string, line: number, value: unknown, fallbackId: string): CliResult<Utterance> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return field(file, line, '-', 'cli.expected-object')
  }
  const record: Readonly<Record<string, unknown>> = { ...value }
  const { id = fallbackId, text, product } = record
  if (typeof id !== 'string' && typeof id !== 'number') return field(file, line, 'id', 'cli.expected-id')
  if (typeof text !== 'string') return field(file, line, 'text', 'cli.expected-text')
  if (product !== undefined && product !== null && typeof product !== 'string') {
    return field(file, line, 'product', 'cli.expected-product')
  }
  if (text.length > MAX_CHECKED_LENGTH)
    return failed('cli.line-too-long', { file, line, limit: MAX_CHECKED_LENGTH })
  return done({ id, text, product, file, line, offsetMs: 0 })
}

const readJsonLines = (
  file: string,
  text: string,
  idOf: (place: number) => string,
): CliResult<Utterance[]> => {
  const utterances: Utterance[] = []
  for (const [at, line] of splitLines(text).entries()) {
    if (line.trim() === '') continue
    let value: unknown
    try {
      value = JSON.parse(line)
    } catch {
      return failed('cli.not-json', { file, line: at + 1 })
    }
    const record = readRecord(file, at + 1, value, idOf(at + 1))
    if (!record.ok) return record
    utterances.push(record.value)
  }
  return done(utterances)
}

const readCues = (file: string, text: string, idOf: (place: number) => string): CliResult<Utterance[]> => {
  if (text.trim() === '') return done([])
  const cues = parseSubtitles(file, text)
  if (!cues.ok) {
    const key = `error.${cues.error.code}`
    return isMessageKey(key)
      ? failed(key, cues.error.params)
      : failed('cli.file-unreadable', { file, reason: cues.error.code })
  }
  return done(
    cues.value.map((cue) => ({
      id: idOf(cue.index),
      text: cue.text,
      product: undefined,
      file,
      line: cue.index,
      offsetMs: cue.startMs,
    })),
  )
}

/** The utterances of one input. Ids of lines and cues are their numbers; with several inputs the file's name goes before. */
export const readUtterances = (file: string, text: string, isOnly: boolean): CliResult<Utterance[]> => {
  const kind = kindOf(file, text)
  if (kind === null) return failed('cli.file-kind', { file })
  const name = path.basename(file)
  const idOf = (place: number): string => (isOnly ? String(place) : `${name}:${place}`)
  if (kind === 'txt') return readLines(file, text, idOf)
  return kind === 'jsonl' ? readJsonLines(file, text, idOf) : readCues(file, text, idOf)
}
