import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  candidatesOf,
  compilePhrases,
  makePhraseRoom,
  openRow,
  scanPhrases,
  scanUnits,
  type PhraseRoom,
} from '../../../domain/compliance/matcher.ts'
import { makePhraseGate, type PhraseGate } from '../../../domain/compliance/phraseGate.ts'
import { packClaims } from '../../../domain/compliance/recheck/recheckClaims.ts'

const gateOf = (phrases: readonly string[]): PhraseGate => {
  const gate = makePhraseGate(compilePhrases(phrases))
  if (gate === null) throw new Error('this Node makes no WebAssembly that reads strings')
  return gate
}

const foundIn = (phrases: readonly string[], { hits }: PhraseRoom): string[] =>
  Array.from(
    { length: hits.count },
    (_unused, at) => `${phrases[hits.word[at] ?? 0]}@${hits.start[at]}-${hits.end[at]}`,
  )

const sign = fc.constantFrom(...'丁页氵台了，,。.19wW%+❤⭐、 微信加家🧧🔟💰𝟗最好')
const phrase = fc.string({ unit: sign, minLength: 1, maxLength: 8 })
const text = fc.string({ unit: fc.oneof(sign, fc.string({ unit: 'binary', maxLength: 1 })), maxLength: 60 })

describe('the gate in WebAssembly', () => {
  test('lets through what the gate in JavaScript does, in any text', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(phrase, { minLength: 1, maxLength: 20 }),
        fc.array(text, { minLength: 1, maxLength: 20 }),
        (phrases, texts) => {
          const index = compilePhrases(phrases)
          const gate = gateOf(phrases)
          const room = makePhraseRoom()
          for (const one of [...texts, texts.join(''), texts.join(phrases[0]), texts.join('').repeat(20)]) {
            const plain = candidatesOf(one, index, null, room)
            const { length } = room
            const classes = room.classes.slice(0, length)
            expect(candidatesOf(one, index, gate, room)).toEqual(plain)
            expect(room.length).toBe(length)
            expect(gate.classes.slice(0, length)).toEqual(classes)
          }
        },
      ),
      { numRuns: 30 },
    )
  })

  test('finds the same before and after an index has read enough to get one, in texts and in rows', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(phrase, { minLength: 1, maxLength: 20 }),
        fc.array(text, { minLength: 2, maxLength: 20 }),
        (phrases, texts) => {
          const said = texts.map((one, at) => one + (phrases[at] ?? ''))
          const { units, ends } = packClaims(said)
          const without = compilePhrases(phrases)
          const withGate = compilePhrases(phrases)
          const plain = makePhraseRoom()
          const gated = makePhraseRoom()
          scanPhrases('很'.repeat(40_000), withGate, gated)
          expect(gated.use.gate).not.toBeNull()
          const scan = openRow(units, withGate, gated)
          let from = 0
          for (const [at, to] of ends.entries()) {
            scanUnits(units, from, to, without, plain)
            scan(from, to)
            expect(foundIn(phrases, gated)).toEqual(foundIn(phrases, plain))
            scanPhrases(said[at] ?? '', withGate, gated)
            expect(foundIn(phrases, gated)).toEqual(foundIn(phrases, plain))
            from = to
          }
        },
      ),
      { numRuns: 30 },
    )
  })

  test('reads the row that is asked for when rows are read by turns', () => {
    const phrases = ['最低价', '好']
    const index = compilePhrases(phrases)
    const room = makePhraseRoom()
    scanPhrases('很'.repeat(40_000), index, room)
    const one = openRow(packClaims(['全网最低价']).units, index, room)
    const other = openRow(packClaims(['今天很好啊']).units, index, room)
    one(0, 5)
    expect(foundIn(phrases, room)).toEqual(['最低价@2-5'])
    other(0, 5)
    expect(foundIn(phrases, room)).toEqual(['好@3-4'])
    one(0, 5)
    expect(foundIn(phrases, room)).toEqual(['最低价@2-5'])
  })
})
