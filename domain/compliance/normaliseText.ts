import { TRADITIONAL_PAIRS } from './tables/traditional.ts'

/**
 * Folding: many ways to write the same thing become one, while every folded unit remembers the letters it came from.
 * One table look-up per UTF-16 unit; the few signs whose meaning depends on their neighbour take a slower path.
 */

/**
 * Break before a folded unit: nothing between, separators only, a mark between items, a clause mark, the end of a sentence,
 * the end of one that asks.
 */
export const BREAK = { none: 0, separator: 1, item: 2, clause: 3, sentence: 4, question: 5 } as const

const SKIP = 0
const SKIP_CLAUSE = 1
const SKIP_SENTENCE = 2
const SPECIAL = 3
/** Between items of a list. */
const SKIP_ITEM = 4
/** Ends a sentence that asks. */
const SKIP_QUESTION = 5
/** Stands for a character the tables do not know (rare Han, other astral letters): never equal to anything in a rule. */
export const OPAQUE = 6

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
/** What ends a sentence. */
export const SENTENCE_MARKS = '。！？!?｡\n\r\u2028\u2029．'
/** Of these what ends one that asks. */
const QUESTION_MARKS = '?？'
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
  for (const mark of QUESTION_MARKS) table[unitOf(mark)] = SKIP_QUESTION
  for (const sign of SPECIAL_SIGNS) table[unitOf(sign)] = SPECIAL
  return table
}

const FOLD = buildFoldTable()

/** Both pieces → the whole. Asked only where the tables say that both may be pieces. */
const SPLITS = new Map<number, number>()
const SPLIT_FIRST = new Uint8Array(65_536)
const SPLIT_SECOND = new Uint8Array(65_536)
for (let at = 0; at + 2 < SPLIT_CHARACTERS.length; at += 3) {
  const first = FOLD[SPLIT_CHARACTERS.charCodeAt(at)] ?? 0
  const second = FOLD[SPLIT_CHARACTERS.charCodeAt(at + 1)] ?? 0
  SPLIT_FIRST[first] = 1
  SPLIT_SECOND[second] = 1
  SPLITS.set(first * 65_536 + second, FOLD[SPLIT_CHARACTERS.charCodeAt(at + 2)] ?? 0)
}

/** The character two pieces make, or 0. */
const wholeOf = (first: number, second: number): number =>
  SPLIT_SECOND[second] === 0 ? 0 : (SPLITS.get(first * 65_536 + second) ?? 0)

const WECHAT_FIRST = new Set([...'微薇威徽巍崴嵬葳唯围维vw卫魏'].map(unitOf))
const PLUS_SECOND = new Set([...'微薇威徽巍v卫我主小群维围'].map(unitOf))
const XIN = unitOf('信')
const JIA = unitOf('加')
const STAR = unitOf('星')
const DOT = unitOf('.')
const PERCENT = unitOf('%')
const WAN = unitOf('万')
const W = unitOf('w')
const COMMA = unitOf(',')
const WIDE_COMMA = unitOf('，')

/** The break each kind of skipped sign makes. */
const BREAK_OF_SKIP = new Uint8Array(OPAQUE + 1)
BREAK_OF_SKIP[SKIP] = BREAK.separator
BREAK_OF_SKIP[SKIP_ITEM] = BREAK.item
BREAK_OF_SKIP[SKIP_CLAUSE] = BREAK.clause
BREAK_OF_SKIP[SKIP_SENTENCE] = BREAK.sentence
BREAK_OF_SKIP[SKIP_QUESTION] = BREAK.question

const isDigit = (folded: number): boolean => folded >= 0x30 && folded <= 0x39
const isLatinUnit = (folded: number): boolean => folded >= 0x61 && folded <= 0x7a
const isDigitCode = (code: number): boolean => code >= 0x30 && code <= 0x39
/** Three digits, and no fourth. */
const isThousands = (text: string, at: number): boolean =>
  isDigitCode(text.charCodeAt(at)) &&
  isDigitCode(text.charCodeAt(at + 1)) &&
  isDigitCode(text.charCodeAt(at + 2)) &&
  !isDigitCode(text.charCodeAt(at + 3))
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

/** Folded text with the way back: unit `i` was written in `text.slice(start[i], end[i])`. Room past `length` is left over. */
export type FoldedText = {
  length: number
  units: Uint16Array
  start: Int32Array
  end: Int32Array
  /** One of `BREAK`: what stood before the unit. */
  breakBefore: Uint8Array
  /** Number of the clause a unit stands in, and of the sentence a clause belongs to. */
  clause: Int32Array
  sentenceOfClause: Int32Array
  /** Whether the text holds a Latin letter (then the sound lane reads pinyin). */
  hasLatin: boolean
}

/** Room for a folded text; grown when a longer text comes, so that folding allocates nothing. */
export const makeFoldedText = (capacity: number): FoldedText => ({
  length: 0,
  units: new Uint16Array(capacity),
  start: new Int32Array(capacity),
  end: new Int32Array(capacity),
  breakBefore: new Uint8Array(capacity),
  clause: new Int32Array(capacity),
  sentenceOfClause: new Int32Array(capacity),
  hasLatin: false,
})

const grow = (into: FoldedText, capacity: number): void => {
  if (into.units.length >= capacity) return
  const size = Math.max(capacity, into.units.length * 2)
  into.units = new Uint16Array(size)
  into.start = new Int32Array(size)
  into.end = new Int32Array(size)
  into.breakBefore = new Uint8Array(size)
  into.clause = new Int32Array(size)
  into.sentenceOfClause = new Int32Array(size)
}

/**
 * What a sign that depends on its neighbours becomes: a unit in the low 16 bits with `PUT`, or else a break. `WIDE` when
 * it took two code units of the text, `LATIN` when it is a letter.
 */
const PUT = 0x10000
const WIDE = 0x20000
const LATIN = 0x40000
/** 🧧 is two characters, and the only sign that is. */
const RED_PACKET = '红包'
const RED_PACKET_PAIR = '\u{1f9e7}'
const PACKET_FIRST = FOLD[unitOf(RED_PACKET)] ?? 0
const PACKET_SECOND = FOLD[RED_PACKET.charCodeAt(1)] ?? 0
const TWO = 0x80000

const foldPair = (text: string, at: number, code: number, before: number): number => {
  const low = text.charCodeAt(at + 1)
  if (code > 0xdbff || !(low >= 0xdc00 && low <= 0xdfff)) return BREAK.separator
  const point = (code - 0xd800) * 1024 + (low - 0xdc00) + 0x10000
  const word = EMOJI_WORDS.get(point)
  const after = EMOJI_AFTER.get(point)
  if (word !== undefined && (after === undefined || after.includes(String.fromCharCode(before)))) {
    return word === RED_PACKET ? PACKET_FIRST | PUT | WIDE | TWO : (FOLD[unitOf(word)] ?? 0) | PUT | WIDE
  }
  if (HEARTS.has(point) && WECHAT_FIRST.has(before)) return XIN | PUT | WIDE
  if (point >= 0x1d400 && point <= 0x1d6a3) return (0x61 + ((point - 0x1d400) % 26)) | PUT | WIDE | LATIN
  if (point >= 0x1d7ce && point <= 0x1d7ff) return (0x30 + ((point - 0x1d7ce) % 10)) | PUT | WIDE
  if (point >= 0x1f170 && point <= 0x1f189) return (0x61 + (point - 0x1f170)) | PUT | WIDE | LATIN
  if (point >= 0x20000 && point <= 0x3ffff) return OPAQUE | PUT | WIDE
  return BREAK.separator | WIDE
}

const foldSign = (text: string, at: number, code: number, before: number, pending: number): number => {
  if (code >= 0xd800 && code <= 0xdfff) return foldPair(text, at, code, before)
  const next = at + 1 < text.length ? (FOLD[text.charCodeAt(at + 1)] ?? 0) : 0
  switch (code) {
    case COMMA:
      // 1,299 is a number; any other comma ends a clause.
      return isDigit(before) && pending === BREAK.none && isThousands(text, at + 1)
        ? BREAK.none
        : BREAK.clause
    case DOT:
      return isDigit(before) && isDigit(next) && pending === BREAK.none ? DOT | PUT : BREAK.separator
    case W:
      // 12w is 十二万.
      return (isDigitLike(before) && !(next >= 0x61 && next <= 0x7a) ? WAN : W) | PUT | LATIN
    case WIDE_COMMA:
      return BREAK.clause
    default:
  }
  const sign = text[at] ?? ''
  if ('❤♥♡'.includes(sign)) return WECHAT_FIRST.has(before) ? XIN | PUT : BREAK.separator
  if ('+＋➕✚✝'.includes(sign)) return PLUS_SECOND.has(next) ? JIA | PUT : BREAK.separator
  if ('⭐★☆'.includes(sign)) {
    const isStar =
      before === STAR ||
      isDigit(before) ||
      '五给打点'.includes(String.fromCharCode(before)) ||
      (sign === '⭐' && text[at + 1] === '⭐')
    return isStar ? STAR | PUT : BREAK.separator
  }
  if (sign === '．')
    return isDigit(before) && isDigit(next) && pending === BREAK.none ? DOT | PUT : BREAK.separator
  return isDigit(before) ? PERCENT | PUT : BREAK.separator
}

/**
 * What a code unit folds to when nothing else has to be looked at, else 0: signs, letters, and second pieces of characters
 * take the longer way. One small table, because every unit of every text goes through it.
 */
const PLAIN = FOLD.map((folded) =>
  folded > OPAQUE && !isLatinUnit(folded) && SPLIT_SECOND[folded] === 0 ? folded : 0,
)

/** Folds a text into room given. Every code unit of the text is looked at once. */
export const foldInto = (text: string, into: FoldedText): void => {
  grow(into, text.length * 2 + 2)
  const { units, start, end, breakBefore, clause, sentenceOfClause } = into
  let length = 0
  let pending = 0
  let hasLatin = false
  let clauseNumber = 0
  let sentenceNumber = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    let folded = PLAIN[code] ?? 0
    let stop = at + 1
    if (folded === 0) {
      folded = FOLD[code] ?? 0
      if (folded <= OPAQUE) {
        let sign = folded === SPECIAL ? 0 : (BREAK_OF_SKIP[folded] ?? 0)
        if (folded === SPECIAL) {
          const before = length > 0 ? (units[length - 1] ?? 0) : 0
          sign = foldSign(text, at, code, before, pending)
          if ((sign & WIDE) !== 0) stop += 1
        }
        folded = sign & 0xffff
        if ((sign & PUT) === 0) {
          if (pending < folded) pending = folded
          if (stop > at + 1) at += 1
          continue
        }
        if ((sign & LATIN) !== 0) hasLatin = true
        if ((sign & TWO) !== 0) {
          if (pending >= BREAK.item && length > 0) {
            clauseNumber += 1
            if (pending >= BREAK.sentence) sentenceNumber += 1
            sentenceOfClause[clauseNumber] = sentenceNumber
          }
          units[length] = folded
          start[length] = at
          end[length] = stop
          breakBefore[length] = pending
          clause[length] = clauseNumber
          pending = 0
          length += 1
          folded = PACKET_SECOND
        }
      } else if (isLatinUnit(folded)) hasLatin = true
      else if (length > 0 && SPLIT_FIRST[units[length - 1] ?? 0] === 1) {
        const whole = wholeOf(units[length - 1] ?? 0, folded)
        if (whole !== 0 && pending <= BREAK.separator) {
          units[length - 1] = whole
          end[length - 1] = stop
          pending = 0
          continue
        }
      }
    }
    if (pending >= BREAK.item && length > 0) {
      clauseNumber += 1
      if (pending >= BREAK.sentence) sentenceNumber += 1
      sentenceOfClause[clauseNumber] = sentenceNumber
    }
    units[length] = folded
    start[length] = at
    end[length] = stop
    breakBefore[length] = pending
    clause[length] = clauseNumber
    pending = 0
    length += 1
    if (stop > at + 1) at += 1
  }
  // Two units that are no character end the text, so that a scan may look ahead.
  units[length] = 0
  units[length + 1] = 0
  into.length = length
  into.hasLatin = hasLatin
}

/** How the matcher's own pass reads a code unit. */
export const READ = {
  /** `value` is the folded unit. */
  unit: 0,
  /** It is dropped. */
  skip: 1,
  /** It depends on its neighbours: `readSign`, and for the first piece of a character `readPieces`. */
  look: 2,
} as const

/** The unit a code unit folds to; below the letters when it is none by itself. */
export const unitOfCode = (code: number): number => FOLD[code] ?? 0

/** One of `READ` for a code unit. */
export const readingOf = (code: number): number => {
  const unit = FOLD[code] ?? 0
  if (unit > OPAQUE) return SPLIT_FIRST[unit] === 1 ? READ.look : READ.unit
  // A comma never is a unit, whatever break it makes.
  return unit !== SPECIAL || code === COMMA || code === WIDE_COMMA ? READ.skip : READ.look
}

/** Whether a folded unit can be the first piece of a split character. */
export const isPiece = (unit: number): boolean => unit > OPAQUE && SPLIT_FIRST[unit] === 1

/** 1 for code units that are a unit and no second piece: what stands before one of them is no first piece. */
const NO_SECOND = Uint8Array.from(FOLD, (folded) => Number(folded > OPAQUE && SPLIT_SECOND[folded] === 0))

/** Whether a code unit is a unit that cannot be the second piece of a split character. */
export const isNoSecondPiece = (code: number): boolean => NO_SECOND[code] === 1

/**
 * A sign whose meaning depends on its neighbours: the unit it becomes, or -1. `before` is the unit before it and
 * `isJoined` says that nothing stands between the two. Of a pair each half is asked for.
 */
export const readSign = (text: string, at: number, before: number, isJoined: boolean): number => {
  const code = text.charCodeAt(at)
  if (code >= 0xdc00 && code <= 0xdfff) {
    const high = at > 0 ? text.charCodeAt(at - 1) : 0
    const isPacket = code === RED_PACKET_PAIR.charCodeAt(1) && high === RED_PACKET_PAIR.charCodeAt(0)
    return isPacket ? PACKET_SECOND : -1
  }
  const sign = foldSign(text, at, code, before, isJoined ? BREAK.none : BREAK.separator)
  return (sign & PUT) === 0 ? -1 : sign & 0xffff
}

/**
 * A piece that may begin a split character: the place of the second piece, or -1 when it stands for itself. Only
 * separators may stand between.
 */
export const secondPiece = (text: string, at: number): number => {
  const first = FOLD[text.charCodeAt(at)] ?? 0
  for (let place = at + 1; place < text.length; place += 1) {
    const folded = FOLD[text.charCodeAt(place)] ?? 0
    if (folded > OPAQUE) return wholeOf(first, folded) === 0 ? -1 : place
    if (folded === SKIP) continue
    if (folded !== SPECIAL) return -1
    const sign = foldSign(text, place, text.charCodeAt(place), first, BREAK.separator)
    if ((sign & PUT) !== 0 || (sign & 0xffff) > BREAK.separator) return -1
    if ((sign & WIDE) !== 0) place += 1
  }
  return -1
}

/** The character made of the pieces at two places. */
export const joinPieces = (text: string, first: number, second: number): number =>
  wholeOf(FOLD[text.charCodeAt(first)] ?? 0, FOLD[text.charCodeAt(second)] ?? 0)

const IS_LATIN = Uint8Array.from({ length: 65_536 }, (_unused, code) =>
  Number(isLatinUnit(FOLD[code] ?? 0) || code === unitOf('w') || (code >= 0xd835 && code <= 0xd83c)),
)

/** Whether code units may hold a Latin letter, in any of the ways letters are written. */
export const holdsLatin = (units: Uint16Array, from: number, to: number): boolean => {
  for (let at = from; at < to; at += 1) if (IS_LATIN[units[at] ?? 0] === 1) return true
  return false
}

/** Units that signs become: none of them is sure before its neighbours are known. */
const UNITS_OF_SIGNS = new Set(
  [...'abcdefghijklmnopqrstuvwxyz0123456789', ...'信加星.%万', ...[...EMOJI_WORDS.values()].join('')].map(
    (character) => FOLD[unitOf(character)] ?? 0,
  ),
)

/**
 * Marks the code units that may become one of the units asked for, alone, as a sign, or as the second piece of a
 * character: a text without a mark holds none of them.
 */
export const markCodes = (isAsked: (unit: number) => boolean): Uint8Array => {
  const marks = new Uint8Array(FOLD.length)
  const bySign = [...UNITS_OF_SIGNS, DOT, PERCENT, W].some((unit) => isAsked(unit))
  const pieces = new Set<number>()
  for (const [key, whole] of SPLITS) if (isAsked(whole)) pieces.add(key % 65_536)
  for (let code = 0; code < FOLD.length; code += 1) {
    const unit = FOLD[code] ?? 0
    const isMarked =
      unit > OPAQUE
        ? isAsked(unit) || (SPLIT_SECOND[unit] === 1 && pieces.has(unit))
        : unit === SPECIAL && bySign
    if (isMarked) marks[code] = 1
  }
  return marks
}

/** One number for the whole of the folding, made with the mixing function given. */
export const foldTableStamp = (mix: (hash: number, value: number) => number): number => {
  let hash = 0
  for (let code = 0; code < FOLD.length; code += 1) hash = mix(hash, FOLD[code] ?? 0)
  for (const character of SPLIT_CHARACTERS) hash = mix(hash, unitOf(character))
  return hash >>> 0
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
