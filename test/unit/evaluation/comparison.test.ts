import { describe, expect, test } from 'vitest'
import { rulePackSchema, type Rule, type RulePack } from '../../../domain/compliance/rulePack.ts'
import { withoutContexts, withoutFacts } from '../../../scripts/eval/ablatePacks.ts'
import { plainEngine } from '../../../scripts/eval/checkers.ts'
import { listChecker, makeWordList } from '../../../scripts/eval/wordList.ts'
import { lamp, tinyPack } from './tinyPack.ts'

const rulesFound = (packs: readonly RulePack[], text: string): string[] =>
  plainEngine(packs, [])(text, lamp, 0).findings.map((finding) => finding.rule)

describe('the engine with less', () => {
  test('without contexts a denial and an ordinary word are hits, and facts still spare', () => {
    expect(rulesFound([tinyPack], '不是最好')).toEqual([])
    expect(rulesFound([tinyPack], '最好先看看')).toEqual([])
    const bare = withoutContexts([tinyPack])
    expect(rulesFound(bare, '不是最好')).toEqual(['abs.best'])
    expect(rulesFound(bare, '最好先看看')).toEqual(['abs.best'])
    expect(rulesFound(bare, '全网最低，只剩三件')).toEqual([])
  })

  test('without facts the price record and the stock spare nothing, and contexts still do', () => {
    expect(rulesFound([tinyPack], '全网最低，只剩三件')).toEqual([])
    const bare = withoutFacts([tinyPack])
    expect(rulesFound(bare, '全网最低，只剩三件')).toEqual(['pri.low', 'sca.left'])
    expect(rulesFound(bare, '不是最好')).toEqual([])
  })

  test('what is taken out is still a pack, and the packs given stay as they were', () => {
    const before = JSON.stringify(tinyPack)
    for (const changed of withoutContexts(withoutFacts([tinyPack]))) {
      expect(rulePackSchema.safeParse(changed).success).toBe(true)
      expect(changed.rules.map((rule: Rule) => rule.kind)).not.toContain('fact')
    }
    expect(JSON.stringify(tinyPack)).toBe(before)
  })
})

describe('a word list of the rules', () => {
  const phrases = makeWordList([tinyPack], 'phrases')
  const frames = makeWordList([tinyPack], 'frames')

  test('holds complete phrases; with frames also the rarest part of each, never a promise', () => {
    expect([...(phrases.get('ABS')?.keys() ?? [])].toSorted()).toEqual(['top', '最好', '最好吃', '最好喝'])
    expect(phrases.get('MED')?.size).toBe(0)
    expect([...(frames.get('MED')?.keys() ?? [])].toSorted()).toEqual(['感冒', '湿疹'])
    expect([...(frames.get('SCA')?.keys() ?? [])]).toEqual(['只剩'])
    expect(frames.has('GUA')).toBe(false)
    expect(phrases.get('PRI')?.get('全网最低')).toBe('warn')
  })

  test('finds the longest word, with case and width folded, and knows no context and no fact', () => {
    const found = listChecker(phrases)('不是最好吃，ＴＯＰ，全网最低', lamp, 0).findings
    expect(found).toEqual([
      { rule: 'list.ABS', family: 'ABS', severity: 'block', start: 2, end: 5, quote: '最好吃' },
      { rule: 'list.ABS', family: 'ABS', severity: 'block', start: 6, end: 9, quote: 'ＴＯＰ' },
      { rule: 'list.PRI', family: 'PRI', severity: 'warn', start: 10, end: 14, quote: '全网最低' },
    ])
    expect(listChecker(phrases)('最 好', lamp, 0).findings).toEqual([])
  })
})
