import { describe, expect, test } from 'vitest'
import { readBracketed, toLabelledJsonl } from '../../../scripts/eval/readBracketed.ts'
import { readLabelled } from '../../../scripts/eval/readLabelled.ts'

const PRODUCTS = new Map([
  ['lip-01', {}],
  ['lamp-24', {}],
])

const read = (content: string) => readBracketed('a.tsv', content, PRODUCTS)

const converted = (content: string) => {
  const lines = read(content)
  if (!lines.ok) throw new Error(lines.failure.key)
  return toLabelledJsonl('third', lines.value)
}

describe('utterances labelled in brackets', () => {
  test('become labelled lines that can be read back', () => {
    const made = converted(
      'lip-01\t这支[ABS:最好],[DIV:加我微信],还是[ABS:最好]\r\n-\t大家晚上好\n\nlamp-24\t只剩三台\n',
    )
    if (!made.ok) throw new Error(made.failure.key)
    expect(made.value).toMatchObject({ lines: 3, violating: 1, doubles: 0 })
    expect(made.value.jsonl.split('\n')[0]).toBe(
      '{"id":"third-0001","text":"这支最好,加我微信,还是最好","product":"lip-01","labels":["ABS","DIV"],"spans":["最好","加我微信","最好"]}',
    )
    const back = readLabelled('third.jsonl', made.value.jsonl)
    if (!back.ok) throw new Error(back.failure.key)
    expect(back.value.map(({ id, product, labels }) => [id, product, labels.length])).toEqual([
      ['third-0001', 'lip-01', 2],
      ['third-0002', null, 0],
      ['third-0003', 'lamp-24', 0],
    ])
    expect(back.value[0]?.spans).toEqual([
      { start: 2, end: 4 },
      { start: 5, end: 9 },
      { start: 12, end: 14 },
    ])
  })

  test('the same words about the same product are written once; about another product they are another case', () => {
    const made = converted('lip-01\t[SCA:只剩三台]\nlip-01\t[SCA:只剩三台]\nlamp-24\t只剩三台\n')
    expect(made.ok && made.value).toMatchObject({ lines: 2, violating: 1, doubles: 1 })
  })

  test('labels that contradict each other end it, with both places', () => {
    expect(converted('lip-01\t只剩三台\nlip-01\t[SCA:只剩三台]\n')).toEqual({
      ok: false,
      failure: {
        key: 'eval.bracketed-contradiction',
        params: { file: 'a.tsv', line: 2, other: 'a.tsv:1' },
      },
    })
  })

  test.each([
    ['no tab', 'lip-01 最好', 'eval.bracketed-tab'],
    ['two tabs', 'lip-01\t最好\t', 'eval.bracketed-tab'],
    ['no words', 'lip-01\t', 'eval.bracketed-tab'],
    ['an unknown product', 'hat-99\t最好', 'cli.unknown-product'],
    ['an unknown family', '-\t[XYZ:最好]', 'eval.unknown-family'],
    ['a bracket that is not closed', '-\t[ABS:最好', 'eval.bracketed-brackets'],
    ['a bracket without a family', '-\t[最好]', 'eval.bracketed-brackets'],
  ])('%s is named with file and line', (_name, line, key) => {
    expect(read(`-\t大家好\n${line}\n`)).toMatchObject({
      ok: false,
      failure: { key, params: { file: 'a.tsv', line: 2 } },
    })
  })
})
