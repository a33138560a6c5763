import { generateKeyPairSync } from 'node:crypto'
import path from 'node:path'
import { claimPayload } from '../../domain/journal/claimPayload.ts'
import type { JournalDraft } from '../../domain/journal/entry.ts'
import type { Finding } from '../../domain/model/claim.ts'
import type { Session, Slot } from '../../domain/model/lineup.ts'
import type { Product } from '../../domain/model/product.ts'
import { type ClaimBundle, NO_CHANGES } from '../../electron/db/calls.ts'
import { createDbHandlers } from '../../electron/db/handlers.ts'
import { headBookOf } from '../../electron/db/headBookFile.ts'
import { createHeadKeeper } from '../../electron/db/keepHeads.ts'
import { migrations } from '../../electron/db/migrations/index.ts'
import { openDatabase } from '../../electron/db/open.ts'
import { createHistoryPacker } from '../../electron/db/packHistory.ts'
import { createJournalRepository } from '../../electron/db/repositories/journal.ts'
import { createSeals, type SigningKey } from '../../electron/db/seals.ts'
import { bundle, id } from '../integration/db/claimBundle.ts'

/** How large a record is made. */
export type RecordSize = { readonly sessions: number; readonly claims: number }

/** A key to sign with. */
export const makeKey = (): SigningKey => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return {
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  }
}

const START = 1_780_000_000_000
const HOUR = 3_600_000

const product = (number: number): Product => ({
  id: `product-${number}`,
  name: `商品 ${number}`,
  category: '护肤',
  price: 12_900,
  listPrice: 19_900,
  priceEvidence: true,
  stock: 860,
  guarantees: [{ code: 'seven-days', days: 7, hours: null, multiple: null, runByShop: false, note: '' }],
  documents: [{ type: 'test-report', says: '检测报告', expiresAt: START + 1000 * HOUR }],
  maker: '广州某某生物',
  address: '广州',
  certificate: '',
  sellingPoints: ['补水'],
  forbiddenWords: [],
  mustSay: [],
  picture: null,
})

/** Ids of a session's things: its number, then a kind, then a count. */
const idOf = (session: number, kind: number, count: number): string =>
  id(1_000_000_000 * session + 10_000_000 * kind + count)

/** A claim of a session in the words of the fixture; every third has a finding, every fifth a promise. */
const claimOf = (session: number, number: number, slotId: string, at: number): ClaimBundle => {
  const made = bundle(number)
  const claimId = idOf(session, 1, number)
  const place = { claimId, sessionId: idOf(session, 0, 0), productId: 'product-1' }
  return {
    claim: {
      ...made.claim,
      id: claimId,
      sessionId: idOf(session, 0, 0),
      slotId,
      productId: 'product-1',
      text: `第 ${session} 场第 ${number} 句：全网最低，假一赔十🙂`,
      at,
      monoMs: at / 3,
      offsetMs: at - START,
    },
    findings:
      number % 3 === 0
        ? made.findings.map((finding) => ({ ...finding, ...place, id: idOf(session, 2, number), slotId, at }))
        : [],
    suppressed: number % 4 === 0 ? made.suppressed : [],
    promises:
      number % 5 === 0
        ? made.promises.map((promise) => ({ ...promise, ...place, id: idOf(session, 3, number), at }))
        : [],
  }
}

/** A record as the app writes it, with its heads and its book; the file is closed. */
export const writeRecord = async (
  folder: string,
  size: RecordSize,
  key: SigningKey,
): Promise<{ readonly file: string; readonly book: string; readonly sessionIds: readonly string[] }> => {
  const file = path.join(folder, 'record.sqlite')
  const opened = openDatabase({ file, addon: null, migrations, stamp: 'test' }, 0)
  if (!opened.ok) throw new Error(opened.error.code)
  const { db } = opened.value
  // Writing is not what is tested.
  db.pragma('synchronous = OFF')
  const heads = createHeadKeeper(db, headBookOf(file))
  const seals = createSeals()
  const journal = createJournalRepository(db, seals, heads.follow)
  const handlers = createDbHandlers(db, heads, journal)
  const settle = (): void => {
    heads.settle()
    journal.settle(true)
  }
  handlers['signing.use']({ key, at: START })
  handlers['product.save'](product(1))
  handlers['product.save'](product(2))
  const sessionIds: string[] = []
  for (let number = 1; number <= size.sessions; number += 1) {
    writeSession(handlers, seals, number, size.claims, settle)
    sessionIds.push(idOf(number, 0, 0))
    // The heads of the next one know how long the book is.
    await heads.idle()
  }
  const pack = createHistoryPacker(db)
  while (pack(10));
  await heads.idle()
  db.close()
  return { file, book: headBookOf(file), sessionIds }
}

const writeSession = (
  handlers: ReturnType<typeof createDbHandlers>,
  seals: ReturnType<typeof createSeals>,
  number: number,
  claims: number,
  settle: () => void,
): void => {
  let at = START + number * 24 * HOUR
  const sessionId = idOf(number, 0, 0)
  const draft = (kind: string, payload: JournalDraft['payload']): JournalDraft => ({
    at,
    monoMs: at / 3,
    offsetMs: at - START,
    kind,
    payload,
  })
  const session: Session = {
    id: sessionId,
    title: `第 ${number} 场`,
    kind: 'broadcast',
    state: 'ready',
    host: '小圆',
    steps: null,
    plannedStartAt: null,
    createdAt: START,
    startedAt: null,
    endedAt: null,
  }
  const slots = [1, 2].map((position): Slot => ({
    id: idOf(number, 4, position),
    sessionId,
    position,
    productId: `product-${position}`,
    title: '',
    price: 9900,
    plannedMs: 300_000,
    state: 'queued',
    startedAt: null,
    airedMs: 0,
  }))
  const [first, second] = slots
  if (first === undefined || second === undefined) throw new Error('two slots')
  handlers['lineup.save']({ session, slots })
  const act = (entries: readonly JournalDraft[], changes: Partial<typeof NO_CHANGES>): void => {
    handlers['act.commit']({ sessionId, entries, changes: { ...NO_CHANGES, ...changes } })
    settle()
  }
  const live: Session = { ...session, state: 'live', startedAt: at }
  act(
    [
      draft('start', { title: session.title, kind: session.kind, host: session.host }),
      draft('override', { itemId: 'stage', reason: '没有上屏' }),
      draft('slot', { act: 'start', from: null, to: first.id }),
    ],
    {
      session: live,
      slots: [{ ...first, state: 'live', startedAt: at }],
      openAiring: { slotId: first.id, from: at },
      stage: { visible: true, theme: 'fresh', spotlight: null },
      overrides: [{ itemId: 'stage', reason: '没有上屏' }],
      freeze: [product(1), product(2)],
    },
  )
  let open: Finding | null = null
  for (let count = 1; count <= claims; count += 1) {
    at += 3000
    const made = claimOf(number, count, first.id, at)
    handlers['claim.record']({
      bundle: made,
      entry: draft('claim', claimPayload(seals, made)),
      corrects:
        open !== null && count % 9 === 1
          ? [
              {
                finding: { ...open, state: 'corrected', stateAt: at, correctedBy: made.claim.id },
                entry: draft('finding', { id: open.id, state: 'corrected', correctedBy: made.claim.id }),
              },
            ]
          : [],
    })
    settle()
    open = count % 9 === 1 ? null : (made.findings[0] ?? open)
    if (count % 7 === 0 && made.findings[0] !== undefined) {
      const [finding] = made.findings
      act([draft('finding', { id: finding.id, state: 'dismissed', reason: '误报', correctedBy: null })], {
        findings: [{ ...finding, state: 'dismissed', reason: '误报', stateAt: at }],
      })
      open = null
    }
  }
  at += 3000
  const [pattern] = bundle(1).findings
  if (pattern === undefined) throw new Error('no finding')
  const missed: Finding = {
    ...pattern,
    id: idOf(number, 5, 1),
    claimId: null,
    slotId: first.id,
    sessionId,
    productId: 'product-1',
    quote: '',
    start: 0,
    end: 0,
    at,
  }
  const { rule, pack, packVersion, severity, slotId, productId } = missed
  act(
    [
      draft('missed', {
        id: missed.id,
        rule,
        pack,
        packVersion,
        severity,
        slotId,
        productId,
        words: '过敏可退',
      }),
      draft('slot', { act: 'next', from: first.id, to: second.id }),
    ],
    {
      slots: [
        { ...first, state: 'done', startedAt: START + number * 24 * HOUR, airedMs: 3000 * claims },
        { ...second, state: 'live', startedAt: at },
      ],
      closeAiringAt: at,
      openAiring: { slotId: second.id, from: at },
      newFindings: [missed],
      stage: { visible: true, theme: 'fresh', spotlight: null },
    },
  )
  at += 60_000
  act([draft('slot', { act: 'end', from: second.id, to: null }), draft('end', { claims })], {
    session: { ...live, state: 'ended', endedAt: at },
    slots: [{ ...second, state: 'done', airedMs: 60_000 }],
    closeAiringAt: at,
    stage: { visible: false, theme: 'fresh', spotlight: null },
  })
}
