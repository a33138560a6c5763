import type { RulePack } from '../../domain/compliance/rulePack.ts'
import { readClass, readTemplate, type TemplateSequence } from '../../domain/compliance/template.ts'
import { FAMILIES, type Family, type Severity } from '../../domain/model/claim.ts'
import type { Checker, Hit } from './checkers.ts'

/**
 * A list of forbidden words as word checkers have it: words by family, each with the severity of the gravest rule it
 * comes from.
 */
export type WordList = ReadonlyMap<Family, ReadonlyMap<string, Severity>>

/**
 * How a list is made of rules. `phrases`: only wording that is complete in itself. `frames`: also, for each frame of
 * several parts, its rarest part alone (two characters or more), since a list cannot say “these two near each other”.
 */
export type ListMaking = 'phrases' | 'frames'

const RANK: Readonly<Record<Severity, number>> = { note: 0, warn: 1, block: 2 }

/** Long words and short lists are rare; as the engine chooses what a frame waits for. */
const commonness = (words: readonly string[]): number =>
  words.length / 20 ** Math.min(4, ...words.map((word) => word.length))

const wordsOf = (sequence: TemplateSequence, making: ListMaking): readonly string[] => {
  const sets = sequence.flatMap((step) => (step.type === 'words' ? [step.words] : []))
  const [rarest] = sets.toSorted((left, right) => commonness(left) - commonness(right))
  if (rarest === undefined) return []
  if (sequence.length === 1) return rarest
  return making === 'phrases' ? [] : rarest.filter((word) => word.length >= 2)
}

/** Upper case and full width, one character for one, as list checkers fold. */
const fold = (text: string): string => {
  let folded = ''
  for (let at = 0; at < text.length; at += 1) {
    const unit = text[at] ?? ''
    const plain = unit.normalize('NFKC').toLowerCase()
    folded += plain.length === 1 ? plain : unit
  }
  return folded
}

/** The list the packs' own wording makes. Promises and must-say rules are no violations and give no words. */
export const makeWordList = (packs: readonly RulePack[], making: ListMaking): WordList => {
  const list = new Map<Family, Map<string, Severity>>()
  for (const pack of packs) {
    const classes = new Map<string, readonly string[]>()
    const lookUp = (name: string): readonly string[] => classes.get(name) ?? []
    for (const [name, templates] of Object.entries(pack.classes))
      classes.set(name, readClass(templates, lookUp))
    for (const rule of pack.rules) {
      // A frame's words are far too wide for a list; they only count with the scorer.
      if (rule.kind === 'promise' || rule.kind === 'must-say' || rule.certainty === 'frame') continue
      const words = list.get(rule.family) ?? new Map<string, Severity>()
      list.set(rule.family, words)
      for (const sequence of rule.say.flatMap((template) => readTemplate(template, lookUp))) {
        for (const word of wordsOf(sequence, making).map((each) => fold(each))) {
          const known = words.get(word)
          if (known === undefined || RANK[known] < RANK[rule.severity]) words.set(word, rule.severity)
        }
      }
    }
  }
  return list
}

type Branch = { readonly next: Map<string, Branch>; severity: Severity | null }

const makeTree = (words: ReadonlyMap<string, Severity>): Branch => {
  const root: Branch = { next: new Map(), severity: null }
  for (const [word, severity] of words) {
    let branch = root
    for (let at = 0; at < word.length; at += 1) {
      const unit = word[at] ?? ''
      const known = branch.next.get(unit)
      const next: Branch = known ?? { next: new Map(), severity: null }
      if (known === undefined) branch.next.set(unit, next)
      branch = next
    }
    branch.severity = severity
  }
  return root
}

/** The longest word of the tree that begins at a place. */
const longestAt = (root: Branch, text: string, start: number): { end: number; severity: Severity } | null => {
  let longest: { end: number; severity: Severity } | null = null
  let branch: Branch | undefined = root
  for (let at = start; at < text.length && branch !== undefined; at += 1) {
    branch = branch.next.get(text[at] ?? '')
    if (branch?.severity !== undefined && branch.severity !== null)
      longest = { end: at + 1, severity: branch.severity }
  }
  return longest
}

/**
 * Checks by list alone, as `sensitive-word` and its like do: at each place the longest word, then on behind it. It knows no
 * product, no context and no gap.
 */
export const listChecker = (list: WordList): Checker<{ readonly findings: readonly Hit[] }> => {
  const trees = FAMILIES.flatMap((family) => {
    const words = list.get(family)
    return words === undefined ? [] : [{ family, root: makeTree(words) }]
  })
  return (text) => {
    const folded = fold(text)
    const findings: Hit[] = []
    for (const { family, root } of trees) {
      let at = 0
      while (at < folded.length) {
        const found = longestAt(root, folded, at)
        if (found !== null) {
          const { end, severity } = found
          findings.push({
            rule: `list.${family}`,
            family,
            severity,
            start: at,
            end,
            quote: text.slice(at, end),
          })
        }
        at = found?.end ?? at + 1
      }
    }
    return { findings }
  }
}
