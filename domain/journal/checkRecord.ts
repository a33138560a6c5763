import type { Finding } from '../model/claim.ts'
import { canonicalJson } from './canonicalJson.ts'
import { findingText, wordsText } from './claimPayload.ts'
import type { JournalEntry } from './entry.ts'
import { type ActRows, ERASE_KIND, type FindingStanding } from './recordRows.ts'
import type { Seals } from './seals.ts'
import type { ProblemCode, RecordTable } from './verifyReport.ts'

/** Rows as the file holds them, column by column: they are read by the hundred thousand. */
export type ClaimRow = readonly [
  id: string,
  slotId: string | null,
  productId: string | null,
  text: string,
  speaker: string,
  source: string,
  at: number,
  monoMs: number,
  offsetMs: number,
  corrects: string,
]
export type FindingRow = readonly [
  id: string,
  claimId: string | null,
  slotId: string | null,
  productId: string | null,
  rule: string,
  pack: string,
  packVersion: string,
  family: string,
  severity: string,
  start: number,
  end: number,
  quote: string,
  words: string,
  at: number,
  state: string,
  reason: string,
  stateAt: number | null,
  correctedBy: string | null,
]
export type PromiseRow = readonly [
  id: string,
  claimId: string,
  productId: string | null,
  kind: string,
  quote: string,
  what: string | null,
  count: number | null,
  who: string | null,
  dueAt: number | null,
  at: number,
  state: string,
]
export type SparedRow = readonly [
  claimId: string,
  position: number,
  rule: string,
  start: number,
  end: number,
  reason: string,
]

/** Rows in the order they were written; `peek` = the next one, null = there is none. */
export type Cursor<Row> = {
  readonly peek: () => Row | null
  readonly step: () => void
}

/** The tables of one session, as far as they grow with what is said. */
export type SpokenRows = {
  readonly claims: Cursor<ClaimRow>
  readonly findings: Cursor<FindingRow>
  readonly promises: Cursor<PromiseRow>
  /** In the order of their claims. */
  readonly spared: Cursor<SparedRow>
  /** Whether a row with this id is anywhere in a table. */
  readonly has: (table: 'claim' | 'finding' | 'promise', id: string) => boolean
}

/** The other tables of a session, small and read whole. */
export type StandingRows = {
  readonly session: ActRows['session'] | null
  readonly slots: NonNullable<ActRows['slots']>
  readonly airings: readonly {
    readonly id: number
    readonly slotId: string
    readonly from: number
    readonly to: number | null
  }[]
  readonly stage:
    | (Omit<NonNullable<ActRows['stage']>, 'visible'> & { readonly visible: boolean | number })
    | null
  readonly overrides: NonNullable<ActRows['overrides']>
  /** Facts of products as the session keeps them, as JSON. */
  readonly products: readonly { readonly id: string; readonly facts: string }[]
}

/** A fault between the journal and a table. */
export type RecordFault = {
  readonly code: Extract<ProblemCode, 'unreadable' | 'erased' | 'rowGone' | 'rowExtra' | 'rowDiffers'>
  readonly table: RecordTable
  readonly id: string
  readonly field: string
  readonly at: number | null
  /** The entry; null = none speaks of it. */
  readonly entry: { readonly seq: number; readonly at: number; readonly kind: string } | null
}

type Obj = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Obj =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): readonly Obj[] => (Array.isArray(value) ? value.filter(isObject) : [])
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Where an entry stands: what is kept of one until the end of its session, and no word of it. */
type EntryPlace = NonNullable<RecordFault['entry']>
const placeOf = ({ seq, at, kind }: EntryPlace): EntryPlace => ({ seq, at, kind })

/** What an entry says of a finding's standing; undefined = an earlier version did not write it down. */
type SaidStanding = {
  readonly state: unknown
  readonly reason: unknown
  readonly correctedBy: unknown
  readonly stateAt: unknown
  readonly place: EntryPlace
}

/** Words a rule says come again and again: what was hashed before is looked up. */
const REMEMBERED_WORDS = 2000

/** Plays a session's journal against its tables, entry by entry and in one go through both. */
export type RecordCheck = {
  readonly next: (entry: JournalEntry) => void
  /** After the last entry: what stands in the tables at the end. */
  readonly finish: (rows: StandingRows) => void
  readonly erased: () => number
}

/** A check that tells each fault as it meets it. */
export const checkRecord = (
  { sha256 }: Pick<Seals, 'sha256'>,
  rows: SpokenRows,
  tell: (fault: RecordFault) => void,
): RecordCheck => {
  const wordHashes = new Map<string, string>()
  /** Rows of findings that are not as they were made, and what was said of them last. */
  const standing = new Map<string, FindingStanding>()
  const said = new Map<string, SaidStanding>()
  const missed = new Map<string, string>()
  /** Erased entries, with the claim's row if it is still there and says something. */
  const erased = new Map<number, { readonly place: EntryPlace; talks: string | null }>()
  const tombstones: (readonly [number, number])[] = []
  let start: { readonly payload: Obj; readonly entry: EntryPlace } | null = null
  let end: { readonly payload: Obj; readonly entry: EntryPlace } | null = null
  let lineup: Obj | null = null
  /** What playing the acts has given; null = the session began before acts kept their rows. */
  let played: {
    session: ActRows['session'] | null
    slots: Map<string, NonNullable<ActRows['slots']>[number]>
    airings: { id: number; slotId: string; from: number; to: number | null }[]
    stage: NonNullable<ActRows['stage']> | null
    overrides: Map<string, NonNullable<ActRows['overrides']>[number]>
    products: Map<string, string>
  } | null = null
  let erasedActs = 0

  const at = (
    code: RecordFault['code'],
    table: RecordTable,
    id: string,
    field: string,
    entry: EntryPlace | null,
    when: number | null = null,
  ): void =>
    tell({
      code,
      table,
      id,
      field,
      at: when,
      entry: entry === null ? null : placeOf(entry),
    })
  const same = (
    table: RecordTable,
    id: string,
    entry: EntryPlace,
    fields: readonly (readonly [field: string, row: unknown, journal: unknown])[],
  ): void => {
    // What an earlier version did not write down is not compared.
    const wrong = fields.find(([, row, journal]) => journal !== undefined && row !== journal)
    if (wrong !== undefined) at('rowDiffers', table, id, wrong[0], entry)
  }
  const hashOfWords = (words: string): string => {
    const known = wordHashes.get(words)
    if (known !== undefined) return known
    let hash = ''
    try {
      hash = sha256(wordsText(JSON.parse(words)))
    } catch {
      // Not JSON, or not the words of a rule: it is the hash of nothing.
    }
    if (wordHashes.size >= REMEMBERED_WORDS) wordHashes.clear()
    wordHashes.set(words, hash)
    return hash
  }
  const stand = (row: FindingRow): void => {
    const [id, , , , , , , , , , , , , , state, reason, stateAt, correctedBy] = row
    if (state !== 'open' || reason !== '' || stateAt !== null || correctedBy !== null)
      standing.set(id, { id, state, reason, stateAt, correctedBy })
  }
  /** The row an entry speaks of: the next one, or it is missed. */
  const take = <Row extends readonly [id: string, ...unknown[]]>(
    cursor: Cursor<Row>,
    table: 'claim' | 'finding' | 'promise',
    id: string,
    entry: JournalEntry,
  ): Row | null => {
    let row = cursor.peek()
    if (row?.[0] !== id) {
      if (!rows.has(table, id)) {
        at('rowGone', table, id, '', entry)
        return null
      }
      // It is there, so what comes before it is what nobody spoke of, or what stands in another place.
      while (row !== null && row[0] !== id) {
        at('rowExtra', table, row[0], '', null)
        cursor.step()
        row = cursor.peek()
      }
      if (row === null) {
        at('rowDiffers', table, id, 'order', entry)
        return null
      }
    }
    cursor.step()
    return row
  }

  const checkClaimRow = (entry: JournalEntry, payload: Obj): void => {
    const id = textOf(payload['id'])
    const row = take(rows.claims, 'claim', id, entry)
    const saidAt = payload['saidAt']
    const when = typeof saidAt === 'number' ? saidAt : entry.at
    if (row !== null) {
      const [, slotId, productId, text, speaker, source, claimAt, monoMs, offsetMs, corrects] = row
      const told = payload['corrects']
      if (
        text !== payload['text'] ||
        slotId !== payload['slotId'] ||
        productId !== payload['productId'] ||
        speaker !== payload['speaker'] ||
        source !== payload['source'] ||
        claimAt !== when ||
        monoMs !== entry.monoMs ||
        offsetMs !== Math.max(0, entry.offsetMs - (entry.at - when)) ||
        (told !== undefined && corrects !== JSON.stringify(told))
      ) {
        same('claim', id, entry, [
          ['text', text, payload['text']],
          ['slot', slotId, payload['slotId']],
          ['product', productId, payload['productId']],
          ['speaker', speaker, payload['speaker']],
          ['source', source, payload['source']],
          ['time', claimAt, when],
          ['time', monoMs, entry.monoMs],
          ['time', offsetMs, Math.max(0, entry.offsetMs - (entry.at - when))],
          ['corrects', corrects, told === undefined ? undefined : JSON.stringify(told)],
        ])
      }
    }
    const findings = payload['findings']
    const untold = {
      findings: findings === undefined,
      spared: payload['suppressed'] === undefined,
      promises: payload['promises'] === undefined,
    }
    if (untold.findings || untold.spared || untold.promises) passRows(id, untold)
    if (Array.isArray(findings) && findings.length > 0)
      checkFindingRows(entry, payload, listOf(findings), when)
    const hits = payload['suppressed']
    if (Array.isArray(hits) && hits.length > 0) checkSparedRows(entry, id, listOf(hits))
    const promises = payload['promises']
    if (Array.isArray(promises) && promises.length > 0)
      checkPromiseRows(entry, payload, listOf(promises), when)
  }
  const checkFindingRows = (
    entry: JournalEntry,
    payload: Obj,
    findings: readonly Obj[],
    when: number,
  ): void => {
    for (const finding of findings) {
      const id = textOf(finding['id'])
      const row = take(rows.findings, 'finding', id, entry)
      if (row === null) continue
      stand(row)
      same('finding', id, entry, [
        ['claim', row[1], payload['id']],
        ['slot', row[2], payload['slotId']],
        ['product', row[3], payload['productId']],
        ['rule', row[4], finding['rule']],
        ['pack', row[5], finding['pack']],
        ['pack', row[6], finding['packVersion']],
        ['family', row[7], finding['family']],
        ['severity', row[8], finding['severity']],
        ['place', row[9], finding['start']],
        ['place', row[10], finding['end']],
        ['quote', row[11], finding['quote']],
        ['words', finding['words'] === undefined ? undefined : hashOfWords(row[12]), finding['words']],
        ['time', row[13], when],
      ])
    }
  }
  const checkSparedRows = (entry: JournalEntry, claimId: string, hits: readonly Obj[]): void => {
    for (const [place, hit] of hits.entries()) {
      const row = rows.spared.peek()
      if (row?.[0] !== claimId) {
        at('rowGone', 'spared', claimId, '', entry)
        return
      }
      rows.spared.step()
      same('spared', claimId, entry, [
        ['order', row[1], place],
        ['rule', row[2], hit['rule']],
        ['place', row[3], hit['start']],
        ['place', row[4], hit['end']],
        ['reason', row[5], hit['reason']],
      ])
    }
  }
  const checkPromiseRows = (
    entry: JournalEntry,
    payload: Obj,
    promises: readonly Obj[],
    when: number,
  ): void => {
    for (const promise of promises) {
      const id = textOf(promise['id'])
      const row = take(rows.promises, 'promise', id, entry)
      if (row === null) continue
      same('promise', id, entry, [
        ['claim', row[1], payload['id']],
        ['product', row[2], payload['productId']],
        ['kind', row[3], promise['kind']],
        ['quote', row[4], promise['quote']],
        ['terms', row[5], promise['what']],
        ['terms', row[6], promise['count']],
        ['terms', row[7], promise['who']],
        ['due', row[8], promise['dueAt']],
        ['time', row[9], when],
        ['state', row[10], 'open'],
      ])
    }
  }
  const checkMissed = (entry: JournalEntry, payload: Obj): void => {
    const id = textOf(payload['id'])
    const row = take(rows.findings, 'finding', id, entry)
    if (row === null) return
    stand(row)
    same('finding', id, entry, [
      ['claim', row[1], null],
      ['slot', row[2], payload['slotId']],
      ['product', row[3], payload['productId']],
      ['rule', row[4], payload['rule']],
      ['pack', row[5], payload['pack']],
      ['pack', row[6], payload['packVersion']],
      ['severity', row[8], payload['severity']],
      ['time', row[13], entry.at],
    ])
    missed.set(id, missedHash(entry.sessionId, row))
  }
  const missedHash = (sessionId: string, row: FindingRow): string => {
    const [
      id,
      claimId,
      slotId,
      productId,
      rule,
      pack,
      packVersion,
      family,
      severity,
      from,
      to,
      quote,
      words,
    ] = row
    try {
      // Compared as a text by its hash, so a value that is none of the allowed ones is a difference and nothing else.
      const finding = {
        id,
        claimId,
        slotId,
        sessionId,
        productId,
        rule,
        pack,
        packVersion,
        family,
        severity,
        start: from,
        end: to,
        quote,
        words: JSON.parse(words),
        at: row[13],
      } as unknown as Finding
      return sha256(findingText(finding))
    } catch {
      return ''
    }
  }

  const standingSaid = (id: string, told: Obj, entry: EntryPlace): void => {
    const { state, reason, correctedBy, stateAt } = told
    said.set(id, { state, reason, correctedBy, stateAt, place: placeOf(entry) })
  }
  const applyRows = (entry: JournalEntry, act: ActRows): void => {
    for (const finding of act.findings ?? []) standingSaid(finding.id, { ...finding }, entry)
    for (const [id, hash] of Object.entries(act.missed ?? {})) {
      if (missed.has(id) && missed.get(id) !== hash) at('rowDiffers', 'finding', id, 'words', entry)
      missed.delete(id)
    }
    if (act.begins === true) {
      played = {
        session: null,
        slots: new Map(),
        airings: [],
        stage: null,
        overrides: new Map(),
        products: new Map(),
      }
    }
    if (played === null) return
    if (act.session !== undefined) played.session = act.session
    for (const slot of act.slots ?? []) played.slots.set(slot.id, slot)
    if (act.order !== undefined) {
      const kept = new Set(act.order)
      for (const id of played.slots.keys()) if (!kept.has(id)) played.slots.delete(id)
    }
    const { closed } = act
    if (closed !== undefined) for (const airing of played.airings) airing.to ??= Math.max(airing.from, closed)
    if (act.opened !== undefined) played.airings.push({ ...act.opened, to: null })
    if (act.stage !== undefined) played.stage = act.stage
    for (const override of act.overrides ?? [])
      if (!played.overrides.has(override.itemId)) played.overrides.set(override.itemId, override)
    for (const [id, hash] of Object.entries(act.products ?? {})) played.products.set(id, hash)
  }

  /** Passes over rows of a claim that its entry does not tell of. */
  const passRows = (
    claimId: string,
    untold: { readonly findings: boolean; readonly spared: boolean; readonly promises: boolean },
  ): void => {
    if (untold.findings) while (rows.findings.peek()?.[1] === claimId) rows.findings.step()
    if (untold.promises) while (rows.promises.peek()?.[1] === claimId) rows.promises.step()
    if (untold.spared) while (rows.spared.peek()?.[0] === claimId) rows.spared.step()
  }
  const passErased = (entry: JournalEntry): void => {
    const found = { place: placeOf(entry), talks: null as string | null }
    erased.set(entry.seq, found)
    if (entry.kind !== 'claim') {
      erasedActs += 1
      return
    }
    // What was said is gone; a row that stayed may not say anything else.
    const row = rows.claims.peek()
    if (row?.[7] !== entry.monoMs) return
    rows.claims.step()
    if (row[3] !== '') [found.talks] = row
    passRows(row[0], { findings: true, spared: true, promises: true })
  }

  const next = (entry: JournalEntry): void => {
    if (entry.payload === null) {
      passErased(entry)
      return
    }
    let payload: unknown
    try {
      payload = JSON.parse(entry.payload)
    } catch {
      payload = null
    }
    if (!isObject(payload)) {
      at('unreadable', 'session', '', '', entry)
      return
    }
    switch (entry.kind) {
      case 'claim':
        checkClaimRow(entry, payload)
        break
      case 'missed':
        checkMissed(entry, payload)
        break
      case 'finding':
        standingSaid(textOf(payload['id']), payload, entry)
        break
      case 'start':
        start ??= { payload, entry: placeOf(entry) }
        break
      case 'lineup':
        lineup = payload
        break
      case 'end':
        end = { payload, entry: placeOf(entry) }
        break
      case ERASE_KIND:
        for (const stretch of Array.isArray(payload['erased']) ? payload['erased'] : [])
          if (Array.isArray(stretch)) tombstones.push([Number(stretch[0]), Number(stretch[1])])
        break
      default:
        break
    }
    const act = payload['rows']
    // Its shape is that of the app that wrote it: the chain says that nobody else did.
    if (isObject(act)) applyRows(entry, act)
  }

  const finishSpoken = (): void => {
    for (const [table, cursor] of [
      ['claim', rows.claims],
      ['finding', rows.findings],
      ['promise', rows.promises],
      ['spared', rows.spared],
    ] as const) {
      for (let row = cursor.peek(); row !== null; row = cursor.peek()) {
        at('rowExtra', table, row[0], '', null, table === 'claim' ? Number(row[6]) : null)
        cursor.step()
      }
    }
    for (const [id, last] of said) {
      const row = standing.get(id) ?? { id, state: 'open', reason: '', stateAt: null, correctedBy: null }
      standing.delete(id)
      if (erased.size > 0 && !rows.has('finding', id)) continue
      same('finding', id, last.place, [
        ['state', row.state, last.state],
        ['reason', row.reason, last.reason ?? ''],
        ['correctedBy', row.correctedBy, last.correctedBy ?? null],
        ['time', row.stateAt, last.stateAt],
      ])
    }
    for (const id of standing.keys()) at('rowDiffers', 'finding', id, 'state', null)
    for (const [seq, { place, talks }] of erased) {
      if (!tombstones.some(([from, to]) => seq >= from && seq <= to)) at('erased', 'session', '', '', place)
      else if (talks !== null) at('rowDiffers', 'claim', talks, 'text', place)
    }
  }
  const sameRows = (
    table: RecordTable,
    have: ReadonlyMap<string, string>,
    want: ReadonlyMap<string, string>,
  ): void => {
    for (const [id, row] of have) {
      const told = want.get(id)
      if (told === undefined) at('rowExtra', table, id, '', null)
      else if (told !== row) at('rowDiffers', table, id, '', null)
    }
    for (const id of want.keys()) if (!have.has(id)) at('rowGone', table, id, '', null)
  }
  const textsOf = <Row extends object>(list: Iterable<Row>, key: (row: Row) => string): Map<string, string> =>
    new Map([...list].map((row) => [key(row), canonicalJson({ ...row } as Record<string, never>)]))
  const factsHash = (facts: string): string => {
    try {
      return sha256(canonicalJson(JSON.parse(facts)))
    } catch {
      return ''
    }
  }

  const finishStanding = (have: StandingRows): void => {
    const { session } = have
    if (session === null || session === undefined) {
      at('rowGone', 'session', '', '', start?.entry ?? null)
    } else if (played === null && start !== null) {
      // Written by an earlier version: what its entries say of the session.
      const { payload, entry } = start
      same('session', session.id, entry, [
        ['title', session.title, lineup?.['title'] ?? payload['title']],
        ['kind', session.kind, lineup === null ? payload['kind'] : undefined],
        ['host', session.host, lineup?.['host'] ?? payload['host']],
        ['time', session.startedAt, entry.at],
      ])
      const isOver = session.state === 'ended' || session.state === 'reviewed'
      if (isOver !== (end !== null)) at('rowDiffers', 'session', session.id, 'state', end?.entry ?? entry)
      if (end !== null)
        same('session', session.id, end.entry, [
          ['time', session.endedAt, end.payload['endedAt'] ?? end.entry.at],
        ])
    }
    // What was erased cannot be played.
    if (played === null || erasedActs > 0) return
    const one = (row: object | null | undefined): object[] => (row === null || row === undefined ? [] : [row])
    const name = (): string => ''
    sameRows('session', textsOf(one(session), name), textsOf(one(played.session), name))
    sameRows('stage', textsOf(one(have.stage), name), textsOf(one(played.stage), name))
    sameRows(
      'slot',
      textsOf(have.slots, ({ id }) => id),
      textsOf(played.slots.values(), ({ id }) => id),
    )
    sameRows(
      'airing',
      textsOf(have.airings, ({ id }) => String(id)),
      textsOf(played.airings, ({ id }) => String(id)),
    )
    sameRows(
      'override',
      textsOf(have.overrides, ({ itemId }) => itemId),
      textsOf(played.overrides.values(), ({ itemId }) => itemId),
    )
    sameRows(
      'product',
      new Map(have.products.map(({ id, facts }) => [id, factsHash(facts)])),
      played.products,
    )
  }

  return {
    next,
    finish: (have) => {
      finishSpoken()
      finishStanding(have)
    },
    erased: () => erased.size,
  }
}
