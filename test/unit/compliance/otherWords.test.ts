import { expect, test } from 'vitest'
import { foldWord, numberClasses } from '../../../domain/compliance/matcher.ts'
import { buildOtherWords, ENTRY } from '../../../domain/compliance/otherWords.ts'
import { syllableOfUnit } from '../../../domain/compliance/syllables.ts'

const WORDS = ['送', '送给你', '包邮到家', '退', 'vip价', '到家']
const SETS: ReadonlyArray<readonly number[]> = [[0], [0, 1], [1], [0], [1], [1]]
const units = WORDS.map((word) => foldWord(word))
const classes = numberClasses(units)

/** The first characters of the words are the rarest. */
const usesOf = (unit: number): number => (units.some(([first]) => first === unit) ? 1 : 2)

test('every word of a set lies under a character of its own, with the neighbour that turns it away', () => {
  if (classes === null) throw new Error('too many characters')
  const others = buildOtherWords(
    units.map((word, at) => ({
      units: word,
      sets: SETS[at] ?? [],
      isOrdinary: at === 3,
      isHeard: word.length >= 2 && word.every((unit) => syllableOfUnit(unit) !== 0),
    })),
    classes,
    [0, 2],
    usesOf,
  )
  const { anchors, anchorsFrom, entries, entriesFrom, from, letters, sounds } = others
  const found = [0, 1].map((set) => {
    const words: string[] = []
    for (let anchor = anchorsFrom[set] ?? 0; anchor < (anchorsFrom[set + 1] ?? 0); anchor += 1) {
      const key = anchors[anchor] ?? 0
      const row = key < 0 ? sounds : letters
      for (let at = entriesFrom[anchor] ?? 0; at < (entriesFrom[anchor + 1] ?? 0); at += ENTRY.size) {
        const wordAndSide = entries[at + ENTRY.word] ?? 0
        const neighbourAndPlace = entries[at + ENTRY.neighbour] ?? 0
        const word = wordAndSide >> 1
        const place = (from[word] ?? 0) + (neighbourAndPlace & 0xffff)
        const side = (wordAndSide & 1) === 1 ? -1 : 1
        expect(row[place]).toBe(key < 0 ? -1 - key : key)
        const isAlone = WORDS[word]?.length === 1
        expect(neighbourAndPlace >>> 16).toBe(isAlone ? 0 : row[place + side])
        // Listened for by sound where the set listens and the word can be heard.
        expect([word, key < 0]).toEqual([word, set === 1 && WORDS[word] !== 'vip价'])
        words.push(WORDS[word] ?? '')
      }
    }
    return words.toSorted()
  })
  expect(found).toEqual([0, 1].map((set) => WORDS.filter((_word, at) => SETS[at]?.includes(set)).toSorted()))
  expect([...others.isOrdinary]).toEqual([0, 0, 0, 1, 0, 0])
})
