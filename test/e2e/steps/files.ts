import path from 'node:path'
import { checkout } from '../runtime.ts'

/** The shipped demo: a lineup workbook and a session to play. */
export const demoFolder: string = path.join(checkout, 'resources', 'demo')
export const demoWorkbook: string = path.join(demoFolder, 'demo-lineup.xlsx')
export const demoSubtitles: string = path.join(demoFolder, 'demo-session.srt')

/** A file as a person hands it to a window: its name and bytes. */
export interface GivenFile {
  name: string
  mimeType: string
  buffer: Buffer
}

/** A file made for the moment. */
export const givenFile = (name: string, content: string | Uint8Array): GivenFile => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
})

const stamp = (ms: number): string => {
  const two = (value: number): string => String(value).padStart(2, '0')
  const seconds = Math.floor(ms / 1000)
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':')
  return `${clock},${String(ms % 1000).padStart(3, '0')}`
}

/** A subtitle file of these lines, one every `everyMs`, said by the host. */
export const subtitleFile = (name: string, lines: readonly string[], everyMs: number): GivenFile =>
  givenFile(
    name,
    lines
      .map(
        (line, index) =>
          `${index + 1}\n${stamp(index * everyMs)} --> ${stamp((index + 1) * everyMs)}\n主播: ${line}\n`,
      )
      .join('\n'),
  )
