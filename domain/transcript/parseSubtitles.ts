import { fail, succeed, type Result } from '../contract/result.ts'
import type { Speaker } from '../model/claim.ts'

/** One cue of a subtitle file; `text` without tags and without the speaker's name. Times in ms from the file's start. */
export type SubtitleCue = {
  readonly index: number
  readonly startMs: number
  readonly endMs: number
  readonly speaker: Speaker
  readonly text: string
}

/** Longest cue text taken, in UTF-16 code units. */
export const MAX_CUE_LENGTH = 2000

const SPEAKERS: ReadonlyArray<readonly [RegExp, Speaker]> = [
  [/^(?:主播|主持人?|host|anchor|streamer)$/i, 'host'],
  [/^(?:助播|助理|副播|中控|场控|运营|assistant|co-?host)$/i, 'assistant'],
  [/^(?:嘉宾|连麦|来宾|专家|粉丝|guest|caller)$/i, 'guest'],
]

const PREFIX = /^\s*[[(【（]?\s*([\p{Script=Han}A-Za-z-]{2,12}?)\s*\d{0,2}\s*[\])】）]?\s*[:：]\s*/u

/** Takes a speaker's name off the front of a cue (`主播：…`); a cue without one is the host's. */
export const splitSpeaker = (text: string): { speaker: Speaker; text: string } => {
  const match = PREFIX.exec(text)
  const name = match?.[1]
  if (match !== null && name !== undefined) {
    for (const [pattern, speaker] of SPEAKERS) {
      if (pattern.test(name)) return { speaker, text: text.slice(match[0].length) }
    }
  }
  return { speaker: 'host', text }
}

const TIME = /^(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})$/
const ARROW = /^\s*(\S+)\s*-->\s*(\S+)(?:\s.*)?$/

const readTime = (text: string): number | null => {
  const match = TIME.exec(text)
  if (match === null) return null
  const [, hours = '0', minutes = '0', seconds = '0', fraction = '0'] = match
  if (Number(minutes) > 59 || Number(seconds) > 59) return null
  return (
    ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, '0'))
  )
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&nbsp;': ' ',
  '&lrm;': '',
  '&rlm;': '',
}

const cleanLine = (line: string): { text: string; voice: string } => {
  const voice = /<v(?:\.[^\s>]*)?\s+([^>]{1,40})>/.exec(line)?.[1] ?? ''
  const text = line
    .replace(/<\/?[a-zA-Z][^<>]{0,200}>|<\d[\d:.]{0,20}>|\{\\[^{}]{0,80}\}/g, '')
    .replace(/&(?:amp|lt|gt|nbsp|lrm|rlm);/g, (entity) => ENTITIES[entity] ?? entity)
    .trim()
  return { text, voice }
}

const joinLines = (lines: readonly string[]): string => {
  let joined = ''
  for (const line of lines) {
    if (line === '') continue
    const needsSpace = /[A-Za-z0-9,.;!?]$/.test(joined) && /^[A-Za-z0-9]/.test(line)
    joined += needsSpace ? ` ${line}` : line
  }
  return joined
}

/**
 * Reads SubRip (.srt) and WebVTT (.vtt) text. Takes what real files hold: byte-order marks, any line ends, missing or
 * repeated counters, tags, cues that overlap. Cues without text are left out; cues come back in time order.
 * Fails with `subtitle-*` codes that name the file and the line.
 */
export const parseSubtitles = (fileName: string, text: string): Result<SubtitleCue[]> => {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const cues: SubtitleCue[] = []
  let at = 0
  const isVtt = /^WEBVTT(?:[ \t].*)?$/.test(lines[0] ?? '')
  if (isVtt) while (at < lines.length && (lines[at] ?? '').trim() !== '') at += 1
  while (at < lines.length) {
    const line = lines[at] ?? ''
    if (isVtt && /^(?:NOTE|STYLE|REGION)(?:\s|$)/.test(line)) {
      while (at < lines.length && (lines[at] ?? '').trim() !== '') at += 1
      continue
    }
    if (!line.includes('-->')) {
      const next = lines[at + 1] ?? ''
      if (line.trim() !== '' && !next.includes('-->')) {
        return fail('subtitle-no-time', { file: fileName, line: at + 1 })
      }
      at += 1
      continue
    }
    const arrow = ARROW.exec(line)
    const startMs = arrow === null ? null : readTime(arrow[1] ?? '')
    const endMs = arrow === null ? null : readTime(arrow[2] ?? '')
    if (startMs === null || endMs === null) return fail('subtitle-bad-time', { file: fileName, line: at + 1 })
    if (endMs < startMs) return fail('subtitle-time-backwards', { file: fileName, line: at + 1 })
    const timeLine = at
    const content: string[] = []
    let voice = ''
    at += 1
    while (at < lines.length && (lines[at] ?? '').trim() !== '') {
      const current = lines[at] ?? ''
      if (current.includes('-->')) break
      if (/^\s*\d+\s*$/.test(current) && (lines[at + 1] ?? '').includes('-->')) break
      const cleaned = cleanLine(current)
      if (voice === '') voice = cleaned.voice
      content.push(cleaned.text)
      at += 1
    }
    const joined = joinLines(content)
    const said = splitSpeaker(voice === '' ? joined : `${voice}：${joined}`)
    const words =
      said.text.startsWith(`${voice}：`) && voice !== '' ? said.text.slice(voice.length + 1) : said.text
    if (words.length > MAX_CUE_LENGTH)
      return fail('subtitle-too-long', { file: fileName, line: timeLine + 1 })
    if (words.trim() === '') continue
    cues.push({ index: cues.length + 1, startMs, endMs, speaker: said.speaker, text: words.trim() })
  }
  if (cues.length === 0) return fail('subtitle-empty', { file: fileName })
  return succeed(
    cues
      .toSorted((left, right) => left.startMs - right.startMs || left.index - right.index)
      .map((cue, place) => ({ ...cue, index: place + 1 })),
  )
}
