import { wordsOf } from '../../domain/compliance/matcher.ts'
import { foldedString } from '../../domain/compliance/normaliseText.ts'
import { labelledTexts } from '../fixtures/labelledTexts.ts'
import { seededNumbers } from '../fuzz/claimFuzz.ts'
import { shipped } from '../rules/shippedPacks.ts'

/** Everything here comes from this repository and one seed, so that every run measures the same. */
const SEED = 20_261_127
const next = seededNumbers(SEED)

const pick = <Item>(items: readonly Item[], fallback: Item): Item => items[next(items.length)] ?? fallback

const sources = labelledTexts()
const joined = sources.join('\n')
const folded = foldedString(joined)
const beginnings = new Set(Array.from({ length: folded.length }, (_unused, at) => folded.slice(at, at + 3)))
/** Whether a phrase stands in a labelled line, also written otherwise: then it would be found everywhere. */
const isWritten = (phrase: string): boolean => {
  const wanted = foldedString(phrase)
  return (wanted.length < 3 || beginnings.has(wanted.slice(0, 3))) && folded.includes(wanted)
}
/** Runs of Chinese characters: what phrases are cut from. */
const runs = joined.match(/[\u4e00-\u9fff]{2,}/g) ?? []

/** A string of its own, laid out in one piece. */
const settle = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le')

/** An utterance of so many characters: labelled lines one after the other, cut where it is long enough. */
const utterance = (length: number): string => {
  let text = pick(sources, '')
  while (text.length < length) text += `，${pick(sources, '')}`
  return settle(text.slice(0, length))
}

/** Lengths of phrases as they are in rule packs. */
const LENGTHS = [2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 5, 5, 6, 7, 8, 9, 10]

/** The end of one run and the beginning of another, so that it looks like a word and stands in no labelled line. */
const madeUpPhrase = (): string => {
  const length = pick(LENGTHS, 2)
  const cut = 1 + next(length - 1)
  const head = pick(runs, '')
  const tail = pick(runs, '')
  return head.slice(-cut) + tail.slice(0, length - cut)
}

/** `count` different phrases: the shipped rules' own words of two characters and more, then made-up ones. */
export const makePhrases = (count: number): string[] => {
  const own = wordsOf(shipped.words.index).filter((word) => word.length >= 2 && !isWritten(word))
  const phrases = new Set(own.slice(0, Math.floor(count / 4)))
  while (phrases.size < count) {
    const phrase = madeUpPhrase()
    if (phrase.length >= 2 && !isWritten(phrase)) phrases.add(phrase)
  }
  return [...phrases]
}

/** `count` utterances of about `length` characters; one in fifty holds one of the phrases. */
export const makeUtterances = (count: number, length: number, phrases: readonly string[]): string[] =>
  Array.from({ length: count }, () => {
    const text = utterance(length - 8 + next(17))
    if (phrases.length === 0 || next(50) !== 0) return text
    const at = next(text.length)
    return settle(text.slice(0, at) + pick(phrases, '') + text.slice(at))
  })
