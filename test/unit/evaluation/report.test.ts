import { describe, expect, test } from 'vitest'
import { makeReport, type ReportInputs } from '../../../scripts/eval/makeReport.ts'
import { readLabelled } from '../../../scripts/eval/readLabelled.ts'
import { readSession } from '../../../scripts/eval/readSession.ts'
import { renderJson, renderMarkdown } from '../../../scripts/eval/renderMarkdown.ts'
import { lamp, tinyPack } from './tinyPack.ts'

const labelled = readLabelled(
  'a|b.jsonl',
  [
    '{"id":"a-1","text":"这盏最好","product":"lamp","labels":["ABS"],"spans":["最好"]}',
    '{"id":"a-2","text":"能治小孩的湿疹","product":"lamp","labels":["MED"]}',
    '{"id":"b-1","text":"我们不是最好","product":"lamp","labels":["ABS"]}',
    '{"id":"b-2","text":"全网最低|真的","product":null,"labels":[]}',
  ].join('\n'),
)
const session = readSession(
  's.srt',
  '1\n00:00:01,000 --> 00:00:02,000\n这盏最好\n\n2\n00:00:03,000 --> 00:00:04,000\n刚才口误，收回\n',
  's.truth.json',
  '{"cues":[{"n":1,"product":"lamp","labels":["ABS"],"spans":["最好"]},{"n":2,"product":"lamp","labels":[],"corrects":1}]}',
)

const inputs = (change: Partial<ReportInputs>): ReportInputs => {
  if (!labelled.ok || !session.ok) throw new Error('not read')
  return {
    date: '2026-11-27',
    machine: 'a machine',
    packs: [tinyPack],
    guarantees: [],
    saidAt: Date.parse('2026-11-20T19:00:00+08:00'),
    lines: labelled.value.map((line) => ({ line, product: line.product === null ? null : lamp })),
    sessions: [{ session: session.value, products: new Map([['lamp', lamp]]) }],
    linkCorrections: () => new Map(),
    lookalikes: null,
    showWords: true,
    ...change,
  }
}

describe('the report', () => {
  test('is the same for the same input, letter for letter', () => {
    const first = makeReport(inputs({}))
    const second = makeReport(inputs({}))
    expect(renderJson(second)).toBe(renderJson(first))
    expect(renderMarkdown(second, 10)).toBe(renderMarkdown(first, 10))
  })

  test('a miss says why it was spared; a false alarm says what hit', () => {
    const report = makeReport(inputs({})).labelled
    expect(report?.misses).toMatchObject([
      {
        id: 'b-1',
        line: 3,
        family: 'ABS',
        isSilent: true,
        suppressed: [{ rule: 'abs.best', quote: '最好', reason: 'negation' }],
      },
    ])
    expect(report?.falseAlarms).toMatchObject([
      { id: 'b-2', family: 'PRI', isOnClean: true, findings: [{ rule: 'pri.low', start: 0, end: 4 }] },
    ])
    expect(report?.byPrefix.map(({ name, lines }) => [name, lines])).toEqual([
      ['a', 2],
      ['b', 2],
    ])
  })

  test('what contexts and facts add stands beside the engine', () => {
    const comparison = new Map(makeReport(inputs({})).labelled?.comparison.map((one) => [one.name, one.warn]))
    expect(comparison.get('engine')?.anyRecall).toMatchObject({ count: 2, of: 3 })
    expect(comparison.get('without-contexts')?.anyRecall.count).toBe(3)
    expect(comparison.get('list-phrases')?.families.MED).toMatchObject({ right: 0, missed: 1 })
    expect(comparison.get('list-frames')?.families.MED).toMatchObject({ right: 1, missed: 0 })
  })

  test('words are cells of a table, and the lists are cut where they are told to be', () => {
    const report = makeReport(inputs({}))
    const whole = renderMarkdown(report, 10)
    expect(whole).toContain('全网最低\\|真的')
    expect(whole).toContain('a\\|b.jsonl:4 b-2')
    expect(renderMarkdown(report, 0)).not.toContain('### Missed')
    const misses = report.labelled?.misses ?? []
    const long = {
      ...report,
      labelled: report.labelled && { ...report.labelled, misses: [...misses, ...misses] },
    }
    expect(renderMarkdown(long, 1)).toContain('1 of 2 are shown')
  })

  test('without words the lists hold ids and rules only', () => {
    const report = makeReport(inputs({ showWords: false }))
    for (const text of [renderJson(report), renderMarkdown(report, 10)]) {
      expect(text).toContain('pri.low')
      expect(text).toContain('abs.best')
      expect(text).not.toMatch(/最好|最低|湿疹/)
    }
  })

  test('a correction counts when it is linked to the cue it puts right', () => {
    expect(renderMarkdown(makeReport(inputs({})), 0)).toContain(
      'Linked to the cue they put right: 0.0 % (0/1)',
    )
    const linked = makeReport(inputs({ linkCorrections: () => new Map([[2, [1]]]) }))
    expect(linked.sessions[0]?.corrections.linked).toEqual({ count: 1, of: 1, share: 1 })
    expect(renderMarkdown(linked, 0)).toContain('Linked to the cue they put right: 100.0 % (1/1)')
  })
})
