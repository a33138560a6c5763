import { openDbClient, NO_CHANGES } from '../../../electron/db/client.ts'
import type { Session } from '../../../domain/model/lineup.ts'
import { labelledTexts } from '../../fixtures/labelledTexts.ts'
import { bundle, claimEntry, entry, id } from '../../integration/db/claimBundle.ts'

const BEGAN_AT = Date.UTC(2026, 2, 6, 11)
/** One utterance in so many seconds. */
const EVERY_MS = 1500

/** Titles of the two sessions: the long one, and a later one that the review opens by itself. */
export const LONG_TITLE = '十二小时大场'
export const SHORT_TITLE = '隔天小场'

const sessionOf = (number: number, title: string, startedAt: number, endedAt: number | null): Session => ({
  id: id(number),
  title,
  kind: 'broadcast',
  state: endedAt === null ? 'live' : 'ended',
  host: '小圆',
  steps: null,
  plannedStartAt: null,
  createdAt: startedAt,
  startedAt,
  endedAt,
})

/**
 * Makes a data file with a session of so many claims, of all lengths and one in three with a finding, written as the app
 * writes them, and a later session with none.
 */
export const makeLongSession = async (file: string, claims: number): Promise<void> => {
  const opened = await openDbClient({
    workerUrl: new URL('../../../electron/db/dbWorker.ts', import.meta.url),
    file,
    addon: null,
    stamp: 'test',
    onSlow: () => undefined,
  })
  if (!opened.ok) throw new Error(opened.error.code)
  const { client } = opened.value
  const act = async (kind: string, session: Session, at: number): Promise<void> => {
    const done = await client.call('act.commit', {
      sessionId: session.id,
      entries: [entry(kind, at)],
      changes: { ...NO_CHANGES, session },
    })
    if (!done.ok) throw new Error(done.error.code)
  }
  const texts = labelledTexts()
  const endedAt = BEGAN_AT + claims * EVERY_MS
  await act('start', sessionOf(1, LONG_TITLE, BEGAN_AT, null), BEGAN_AT)
  const written = await Promise.all(
    Array.from({ length: claims }, (_unused, at) => {
      const number = at + 10
      const made = bundle(number)
      const said = texts[(at * 7919) % texts.length] ?? ''
      const claim = { ...made.claim, text: `${String(at + 1)} ${said}`, at: BEGAN_AT + at * EVERY_MS }
      const findings = at % 3 === 0 ? made.findings : []
      return client.call('claim.record', {
        bundle: { claim, findings, suppressed: [], promises: [] },
        entry: claimEntry(number),
        corrects: [],
      })
    }),
  )
  const refused = written.find(({ ok }) => !ok)
  if (refused !== undefined && !refused.ok) throw new Error(refused.error.code)
  await act('end', sessionOf(1, LONG_TITLE, BEGAN_AT, endedAt), endedAt)
  await act('start', sessionOf(2, SHORT_TITLE, endedAt, endedAt + 1), endedAt)
  await client.close()
}
