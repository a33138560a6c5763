import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NO_FACETS, termsOf } from '../../../domain/compliance/recheck/claimTerms.ts'
import { packClaims } from '../../../domain/compliance/recheck/recheckClaims.ts'
import { countPairs } from '../../../domain/search/pairUses.ts'
import {
  holder,
  holdsText,
  indexQueryOf,
  readSearchText,
  spansOf,
  type SearchText,
} from '../../../domain/search/searchText.ts'

const wanted = (text: string): SearchText => {
  const read = readSearchText(text)
  if (read === null) throw new Error(`nothing in ${text}`)
  return read
}
/** The words of a text that are marked, as they were said. */
const marked = (text: string, search: string): string[] =>
  spansOf(text, wanted(search)).map(({ start, end }) => text.slice(start, end))

describe('what is found in a text, marked as it was said', () => {
  test.each([
    ['这款面膜真的补水', '面膜', ['面膜']],
    ['面 膜、麵膜、面/膜', '面膜', ['面 膜', '麵膜', '面/膜']],
    ['这款面膜真的补水', '麵 膜', ['面膜']],
    ['好好好', '好', ['好', '好', '好']],
    ['好好好', '好好', ['好好']],
    ['全网最低价', '蕞低', ['最低']],
    ['这个能治百病', '治 百', ['治百']],
    ['这个能氵台百病', '治百', ['氵台百']],
    ['原价1,299元', '1299', ['1,299']],
    ['一年只有1次', '一年只有一次', ['一年只有1次']],
    ['送🧧一个', '红包', ['🧧']],
    ['吃𠮷野家', '𠮷野', ['𠮷野']],
    ['吃𡈽野家', '𠮷野', []],
    ['只换不退，看清楚', 'zhbt', ['只换不退']],
    ['只换不退，看清楚', 'ZHBT', ['只换不退']],
    ['VIP用户才有', 'vip', ['VIP']],
    ['VIP用户才有', 'vipyh', ['VIP用户']],
    ['第一名', 'dym', ['第一名']],
    ['一个好', 'g', []],
    ['g力很强', 'g', ['g']],
    ['', '好', []],
    ['……', '好', []],
  ])('%s: %s', (text, search, expected) => {
    expect(marked(text, search)).toEqual(expected)
  })

  test.each(['', '   ', '，。！', '🔥🔥', '…'])('“%s” holds nothing to look for', (text) => {
    expect(readSearchText(text)).toBeNull()
  })
})

describe('rows of code units as they lie', () => {
  const piece = fc.constantFrom(
    ...'的面膜麵消氵肖币水台治丁页顶1一９w十百,.😀🧧💰返★五Ａzx ，',
    '𠮷',
    '1,299',
  )
  const texts = fc.string({ unit: piece, maxLength: 12 })

  test('hold what is looked for exactly when their texts do', () => {
    fc.assert(
      fc.property(
        fc.array(texts, { maxLength: 6 }),
        fc.string({ unit: piece, maxLength: 3 }),
        (said, typed) => {
          const search = readSearchText(typed)
          fc.pre(search !== null)
          const rows = packClaims(said)
          const holds = holder(search)
          expect(said.map((_text, claim) => holds(rows, claim))).toEqual(
            said.map((text) => holdsText(text, search)),
          )
        },
      ),
      { numRuns: 2000 },
    )
  })

  test.each([...'消治顶的1万信w'])('“%s” by itself, however it is written', (typed) => {
    const said = [
      '氵肖',
      '氵 台',
      '丁 页',
      '消',
      '的',
      '12w',
      'w',
      '一',
      '微❤',
      '9.9',
      '5％',
      '9，9',
      '氵',
      '肖',
    ]
    const holds = holder(wanted(typed))
    const rows = packClaims(said)
    const found = said.filter((_text, claim) => holds(rows, claim))
    expect(found).toEqual(said.filter((text) => spansOf(text, wanted(typed)).length > 0))
    expect(found).not.toEqual([])
  })
})

describe('what the index is asked for', () => {
  const NONE = { productIds: [], families: [], severities: [] }
  const NOTHING = countPairs([])
  const query = (text: string) => indexQueryOf(readSearchText(text), NONE, NOTHING)
  /** Whether a text's terms hold every term of a query without alternatives. */
  const answers = (text: string, match: string): boolean => {
    const terms = new Set(termsOf(text, NO_FACETS).split(' '))
    return match.split(' AND ').every((term) => terms.has(term.slice(1, -1)))
  }

  test.each(['面', '面膜', '面膜补水', 'mm', 'mmbs', '水'])(
    '%s is answered by a text that holds it',
    (search) => {
      const match = query(search).match ?? ''
      expect(answers('这款面膜补水', match)).toBe(true)
      expect(answers('这款口红显白', match)).toBe(false)
    },
  )

  test('two characters are counted without a look at the text, three are not', () => {
    for (const text of ['面', '面膜', 'mm']) expect(query(text).exact).toBe(query(text).match)
    for (const text of ['面膜补', '𠮷野', 'mmb']) expect(query(text).exact).toBeNull()
  })

  test('a character that stands nearly everywhere is no term; two of them are', () => {
    expect(query('的')).toEqual({ match: null, quick: null, exact: null, isTextAlone: true })
    expect(query('的话').exact).not.toBeNull()
  })

  test('of a long text the pairs seen least are asked for: two when one is rare, else three', () => {
    const said = ['这款面膜，面膜', '面膜', ...Array.from({ length: 9 }, () => '这款补水')]
    const quick = (text: string, texts: string[]): string[] =>
      (indexQueryOf(readSearchText(text), NONE, countPairs(texts)).quick ?? '').split(' AND ')
    expect(quick('这款面膜补水', said)).toEqual(['"膜补"', '"款面"'])
    expect(quick('面膜这款补水', [...said, '膜这'])).toEqual(['"膜这"', '"面膜"', '"款补"'])
    expect(quick('zhbtk', said)).toHaveLength(4)
  })

  test('facets are terms: one of the products, and a finding of a family and a severity', () => {
    const index = indexQueryOf(
      null,
      {
        productIds: ['serum-02', '面膜.1'],
        families: ['PRI', 'ABS'],
        severities: ['warn'],
      },
      NOTHING,
    )
    const [products, kinds] = (index.match ?? '')
      .split(' AND ')
      .map((part) => part.slice(1, -1).split(' OR '))
    const terms = (productId: string, family: 'PRI' | 'MED', severity: 'warn' | 'block'): string[] =>
      termsOf('好', { productId, findings: [{ family, severity }] })
        .split(' ')
        .map((term) => `"${term}"`)
    const holds = (asked: string[] | undefined, given: string[]): boolean =>
      asked?.some((term) => given.includes(term)) === true
    expect(holds(products, terms('面膜.1', 'PRI', 'warn'))).toBe(true)
    expect(holds(products, terms('面膜', 'PRI', 'warn'))).toBe(false)
    expect(holds(kinds, terms('面膜', 'PRI', 'warn'))).toBe(true)
    expect(holds(kinds, terms('面膜', 'PRI', 'block'))).toBe(false)
    expect(holds(kinds, terms('面膜', 'MED', 'warn'))).toBe(false)
  })
})
