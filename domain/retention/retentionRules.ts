import { z } from 'zod'
import type { Basis } from '../model/claim.ts'

/**
 * What decides how long a session is kept: 普通商品, 食品与保健食品, 化妆品, 医疗器械与药品, a product whose category is not
 * known, and 彩排.
 */
export const retentionGroupSchema = z.enum([
  'general',
  'food',
  'cosmetics',
  'medical',
  'unknown',
  'rehearsal',
])
export type RetentionGroup = z.infer<typeof retentionGroupSchema>

/** How long at least the records of a session with such a product are kept, and why. */
export type RetentionRule = {
  readonly group: RetentionGroup
  /** Full years after the day the stream ended. The shop may keep longer, not shorter. */
  readonly minYears: number
  /** `law`: an article asks for it; `design`: an article makes it wise; `app`: no article sets a term. */
  readonly source: 'law' | 'design' | 'app'
  readonly basis: readonly Basis[]
  /** Words of a category that put a product into the group, and words that do not though they hold one of those. */
  readonly words: readonly string[]
  readonly except: readonly string[]
}

/** 直播结束之日起不少于三年: records of what was checked, said and put right; and of one's own advertisements. */
const THREE_YEARS: readonly Basis[] = [
  { law: '直播电商监督管理办法', article: '第二十七条、第三十一条', mark: 'confirmed' },
  { law: '互联网广告管理办法', article: '第十三条', mark: 'confirmed' },
]

/**
 * Where life and health are concerned and harm was done, an offence can be punished for five years (in other cases two): the
 * record is kept as long. No article asks the live room for five years.
 */
const FIVE_YEARS: readonly Basis[] = [
  { law: '行政处罚法', article: '第三十六条', mark: 'confirmed' },
  ...THREE_YEARS,
]

const wordsOf = (list: string): readonly string[] => list.split(' ')

/** Every group, the one that is named first when several ask for the same years. */
export const RETENTION_RULES: readonly RetentionRule[] = [
  {
    group: 'food',
    minYears: 5,
    source: 'design',
    basis: FIVE_YEARS,
    words: wordsOf(
      '食品 零食 生鲜 水果 蔬菜 水产 海鲜 鲜肉 肉 蛋 粮油 米面 调味 饮料 饮品 冲饮 酒 茶 咖啡 奶 乳品 糖果 糕点 坚果 干货 蜂蜜 速食 保健品 特医 特殊医学 滋补 营养品',
    ),
    except: wordsOf('食品级 茶具 茶几 酒具 酒店 奶瓶 奶嘴 多肉'),
  },
  {
    group: 'cosmetics',
    minYears: 5,
    source: 'design',
    basis: FIVE_YEARS,
    words: wordsOf('化妆品 美妆 彩妆 药妆 护肤 洗护 个护 面膜 防晒 香水 口红 洗发 染发 烫发 牙膏'),
    except: [],
  },
  {
    group: 'medical',
    minYears: 5,
    source: 'design',
    basis: FIVE_YEARS,
    words: wordsOf('医疗器械 药 OTC 隐形眼镜 助听器 血压计 体温计 制氧机 理疗'),
    except: ['农药', '药妆'],
  },
  { group: 'unknown', minYears: 5, source: 'design', basis: FIVE_YEARS, words: [], except: [] },
  { group: 'general', minYears: 3, source: 'law', basis: THREE_YEARS, words: [], except: [] },
  {
    group: 'rehearsal',
    minYears: 1,
    source: 'app',
    basis: [{ law: '个人信息保护法', article: '第十九条', mark: 'confirmed' }],
    words: [],
    except: [],
  },
]

/** The rule of a group. */
export const retentionRule = (group: RetentionGroup): RetentionRule => {
  const rule = RETENTION_RULES.find((each) => each.group === group)
  if (rule === undefined) throw new Error(`no rule for ${group}`)
  return rule
}

/** Longest period a shop may set, in years. */
export const MAX_RETENTION_YEARS = 30

const yearsOf = (group: RetentionGroup) =>
  z.number().int().min(retentionRule(group).minYears).max(MAX_RETENTION_YEARS)

/** Groups whose years a shop sets. What is not known is kept as long as the longest of them. */
export const SET_GROUPS = ['general', 'food', 'cosmetics', 'medical', 'rehearsal'] as const

/** Years by group as the shop has set them: never below the rule's own. */
export const retentionYearsSchema = z.strictObject({
  general: yearsOf('general'),
  food: yearsOf('food'),
  cosmetics: yearsOf('cosmetics'),
  medical: yearsOf('medical'),
  rehearsal: yearsOf('rehearsal'),
})
export type RetentionYears = z.infer<typeof retentionYearsSchema>

/** The shortest periods. */
export const MIN_RETENTION_YEARS: RetentionYears = {
  general: retentionRule('general').minYears,
  food: retentionRule('food').minYears,
  cosmetics: retentionRule('cosmetics').minYears,
  medical: retentionRule('medical').minYears,
  rehearsal: retentionRule('rehearsal').minYears,
}
