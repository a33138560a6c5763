import type { EpochMs } from '../../model/scalars.ts'
import type { PromiseRule } from '../rulePack.ts'
import { namedTimes, type NamedTime } from './dueTimes.ts'
import { clauseAround, type PromiseScene } from './promiseScene.ts'

const HOUR_MS = 3_600_000

/** How far beside the match a time is looked for, in folded characters. */
const REACH_BEFORE = 16
const REACH_AFTER = 18
/** A clause mark between counts as so many characters. */
const CLAUSE_COST = 4

/** 十二点前付款, 今晚拍的: says which orders it holds for, not when it is owed. */
const IS_CONDITION = /^(之前|以前|前|内|之内|以内)?(再)?(付款|付了款|付的|付完|下单|下了单|拍|买|抢|进来)/

/** 二十四小时内拍照找客服: what the buyer must do in that time. */
const IS_BUYERS_PART =
  /^(之?内|以内)?(你|您|大家)?(们)?(联系|拍照|拍个|拍张|拍视频|录|申请|反馈|找|报|告诉|发图|发视频|发照片)/

/** A time in front belongs to another promise when its own clause says so: 七天价保，送小样. */
const OTHER_MATTER: Readonly<Record<string, RegExp>> = {
  gift: /价保|保价|无理由|开奖|公布|补货|回访|补差|质保|保修/,
  ship: /价保|保价|无理由|开奖|公布|回访|补差|质保|保修/,
  compensate: /价保|保价|无理由|开奖|公布|补货|质保|保修|发货/,
  return: /价保|保价|开奖|公布|补货|发货/,
  'price-protect': /开奖|公布|补货|发货|无理由/,
  restock: /价保|保价|无理由|开奖|公布|发货/,
  draw: /价保|保价|无理由|补货|发货/,
  'follow-up': /价保|保价|无理由|补货|开奖/,
  other: /$^/,
}

const distanceTo = (scene: PromiseScene, time: NamedTime): number => {
  if (time.start >= scene.start && time.end <= scene.end) return 0
  const isAfter = time.start >= scene.start
  const gap = isAfter ? Math.max(0, time.start - scene.end) : Math.max(0, scene.start - time.end)
  const clauses = Math.abs(
    scene.clause(isAfter ? time.start : time.end - 1) - scene.clause(isAfter ? scene.end - 1 : scene.start),
  )
  return gap + clauses * CLAUSE_COST
}

const clauseText = (scene: PromiseScene, place: number): string => {
  const { from, to } = clauseAround(scene, place)
  return scene.words.slice(from, to)
}

/**
 * When a promise is due: the time named in the words of the match or nearest beside it, counted from the moment it was
 * said, in China time; else the rule's own hours; else null. A time that only says which orders it holds for (今晚十二点前
 * 付款的) or what the buyer must do (24小时内拍照) is no due time.
 */
export const promiseDue = (scene: PromiseScene, rule: PromiseRule, saidAt: EpochMs): EpochMs | null => {
  const { words } = scene
  const isBuyersOwn = rule.promise === 'compensate' || rule.promise === 'return' || rule.promise === 'other'
  const other = OTHER_MATTER[rule.promise]
  const near = namedTimes(scene, saidAt).filter((time) => {
    if (time.end < scene.start - REACH_BEFORE || time.start > scene.end + REACH_AFTER) return false
    const after = words.slice(time.end, time.end + 10)
    if (IS_CONDITION.test(after)) return false
    if (isBuyersOwn && IS_BUYERS_PART.test(after)) return false
    const isInside = time.start < scene.end && time.end > scene.start
    return isInside || other === undefined || !other.test(clauseText(scene, time.start))
  })
  const ordered = near.toSorted((left, right) => {
    // 七天内降价，二十四小时补差价: the right lasts for the longer one.
    if (rule.promise === 'price-protect' && left.isSpan && right.isSpan && left.due !== right.due)
      return right.due - left.due
    return distanceTo(scene, left) - distanceTo(scene, right) || right.start - left.start
  })
  const nearest = ordered[0]
  if (nearest !== undefined) return nearest.due
  return rule.dueHours === null ? null : saidAt + rule.dueHours * HOUR_MS
}
