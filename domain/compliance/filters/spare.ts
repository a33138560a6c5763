import type { Product } from '../../model/product.ts'
import { saidText } from '../checks/needs.ts'
import type { CompiledPack } from '../compilePack.ts'
import { contextMatches, type SequenceMatch, type Workspace } from '../matchSequences.ts'
import { BREAK, foldedString } from '../normaliseText.ts'
import type { Context } from '../rulePack.ts'
import type { ContextMark } from './contextWords.ts'

/** The context marks of one text, each read when it is first asked for. */
export type Contexts = (mark: ContextMark) => readonly SequenceMatch[]

export const readContexts =
  (work: Workspace, pack: CompiledPack): Contexts =>
  (mark) =>
    contextMatches(work, pack, mark)

/** Without punctuation (recognised speech) a clause is taken to be no longer than this. */
const CLAUSE_REACH = 14

/** Clause of a place; -1 outside the text. */
const clauseOf = (work: Workspace, place: number): number =>
  place >= 0 && place < work.text.length ? (work.text.clause[place] ?? -1) : -1
const sentenceOf = (work: Workspace, place: number): number =>
  place >= 0 && place < work.text.length
    ? (work.text.sentenceOfClause[work.text.clause[place] ?? 0] ?? -1)
    : -1

const sameClause = (work: Workspace, left: number, right: number): boolean =>
  clauseOf(work, left) === clauseOf(work, right)
const sameSentence = (work: Workspace, left: number, right: number): boolean =>
  sentenceOf(work, left) === sentenceOf(work, right)

const isBrag = (contexts: Contexts, mark: SequenceMatch): boolean =>
  contexts('brag').some((brag) => brag.start < mark.end && mark.start < brag.end)

/** 是不是 holds 不是 and denies nothing. */
const isInQuestion = (contexts: Contexts, mark: SequenceMatch): boolean =>
  contexts('question').some(
    (question) =>
      question.start <= mark.start &&
      question.end >= mark.end &&
      question.end - question.start > mark.end - mark.start,
  )

/** Denied by the words before it. */
const isNegated = (work: Workspace, contexts: Contexts, hit: SequenceMatch): boolean => {
  const before = (mark: ContextMark, reach: number, test: (m: SequenceMatch) => boolean): boolean =>
    contexts(mark).some(
      (match) =>
        match.end <= hit.start &&
        hit.start - match.end <= reach &&
        test(match) &&
        !isBrag(contexts, match) &&
        !isInQuestion(contexts, match),
    )
  const inClause = (match: SequenceMatch): boolean => sameClause(work, match.start, hit.start)
  if (before('deny-next', 0, inClause)) return true
  if (contexts('wink').length > 0) return false
  if (before('deny-object', 5, inClause)) return true
  if (before('deny-speech', CLAUSE_REACH, inClause)) return true
  // 别逼我说: 全网最低 — a colon or comma right after the verb still belongs to it.
  return before('deny-speech', 1, (match) => sameSentence(work, match.start, hit.start))
}

const NOT = '不'.charCodeAt(0)

/** 能不能, 给不给: the same character on both sides of a 不 asks. */
const isRepeated = ({ text: { units } }: Workspace, place: number): boolean =>
  units[place] === NOT && units[place - 1] === units[place + 1]

/** 推不推荐, 推荐不推荐: 不 between the same words asks. */
const isWhether = (work: Workspace, place: number): boolean => {
  const { units } = work.text
  if (isRepeated(work, place)) return true
  return (
    units[place] === NOT && units[place - 2] === units[place + 1] && units[place - 1] === units[place + 2]
  )
}

/** Denied in the words after it: the same clause, or the next one of the sentence. */
const isDeniedAfter = (work: Workspace, contexts: Contexts, hit: SequenceMatch): boolean => {
  const last = hit.end - 1
  if (
    contexts('deny-tail').some(
      (match) =>
        match.start === hit.end && isClauseEnd(work, match.end) && sameClause(work, match.start, last),
    )
  ) {
    return true
  }
  if (contexts('deny-late').some((match) => match.start >= hit.end && match.start - hit.end <= 30))
    return true
  const denies = (match: SequenceMatch): boolean => {
    if (match.start < hit.end || match.start - hit.end > 10) return false
    if (isBrag(contexts, match) || isNoSlip(work, match) || isWhether(work, match.start)) return false
    const clauses = clauseOf(work, match.start) - clauseOf(work, last)
    return clauses === 0 || clauses === 1
  }
  if (contexts('deny-after').some(denies)) return true
  return contexts('wink').length === 0 && contexts('unsaid').some(denies)
}

const HAS = '有'.charCodeAt(0)
const HAS_NOT = '没'.charCodeAt(0)
const THAN = '比'.charCodeAt(0)

/** 赚不赚钱, 能不能治, 有没有副作用: a verb repeated around 不 or 没 asks. */
const isDoubled = (work: Workspace, hit: SequenceMatch): boolean => {
  const { units } = work.text
  const first = units[hit.start] ?? 0
  if (first === NOT) return isRepeated(work, hit.start)
  // 有没有比它还强的 asks nobody.
  if (first === HAS_NOT && units[hit.start - 1] === HAS) return units[hit.start + 2] !== THAN
  return isRepeated(work, hit.start - 1)
}

/** A verb repeated around 不 in the clause of the hit: 给不给补. */
const asksInClause = (work: Workspace, hit: SequenceMatch): boolean => {
  const { length } = work.text
  for (
    let at = hit.end;
    at + 2 < length && at <= hit.end + 4 && sameClause(work, at + 2, hit.end - 1);
    at += 1
  ) {
    if (isRepeated(work, at + 1)) return true
  }
  for (let at = hit.start; at + 2 < hit.end; at += 1) {
    if (isRepeated(work, at + 1)) return true
  }
  return false
}

/** Most characters between a hit and the question mark behind it: 防癌锅？ */
const TO_QUESTION_MARK = 4

const WHO_COULD = /[谁哪].*[能敢比赢]/

/** Whether the clause of a hit ends in a question mark, close behind it, and does not ask who could: 谁比得了它？没有. */
const isBeforeQuestionMark = (work: Workspace, hit: SequenceMatch): boolean => {
  const { breakBefore, length } = work.text
  for (let at = hit.end; at < length && at <= hit.end + TO_QUESTION_MARK; at += 1) {
    const mark = breakBefore[at] ?? 0
    if (mark < BREAK.item) continue
    const clause = saidText(work, firstOfClause(work, hit.end - 1), hit.end)
    return mark === BREAK.question && !WHO_COULD.test(clause)
  }
  return false
}

/** What may stand between the word that reports and the comma behind which the quotation begins: 有人问我说，… */
const OPENS = new Set(Array.from('我说道讲了着的', (unit) => unit.charCodeAt(0)))
const OPENING = 2

/** Whether what is reported begins behind the comma (有人问，全网最低价) and not before it (有人问原价，原价四百六). */
const opensQuotation = (work: Workspace, from: number): boolean => {
  for (let at = from; at <= from + OPENING; at += 1) {
    if (isClauseEnd(work, at)) return true
    if (!OPENS.has(work.text.units[at] ?? 0)) return false
  }
  return false
}

/** Reported or asked, and the host does not say yes to it. */
const isQuoted = (work: Workspace, contexts: Contexts, hit: SequenceMatch): boolean => {
  if (isDoubled(work, hit)) return true
  const last = hit.end - 1
  const asked =
    asksInClause(work, hit) ||
    contexts('question').some((match) => {
      if (!sameClause(work, match.start, hit.start) && !sameClause(work, match.start, last)) return false
      return match.end <= hit.start
        ? hit.start - match.end <= 8
        : match.start - hit.end <= 4 && match.start >= hit.start
    }) ||
    contexts('question-end').some(
      (match) =>
        sameClause(work, match.start, last) &&
        match.start >= hit.end &&
        match.start - hit.end <= 4 &&
        isClauseEnd(work, match.end),
    ) ||
    isBeforeQuestionMark(work, hit)
  /** Of so many clauses, that of the word that reports among them, the hit begins in the last. */
  const isWithin = (match: SequenceMatch, clauses: number): boolean => {
    const distance = clauseOf(work, hit.start) - clauseOf(work, match.start)
    return distance <= clauses && (distance > 1 ? 24 : CLAUSE_REACH) >= hit.start - match.end
  }
  const isReported = (mark: ContextMark, clauses: (match: SequenceMatch) => number): boolean =>
    contexts(mark).some(
      (match) =>
        match.start <= hit.start && (match.end > hit.start || isWithin(match, asked ? 3 : clauses(match))),
    )
  const reported =
    isReported('viewer', (match) => (opensQuotation(work, match.end) ? 1 : 0)) ||
    isReported('viewer-asked', () => 0)
  if (!reported && !asked) return false
  if (!reported) {
    // A bare question makes no claim only when the host answers it with no.
    return contexts('deny-answer').some(
      (match) =>
        match.start >= hit.end &&
        match.start - hit.end <= 6 &&
        isAnswer(work, match.start) &&
        // 没错, 不含糊, 没有之一: they begin like a no.
        !isBrag(contexts, match) &&
        !contexts('yes').some((yes) => yes.start === match.start),
    )
  }
  return !saysYes(work, contexts, hit)
}

/** How far before a hit the host's own yes may stand: 对，就是这个, 全网最低. */
const YES_BEFORE = 8
const YES_AFTER = 6

/**
 * The host answers what was asked with yes: in the words after the hit (治得好吗，能), or just before it, so that the hit is
 * what he says himself (是不是最低，对，最低).
 */
const saysYes = (work: Workspace, contexts: Contexts, hit: SequenceMatch): boolean =>
  [
    ...contexts('yes'),
    // 能不能治，能，…: one word makes the whole clause.
    ...contexts('yes-alone').filter((match) => isClauseEnd(work, match.end)),
  ].some((match) => {
    const isAfter = match.start >= hit.end && match.start - hit.end <= YES_AFTER
    const isBefore = match.end <= hit.start && hit.start - match.end <= YES_BEFORE
    return (
      (isAfter || isBefore) &&
      work.text.units[match.start - 1] !== NOT &&
      isAnswer(work, match.start) &&
      !isPartOfDenial(contexts, match) &&
      // Answered, not asked once more: 对吗, 能不能.
      !contexts('question').some((asked) => asked.start <= match.start && asked.end >= match.end) &&
      !contexts('question-end').some((asked) => asked.start === match.end && isClauseEnd(work, asked.end))
    )
  })

const isPartOfDenial = (contexts: Contexts, yes: SequenceMatch): boolean =>
  [...contexts('deny-after'), ...contexts('deny-answer'), ...contexts('deny-speech')].some(
    (match) =>
      match.start <= yes.start && match.end >= yes.end && match.end - match.start > yes.end - yes.start,
  )

const isClauseEnd = (work: Workspace, end: number): boolean =>
  end >= work.text.length || (work.text.breakBefore[end] ?? 0) >= BREAK.item

/** Whether a place begins an answer: after a clause mark, or in text without any. */
const isAnswer = (work: Workspace, place: number): boolean =>
  (work.text.breakBefore[place] ?? 0) >= BREAK.item || clauseOf(work, work.text.length - 1) === 0

const isNear = (matches: readonly SequenceMatch[], hit: SequenceMatch, reach: number): boolean =>
  matches.some((match) => (match.start >= hit.end ? match.start - hit.end : hit.start - match.end) <= reach)

const ADVICE_VERBS = '用吃喝看穿玩听洗闻'
const PRAISE_AFTER = '的了呀啊没呢吧嘛哦过'

/** 最好先…, 最好用温水: 最好 before a verb advises; 最好用的 praises. */
const isAdvice = (work: Workspace, contexts: Contexts, hit: SequenceMatch): boolean => {
  const tail = saidText(work, Math.max(hit.start, hit.end - 3), hit.end)
  if (tail.endsWith('最好'))
    return goesOn(work, hit) && contexts('advice-after').some((match) => match.start === hit.end)
  if (!tail.startsWith('最好') || !ADVICE_VERBS.includes(tail.at(-1) ?? ' ')) return false
  const next = nextUnit(work, hit.end)
  return next !== '' && !PRAISE_AFTER.includes(next)
}

const ORDER_AFTER =
  '步次眼天排个位轮波批件章节课页代口杯泡遍关站趟车号句条件日周月年季段圈盘层回手时间款印顿瓶'
/** Whether the clause goes on after a hit: what begins behind a mark says nothing of it. */
const goesOn = (work: Workspace, hit: SequenceMatch): boolean => nextUnit(work, hit.end) !== ''

const nextUnit = (work: Workspace, place: number): string =>
  place < work.text.length && (work.text.breakBefore[place] ?? 0) <= BREAK.separator
    ? String.fromCharCode(work.text.units[place] ?? 0)
    : ''

const productNames = new WeakMap<Product, string>()
const nameOf = (product: Product): string => {
  let name = productNames.get(product)
  if (name === undefined) {
    name = foldedString(product.name)
    productNames.set(product, name)
  }
  return name
}

/** 这, 它, 是, 就: begins a claim of its own after 更正一下. */
const STATES_ANEW = /(?<![不没])(是|这款|这个|它|我们|咱们|咱家|其实|应该|真的|绝对)/
/** 口误说成了, 把…说成: the slip itself is named. */
const NAMES_SLIP = /(说成|说了|讲了|讲成|念成|那句|这句|那个|那话|什么|所谓|的是|刚才说|刚刚说|前面说|上1句)/
const UNCLEAR_REACH = 8
/** How far back a correcting word reaches in its own utterance. */
const TAKEN_BACK_REACH = 40

/** Whether the words between a correcting word and a hit state something new: 更正一下，这是… */
const statesAnew = (work: Workspace, from: number, to: number): boolean => {
  const between = saidText(work, from, to)
  return !NAMES_SLIP.test(between) && STATES_ANEW.test(between)
}

const NO_SLIP = new Set(Array.from('没不别未', (unit) => unit.charCodeAt(0)))
const ASKS = new Set(Array.from('吗么', (unit) => unit.charCodeAt(0)))

const RIGHT = '正'.charCodeAt(0)
const OF = '的'.charCodeAt(0)

/** 没说错, 别说漏嘴, 我说错了吗, 没有更正的红: words that would take something back and do not. */
const isNoSlip = (work: Workspace, mark: SequenceMatch): boolean => {
  const { units } = work.text
  return (
    (units[mark.end - 1] === RIGHT && units[mark.end] === OF) ||
    NO_SLIP.has(units[mark.start - 1] ?? 0) ||
    ASKS.has(units[mark.end] ?? 0) ||
    ASKS.has(units[mark.end + 1] ?? 0)
  )
}

/**
 * Whether a hit is the slip a correcting utterance takes back. What was said up to the correcting word is taken back
 * (全网最低——说错了, 收回); after it only what its own clause names (刚才口误说成国家级) and what is denied or named as the slip
 * in the clauses that follow (更正一下，不是纯天然). A claim made anew behind it stands (直播电商监督管理办法 art. 31 asks for the
 * slip to be put right, not for another).
 */
const isTakenBack = (work: Workspace, contexts: Contexts, hit: SequenceMatch): boolean =>
  contexts('correction').some((mark) => {
    if (isNoSlip(work, mark)) return false
    if (mark.end > hit.start) return mark.start - hit.end <= TAKEN_BACK_REACH
    const gap = hit.start - mark.end
    if (sameClause(work, mark.start, hit.start))
      return gap <= CLAUSE_REACH && !statesAnew(work, mark.end, hit.start)
    if (isNegated(work, contexts, hit) || isDeniedAfter(work, contexts, hit)) return true
    const clauseStart = firstOfClause(work, hit.start)
    return (
      clauseOf(work, hit.start) - clauseOf(work, mark.start) === 1 &&
      NAMES_SLIP.test(saidText(work, Math.max(clauseStart, hit.start - UNCLEAR_REACH), hit.start))
    )
  })

const firstOfClause = (work: Workspace, place: number): number => {
  let at = place
  while (at > 0 && clauseOf(work, at - 1) === clauseOf(work, place)) at -= 1
  return at
}

/**
 * Why a hit is spared by what stands around it, or null. A correction spares the slip it takes back, whatever the rule; the
 * other contexts spare the clause they stand in and only for rules that name them.
 */
export const spareReason = (
  work: Workspace,
  contexts: Contexts,
  hit: SequenceMatch,
  unless: readonly Context[],
  product: Product | null,
): string | null => {
  if (isTakenBack(work, contexts, hit)) return 'correction'
  for (const context of unless) {
    switch (context) {
      case 'negation':
        if (isNegated(work, contexts, hit)) return context
        break
      case 'denial':
        if (isDeniedAfter(work, contexts, hit)) return context
        break
      case 'quotation':
        if (isQuoted(work, contexts, hit)) return context
        break
      case 'warning':
        if (isNear(contexts('warning'), hit, 30)) return context
        break
      case 'order': {
        const next = nextUnit(work, hit.end)
        if (next !== '' && ORDER_AFTER.includes(next)) return context
        break
      }
      case 'limit':
        if (goesOn(work, hit) && contexts('limit-after').some((match) => match.start === hit.end))
          return context
        break
      case 'advice':
        if (isAdvice(work, contexts, hit)) return context
        break
      case 'own-range':
        if (
          contexts('own').some(
            (match) =>
              match.end <= hit.start &&
              hit.start - match.end <= 10 &&
              clauseOf(work, hit.start) - clauseOf(work, match.start) <= 1,
          )
        ) {
          return context
        }
        break
      case 'opinion':
        if (contexts('opinion').some((match) => match.start <= hit.start && match.end >= hit.end))
          return context
        break
      case 'name':
        if (product !== null && nameOf(product).includes(saidText(work, hit.start, hit.end))) return context
        break
      case 'grade':
      case 'homograph':
        break
    }
  }
  return null
}
