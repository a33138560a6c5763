import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stillHolds } from '../../../renderer/console/features/live/preview.ts'
import { markText } from '../../../renderer/shared/live/markText.ts'
import { finding } from './samples.ts'

describe('underlines in a text', () => {
  test('a finding cuts the text into before, quote and after', () => {
    expect(markText('今天全网最低价', [{ start: 2, end: 6, severity: 'block' }])).toEqual([
      { text: '今天', start: 0, severity: null },
      { text: '全网最低', start: 2, severity: 'block' },
      { text: '价', start: 6, severity: null },
    ])
  })

  test('where findings overlap the gravest wins', () => {
    const runs = markText('abcdef', [
      { start: 0, end: 4, severity: 'note' },
      { start: 2, end: 6, severity: 'block' },
    ])
    expect(runs.map(({ text, severity }) => [text, severity])).toEqual([
      ['ab', 'note'],
      ['cdef', 'block'],
    ])
  })

  test('the runs put together are always the text, whatever the marks', () => {
    const mark = fc.record({
      start: fc.integer({ min: -5, max: 40 }),
      end: fc.integer({ min: -5, max: 40 }),
      severity: fc.constantFrom('note' as const, 'warn' as const, 'block' as const),
    })
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.array(mark, { maxLength: 6 }), (text, marks) => {
        expect(
          markText(text, marks)
            .map((run) => run.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })

  test('while one types on, only the hits before the first change still hold', () => {
    const checked = {
      text: '全网最低，最好用',
      findings: [finding(1, { start: 0, end: 4 }), finding(2, { start: 5, end: 8 })],
    }
    expect(stillHolds(checked, '全网最低，最好吃')).toHaveLength(1)
    expect(stillHolds(checked, '全网最低，最好用的')).toHaveLength(2)
    expect(stillHolds(checked, '价格')).toHaveLength(0)
  })
})
