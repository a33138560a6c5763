import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { soundOf } from '../../../../domain/compliance/matcher.ts'
import { normaliseText } from '../../../../domain/compliance/normaliseText.ts'
import { findNumerals } from '../../../../domain/compliance/numerals.ts'
import { facetsOf } from '../../../../domain/compliance/scorer/facets.ts'
import {
  ANY,
  codeOfUnits,
  compileScorer,
  NO_ROW,
  placeOfCode,
  ScorerModelError,
  SCORE_COUNT,
  scorerModelSchema,
  weightLine,
  type ScorerModel,
} from '../../../../domain/compliance/scorer/scorerModel.ts'
import {
  explainScore,
  makeScores,
  movingStretch,
  scoreInto,
} from '../../../../domain/compliance/scorer/scoreText.ts'
import { FAMILIES } from '../../../../domain/model/claim.ts'
import { exampleProduct } from '../../../rules/shippedPacks.ts'

const NOTHING_ON_AIR = { product: null, price: null }
const EFF = FAMILIES.indexOf('EFF')
const MED = FAMILIES.indexOf('MED')

const model = (parts: Partial<ScorerModel>): ScorerModel =>
  scorerModelSchema.parse({
    formatVersion: 2,
    lines: 10,
    step: 100,
    bias: Array.from({ length: SCORE_COUNT }, () => 0),
    anyFrom: 200,
    alsoFrom: 300,
    aloneFrom: 900,
    noteFrom: 300,
    cleanTo: -500,
    packs: [],
    grams: {},
    apart: {},
    sounds: {},
    facets: {},
    ...parts,
  })

const scoresOf = (made: ScorerModel, text: string, productId: string | null): number[] => {
  const scores = makeScores()
  const product = productId === null ? null : exampleProduct(productId)
  const folded = normaliseText(text)
  scoreInto(
    compileScorer(made),
    folded,
    soundOf(folded),
    findNumerals(folded),
    { product, price: null },
    scores,
  )
  return [...scores.values]
}

describe('the scorer', () => {
  test('adds up what the pieces of a text weigh and divides by the length of the whole', () => {
    const made = model({
      grams: { 斑: weightLine(30, { 2: 10 }), 没: weightLine(40, { 2: 20 }), 斑没: weightLine(0, { 2: 5 }) },
    })
    // Length 5 (3 and 4 at right angles); 1 + 2 + 0.5 for the family.
    expect(scoresOf(made, '斑没', null)[EFF]).toBeCloseTo(3.5 / 5, 10)
  })

  test('starts from the bias when it knows nothing of a text', () => {
    const bias = Array.from({ length: SCORE_COUNT }, (_unused, place) => place * 10 - 500)
    expect(scoresOf(model({ bias }), '今天天气好', null)[MED]).toBeCloseTo((MED * 10 - 500) / 1000, 10)
  })

  test('counts a piece as often as it stands there', () => {
    const made = model({ grams: { 好: weightLine(10, { 0: 10 }) } })
    expect(scoresOf(made, '好', null)[0]).toBeCloseTo(1, 10)
    expect(scoresOf(made, '好好好好', null)[0]).toBeCloseTo(4 / 2, 10)
  })

  test('adds up any number of pieces, the largest too', () => {
    const grams = {
      好: weightLine(126, { 0: 44, 1: -44, 16: 44 }),
      好好: weightLine(126, { 0: -44, 1: 44, 16: 44 }),
    }
    const scores = scoresOf(model({ grams }), '好'.repeat(300), null)
    const length = 126 * Math.sqrt(599)
    expect(scores[0]).toBeCloseTo(44 / length, 10)
    expect(scores[1]).toBeCloseTo(-44 / length, 10)
    expect(scores[ANY]).toBeCloseTo((599 * 44) / length, 10)
  })

  test('finds every piece it knows, and nothing for those it does not', () => {
    const characters = [...'的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出']
    const pairs = characters.flatMap((first) => characters.map((second) => first + second))
    const known = pairs.filter((_pair, at) => at % 3 === 0)
    const grams = Object.fromEntries([
      ...characters.map((character) => [character, weightLine(0, {})]),
      ...known.map((pair) => [pair, weightLine(10, { 0: 10 })]),
    ])
    const made = compileScorer(model({ grams }))
    for (const [at, pair] of pairs.entries()) {
      const [first, second] = [...pair].map((unit) => made.unitClass[unit.charCodeAt(0)] ?? 0)
      const place = placeOfCode(made, codeOfUnits(first ?? 0, second ?? 0))
      expect([pair, place !== NO_ROW]).toEqual([pair, at % 3 === 0])
    }
  })

  test('knows where an utterance begins and ends', () => {
    const made = model({
      grams: {
        '^': weightLine(10, {}),
        对: weightLine(10, {}),
        '^对': weightLine(10, { 3: 10 }),
        $: weightLine(10, {}),
        对$: weightLine(10, { 4: 10 }),
      },
    })
    const [atStart, atEnd] = [scoresOf(made, '对的呀', null), scoresOf(made, '那可不对', null)]
    expect([atStart[3], atStart[4]].map((value) => (value ?? 0) > 0)).toEqual([true, false])
    expect([atEnd[3], atEnd[4]].map((value) => (value ?? 0) > 0)).toEqual([false, true])
  })

  test('reads through separators and look-alikes as the rules do', () => {
    const made = model({
      grams: { 最: weightLine(10, { 0: 10 }), 好: weightLine(10, {}), 最好: weightLine(10, { 0: 30 }) },
    })
    const plain = scoresOf(made, '最好', null)
    for (const text of ['最/好', '蕞好', '最 ❤ 好', '最\u200b好'])
      expect(scoresOf(made, text, null)).toEqual(plain)
  })

  test('weighs two and three syllables however they are written', () => {
    const made = model({
      sounds: {
        'wei xin': weightLine(10, { 5: 10 }),
        'jia wei': weightLine(10, {}),
        'jia wei xin': weightLine(10, { 5: 20 }),
      },
    })
    const plain = scoresOf(made, '加微信', null)
    expect(plain[5]).toBeCloseTo(3 / Math.sqrt(3), 10)
    for (const text of ['佳薇心', 'jia微xin', '加 威·信']) expect(scoresOf(made, text, null)).toEqual(plain)
  })

  test('weighs two characters with one or two others between them, in their order', () => {
    const made = model({
      grams: { 不: weightLine(10, {}), 买: weightLine(10, {}) },
      apart: { 不买: weightLine(10, { 3: 10 }) },
    })
    const heard = (text: string): boolean => (scoresOf(made, text, null)[3] ?? 0) > 0
    expect(['不用买', '不是买', '不可以买'].map(heard)).toEqual([true, true, true])
    expect(['不买', '买了不', '不可以马上买'].map(heard)).toEqual([false, false, false])
  })

  test('weighs whether a number that is said is the record’s own', () => {
    const made = model({
      facets: { 'number:price': weightLine(10, { 3: -10 }), 'number:money': weightLine(10, { 3: 10 }) },
    })
    const { price } = exampleProduct('serum-02')
    expect(scoresOf(made, `今天${price / 100}块`, 'serum-02')[3]).toBeCloseTo(-1, 10)
    expect(scoresOf(made, `今天${price / 100 - 1}块`, 'serum-02')[3]).toBeCloseTo(1, 10)
    expect(scoresOf(made, '今天很便宜', 'serum-02')[3]).toBeCloseTo(0, 10)
  })

  test('weighs the facts of the product on air', () => {
    const made = model({
      facets: {
        'price-record:no': weightLine(10, { 3: 10 }),
        'price-record:yes': weightLine(10, { 3: -10 }),
      },
    })
    expect(scoresOf(made, '原价', 'lip-01')[3]).toBeCloseTo(1, 10)
    expect(scoresOf(made, '原价', 'serum-02')[3]).toBeCloseTo(-1, 10)
  })

  test('never throws and gives numbers for any text', () => {
    const made = model({
      grams: {
        最: weightLine(10, { 0: 10 }),
        好: weightLine(10, {}),
        最好: weightLine(10, { 0: 30, 16: 2 }),
      },
    })
    const compiled = compileScorer(made)
    const scores = makeScores()
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 }), (units) => {
        const folded = normaliseText(String.fromCharCode(...units))
        scoreInto(compiled, folded, soundOf(folded), [], NOTHING_ON_AIR, scores)
        expect(scores.values.every((value) => Number.isFinite(value))).toBe(true)
      }),
    )
  })
})

describe('what the scorer means', () => {
  /** With pieces that weigh nothing the scores are the bias. */
  const meant = (any: number, family: number, other: number): string[] => {
    const bias = Array.from({ length: SCORE_COUNT }, () => -1000)
    bias[ANY] = any * 1000
    bias[EFF] = family * 1000
    bias[MED] = other * 1000
    const scores = makeScores()
    const folded = normaliseText('今天')
    scoreInto(compileScorer(model({ bias })), folded, soundOf(folded), [], NOTHING_ON_AIR, scores)
    return FAMILIES.filter((_family, place) => scores.meant[place] === 1)
  }

  test('is the likeliest family when something is wrong, even a weak one', () => {
    expect(meant(0.2, 0.1, 0)).toEqual(['EFF'])
  })
  test('is nothing when nothing seems wrong', () => {
    expect(meant(0.19, 0.5, 0)).toEqual([])
  })
  test('is a second family that is strong too', () => {
    expect(meant(0.5, 0.6, 0.3)).toEqual(['MED', 'EFF'])
  })
  test('is a family so strong that it stands alone', () => {
    expect(meant(-1, 0.9, 0)).toEqual(['EFF'])
  })
})

test('a sentence is plainly clean up to a score of its own', () => {
  const made = compileScorer(
    model({ grams: { 歌: weightLine(10, { 16: -10 }), 价: weightLine(10, { 16: 10 }) } }),
  )
  const scores = makeScores()
  const folded = normaliseText('歌。价。歌价')
  scoreInto(made, folded, soundOf(folded), [], NOTHING_ON_AIR, scores)
  expect([...scores.cleanIn.subarray(0, 3)]).toEqual([1, 0, 0])
})

describe('sentences', () => {
  const made = compileScorer(
    model({
      grams: {
        斑: weightLine(10, { 2: 10, 16: 10 }),
        没: weightLine(10, {}),
        斑没: weightLine(10, { 2: 30 }),
      },
    }),
  )
  const meantIn = (text: string): Array<readonly [number, string]> => {
    const folded = normaliseText(text)
    const scores = makeScores()
    scoreInto(made, folded, soundOf(folded), [], NOTHING_ON_AIR, scores)
    const sentences = text.split('。').filter((sentence) => sentence !== '').length
    return Array.from({ length: sentences }, (_unused, sentence) => sentence).flatMap((sentence) =>
      FAMILIES.filter((_family, place) => scores.meantIn[sentence * FAMILIES.length + place] === 1).map(
        (family) => [sentence, family] as const,
      ),
    )
  }

  test('are scored by themselves: what stands around changes nothing', () => {
    expect(meantIn('斑没了')).toEqual([[0, 'EFF']])
    expect(meantIn('今天发货。斑没了。大家慢慢看')).toEqual([[1, 'EFF']])
  })
})

describe('why the scorer says so', () => {
  test('shares the weights out over the characters, and names the stretch that moved it', () => {
    const made = model({
      grams: {
        洗: weightLine(10, {}),
        完: weightLine(10, {}),
        斑: weightLine(10, { 2: 10 }),
        没: weightLine(10, {}),
        斑没: weightLine(10, { 2: 30 }),
        了: weightLine(10, { 2: -5 }),
      },
    })
    const folded = normaliseText('洗完斑没了')
    const shares = explainScore(compileScorer(made), folded, soundOf(folded), [], NOTHING_ON_AIR, 'EFF', 0)
    expect([...shares.shares].map((share) => Math.sign(share))).toEqual([0, 0, 1, 1, -1])
    const stretch = movingStretch(shares)
    expect([stretch.start, stretch.end]).toEqual([2, 4])
  })
})

describe('a model from outside', () => {
  test('is refused when a piece lacks the piece it begins with', () => {
    expect(() =>
      compileScorer(model({ grams: { 最: weightLine(10, {}), 最好: weightLine(10, { 0: 1 }) } })),
    ).toThrow(ScorerModelError)
  })
  test('is refused when a heard piece lacks its beginning, or is no sound at all', () => {
    for (const sounds of [
      { 'jia wei xin': weightLine(10, { 5: 1 }) },
      { 'jia bla': weightLine(10, { 5: 1 }) },
    ]) {
      expect(() => compileScorer(model({ sounds }))).toThrow(ScorerModelError)
    }
  })
  test('is refused when it is no table of weights', () => {
    for (const grams of [
      { 最: 'x' },
      { 最: `${weightLine(1, {})}O` },
      { 最: weightLine(1, {}).replace('O', '|') },
      { 最好的啊: weightLine(1, {}) },
      { '': weightLine(1, {}) },
    ]) {
      expect(scorerModelSchema.safeParse({ ...model({}), grams }).success).toBe(false)
    }
  })
})

test('the facts the scorer sees tell no product from another of its kind', () => {
  const product = exampleProduct('serum-02')
  expect(facetsOf({ ...product, id: 'other', name: '别的', maker: '某厂', price: 1 })).toEqual(
    facetsOf(product),
  )
})
