import { describe, expect, test } from 'vitest'
import { readTemplate, TemplateError, type TemplateSequence } from '../../../domain/compliance/template.ts'

const noClasses = (name: string): readonly string[] => {
  throw new TemplateError({ zh: name, en: name })
}
const classes = (name: string): readonly string[] => (name === '最低' ? ['最低', '最便宜'] : noClasses(name))
const words = (sequence: TemplateSequence | undefined): (readonly string[] | string)[] =>
  (sequence ?? []).map((step) => (step.type === 'words' ? [...step.words].toSorted() : step.number.kind))

describe('the language rules are written in', () => {
  test('a word is itself', () => {
    expect(readTemplate('最好', classes).map(words)).toEqual([[['最好']]])
  })

  test('alternatives and parts that may be missing make words', () => {
    expect(readTemplate('全(网|国)最低(价)?', classes).map(words)).toEqual([
      [['全国最低', '全国最低价', '全网最低', '全网最低价'].toSorted()],
    ])
  })

  test('a class stands for its words', () => {
    expect(readTemplate('全网<最低>', classes).map(words)).toEqual([[['全网最低', '全网最便宜'].toSorted()]])
  })

  test('numbers and gaps make steps', () => {
    const [sequence] = readTemplate('原价…4{钱>=10}', classes)
    expect(sequence?.length).toBe(2)
    expect(sequence?.[1]).toMatchObject({ type: 'number', gap: 4, number: { kind: 'money', min: 10 } })
  })

  test('a ~ gap stays inside a clause', () => {
    const [sequence] = readTemplate('治~3病', classes)
    expect(sequence?.[1]).toMatchObject({ gap: 3, inClause: true })
  })

  test('a number that may be missing gives both sequences', () => {
    expect(readTemplate('亏{钱}?卖', classes).map((steps) => steps.length)).toEqual([1, 3])
  })

  test.each([
    ['(最好', 'a ) is missing'],
    ['最好)', 'there is a ) or | too many'],
    ['<没有>', '没有'],
    ['{X}', 'unknown {X}'],
    ['最…99好', 'a gap is at most 30 characters'],
    ['最好?', '? is out of place'],
    ['{N}', 'this template has no word at all'],
    [`${'('.repeat(8)}一${')'.repeat(8)}`, 'brackets are nested too deeply'],
    [Array.from({ length: 9 }, () => '一…').join(''), 'this template has too many steps'],
  ])('%s is refused: %s', (template, reason) => {
    expect(() => readTemplate(template, classes)).toThrow(reason)
  })

  test('what multiplies beyond its bound is refused, not tried', () => {
    expect(() => readTemplate('(…1一|…2二|…3三)'.repeat(5), classes)).toThrow('too many branches')
    const wide = `(${Array.from({ length: 30 }, (_unused, at) => `词${at}`).join('|')})`
    expect(() => readTemplate(`全(${wide.repeat(3)}|一)最`, classes)).toThrow('too many words')
  })
})
