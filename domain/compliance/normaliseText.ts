import { TRADITIONAL_PAIRS } from './tables/traditional.ts'

/**
 * Folding: many ways to write the same thing become one, while every folded unit remembers the letters it came from.
 * One table look-up per UTF-16 unit; the few signs whose meaning depends on their neighbour take a slower path.
 */

/** Break before a folded unit: nothing between, separators only, a mark between items, a clause mark, the end of a sentence. */
export const BREAK = { none: 0, separator: 1, item: 2, clause: 3, sentence: 4 } as const

const SKIP = 0
const SKIP_CLAUSE = 1
const SKIP_SENTENCE = 2
const SPECIAL = 3
/** Between items of a list. */
const SKIP_ITEM = 4
/** Stands for a character the tables do not know (rare Han, other astral letters): never equal to anything in a rule. */
const OPAQUE = 5

const unitOf = (character: string): number => character.charCodeAt(0)

const CHINESE_DIGITS: ReadonlyArray<readonly [string, string]> = [
  ['0', '零〇０⓪'],
  ['1', '一壹１①⑴❶㈠㊀弌'],
  ['2', '二贰２②⑵❷㈡㊁贰弍'],
  ['3', '三叁３③⑶❸㈢㊂彡弎'],
  ['4', '四肆４④⑷❹㈣㊃'],
  ['5', '五伍５⑤⑸❺㈤㊄'],
  ['6', '六陆６⑥⑹❻㈥㊅'],
  ['7', '七柒７⑦⑺❼㈦㊆'],
  ['8', '八捌８⑧⑻❽㈧㊇'],
  ['9', '九玖９⑨⑼❾㈨㊈'],
]

/** Look-alikes that carry no meaning of their own in spoken text. */
const LOOK_ALIKES: ReadonlyArray<readonly [string, string]> = [
  ['最', '蕞朂冣'],
  ['十', '拾⑩㈩㊉'],
  ['百', '佰'],
  ['千', '仟'],
  ['万', '萬卐'],
  ['两', '兩俩'],
  ['好', '恏'],
  ['元', '圓'],
  ['第', '苐'],
  ['全', '佺'],
  ['高', '髙'],
  ['真', '眞'],
  ['天', '兲夭'],
  ['信', '伩伈'],
  ['加', '迦'],
  ['级', '極'],
  ['极', '极'],
  ['顶', '頂'],
  ['没', '沒'],
  ['罗', '羅'],
  ['内', '內'],
  ['并', '並'],
  ['你', '祢妳'],
  ['他', '牠'],
  ['v', 'ѵνⅴⓥⓋ∨√'],
  ['o', 'ο○〇'],
  ['a', 'аα'],
  ['e', 'е'],
  ['x', 'хⅹ'],
  ['w', 'ω'],
]

const ITEM_MARKS = '、·—–…⋯|｜\u3000'
const CLAUSE_MARKS = '，,：:；;'
const SENTENCE_MARKS = '。！？!?｡\n\r\u2028\u2029．'
/** Signs that mean something only beside others; see `foldSpecial`. */
const SPECIAL_SIGNS = '❤♥♡+＋➕✚✝⭐★☆.．%％‰,，w'

/** Split characters: the pieces in order and the character they make. Only pairs that ordinary text does not hold. */
const SPLIT_CHARACTERS =
  '丁页顶氵台治氵肖消疒了疗扌非排讠正证讠人认亻呆保亻直值亻言信亻介价亻氐低纟及级纟屯纯纟色绝弓虽强米青精贝才财贝曾赠贝兼赚走召超口乞吃' +
  '石皮破土曾增氵去法氵舌活纟工红礻申神礻畐福扌召招辶元远辶反返讠平评亻叚假疒正症疒丙病疒艮痕忄生性月巴肥月旁膀犬犭獒釒十针钅失铁木及极' +
  '匚矢医禾兑税禾急稳'

const buildFoldTable = (): Uint16Array => {
  const table = new Uint16Array(65_536)
  for (let code = 0; code < 65_536; code += 1) {
    const isLetter =
      (code >= 0x61 && code <= 0x7a) ||
      (code >= 0x30 && code <= 0x39) ||
      (code >= 0x3400 && code <= 0x9fff) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xc0 && code <= 0x24f && code !== 0xd7 && code !== 0xf7) ||
      (code >= 0x370 && code <= 0x52f) ||
      (code >= 0x3041 && code <= 0x30fe && code !== 0x30fb) ||
      (code >= 0x2e80 && code <= 0x2fdf) ||
      (code >= 0x531 && code <= 0x10ff) ||
      (code >= 0x1100 && code <= 0x1fff) ||
      (code >= 0xac00 && code <= 0xd7a3)
    if (isLetter) table[code] = code
    if (code >= 0x41 && code <= 0x5a) table[code] = code + 32
    if (code >= 0xff21 && code <= 0xff3a) table[code] = code - 0xff21 + 0x61
    if (code >= 0xff41 && code <= 0xff5a) table[code] = code - 0xff41 + 0x61
    if (code >= 0x24b6 && code <= 0x24cf) table[code] = code - 0x24b6 + 0x61
    if (code >= 0x24d0 && code <= 0x24e9) table[code] = code - 0x24d0 + 0x61
    if (code >= 0xd800 && code <= 0xdfff) table[code] = SPECIAL
  }
  for (let at = 0; at + 1 < TRADITIONAL_PAIRS.length; at += 2) {
    table[TRADITIONAL_PAIRS.charCodeAt(at)] = TRADITIONAL_PAIRS.charCodeAt(at + 1)
  }
  for (const [target, sources] of [...LOOK_ALIKES, ...CHINESE_DIGITS]) {
    for (const source of sources) table[unitOf(source)] = unitOf(target)
  }
  for (const mark of ITEM_MARKS) table[unitOf(mark)] = SKIP_ITEM
  for (const mark of CLAUSE_MARKS) table[unitOf(mark)] = SKIP_CLAUSE
  for (const mark of SENTENCE_MARKS) table[unitOf(mark)] = SKIP_SENTENCE
  for (const sign of SPECIAL_SIGNS) table[unitOf(sign)] = SPECIAL
  return table
}

const FOLD = buildFoldTable()

const SPLITS: ReadonlyMap<number, number> = new Map(
  Array.from({ length: Math.floor(SPLIT_CHARACTERS.length / 3) }, (_unused, at) => {
    const [first, second, whole] = [0, 1, 2].map(
      (step) => FOLD[SPLIT_CHARACTERS.charCodeAt(at * 3 + step)] ?? 0,
    )
    return [(first ?? 0) * 65_536 + (second ?? 0), whole ?? 0] as const
  }),
)
const SPLIT_SECOND = new Uint8Array(65_536)
for (const key of SPLITS.keys()) SPLIT_SECOND[key % 65_536] = 1

const WECHAT_FIRST = new Set([...'微薇威徽巍崴嵬葳唯围维vw卫魏'].map(unitOf))
const PLUS_SECOND = new Set([...'微薇威徽巍v卫我主小群维围'].map(unitOf))
const XIN = unitOf('信')
const JIA = unitOf('加')
const STAR = unitOf('星')
const DOT = unitOf('.')
const PERCENT = unitOf('%')
const WAN = unitOf('万')
const W = unitOf('w')

const isDigit = (folded: number): boolean => folded >= 0x30 && folded <= 0x39
const isDigitLike = (folded: number): boolean =>
  isDigit(folded) || folded === unitOf('十') || folded === unitOf('百')

/** Emoji that are used as words. */
const EMOJI_WORDS: ReadonlyMap<number, string> = new Map([
  [0x1f51f, '十'],
  [0x1f9e7, '红包'],
  [0x1f31f, '星'],
  [0x1f4b0, '钱'],
  [0x1f3e0, '家'],
  [0x1f3e1, '家'],
  [0x1f42e, '牛'],
  [0x1f404, '牛'],
])
/** Emoji words that are words only after one of these characters; elsewhere they are decoration. */
const EMOJI_AFTER: ReadonlyMap<number, string> = new Map([
  [0x1f3e0, '国大独'],
  [0x1f3e1, '国大独'],
  [0x1f31f, '五0123456789星'],
  [0x1f4b0, '返现块转付'],
])
const HEARTS = new Set([
  0x1f493, 0x1f495, 0x1f496, 0x1f497, 0x1f498, 0x1f499, 0x1f49a, 0x1f49b, 0x1f49c, 0x1f49d, 0x1f5a4, 0x1f90d,
  0x1f90e, 0x1f9e1,
])

/** Folded text with the way back: unit `i` was written in `text.slice(start[i], end[i])`. */
export type FoldedText = {
  length: number
  units: Uint16Array
  start: Int32Array
  end: Int32Array
  /** One of `BREAK`: what stood before the unit. */
  breakBefore: Uint8Array
  /** 1 when the text holds a Latin letter (then the sound lane reads pinyin). */
  hasLatin: boolean
}

/** Room for a folded text; grown when a longer text comes, so that folding allocates nothing. */
export const makeFoldedText = (capacity: number): FoldedText => ({
  length: 0,
  units: new Uint16Array(capacity),
  start: new Int32Array(capacity),
  end: new Int32Array(capacity),
  breakBefore: new Uint8Array(capacity),
  hasLatin: false,
})

const grow = (into: FoldedText, capacity: number): void => {
  if (into.units.length >= capacity) return
  const size = Math.max(capacity, into.units.length * 2)
  into.units = new Uint16Array(size)
  into.start = new Int32Array(size)
  into.end = new Int32Array(size)
  into.breakBefore = new Uint8Array(size)
}

/** Folds a text into room given. Every code unit of the text is looked at once. */
export const foldInto = (text: string, into: FoldedText): void => {
  grow(into, text.length * 2 + 2)
  const { units, start, end, breakBefore } = into
  let length = 0
  let pending: number = BREAK.none
  let hasLatin = false
  const put = (unit: number, from: number, to: number): void => {
    units[length] = unit
    start[length] = from
    end[length] = to
    breakBefore[length] = pending
    pending = BREAK.none
    length += 1
  }
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const folded = FOLD[code] ?? 0
    if (folded > OPAQUE) {
      if (SPLIT_SECOND[folded] === 1 && length > 0) {
        const whole = SPLITS.get((units[length - 1] ?? 0) * 65_536 + folded)
        if (whole !== undefined && pending <= BREAK.separator) {
          units[length - 1] = whole
          end[length - 1] = at + 1
          pending = BREAK.none
          continue
        }
      }
      if (folded <= 0x7a && folded >= 0x61) hasLatin = true
      units[length] = folded
      start[length] = at
      end[length] = at + 1
      breakBefore[length] = pending
      pending = BREAK.none
      length += 1
      continue
    }
    if (folded === SKIP) {
      if (pending < BREAK.separator) pending = BREAK.separator
      continue
    }
    if (folded === SKIP_ITEM) {
      if (pending < BREAK.item) pending = BREAK.item
      continue
    }
    if (folded === SKIP_CLAUSE) {
      if (pending < BREAK.clause) pending = BREAK.clause
      continue
    }
    if (folded === SKIP_SENTENCE) {
      pending = BREAK.sentence
      continue
    }
    // Signs whose meaning depends on what stands beside them.
    const before = length > 0 ? (units[length - 1] ?? 0) : 0
    const next = at + 1 < text.length ? (FOLD[text.charCodeAt(at + 1)] ?? 0) : 0
    if (code >= 0xd800 && code <= 0xdfff) {
      const low = text.charCodeAt(at + 1)
      if (code > 0xdbff || !(low >= 0xdc00 && low <= 0xdfff)) {
        if (pending < BREAK.separator) pending = BREAK.separator
        continue
      }
      const point = (code - 0xd800) * 1024 + (low - 0xdc00) + 0x10000
      const word = EMOJI_WORDS.get(point)
      const after = EMOJI_AFTER.get(point)
      if (word !== undefined && (after === undefined || after.includes(String.fromCharCode(before)))) {
        for (const character of word) put(FOLD[unitOf(character)] ?? 0, at, at + 2)
      } else if (HEARTS.has(point) && WECHAT_FIRST.has(before)) {
        put(XIN, at, at + 2)
      } else if (point >= 0x1d400 && point <= 0x1d6a3) {
        hasLatin = true
        put(0x61 + ((point - 0x1d400) % 26), at, at + 2)
      } else if (point >= 0x1d7ce && point <= 0x1d7ff) {
        put(0x30 + ((point - 0x1d7ce) % 10), at, at + 2)
      } else if (point >= 0x1f170 && point <= 0x1f189) {
        hasLatin = true
        put(0x61 + (point - 0x1f170), at, at + 2)
      } else if (point >= 0x20000 && point <= 0x3ffff) {
        put(OPAQUE, at, at + 2)
      } else if (pending < BREAK.separator) {
        pending = BREAK.separator
      }
      at += 1
      continue
    }
    const sign = text[at] ?? ''
    if ('❤♥♡'.includes(sign)) {
      if (WECHAT_FIRST.has(before)) put(XIN, at, at + 1)
      else if (pending < BREAK.separator) pending = BREAK.separator
    } else if ('+＋➕✚✝'.includes(sign)) {
      if (PLUS_SECOND.has(next)) put(JIA, at, at + 1)
      else if (pending < BREAK.separator) pending = BREAK.separator
    } else if ('⭐★☆'.includes(sign)) {
      if (before === STAR || isDigit(before) || '五给打点'.includes(String.fromCharCode(before)))
        put(STAR, at, at + 1)
      else if (sign === '⭐' && text[at + 1] === '⭐') put(STAR, at, at + 1)
      else if (pending < BREAK.separator) pending = BREAK.separator
    } else if (sign === '.' || sign === '．') {
      if (isDigit(before) && isDigit(next) && pending === BREAK.none) put(DOT, at, at + 1)
      else if (pending < BREAK.separator) pending = BREAK.separator
    } else if ('%％‰'.includes(sign)) {
      if (isDigit(before)) put(PERCENT, at, at + 1)
      else if (pending < BREAK.separator) pending = BREAK.separator
    } else if (sign === ',' || sign === '，') {
      const thousands =
        sign === ',' &&
        isDigit(before) &&
        pending === BREAK.none &&
        /^\d{3}(?!\d)/.test(text.slice(at + 1, at + 5))
      const mark = thousands ? BREAK.none : BREAK.clause
      if (pending < mark) pending = mark
    } else {
      // The letter w: 12w is 十二万.
      hasLatin = true
      put(isDigitLike(before) && !(next >= 0x61 && next <= 0x7a) ? WAN : W, at, at + 1)
    }
  }
  into.length = length
  into.hasLatin = hasLatin
}

/** Folds a text into room of its own: what tests and search use; the checker itself reuses its room. */
export const normaliseText = (text: string): FoldedText => {
  const into = makeFoldedText(text.length * 2 + 2)
  foldInto(text, into)
  return into
}

/** The folded text as a string: for comparing words of a product's record with words said. */
export const foldedString = (text: string): string => {
  const folded = normaliseText(text)
  let joined = ''
  for (let at = 0; at < folded.length; at += 1) joined += String.fromCharCode(folded.units[at] ?? 0)
  return joined
}
