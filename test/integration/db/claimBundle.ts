import { claimPayload } from '../../../domain/journal/claimPayload.ts'
import type { JournalDraft } from '../../../domain/journal/entry.ts'
import type { ClaimBundle, DbClient, DbInput } from '../../../electron/db/client.ts'
import { createSeals, NO_CHANGES } from '../../../electron/db/client.ts'

/** An id that is a ULID and readable. */
export const id = (number: number): string => String(number).padStart(26, '0')

export const SESSION_ID = id(1)

export const entry = (kind: string, at: number): JournalDraft => ({
  at,
  monoMs: at / 7,
  offsetMs: at,
  kind,
  payload: { kind, text: '“七天无理由”\n🙂' },
})

/** A claim with a finding, a spared hit and a promise. */
export const bundle = (number: number): ClaimBundle => ({
  claim: {
    id: id(number),
    sessionId: SESSION_ID,
    slotId: null,
    productId: null,
    text: `第 ${number} 句：全网最低，假一赔十`,
    speaker: 'host',
    source: 'typed',
    at: number,
    monoMs: number / 3,
    offsetMs: number,
    corrects: [],
  },
  findings: [
    {
      id: id(1_000_000 + number),
      claimId: id(number),
      sessionId: SESSION_ID,
      slotId: null,
      productId: null,
      rule: 'pri-lowest',
      pack: 'cn-live-commerce',
      packVersion: '1.0.0',
      family: 'PRI',
      severity: 'block',
      start: 6,
      end: 10,
      quote: '全网最低',
      words: {
        message: { zh: '没有依据的最低价', en: 'a lowest price without a record' },
        suggestion: { zh: '说本场价', en: 'say the price of this session' },
        correction: '更正一下，是本场优惠价',
        basis: [{ law: '价格法', article: '第十四条', mark: 'confirmed' }],
        penalty: '',
      },
      at: number,
      state: 'open',
      reason: '',
      stateAt: null,
      correctedBy: null,
    },
  ],
  suppressed: [{ rule: 'gua-fake-pay', start: 11, end: 15, reason: 'fact' }],
  promises: [
    {
      id: id(2_000_000 + number),
      claimId: id(number),
      sessionId: SESSION_ID,
      productId: null,
      kind: 'compensate',
      quote: '假一赔十',
      what: null,
      count: null,
      who: null,
      dueAt: null,
      at: number,
      state: 'open',
    },
  ],
})

/** The journal's entry of a claim. */
export const claimEntry = (number: number): JournalDraft => ({
  at: number,
  monoMs: number / 3,
  offsetMs: number,
  kind: 'claim',
  payload: claimPayload(createSeals(), bundle(number)),
})

/** The act that puts a session on air. */
export const sessionStart = (sessionId = SESSION_ID): DbInput<'act.commit'> => ({
  sessionId,
  entries: [entry('start', 1)],
  changes: {
    ...NO_CHANGES,
    session: {
      id: sessionId,
      title: '周五晚场',
      kind: 'broadcast',
      state: 'live',
      host: '小圆',
      steps: null,
      plannedStartAt: null,
      createdAt: 1,
      startedAt: 1,
      endedAt: null,
    },
  },
})

/** Puts a session on air in the file. */
export const startSession = async (client: DbClient, sessionId = SESSION_ID): Promise<void> => {
  const started = await client.call('act.commit', sessionStart(sessionId))
  if (!started.ok) throw new Error(started.error.code)
}
