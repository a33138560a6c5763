import fc from 'fast-check'
import { expect, test } from 'vitest'
import { soundOf } from '../../../../domain/compliance/matcher.ts'
import { normaliseText } from '../../../../domain/compliance/normaliseText.ts'
import { SCORE_COUNT, type CompiledScorer } from '../../../../domain/compliance/scorer/scorerModel.ts'
import { makeScorerSum, type ScorerSum } from '../../../../domain/compliance/scorer/scorerSum.ts'
import { sumPieces, type Sentence } from '../../../../domain/compliance/scorer/scoreText.ts'
import { labelledLines } from '../../../fixtures/labelledTexts.ts'
import { shipped } from '../../../rules/shippedPacks.ts'

const setUp = (): { readonly scorer: CompiledScorer; readonly wasm: ScorerSum } => {
  const { scorer } = shipped
  const wasm = scorer === null ? null : makeScorerSum(scorer)
  if (scorer === null || wasm === null) throw new Error('no scorer, or no WebAssembly in this Node')
  return { scorer, wasm }
}
const { scorer, wasm } = setUp()

/** What a stretch of a text adds to the scores and the square of its length: in WebAssembly, and in JavaScript. */
const bothSums = (text: string, cut: (length: number) => readonly [number, number]): [number[], number[]] => {
  const folded = normaliseText(text)
  const sound = soundOf(folded)
  const [start, end] = cut(folded.length)
  const [soundStart, soundEnd] = cut(sound.length)
  const sentence: Sentence = { start, end, soundStart, soundEnd }
  wasm.growTo(Math.max(folded.length, sound.length))
  wasm.units.set(folded.units.subarray(0, folded.length))
  wasm.sounds.set(sound.units.subarray(0, sound.length))
  const square = wasm.sum(start, end, soundStart, soundEnd)
  const sums = new Int32Array(SCORE_COUNT)
  const plainSquare = sumPieces(scorer, folded, sound, sentence, sums)
  return [
    [...wasm.sums, square],
    [...sums, plainSquare],
  ]
}

const wholly = (length: number): readonly [number, number] => [0, length]

test('labelled lines add the same to the scores in WebAssembly and in JavaScript', () => {
  const lines = labelledLines()
  for (let at = 0; at < lines.length; at += 331) {
    const [summed, plain] = bothSums(lines[at]?.text ?? '', wholly)
    expect(summed).toEqual(plain)
    expect(plain.at(-1)).toBeGreaterThan(0)
  }
})

test('so does any stretch of any text, however long', () => {
  const known = fc.constantFrom(
    ...labelledLines()
      .slice(0, 400)
      .map(({ text }) => text),
  )
  const text = fc
    .array(fc.oneof(known, fc.string({ unit: 'binary', maxLength: 30 })), { maxLength: 12 })
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(
      text,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 20 }),
      (one, share, times) => {
        const [summed, plain] = bothSums(one.repeat(times), (length) => [
          Math.floor(length * share * 0.5),
          length,
        ])
        expect(summed).toEqual(plain)
      },
    ),
    { numRuns: 100 },
  )
})
