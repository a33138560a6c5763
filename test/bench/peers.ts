import { AhoCorasick as MonyoneFast } from '@monyone/aho-corasick/fast'
import * as tanishiking from '@tanishiking/aho-corasick'
import FastScanner from 'fastscan'
import { Mint } from 'mint-filter'
import ModernAhoCorasick from 'modern-ahocorasick'
import { compilePhrases, makePhraseRoom, scanPhrases } from '../../domain/compliance/matcher.ts'

/** A matcher over fixed phrases: how many hits a text has. */
export type Matcher = (text: string) => number

/** Something that matches phrases; `overlaps` says whether it reports hits inside one another. */
export type Peer = {
  readonly name: string
  readonly overlaps: boolean
  readonly build: (phrases: readonly string[]) => Matcher
}

/** Ours: folds and drops separators while it matches. */
export const OURS: Peer = {
  name: 'trustcue scanPhrases (folds)',
  overlaps: true,
  build: (phrases) => {
    const index = compilePhrases(phrases)
    const room = makePhraseRoom()
    return (text) => {
      scanPhrases(text, index, room)
      return room.hits.count
    }
  },
}

/** The libraries, exact matching. */
export const PEERS: readonly Peer[] = [
  {
    name: '@monyone/aho-corasick 1.1.11 /fast',
    overlaps: true,
    build: (phrases) => {
      const matcher = new MonyoneFast([...phrases])
      return (text) => matcher.matchInText(text).length
    },
  },
  {
    name: '@tanishiking/aho-corasick 0.0.1',
    overlaps: true,
    build: (phrases) => {
      const matcher = new tanishiking.Trie([...phrases])
      return (text) => matcher.parseText(text).length
    },
  },
  {
    name: 'modern-ahocorasick 3.3.0',
    overlaps: true,
    build: (phrases) => {
      const matcher = new ModernAhoCorasick([...phrases])
      return (text) => matcher.search(text).length
    },
  },
  {
    name: 'fastscan 1.0.6',
    overlaps: true,
    build: (phrases) => {
      const matcher = new FastScanner([...phrases])
      return (text) => matcher.search(text).length
    },
  },
  {
    name: 'mint-filter 4.0.3',
    overlaps: false,
    build: (phrases) => {
      const matcher = new Mint([...phrases])
      return (text) => matcher.filter(text, { replace: false }).words.length
    },
  },
]

/** The limit: every character is looked up once and nothing is made of it. */
export const plainScan = (): Matcher => {
  const table = new Uint16Array(65_536).map((_unused, code) => code & 1)
  return (text) => {
    let sum = 0
    for (let at = 0; at < text.length; at += 1) sum += table[text.charCodeAt(at)] ?? 0
    return sum
  }
}
