import { describe, expect, test } from 'vitest'
import { readEvalOptions } from '../../../scripts/eval/evalOptions.ts'
import { readLabelled } from '../../../scripts/eval/readLabelled.ts'
import { readLookalikes } from '../../../scripts/eval/scoreLookalikes.ts'

describe('labelled lines', () => {
  test('spans and the reason may be missing; a label named twice is one', () => {
    const read = readLabelled(
      'some/where/a.jsonl',
      '{"id":"a-1","text":"最好","product":null,"labels":["ABS","ABS"]}\r\n\r\n{"id":2,"text":"好","product":"lip","labels":[],"spans":[],"why":"x"}',
    )
    expect(read).toEqual({
      ok: true,
      value: [
        {
          id: 'a-1',
          file: 'a.jsonl',
          line: 1,
          text: '最好',
          product: null,
          labels: ['ABS'],
          spans: [],
          of: null,
        },
        { id: '2', file: 'a.jsonl', line: 3, text: '好', product: 'lip', labels: [], spans: [], of: null },
      ],
    })
  })

  test.each([
    ['no JSON', '{"id":', 'cli.not-json', undefined],
    ['a list', '[]', 'cli.record-field', '-'],
    ['no id', '{"text":"好","product":null,"labels":[]}', 'cli.record-field', 'id'],
    ['no text', '{"id":"x","product":null,"labels":[]}', 'cli.record-field', 'text'],
    ['empty text', '{"id":"x","text":" ","product":null,"labels":[]}', 'cli.record-field', 'text'],
    ['no product', '{"id":"x","text":"好","labels":[]}', 'cli.record-field', 'product'],
    ['no labels', '{"id":"x","text":"好","product":null}', 'cli.record-field', 'labels'],
    [
      'a label that is no text',
      '{"id":"x","text":"好","product":null,"labels":[1]}',
      'cli.record-field',
      'labels',
    ],
    [
      'an unknown family',
      '{"id":"x","text":"好","product":null,"labels":["XYZ"]}',
      'eval.unknown-family',
      'labels',
    ],
    [
      'a piece that is not there',
      '{"id":"x","text":"好","product":null,"labels":["ABS"],"spans":["好","最好"]}',
      'eval.span-not-in-text',
      'spans.1',
    ],
  ])('%s: file, line and field are named', (_name, line, key, field) => {
    const read = readLabelled('a.jsonl', `{"id":"a","text":"好","product":null,"labels":[]}\n${line}\n`)
    expect(read).toMatchObject({ ok: false, failure: { key, params: { file: 'a.jsonl', line: 2 } } })
    expect(read.ok ? undefined : read.failure.params['field']).toBe(field)
  })

  test('a file without a line is refused', () => {
    expect(readLabelled('a.jsonl', '\n\n')).toMatchObject({ ok: false, failure: { key: 'eval.no-lines' } })
  })
})

describe('look-alikes', () => {
  test('hits are found in the order of the sentence', () => {
    const read = readLookalikes('a.jsonl', '{"text":"销量第一，心中的第一","hits":["销量第一","第一"]}\n')
    expect(read).toEqual({
      ok: true,
      value: [
        {
          line: 1,
          text: '销量第一，心中的第一',
          hits: [
            { start: 0, end: 4 },
            { start: 8, end: 10 },
          ],
          allowed: null,
        },
      ],
    })
    expect(readLookalikes('a.jsonl', '{"text":"最好","hits":["最好","最好"]}')).toMatchObject({
      ok: false,
      failure: { key: 'eval.span-not-in-text', params: { line: 1, field: 'hits.1' } },
    })
  })
})

describe('the command line', () => {
  const read = (...args: readonly string[]) => readEvalOptions(args, 'docs/eval')

  test('sessions take two files each, wherever they stand', () => {
    expect(
      read('--session', 'a.srt', 'a.json', 'b.jsonl', '--session', 'c.srt', 'c.json', '--list', '5'),
    ).toMatchObject({
      ok: true,
      value: {
        files: ['b.jsonl'],
        sessions: [
          { subtitles: 'a.srt', truth: 'a.json' },
          { subtitles: 'c.srt', truth: 'c.json' },
        ],
        listMost: 5,
        format: 'md',
        out: null,
      },
    })
  })

  test('written reports are both unless one is asked for', () => {
    expect(read('--write')).toMatchObject({ ok: true, value: { out: 'docs/eval', format: 'both' } })
    expect(read('--out', 'x', '--format', 'json')).toMatchObject({
      ok: true,
      value: { out: 'x', format: 'json' },
    })
  })

  test.each([
    [['--format', 'both'], 'eval.both-needs-folder'],
    [['--format', 'xml'], 'cli.option-value'],
    [['--session', 'a.srt'], 'cli.option-missing'],
    [['--session', 'a.srt', '--write'], 'cli.option-missing'],
    [['--switches', 'a.json'], 'eval.switches-without-session'],
    [['--list', 'many'], 'cli.option-value'],
    [['--name', '../x'], 'cli.option-value'],
    [['--at', 'soon'], 'cli.bad-time'],
    [['--date', '2026-13-01'], 'eval.bad-date'],
    [['--products'], 'cli.option-missing'],
    [['--fast'], 'cli.unknown-option'],
  ])('%j is refused', (args, key) => {
    expect(read(...args)).toMatchObject({ ok: false, failure: { key } })
  })
})
