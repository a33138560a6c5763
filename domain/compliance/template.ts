/**
 * The language rules are written in. It has no repetition without a bound, so matching it takes time in proportion to the
 * text, whoever wrote the rule.
 *
 *     最好                     the word
 *     全(网|国)最低            alternatives
 *     最低(价)?                may be missing
 *     <疾病>                   a word class of the pack
 *     {N}天  {N>=5}  {钱}  {比} a number, with a bound; an amount of money; a share (九成, 98%)
 *     用…<变白>                up to 8 characters between, within a sentence
 *     用…20<变白>              up to 20
 *     用~6<变白>               up to 6, and no comma between
 */

export type TemplateNumber = {
  readonly kind: 'plain' | 'money' | 'percent'
  readonly min: number
  readonly max: number
}

/** One step of a sequence: a set of words, or a number; `gap` characters at most may stand before it. */
export type TemplateStep =
  | {
      readonly type: 'words'
      readonly words: readonly string[]
      readonly gap: number
      readonly inClause: boolean
    }
  | {
      readonly type: 'number'
      readonly number: TemplateNumber
      readonly gap: number
      readonly inClause: boolean
    }

export type TemplateSequence = readonly TemplateStep[]

/** Why a template cannot be used; `reason` is for the person who wrote the rule. */
export class TemplateError extends Error {
  readonly reason: { readonly zh: string; readonly en: string }

  constructor(reason: { zh: string; en: string }) {
    super(reason.en)
    this.name = 'TemplateError'
    this.reason = reason
  }
}

const MAX_GAP = 30
const DEFAULT_GAP = 8
const MAX_DEPTH = 6
const MAX_WORDS = 4000
const MAX_SEQUENCES = 128
const MAX_STEPS = 8
/** Word sets that stand side by side are multiplied out up to this many words: longer words are rarer, so matching is faster. */
const MERGE_WORDS = 300

type Node =
  | { type: 'text'; text: string }
  | { type: 'class'; name: string; optional: boolean }
  | { type: 'group'; options: Node[][]; optional: boolean }
  | { type: 'gap'; most: number; inClause: boolean }
  | { type: 'number'; number: TemplateNumber; optional: boolean }

const problem = (zh: string, en: string): TemplateError => new TemplateError({ zh, en })

const parseNumberSpec = (spec: string): TemplateNumber => {
  const match = /^(N|钱|比)(?:(>=|<=|>|<|=)(\d{1,12}(?:\.\d{1,2})?))?$/.exec(spec)
  if (match === null) throw problem(`不认识 {${spec}}`, `unknown {${spec}}`)
  const kind = match[1] === 'N' ? 'plain' : match[1] === '钱' ? 'money' : 'percent'
  const bound = Number(match[3] ?? 0)
  switch (match[2]) {
    case '>=':
      return { kind, min: bound, max: Infinity }
    case '>':
      return { kind, min: bound + 1e-6, max: Infinity }
    case '<=':
      return { kind, min: -Infinity, max: bound }
    case '<':
      return { kind, min: -Infinity, max: bound - 1e-6 }
    case '=':
      return { kind, min: bound, max: bound }
    default:
      return { kind, min: -Infinity, max: Infinity }
  }
}

const parseTemplate = (template: string): Node[] => {
  let at = 0
  const parseSequence = (depth: number): Node[] => {
    if (depth > MAX_DEPTH) throw problem('括号套得太深', 'brackets are nested too deeply')
    const nodes: Node[] = []
    while (at < template.length) {
      const character = template[at] ?? ''
      if (character === '|' || character === ')') break
      if (character === '(') {
        at += 1
        const options: Node[][] = [parseSequence(depth + 1)]
        while (template[at] === '|') {
          at += 1
          options.push(parseSequence(depth + 1))
        }
        if (template[at] !== ')') throw problem('缺右括号 )', 'a ) is missing')
        at += 1
        const optional = template[at] === '?'
        if (optional) at += 1
        nodes.push({ type: 'group', options, optional })
      } else if (character === '<') {
        const close = template.indexOf('>', at)
        if (close < 0) throw problem('缺 >', 'a > is missing')
        const name = template.slice(at + 1, close)
        at = close + 1
        const optional = template[at] === '?'
        if (optional) at += 1
        nodes.push({ type: 'class', name, optional })
      } else if (character === '{') {
        const close = template.indexOf('}', at)
        if (close < 0) throw problem('缺 }', 'a } is missing')
        const number = parseNumberSpec(template.slice(at + 1, close))
        at = close + 1
        const optional = template[at] === '?'
        if (optional) at += 1
        nodes.push({ type: 'number', number, optional })
      } else if (character === '…' || character === '~') {
        at += 1
        const digits = /^\d{1,2}/.exec(template.slice(at))?.[0] ?? ''
        at += digits.length
        const most = digits === '' ? DEFAULT_GAP : Number(digits)
        if (most > MAX_GAP)
          throw problem(`间隔最多 ${MAX_GAP} 个字`, `a gap is at most ${MAX_GAP} characters`)
        nodes.push({ type: 'gap', most, inClause: character === '~' })
      } else if (character === '?' || character === '>' || character === '}') {
        throw problem(`${character} 放错了地方`, `${character} is out of place`)
      } else {
        let text = ''
        while (at < template.length && !'()|<>{}…~?'.includes(template[at] ?? '')) {
          text += template[at] ?? ''
          at += 1
        }
        nodes.push({ type: 'text', text })
      }
    }
    return nodes
  }
  const nodes = parseSequence(0)
  if (at < template.length) throw problem('多了 ) 或 |', 'there is a ) or | too many')
  return nodes
}

/** A piece while a template is unfolded: words side by side are one piece. */
type Piece = { words: readonly string[] } | { gap: number; inClause: boolean } | { number: TemplateNumber }

/** The empty word alone: words beside it stay as they are. */
const isNothing = (words: readonly string[]): boolean => words.length === 1 && words[0] === ''

const cross = (left: readonly string[], right: readonly string[]): readonly string[] => {
  if (isNothing(left) && right.length <= MAX_WORDS) return right
  if (isNothing(right) && left.length <= MAX_WORDS) return left
  if (left.length * right.length > MAX_WORDS)
    throw problem('这一条组合出的词太多', 'this template makes too many words')
  const joined: string[] = []
  for (const head of left) for (const tail of right) joined.push(head + tail)
  return joined
}

/** Words that `readClass` gave: each there once, and none empty. A class is called hundreds of times. */
const CLASSES = new WeakSet<readonly string[]>()

/** A template without any sign is a word. */
const HAS_SIGN = /[()|<>{}…~?]/

/** Resolves a class name to its words. */
export type ClassLookup = (name: string) => readonly string[]

/** The words of a template without gaps and numbers; null when it has some. */
const pureWords = (nodes: readonly Node[], classes: ClassLookup): readonly string[] | null => {
  let words: readonly string[] = ['']
  for (const node of nodes) {
    if (node.type === 'gap' || node.type === 'number') return null
    if (node.type === 'text') words = cross(words, [node.text])
    else if (node.type === 'class')
      words = cross(words, node.optional ? [...classes(node.name), ''] : classes(node.name))
    else {
      const options: string[] = node.optional ? [''] : []
      for (const option of node.options) {
        const inner = pureWords(option, classes)
        if (inner === null) return null
        options.push(...inner)
      }
      words = cross(words, options)
    }
  }
  return words
}

const unfold = (nodes: readonly Node[], classes: ClassLookup): Piece[][] => {
  let sequences: Piece[][] = [[]]
  const append = (tails: readonly Piece[][]): void => {
    if (sequences.length * tails.length > MAX_SEQUENCES) {
      throw problem('这一条分支太多，请拆成几条', 'this template has too many branches; split it')
    }
    sequences = sequences.flatMap((head) => tails.map((tail) => [...head, ...tail]))
  }
  for (const node of nodes) {
    if (node.type === 'gap') append([[{ gap: node.most, inClause: node.inClause }]])
    else if (node.type === 'number')
      append(node.optional ? [[], [{ number: node.number }]] : [[{ number: node.number }]])
    else {
      const words = pureWords([node], classes)
      if (words !== null) append([[{ words }]])
      else if (node.type === 'group') {
        const tails = node.options.flatMap((option) => unfold(option, classes))
        append(node.optional ? [[], ...tails] : tails)
      }
    }
  }
  return sequences
}

const finish = (pieces: readonly Piece[]): TemplateSequence[] => {
  // Side by side word pieces become one set where that stays small; an empty word splits the sequence in two.
  let sequences: TemplateStep[][] = [[]]
  type Gap = { readonly most: number; readonly inClause: boolean }
  const none: Gap = { most: 0, inClause: false }
  let gaps: Gap[] = [none]
  let open: readonly string[] | null = null
  const push = (make: (gap: Gap) => TemplateStep): void => {
    sequences = sequences.map((steps, at) => [...steps, make(gaps[at] ?? none)])
    gaps = sequences.map(() => none)
  }
  const flush = (): void => {
    if (open === null) return
    const hasEmpty = !CLASSES.has(open) && open.includes('')
    const words = CLASSES.has(open) ? open : [...new Set(open)].filter((word) => word !== '')
    open = null
    if (words.length === 0) return
    if (!hasEmpty) {
      push((gap) => ({ type: 'words', words, gap: gap.most, inClause: gap.inClause }))
      return
    }
    const without = sequences.map((steps) => [...steps])
    const withoutGaps = [...gaps]
    push((gap) => ({ type: 'words', words, gap: gap.most, inClause: gap.inClause }))
    sequences = [...sequences, ...without]
    gaps = [...gaps, ...withoutGaps]
    if (sequences.length > MAX_SEQUENCES) throw problem('可省略的部分太多', 'too many optional parts')
  }
  for (const piece of pieces) {
    if ('words' in piece) {
      if (open !== null && open.length * piece.words.length <= MERGE_WORDS) open = cross(open, piece.words)
      else {
        flush()
        open = piece.words
      }
    } else {
      flush()
      if ('gap' in piece) {
        gaps = gaps.map((gap) => ({
          most: Math.min(MAX_GAP, gap.most + piece.gap),
          inClause: gap.most === 0 ? piece.inClause : gap.inClause && piece.inClause,
        }))
      } else push((gap) => ({ type: 'number', number: piece.number, gap: gap.most, inClause: gap.inClause }))
    }
  }
  flush()
  for (const steps of sequences) {
    if (steps.length > MAX_STEPS) throw problem('这一条步骤太多', 'this template has too many steps')
  }
  return sequences.filter((steps) => steps.length > 0)
}

/**
 * Reads one template and gives the sequences it stands for.
 * @throws TemplateError naming what is wrong, in both languages.
 */
export const readTemplate = (template: string, classes: ClassLookup): TemplateSequence[] => {
  if (template !== '' && !HAS_SIGN.test(template)) {
    return [[{ type: 'words', words: [template], gap: 0, inClause: false }]]
  }
  const sequences = unfold(parseTemplate(template), classes).flatMap((pieces) => finish(pieces))
  if (sequences.length === 0) throw problem('这一条是空的', 'this template is empty')
  for (const steps of sequences) {
    if (!steps.some((step) => step.type === 'words')) {
      throw problem('这一条里没有任何词', 'this template has no word at all')
    }
  }
  return sequences
}

/** The words a class stands for: its own templates, which may call classes defined before it. */
export const readClass = (templates: readonly string[], classes: ClassLookup): readonly string[] => {
  const words = new Set<string>()
  let count = 0
  for (const template of templates) {
    const inner = HAS_SIGN.test(template) ? pureWords(parseTemplate(template), classes) : [template]
    if (inner === null) throw problem('词类里不能有间隔或数字', 'a word class cannot hold gaps or numbers')
    for (const word of inner) {
      if (word === '') continue
      count += 1
      words.add(word)
    }
    if (count > MAX_WORDS) throw problem('这个词类太大', 'this word class is too large')
  }
  const read = [...words]
  CLASSES.add(read)
  return read
}
