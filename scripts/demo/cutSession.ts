import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { parseSubtitles, type SubtitleCue } from '../../domain/transcript/parseSubtitles.ts'
import { translate } from '../../domain/messages/translate.ts'
import { givenFile, type GivenFile } from '../../test/e2e/steps/files.ts'

const switchesSchema = z.strictObject({
  session: z.string(),
  switches: z.array(z.strictObject({ cue: z.number().int().min(1), productId: z.string() })).min(1),
})

/** What is said while one product is on air. */
export interface SessionPiece {
  productId: string
  cues: number
  file: GivenFile
}

const two = (value: number): string => String(value).padStart(2, '0')

const stamp = (ms: number): string => {
  const seconds = Math.floor(ms / 1000)
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return `${clock},${String(Math.floor(ms % 1000)).padStart(3, '0')}`
}

const asFile = (name: string, cues: readonly SubtitleCue[]): GivenFile => {
  const start = cues[0]?.startMs ?? 0
  const blocks = cues.map(({ startMs, endMs, speaker, text }, index) => {
    const times = `${stamp(startMs - start)} --> ${stamp(endMs - start)}`
    return `${index + 1}\n${times}\n${translate('zh', `speaker.${speaker}`, {})}: ${text}\n`
  })
  return givenFile(name, blocks.join('\n'))
}

/**
 * The demo session in pieces, cut at the cues at which the products come on air, each beginning at 0: so that no line lands
 * on the wrong product, however fast it is played. Throws when the shipped files do not fit each other.
 */
export const cutSession = (demoFolder: string): SessionPiece[] => {
  const { session, switches } = switchesSchema.parse(
    JSON.parse(fs.readFileSync(path.join(demoFolder, 'demo-session.switches.json'), 'utf8')),
  )
  const parsed = parseSubtitles(session, fs.readFileSync(path.join(demoFolder, session), 'utf8'))
  if (!parsed.ok) throw new Error(`${session} cannot be read: ${parsed.error.code}`)
  const cues = parsed.value
  return switches.map(({ cue, productId }, index) => {
    const piece = cues.slice(cue - 1, (switches[index + 1]?.cue ?? cues.length + 1) - 1)
    if (piece.length === 0) throw new Error(`no line is said about ${productId}`)
    const name = `demo-session ${index + 1} ${productId}.srt`
    return { productId, cues: piece.length, file: asFile(name, piece) }
  })
}
