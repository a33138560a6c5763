import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  buildWordIndex,
  compilePhrases,
  foldWord,
  makeHits,
  makePhraseRoom,
  makeScanRoom,
  matchClasses,
  numberClasses,
  readClasses,
  scanPhrases,
  scanUnits,
} from '../../../domain/compliance/matcher.ts'
import { packClaims } from '../../../domain/compliance/recheck/recheckClaims.ts'
import { foldedString, normaliseText } from '../../../domain/compliance/normaliseText.ts'

const scan = (words: readonly string[], text: string): string[] => {
  const units = words.map((word) => foldWord(word))
  const classes = numberClasses(units)
  if (classes === null) throw new Error('too many characters')
  const index = buildWordIndex(units, classes)
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

  test('reading a text at once finds what folding and then matching finds', () => {
    const sign = fc.constantFrom(...'丁页氵台了，,。.19wW%+❤⭐、 微信加家🧧🔟💰𝟗最好')
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ unit: sign, minLength: 1, maxLength: 4 }), {
          minLength: 1,
          maxLength: 20,
        }),
        fc.string({ unit: fc.oneof(sign, fc.string({ unit: 'binary', maxLength: 1 })), maxLength: 30 }),
        (phrases, text) => {
          const index = compilePhrases(phrases)
          const room = makePhraseRoom()
          scanPhrases(text, index, room)
          const read = Array.from(
            { length: room.hits.count },
            (_unused, at) =>
              `${phrases[room.hits.word[at] ?? 0]}@${room.hits.start[at]}-${room.hits.end[at]}`,
          )
          expect(read).toEqual(scan(phrases, text))
          const folded = normaliseText(text)
          expect(room.length).toBe(folded.length)
          // Places are noted only when something was found.
          const noted = read.length > 0 ? room.length : 0
          expect(room.start.slice(0, noted)).toEqual(folded.start.slice(0, noted))

          const packed = packClaims([`前${text}`, text])
          scanUnits(packed.units, packed.ends[0] ?? 0, packed.ends[1] ?? 0, index, room)
          expect(room.hits.count).toBe(read.length)
        },
      ),
      { numRuns: 50 },
    )
  })
})
