import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Report } from '../../../scripts/eval/makeReport.ts'

const ROOT = path.join(import.meta.dirname, '../../..')
const DATE = ['--date', '2026-11-27']

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'trustcue-eval-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

const file = async (name: string, content: string): Promise<string> => {
  const target = path.join(folder, name)
  await mkdir(path.dirname(target), { recursive: true })
  await writeFile(target, content)
  return target
}

const jsonl = (...lines: readonly object[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('')

const LINES = jsonl(
  {
    id: 'a-1',
    text: '加我微信拿货',
    product: 'lip-01',
    labels: ['DIV'],
    spans: ['加我微信'],
    why: 'private',
  },
  { id: 'a-2', text: '大家晚上好', product: null, labels: [] },
  { id: 'b-1', text: '大家坐稳了', product: 'lip-01', labels: ['FIN'] },
  { id: 'b-2', text: '全网最低价', product: 'lip-01', labels: [] },
)

type Ran = { code: number | null; out: string; err: string }

/** Runs a script as the npm command does: plain Node, in a folder of the caller's own. */
const runScript = (script: string, args: readonly string[]): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(ROOT, 'scripts/eval', script), ...args], {
      cwd: folder,
      env: { ...process.env, LC_ALL: '', LANG: 'zh_CN.UTF-8' },
    })
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk))
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, out, err }))
  })

const run = (...args: readonly string[]): Promise<Ran> => runScript('run.ts', args)

const reportOf = (ran: Ran): Report => JSON.parse(ran.out) as Report

describe('labelled lines', () => {
  test('are scored, and what went wrong is listed', async () => {
    const ran = await run(await file('own.jsonl', LINES), '--format', 'json', ...DATE)
    expect(ran).toMatchObject({ code: 0, err: '' })
    const { labelled } = reportOf(ran)
    expect(labelled).toMatchObject({ lines: 4, violating: 2 })
    expect(labelled?.levels.warn).toMatchObject({
      micro: { right: 1, wrong: 1, missed: 1, precision: 0.5, recall: 0.5, f1: 0.5 },
      anyRecall: { count: 1, of: 2 },
      cleanPassed: { count: 1, of: 2 },
    })
    expect(labelled?.byPrefix.map((group) => [group.name, group.scores.anyRecall.count])).toEqual([
      ['a', 1],
      ['b', 0],
    ])
    expect(labelled?.spans.total.touched).toMatchObject({ count: 1, of: 1 })
    expect(labelled?.misses).toMatchObject([
      { file: 'own.jsonl', line: 3, id: 'b-1', product: 'lip-01', family: 'FIN', isSilent: true },
    ])
    expect(labelled?.falseAlarms).toMatchObject([
      {
        id: 'b-2',
        family: 'PRI',
        isOnClean: true,
        findings: [{ rule: 'price.lowest', quote: '全网最低价' }],
      },
    ])
    expect(labelled?.comparison.map(({ name }) => name)).toEqual([
      'engine',
      'without-contexts',
      'without-facts',
      'without-both',
      'list-phrases',
      'list-frames',
    ])
  })

  test('the Markdown names files without their folders, and has the lists', async () => {
    const ran = await run(await file('deep/own.jsonl', LINES), ...DATE)
    expect(ran.code).toBe(0)
    expect(ran.out).toContain('# How good the rules are\n\n2026-11-27, ')
    expect(ran.out).toContain('| own.jsonl | 4 | 2 | 50.0 % (1/2) | 50.0 % (1/2) | 0.500 |')
    expect(ran.out).toContain('### Missed (1)')
    expect(ran.out).toContain('own.jsonl:4 b-2')
    expect(ran.out).not.toContain(folder)
  })

  test('the same input gives the same report, letter for letter', async () => {
    const input = await file('same.jsonl', LINES)
    const [first, second] = [
      await run(input, '--format', 'json', ...DATE),
      await run(input, '--format', 'json', ...DATE),
    ]
    expect(first.code).toBe(0)
    expect(second.out).toBe(first.out)
  })

  test('--out writes both reports and prints the tables', async () => {
    const ran = await run(await file('out.jsonl', LINES), '--out', 'reports', '--name', 'mine', ...DATE)
    expect(ran.code).toBe(0)
    expect((await readdir(path.join(folder, 'reports'))).toSorted()).toEqual(['mine.json', 'mine.md'])
    expect(await readFile(path.join(folder, 'reports/mine.md'), 'utf8')).toContain('### False alarms (1)')
    expect(ran.out).toContain('已写入 reports/mine.md')
    expect(ran.out).not.toContain('### False alarms')
  })

  test('products beside the file are taken before the examples’ own, and --products before those', async () => {
    const product = { id: 'lip-01', name: '口红', price: 59, stock: 3 }
    const line = { id: 'a-1', text: '只剩三件了', product: 'lip-01', labels: [] }
    const input = await file('shop/own.jsonl', jsonl(line))
    await file('shop/products.json', JSON.stringify([product]))
    const other = await file('other.json', JSON.stringify([{ ...product, stock: 3000 }]))
    const alarms = async (...args: readonly string[]): Promise<number | undefined> =>
      reportOf(await run(...args, '--format', 'json')).labelled?.falseAlarms.length
    expect(await alarms(input)).toBe(0)
    expect(await alarms(input, '--products', other)).toBe(1)
    expect(await alarms(await file('alone/own.jsonl', jsonl(line)))).toBe(1)
  })

  test('what is wrong is said in one line, and nothing is measured', async () => {
    const input = await file('bad.jsonl', `${LINES}{"id":"x","text":"好","product":"hat-99","labels":[]}\n`)
    expect(await run(input)).toEqual({
      code: 2,
      out: '',
      err: `${input} 第 5 行：商品资料里没有「hat-99」。\n`,
    })
    const labels = await file('bad.jsonl', '{"id":"x","text":"好","product":null,"labels":["XYZ"]}\n')
    const english = await run(labels, '--lang', 'en')
    expect(english).toMatchObject({ code: 2, out: '' })
    expect(english.err).toContain(`${labels}, line 1: field labels names “XYZ”`)
    expect(await run('--fast')).toMatchObject({
      code: 2,
      out: '',
      err: '不认识的选项：--fast。\n用 --help 看用法。\n',
    })
  })
})

describe('sessions and look-alikes', () => {
  test('a session is scored by cue, with its promises and corrections', async () => {
    const srt = await file(
      's.srt',
      '1\n00:00:01,000 --> 00:00:02,000\n主播: 四十八小时内发货\n\n2\n00:00:03,000 --> 00:00:04,000\n加我微信拿货\n\n' +
        '3\n00:00:06,000 --> 00:00:08,000\n刚才口误，不加微信，收回\n',
    )
    const truth = await file(
      's.truth.json',
      JSON.stringify({
        cues: [
          { n: 1, product: 'lip-01', labels: [], promise: { what: '48小时内发货', due: '+48h after order' } },
          { n: 2, product: 'lip-01', labels: ['DIV'], spans: ['加我微信'] },
          { n: 3, product: 'lip-01', labels: [], corrects: 2 },
        ],
        lookalikes: [{ n: 1, family: 'DIV' }],
      }),
    )
    const report = reportOf(await run('--session', srt, truth, '--format', 'json'))
    expect(report.labelled).toBeNull()
    expect(report.sessions).toMatchObject([
      {
        file: 's.srt',
        cues: { lines: 3, levels: { warn: { anyRecall: { count: 1, of: 1 } } } },
        promises: { found: { count: 1, of: 1 }, kindRight: { count: 1 }, dueRight: { count: 1 } },
        corrections: { linked: { count: 1, of: 1 }, extra: [] },
        lookalikes: { passed: { count: 1, of: 1 } },
      },
    ])
    expect((await run('--session', srt, truth)).out).toContain('Linked to the cue they put right: 100.0 %')
  })

  test('look-alikes are compared hit by hit, with the sentence’s own allow-list and their source', async () => {
    const input = await file(
      'alike.jsonl',
      jsonl(
        { text: '这款是国家级的', hits: ['国家级'] },
        { text: '这款是国家级的', hits: [], whitelist: '国家级的' },
        { text: '大家晚上好', hits: ['晚上'] },
      ),
    )
    const report = reportOf(await run('--lookalikes', input, '--format', 'json'))
    expect(report.lookalikes?.rows.map((row) => row.agrees)).toEqual([true, true, false])
    expect(report.lookalikes).toMatchObject({ touched: { count: 1, of: 2 }, passed: { count: 1, of: 1 } })
    expect((await run('--lookalikes', input)).out).toContain('baocanmou/obsidian-ad-compliance-check (MIT)')
  })
})

describe('lines written by hand', () => {
  test('are turned into a file the command takes', async () => {
    const input = await file('w1/001.tsv', 'lip-01\t[DIV:加我微信]拿货\n-\t大家晚上好\n')
    const made = await runScript('convert.ts', ['third.jsonl', input])
    expect(made).toMatchObject({
      code: 0,
      err: '',
      out: 'third.jsonl：2 句，其中违规 1 句；重复的 0 句没有再写。\n',
    })
    const report = reportOf(await run('third.jsonl', '--format', 'json'))
    expect(report.labelled?.levels.warn.micro).toMatchObject({ right: 1, wrong: 0, missed: 0 })
  })

  test('a bad line ends it and nothing is written', async () => {
    const input = await file('w2/001.tsv', 'hat-99\t大家晚上好\n')
    const made = await runScript('convert.ts', ['fourth.jsonl', input])
    expect(made).toMatchObject({ code: 2, out: '' })
    expect(made.err).toContain('hat-99')
    expect(await readdir(folder)).not.toContain('fourth.jsonl')
  })
})
