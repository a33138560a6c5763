import { existsSync, readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { claimPayload } from '../../../domain/journal/claimPayload.ts'
import type { Product } from '../../../domain/model/product.ts'
import { addCounts, type EraseCounts, NOTHING_ERASED } from '../../../domain/retention/tombstone.ts'
import type { DbClient, DbInput } from '../../../electron/db/client.ts'
import { createSeals, NO_CHANGES } from '../../../electron/db/client.ts'
import { bundle, entry, id } from './claimBundle.ts'
import { verify } from './verify.ts'

/** Words that stand in one claim only, with signs that nothing else in a file is made of. */
export const SECRET = '龘靐王小姐住建设路'
export const KEPT = '今天这款是新到的'
export const OTHER_SESSION = id(2)

export const product: Product = {
  id: 'p-1',
  name: '龘靐牌蜂蜜',
  category: '食品',
  price: 100,
  listPrice: null,
  priceEvidence: false,
  stock: null,
  guarantees: [],
  documents: [],
  maker: '',
  address: '',
  certificate: '',
  sellingPoints: [],
  forbiddenWords: [],
  mustSay: [],
  picture: null,
}

export const session = (sessionId: string, state: 'live' | 'ended', at: number) => ({
  id: sessionId,
  title: `龘靐专场 ${sessionId}`,
  kind: 'broadcast' as const,
  state,
  host: '龘靐',
  steps: null,
  plannedStartAt: null,
  createdAt: at,
  startedAt: at,
  endedAt: state === 'ended' ? at + 5000 : null,
})

export const must = async <Value>(
  answer: Promise<{ ok: true; value: Value } | { ok: false }>,
): Promise<Value> => {
  const given = await answer
  if (!given.ok) throw new Error('the call failed')
  return given.value
}

/** A whole session: start with a product kept, claims with everything that belongs to them, one dismissed, the end. */
export const runSession = async (
  client: DbClient,
  sessionId: string,
  first: number,
  texts: readonly string[],
) => {
  const at = 1_800_000_000_000 + first
  await must(
    client.call('act.commit', {
      sessionId,
      entries: [entry('start', at)],
      changes: { ...NO_CHANGES, session: session(sessionId, 'live', at), freeze: [product] },
    }),
  )
  const record = (text: string, place: number): Promise<unknown> => {
    const made = bundle(first + place)
    const said = {
      claim: { ...made.claim, sessionId, text, productId: product.id, at: at + place },
      findings: made.findings.map((each) => ({
        ...each,
        sessionId,
        quote: text,
        productId: product.id,
        at: at + place,
      })),
      suppressed: made.suppressed,
      promises: made.promises.map((each) => ({
        ...each,
        sessionId,
        quote: text,
        productId: product.id,
        at: at + place,
      })),
    }
    const { monoMs, offsetMs } = said.claim
    return must(
      client.call('claim.record', {
        bundle: said,
        entry: {
          at: at + place,
          monoMs,
          offsetMs,
          kind: 'claim',
          payload: claimPayload(createSeals(), said),
        },
        corrects: [],
      }),
    )
  }
  await Promise.all(texts.map(record))
  const dismissed = bundle(first).findings.map((finding) => ({
    ...finding,
    sessionId,
    state: 'dismissed' as const,
    reason: `说的是 ${texts[0] ?? ''}`,
    stateAt: at + 4000,
  }))
  await must(
    client.call('act.commit', {
      sessionId,
      entries: [
        {
          ...entry('finding', at + 4000),
          payload: { id: dismissed[0]?.id ?? '', state: 'dismissed', reason: dismissed[0]?.reason ?? '' },
        },
      ],
      changes: { ...NO_CHANGES, findings: dismissed },
    }),
  )
  await must(
    client.call('act.commit', {
      sessionId,
      entries: [entry('end', at + 5000)],
      changes: { ...NO_CHANGES, session: session(sessionId, 'ended', at) },
    }),
  )
}

export const word = {
  ground: 'period' as const,
  reason: '保存期限已满',
  who: '店长',
  group: 'food' as const,
  years: 5,
  lastDay: '2032-01-15',
}
export const moment = { at: 1_900_000_000_000, monoMs: 5, offsetMs: 9 }
export const erasing = (
  sessionId: string,
  claimIds: readonly string[] | null,
): DbInput<'retention.erase'> => ({
  scope: { sessionId, claimIds: claimIds === null ? null : [...claimIds] },
  moment,
  word,
})

/** Erases slice by slice until all is done. What was erased, all slices together, or why none was. */
export const eraseAll = async (
  client: DbClient,
  input: DbInput<'retention.erase'>,
  onSlice: () => Promise<void> = () => Promise.resolve(),
): Promise<{ readonly erased: EraseCounts } | { readonly refused: string }> => {
  let erased = NOTHING_ERASED
  for (let slice = 0; ; slice += 1) {
    // The clock goes on.
    const at = input.moment.at + slice
    const done = await must(client.call('retention.erase', { ...input, moment: { ...input.moment, at } }))
    if ('refused' in done) return done
    erased = addCounts(erased, done.erased)
    await onSlice()
    if (done.isDone) return { erased }
  }
}

/**
 * Whether bytes of a text are anywhere in the file or in the log beside it: as the rows, chunks or index would hold them. One
 * sign alone is looked for as rows and index hold it: the two bytes a chunk has for it stand in checksums, too.
 */
export const isInBytes = (file: string, text: string): boolean =>
  [file, `${file}-wal`]
    .filter((each) => existsSync(each))
    .map((each) => readFileSync(each))
    .some(
      (bytes) => bytes.includes(text, 0, 'utf8') || (text.length > 1 && bytes.includes(text, 0, 'utf16le')),
    )

/** What verifying says of a session: its chain, its signed heads, and its rows against the journal. */
export const found = async (client: DbClient, sessionId: string) => {
  const { sessions, problems } = await verify(client, sessionId)
  return {
    entries: sessions[0]?.entries,
    problems: [...problems, ...sessions.flatMap((each) => each.problems)],
  }
}

/** How many rows there are. */
export const count = (file: string, from: string): unknown => {
  const db = new Database(file, { readonly: true })
  try {
    return db.prepare(`SELECT count(*) FROM ${from}`).pluck().get()
  } finally {
    db.close()
  }
}
