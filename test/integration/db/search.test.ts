import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldedString } from '../../../domain/compliance/normaliseText.ts'
import { nameOfSound, syllableOfUnit } from '../../../domain/compliance/syllables.ts'
import { EMPTY_SEARCH, type SearchHit, type SearchQuery } from '../../../domain/contract/search.ts'
import { FAMILIES, severitySchema } from '../../../domain/model/claim.ts'
import { createSearchReader, type SearchReader } from '../../../electron/db/searchReader.ts'
import { labelledTexts } from '../../fixtures/labelledTexts.ts'
import { id } from './claimBundle.ts'
import { openLog, plainly, type Said } from './openLog.ts'

const openSearch = () => {
  const { reading, ...log } = openLog()
  let clock = 0
  // A clock that goes on with every look: calls end before they are done.
  return { ...log, search: createSearchReader(reading, () => (clock += 1)) }
}

const search = (part: Partial<SearchQuery>): SearchQuery => ({ ...EMPTY_SEARCH, ...part })

/** Every hit, page by page. */
const allHits = (reader: SearchReader, query: SearchQuery, limit: number): SearchHit[] => {
  const hits: SearchHit[] = []
  let before: number | null = null
  do {
    const page = reader.find(query, before, limit)
    expect(page.hits.length).toBeLessThanOrEqual(limit)
    hits.push(...page.hits)
    before = page.next
  } while (before !== null)
  return hits
}
const countAll = (reader: SearchReader, query: SearchQuery): number => {
  let claims = 0
  let before: number | null = null
  do {
    const part = reader.count(query, before)
    claims += part.claims
    before = part.next
  } while (before !== null)
  return claims
}

const initialsOf = (folded: string): string =>
  Array.from({ length: folded.length }, (_unused, at) => {
    const unit = folded.charCodeAt(at)
    return /[a-z]/.test(folded[at] ?? '') ? folded[at] : nameOfSound(syllableOfUnit(unit)).slice(0, 1) || ' '
  }).join('')

/** A plain look at a text, written another way than the search. */
const holds = (text: string, typed: string): boolean => {
  const [said, wanted] = [foldedString(text), foldedString(typed)]
  return /^[a-z]{2,}$/.test(wanted) ? initialsOf(said).includes(wanted) : said.includes(wanted)
}

type Logged = Said & { readonly place: number; readonly session: number; readonly host: string }

/** What a scan over everything that was logged finds, newest first. */
const scanned = (log: readonly Logged[], query: SearchQuery): number[] =>
  log
    .filter(
      (claim) =>
        (query.text === '' || holds(claim.text, query.text)) &&
        (query.sessionIds.length === 0 || query.sessionIds.includes(id(claim.session))) &&
        (query.hosts.length === 0 || query.hosts.includes(claim.host)) &&
        (query.productIds.length === 0 || query.productIds.includes(claim.productId ?? '')) &&
        (query.from === null || claim.at >= query.from) &&
        (query.to === null || claim.at < query.to) &&
        ((query.families.length === 0 && query.severities.length === 0) ||
          claim.findings.some(
            ({ family, severity }) =>
              (query.families.length === 0 || query.families.includes(family)) &&
              (query.severities.length === 0 || query.severities.includes(severity)),
          )),
    )
    .map(({ place }) => place)
    .toReversed()

const PRODUCTS = ['serum-02', '面膜.1', 'p"%']
const HOSTS = ['小圆', '阿May', '']

test('whatever was said and whatever is looked for, a search finds what a scan finds', () => {
  const { db, say, pack, search: reader } = openSearch()
  const said = fc.string({
    unit: fc.constantFrom(
      ...'的好面膜麵补補水最低全网国家级只换不退一个治氵台丁页w12,％.，。 🔥🧧❤',
      'vip',
      'V',
      '𠮷',
    ),
    maxLength: 14,
  })
  const typed = fc.oneof(
    fc.string({
      unit: fc.constantFrom(...'的好面膜麵補水最低全网国级只换不退一1治w %，🧧'),
      minLength: 1,
      maxLength: 6,
    }),
    fc.string({ unit: fc.constantFrom(...'zhbtmsvipgd'), minLength: 1, maxLength: 4 }),
  )
  const kind = fc.record({
    family: fc.constantFrom(...FAMILIES.slice(0, 3)),
    severity: fc.constantFrom(...severitySchema.options),
  })
  const claim = fc.record({
    text: said,
    productId: fc.constantFrom(null, ...PRODUCTS),
    at: fc.integer({ min: 1, max: 9 }),
    findings: fc.array(kind, { maxLength: 2 }),
  })
  const list = <Item>(...items: Item[]) => fc.subarray(items, { maxLength: 2 })
  const narrowed = fc.record(
    {
      productIds: list(...PRODUCTS),
      families: list(...FAMILIES.slice(0, 3)),
      severities: list(...severitySchema.options),
      hosts: list(...HOSTS),
      from: fc.integer({ min: 1, max: 9 }),
      to: fc.integer({ min: 1, max: 10 }),
    },
    { requiredKeys: [] },
  )
  let session = 0
  let place = 0
  fc.assert(
    fc.property(
      fc.array(fc.array(claim, { maxLength: 12 }), { minLength: 1, maxLength: 4 }),
      fc.array(fc.record({ text: fc.oneof(typed, fc.constant('')), narrowed, own: fc.boolean() }), {
        minLength: 2,
        maxLength: 5,
      }),
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 1, max: 7 }),
      (sessions, asked, packed, limit) => {
        db.exec(`DELETE FROM finding; DELETE FROM claim; DELETE FROM session WHERE id NOT IN
          (SELECT session_id FROM claim_chunk)`)
        place = 0
        const log: Logged[] = []
        const first = session + 1
        for (const claims of sessions) {
          session += 1
          const host = HOSTS[session % HOSTS.length] ?? ''
          // Some of it packed, some not yet, and the last session on air.
          const isLast = claims === sessions.at(-1)
          say(session, isLast ? 'live' : 'ended', host, claims)
          if (session - first < packed) while (pack(1));
          for (const each of claims) log.push({ ...each, session, host, place: (place += 1) })
        }
        for (const { text, narrowed: part, own } of asked) {
          const query = search({ ...part, text, sessionIds: own ? [id(first), id(session)] : [] })
          if (text !== '' && foldedString(text) === '') continue
          const expected = scanned(log, query)
          expect(allHits(reader, query, limit).map((hit) => hit.place)).toEqual(expected)
          expect(countAll(reader, query)).toBe(expected.length)
        }
        db.exec("UPDATE session SET state = 'ended'")
      },
    ),
    { numRuns: 60 },
  )
})

describe('a log of several sessions', () => {
  const lines = labelledTexts().filter((_text, at) => at % 40 === 0)
  const searches = [
    '面膜',
    '的',
    '补',
    '最低价',
    '全网最低',
    'zdj',
    'qw',
    '不在这里的话',
    '7天',
    '七天无理由',
  ]

  test('is searched whole before, while and after it is packed, and while terms of an earlier version are made anew', () => {
    const { db, say, pack, search: reader } = openSearch()
    const half = Math.floor(lines.length / 2)
    say(1, 'ended', '', lines.slice(0, half).map(plainly))
    say(2, 'ended', '', lines.slice(half).map(plainly))
    say(3, 'live', '', lines.slice(0, 40).map(plainly))
    const all = [...lines, ...lines.slice(0, 40)]
    const check = (): void => {
      for (const text of searches) {
        const expected = all.filter((each) => holds(each, text)).toReversed()
        expect(allHits(reader, search({ text }), 50).map((hit) => hit.text)).toEqual(expected)
        expect(countAll(reader, search({ text }))).toBe(expected.length)
      }
    }
    check()
    expect(reader.state()).toEqual({ claims: lines.length, waiting: lines.length })
    pack(1)
    check()
    const { waiting } = reader.state()
    expect(waiting).toBeGreaterThan(0)
    expect(waiting).toBeLessThan(lines.length)
    while (pack(3));
    check()
    expect(reader.state()).toEqual({ claims: lines.length, waiting: 0 })
    db.exec('UPDATE claim_chunk SET terms_stamp = 1; DELETE FROM claim_index WHERE rowid > 0')
    expect(reader.state()).toEqual({ claims: lines.length, waiting: lines.length })
    check()
    pack(1)
    check()
    while (pack(3));
    check()
    expect(reader.state().waiting).toBe(0)
  })

  test('pages stay where they are while claims come in', () => {
    const { say, search: reader } = openSearch()
    say(1, 'ended', '', [plainly('好一'), plainly('好二'), plainly('好三')])
    const first = reader.find(search({ text: '好' }), null, 2)
    expect(first.hits.map(({ text }) => text)).toEqual(['好三', '好二'])
    say(2, 'live', '', [plainly('好四')])
    expect(reader.find(search({ text: '好' }), first.next, 2).hits.map(({ text }) => text)).toEqual(['好一'])
    expect(reader.find(search({ text: '好' }), null, 1).hits.map(({ text }) => text)).toEqual(['好四'])
  })

  test('a search that has much to look at answers in parts', () => {
    const { say, search: reader } = openSearch()
    say(1, 'ended', '', [plainly('只有这一句'), ...Array.from({ length: 1500 }, () => plainly('别的'))])
    const query = search({ text: '这一句' })
    const first = reader.find(query, null, 50)
    expect(first.hits).toEqual([])
    expect(first.next).not.toBeNull()
    expect(allHits(reader, query, 50).map(({ text }) => text)).toEqual(['只有这一句'])
    expect(countAll(reader, query)).toBe(1)
  })

  test('a hit tells where it was said, about what, and what was found in it', () => {
    const { db, say, search: reader } = openSearch()
    db.prepare(
      `INSERT INTO product (id, name, category, price, price_evidence, maker, address, certificate, selling_points,
        forbidden_words, must_say) VALUES ('serum-02', '精华', '', 1, 0, '', '', '', '[]', '[]', '[]')`,
    ).run()
    const findings = [{ family: 'PRI', severity: 'block' }] as const
    say(7, 'ended', '小圆', [{ text: '这 款全网最低', productId: 'serum-02', at: 5, findings }])
    const hit = {
      place: 1,
      claimId: id(1),
      sessionId: id(7),
      sessionTitle: '晚场',
      at: 5,
      speaker: 'host',
      productName: '精华',
      text: '这 款全网最低',
      marks: [{ start: 0, end: 3 }],
      findings: [{ id: id(1), family: 'PRI', severity: 'block', state: 'open' }],
    }
    expect(reader.find(search({ text: '这款' }), null, 50)).toEqual({ hits: [hit], next: null })
    // The name a session kept comes before the one the product has now.
    db.prepare(`INSERT INTO session_product VALUES (?, 'serum-02', '{"name":"旧名"}')`).run(id(7))
    expect(reader.find(search({ text: '这款' }), null, 50).hits[0]?.productName).toBe('旧名')
  })
})

test('what is found follows what a claim becomes: another text, another product, a finding that goes', () => {
  const { db, say, pack, search: reader } = openSearch()
  const findings = [{ family: 'MED', severity: 'warn' }] as const
  say(1, 'ended', '', [{ text: '这款面膜治百病', productId: 'a', at: 1, findings }, plainly('面膜补水')])
  while (pack(3));
  const found = (part: Partial<SearchQuery>): string[] => {
    const hits = allHits(reader, search(part), 50).map(({ text }) => text)
    while (pack(3));
    expect(allHits(reader, search(part), 50).map(({ text }) => text)).toEqual(hits)
    return hits
  }
  expect(found({ text: '百病', families: ['MED'] })).toEqual(['这款面膜治百病'])
  db.exec("UPDATE claim SET product_id = 'b' WHERE product_id = 'a'")
  expect(found({ productIds: ['a'] })).toEqual([])
  expect(found({ productIds: ['b'] })).toEqual(['这款面膜治百病'])
  db.exec("UPDATE finding SET severity = 'block'")
  expect(found({ severities: ['warn'] })).toEqual([])
  expect(found({ severities: ['block'] })).toEqual(['这款面膜治百病'])
  db.exec('DELETE FROM finding')
  expect(found({ families: ['MED'] })).toEqual([])
  db.exec("UPDATE claim SET text = '……' WHERE product_id = 'b'")
  expect(found({ text: '百病' })).toEqual([])
  expect(found({ text: '面膜' })).toEqual(['面膜补水'])
})

test('claims of another session in the places of those that went are found in it', () => {
  const { db, say, pack, search: reader } = openSearch()
  const found = (session: number): string[] =>
    allHits(reader, search({ text: '好', sessionIds: [id(session)] }), 50).map(({ text }) => text)
  say(1, 'ended', '', [plainly('好一')])
  while (pack(3));
  expect(found(1)).toEqual(['好一'])
  db.exec('DELETE FROM claim')
  say(2, 'ended', '', [plainly('好二')])
  while (pack(3));
  expect(found(2)).toEqual(['好二'])
  expect(found(1)).toEqual([])
})
