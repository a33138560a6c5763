import { describe, expect, test } from 'vitest'
import { soundOf } from '../../../../domain/compliance/matcher.ts'
import { normaliseText } from '../../../../domain/compliance/normaliseText.ts'
import { compileScorer, scorerModelSchema } from '../../../../domain/compliance/scorer/scorerModel.ts'
import { makeScores, scoreInto } from '../../../../domain/compliance/scorer/scoreText.ts'
import { FAMILIES, type Family } from '../../../../domain/model/claim.ts'
import type { LineOnAir } from '../../../../scripts/eval/readLines.ts'
import { buildVocabulary, examplesOf, featuresOf, toRows } from '../../../../scripts/scorer/features.ts'
import { trainLogistic } from '../../../../scripts/scorer/logisticRegression.ts'
import { trainModel } from '../../../../scripts/scorer/trainModel.ts'

const line = (text: string, labels: readonly Family[]): LineOnAir => ({
  line: { id: text, file: 'made-up.jsonl', line: 1, text, product: null, labels, spans: [], of: null },
  product: null,
})

const THINGS = ['面霜', '精华', '洗发水', '口红', '蜂蜜', '奶粉', '台灯', '茶饼']
const LINES = THINGS.flatMap((thing) => [
  line(`这个${thing}全网最低价`, ['PRI']),
  line(`${thing}加我微信给你发`, ['DIV']),
  line(`${thing}今天正常发货`, []),
  line(`${thing}颜色有三种`, []),
  line(`${thing}大家慢慢选`, []),
])
const NOTHING_ON_AIR = { product: null, price: null }
const THRESHOLDS = { anyFrom: 0, alsoFrom: 0, aloneFrom: 300, noteFrom: 100, cleanTo: -500 }

describe('training', () => {
  const model = trainModel(LINES, { mostPieces: 200, thresholds: THRESHOLDS, packs: ['cn'] })

  const compiled = compileScorer(model)
  const scores = makeScores()
  const meant = (text: string): Family[] => {
    const folded = normaliseText(text)
    scoreInto(compiled, folded, soundOf(folded), [], NOTHING_ON_AIR, scores)
    return FAMILIES.filter((_family, place) => scores.meant[place] === 1)
  }

  test('learns what tells the families apart, also for things it has not met', () => {
    expect(meant('这个羽绒服全网最低价')).toEqual(['PRI'])
    expect(meant('羽绒服加我微信给你发')).toEqual(['DIV'])
    expect(meant('羽绒服今天正常发货')).toEqual([])
  })

  test('hears what a recogniser writes with other characters, and what is spelled', () => {
    expect(meant('羽绒服全往嘴低加')).toEqual(['PRI'])
    expect(meant('羽绒服jia我wei信给你发')).toEqual(['DIV'])
  })

  test('gives a model that a pack can carry, and the same one every time', () => {
    expect(scorerModelSchema.safeParse(model).success).toBe(true)
    expect(trainModel(LINES, { mostPieces: 200, thresholds: THRESHOLDS, packs: ['cn'] })).toEqual(model)
  })

  test('keeps no more pieces than asked for, and each with the piece it begins with', () => {
    const small = trainModel(LINES, { mostPieces: 10, thresholds: THRESHOLDS, packs: ['cn'] })
    const pairs = Object.keys(small.grams).filter((gram) => gram.length > 1)
    const heard = Object.keys(small.sounds).map((piece) => piece.split(' '))
    const pieces = pairs.length + heard.length + Object.keys(small.apart).length
    expect(pieces).toBeGreaterThan(0)
    expect(pieces).toBeLessThanOrEqual(20)
    for (const gram of pairs) expect(small.grams).toHaveProperty([gram.slice(0, -1)])
    for (const piece of heard.filter(({ length }) => length > 2)) {
      expect(small.sounds).toHaveProperty([piece.slice(0, 2).join(' ')])
    }
  })
})

describe('the parts of training', () => {
  test('a violating line of several sentences teaches with the one that shows it', () => {
    const made = line('今天发货。加我微信', ['DIV'])
    const violating = { ...made, line: { ...made.line, spans: [{ start: 5, end: 9 }] } }
    expect(examplesOf(violating).map(({ text, labels }) => [text, labels])).toEqual([['加我微信', ['DIV']]])
    expect(examplesOf(line('今天发货。慢慢选', [])).map(({ text }) => text)).toEqual(['今天发货', '慢慢选'])
  })

  test('rows of a line have length one', () => {
    const features = LINES.flatMap(examplesOf).map(featuresOf)
    const rows = toRows(
      features,
      buildVocabulary(features, 2, () => true),
    )
    for (let row = 0; row < LINES.length; row += 1) {
      const values = rows.value.subarray(rows.from[row], rows.from[row + 1])
      const counted = values.reduce((sum, value) => sum + value * value, 0)
      expect(counted).toBeGreaterThan(0.9)
    }
  })

  test('the lines between two kinds of rows leave each on its side', () => {
    const data = {
      from: Int32Array.from([0, 1, 2, 3, 4]),
      column: Int32Array.from([0, 0, 1, 1]),
      value: Float64Array.from([1, 0.9, 1, 0.8]),
    }
    // Rows of column 0 are examples of the first score, those of column 1 of the second.
    const trained = trainLogistic(data, 2, Int32Array.from([1, 1, 2, 2]), {
      scores: 2,
      missCost: [1, 1],
      share: [1, 1],
      rounds: 200,
      step: 0.3,
    })
    const sides = [0, 1].map((score) =>
      [...data.column].map(
        (column, row) =>
          (trained.bias[score] ?? 0) + (trained.weights[column * 2 + score] ?? 0) * (data.value[row] ?? 0) >
          0,
      ),
    )
    expect(sides).toEqual([
      [true, true, false, false],
      [false, false, true, true],
    ])
  })
})
