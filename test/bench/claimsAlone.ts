/**
 * Utterances a second in a process of its own, where nothing else fills the caches: `node claimsAlone.ts LINES WAY COUNT LIBRARY`.
 * `check` = the whole check; `phrases` = the library's bare matching with 10,000 phrases; `words` = with the words of the
 * shipped packs.
 */
import { checkClaim } from '../../domain/compliance/checkClaim.ts'
import { wordsOf } from '../../domain/compliance/matcher.ts'
import { shipped } from '../rules/shippedPacks.ts'
import { ALONE_WAYS, claimWork, KINDS } from './claims.ts'
import { makePhrases } from './corpus.ts'
import { medianMs, sink } from './measure.ts'
import { PEERS } from './peers.ts'

const [givenLines, givenWay, count = '', library] = process.argv.slice(2)
const lines = KINDS.find((kind) => kind === givenLines)
const way = ALONE_WAYS.find((one) => one === givenWay)
const peer = PEERS.find(({ name }) => name === library)
if (lines === undefined || way === undefined || peer === undefined) throw new Error('no such measurement')
const work = claimWork(Number(count))[lines]

const packWords = (): string[] => {
  const { words, frames, ordinary, context, others } = shipped
  const lanes = [words, ...frames.flatMap((lane) => lane ?? []), ordinary, context]
  const all = [
    ...lanes.flatMap(({ index }) => wordsOf(index)),
    ...wordsOf({ ...others, classOf: words.index.classOf }),
  ]
  return [...new Set(all)].filter((word) => word !== '')
}

const passOf = (): (() => number) => {
  if (way === 'check') {
    return () =>
      work.reduce((sum, { text, context }) => sum + checkClaim(text, context, shipped).findings.length, 0)
  }
  const matcher = peer.build(way === 'phrases' ? makePhrases(10_000) : packWords())
  return () => work.reduce((sum, { text }) => sum + matcher(text), 0)
}

const pass = passOf()
const goThrough = (): void => {
  sink.value += pass()
}
const WARM = 5
const TIMES = 25
medianMs(goThrough, WARM)
process.stdout.write(String((work.length / medianMs(goThrough, TIMES)) * 1000))
