import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  buildWordIndex,
  foldWord,
  makeHits,
  makeScanRoom,
  scanWords,
} from '../../../domain/compliance/matcher.ts'
import { foldedString, normaliseText } from '../../../domain/compliance/normaliseText.ts'

const scan = (words: readonly string[], text: string): string[] => {
  const units = words.map((word) => foldWord(word))
  const index = buildWordIndex(units, numberClasses(units))
  const folded = normaliseText(text)
  const hits = makeHits(4)
  const room = makeScanRoom(4)
  readClasses(index.classOf, folded.units, folded.length, room)
  matchClasses(index, folded.length, room, hits)
  return Array.from(
    { length: hits.count },
    (_unused, at) => `${words[hits.word[at] ?? 0]}@${hits.start[at]}-${hits.end[at]}`,
  )
}

describe('the matcher', () => {
  test('finds overlapping words and words inside words', () => {
    expect(scan(['全网', '全网最低', '最低', '低'], '全网最低').toSorted()).toEqual(
      ['低@3-4', '全网@0-2', '全网最低@0-4', '最低@2-4'].toSorted(),
    )
  })

  test('finds exactly what a plain search finds', () => {
    const letters = fc.constantFrom(...'最好低全网国家级')
    const word = fc.string({ unit: letters, minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 1, maxLength: 12 }),
        fc.string({ unit: letters, maxLength: 40 }),
        (words, text) => {
          const folded = foldedString(text)
          const expected = words.flatMap((one) => {
            const plain = foldedString(one)
            const places: string[] = []
            for (let at = folded.indexOf(plain); at >= 0; at = folded.indexOf(plain, at + 1)) {
              places.push(`${one}@${at}-${at + plain.length}`)
            }
            return places
          })
          expect(scan(words, text).toSorted()).toEqual(expected.toSorted())
        },
      ),
      { numRuns: 1000 },
    )
  })
})
