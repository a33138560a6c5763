import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const ROOT = path.join(import.meta.dirname, '../../..')
const PRODUCTS = path.join(ROOT, 'test/rules/products.json')

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'trustcue-check-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

const file = async (name: string, content: string | Uint8Array): Promise<string> => {
  const target = path.join(folder, name)
  await mkdir(path.dirname(target), { recursive: true })
  await writeFile(target, content)
  return target
}

type Ran = { code: number | null; out: string; err: string }

/** Runs the command as its npm script does: plain Node, no build. */
const run = (
  args: readonly string[],
  input: string | Uint8Array = '',
  env: NodeJS.ProcessEnv = {},
): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(ROOT, 'electron/cli/check.ts'), ...args], {
      env: { ...process.env, LC_ALL: '', LANG: 'zh_CN.UTF-8', ...env },
    })
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk))
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, out, err }))
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })

const lines = (out: string): unknown[] =>
  out
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line))

describe('a transcript in, findings out', () => {
  test('one line of JSON for each utterance, in order, in the promised shape', async () => {
    const input = await file(
      'a.jsonl',
      '{"id":"a","text":"全网最低价，加我微信","product":"lip-01"}\n{"id":7,"text":"今天天气好"}\n{"id":"c","text":"四十八小时内发货","product":null}\n',
    )
    const { code, out } = await run([
      input,
      '--products',
      PRODUCTS,
      '--format',
      'jsonl',
      '--at',
      '2026-11-20T19:00:00+08:00',
    ])
    expect(code).toBe(1)
    const [first, second, third] = lines(out)
    expect(first).toMatchObject({
      id: 'a',
      text: '全网最低价，加我微信',
      product: 'lip-01',
      findings: [
        { rule: 'price.lowest', family: 'PRI', severity: 'block', start: 0, end: 5, quote: '全网最低价' },
        { rule: 'divert.contact', family: 'DIV', severity: 'block', start: 6, end: 10, quote: '加我微信' },
      ],
    })
    expect(Object.keys(first as object)).toEqual([
      'id',
      'text',
      'product',
      'findings',
      'suppressed',
      'promises',
    ])
    expect((first as { findings: { basis: string[] }[] }).findings[0]?.basis).toContain(
      '价格法 第十四条第四项',
    )
    expect(second).toEqual({
      id: 7,
      text: '今天天气好',
      product: null,
      findings: [],
      suppressed: [],
      promises: [],
    })
    expect(third).toMatchObject({
      promises: [{ kind: 'ship', start: 0, end: 8, due: '2026-11-22T19:00:00+08:00' }],
    })
  })

  test('text, subtitles and standard input are read too', async () => {
    const text = await file('a.txt', '\uFEFF大家好\r\n\r\n加我微信拿货\r\n')
    expect(lines((await run([text, '--format', 'jsonl'])).out)).toMatchObject([
      { id: '1' },
      { id: '3', findings: [{}] },
    ])
    const srt = await file('a.srt', '1\n00:00:01,000 --> 00:00:02,000\n主播：加我微信拿货\n')
    expect(lines((await run([srt, '--format', 'jsonl'])).out)).toMatchObject([
      { id: '1', text: '加我微信拿货' },
    ])
    const vtt = await file('a.vtt', 'WEBVTT\n\n00:01.000 --> 00:02.000\n加我微信拿货\n')
    expect(lines((await run([vtt, '--format', 'jsonl'])).out)).toHaveLength(1)
    expect(lines((await run(['-', '--format', 'jsonl'], '{"text":"加我微信拿货"}\n')).out)).toMatchObject([
      { id: '1' },
    ])
    expect(lines((await run(['-', '--format', 'jsonl'], '一句\n两句\n')).out)).toHaveLength(2)
    expect(lines((await run([text, srt, '--format', 'jsonl'])).out)).toMatchObject([
      { id: 'a.txt:1' },
      { id: 'a.txt:3' },
      { id: 'a.srt:1' },
    ])
  })

  test('json is one list; text is for people, in the language asked for', async () => {
    const input = await file('b.txt', '加我微信拿货\n四十八小时内发货\n')
    expect(JSON.parse((await run([input, '--format', 'json'])).out)).toHaveLength(2)
    const chinese = await run([input])
    expect(chinese.out).toContain('拦截')
    expect(chinese.out).toContain('2 句：拦截 1')
    const english = await run([input, '--lang', 'en'])
    expect(english.out).toContain('Do not lead buyers to WeChat, phone or other private contact')
    expect((await run([input], '', { LANG: 'en_GB.UTF-8' })).out).toContain('2 utterances')
  })

  test('the exit code follows --fail-on', async () => {
    const clean = await file('clean.txt', '大家晚上好\n')
    const warned = await file('warned.txt', '研究表明吸收率提高三倍\n')
    const blocked = await file('blocked.txt', '加我微信拿货\n')
    expect((await run([clean])).code).toBe(0)
    expect((await run([warned])).code).toBe(0)
    expect((await run([warned, '--fail-on', 'warn'])).code).toBe(1)
    expect((await run([blocked])).code).toBe(1)
    expect((await run([blocked, '--fail-on', 'never'])).code).toBe(0)
    expect((await run([await file('empty.txt', '')])).code).toBe(0)
  })

  test('a pack of one’s own is added; one with a shipped id replaces it', async () => {
    const rule = {
      id: 'shop.word',
      family: 'ABS',
      kind: 'phrase',
      severity: 'block',
      message: { zh: '本店不说这个词', en: 'Our shop does not say this' },
      suggestion: { zh: '换一个', en: 'Say something else' },
      correction: '更正',
      basis: [{ law: '本店规定', article: '', mark: 'believed' }],
      penalty: '',
      categories: { only: [], except: [] },
      effectiveFrom: null,
      effectiveTo: null,
      say: ['巴拉巴拉'],
      unless: [],
      needs: [],
      sound: 'off',
      examples: { bad: ['巴拉巴拉', '说巴拉巴拉'], ok: ['大家好', '晚上好'] },
    }
    const pack = { formatVersion: 1, version: '1', name: { zh: '本店', en: 'Shop' } }
    const manifest = await file('shop/pack.json', JSON.stringify({ ...pack, id: 'shop' }))
    await file('shop/rules/own.json', JSON.stringify([rule]))
    const input = await file('own.txt', '巴拉巴拉，加我微信\n')
    const added = lines((await run([input, '--format', 'jsonl', '--pack', path.dirname(manifest)])).out)
    expect(added).toMatchObject([{ findings: [{ rule: 'shop.word' }, { rule: 'divert.contact' }] }])
    const instead = await file('instead/pack.json', JSON.stringify({ ...pack, id: 'cn-live-commerce' }))
    await file('instead/rules/own.json', JSON.stringify([rule]))
    const replaced = lines((await run([input, '--format', 'jsonl', '--pack', path.dirname(instead)])).out)
    expect(replaced).toMatchObject([{ findings: [{ rule: 'shop.word' }] }])
  })

  test('a hundred thousand lines take seconds', async () => {
    const input = await file(
      'large.txt',
      '姐妹们这个颜色上嘴偏温柔，素颜涂也不突兀，喜欢的点小黄车\n'.repeat(100_000),
    )
    const from = Date.now()
    const { code, out } = await run([input, '--format', 'jsonl'])
    expect(code).toBe(0)
    expect(out.length).toBeGreaterThan(1_000_000)
    expect(Date.now() - from).toBeLessThan(30_000)
  })
})

describe('bad usage and unreadable input end with 2, a message and no output', () => {
  /** What is wrong with how the command refuses; empty when it does as it should. */
  const refused = async (args: readonly string[], ...words: string[]): Promise<string> => {
    const { code, out, err } = await run(args)
    const missing = words.filter((word) => !err.includes(word))
    const isGood = code === 2 && out === '' && missing.length === 0 && !/\n\s+at /.test(err)
    return isGood ? '' : `exit ${code}, missing ${missing.join(' ')}, said: ${err}${out.slice(0, 200)}`
  }

  test('usage', async () => {
    expect(await refused([], '没有给文件')).toBe('')
    expect(await refused(['--bogus'], '--bogus')).toBe('')
    expect(await refused(['a.txt', '--format', 'xml'], '--format', 'xml', 'jsonl')).toBe('')
    expect(await refused(['a.txt', '--fail-on', 'x'], '--fail-on')).toBe('')
    expect(await refused(['a.txt', '--at', 'gestern'], 'gestern')).toBe('')
    expect(await refused(['a.txt', '--product', 'x'], '--products')).toBe('')
    expect(await refused(['a.txt', '--format'], '--format')).toBe('')
    expect(await refused(['a.txt', '--format', 'xml', '--lang', 'en'], 'cannot be')).toBe('')
  })

  test('files', async () => {
    expect(await refused([path.join(folder, '没有.txt')], '没有.txt', '没有这个文件')).toBe('')
    expect(await refused([folder], path.basename(folder))).toBe('')
    expect(await refused([await file('a.docx', 'x')], 'a.docx')).toBe('')
  })

  test('a bad line is named by file and line', async () => {
    expect(await refused([await file('bad.jsonl', '{"text":"好"}\n{"text":\n')], 'bad.jsonl', '2')).toBe('')
    expect(await refused([await file('list.jsonl', '[1]\n')], 'list.jsonl', '1', '对象')).toBe('')
    expect(await refused([await file('notext.jsonl', '{"id":"a"}\n')], 'text')).toBe('')
    expect(await refused([await file('badproduct.jsonl', '{"text":"好","product":3}\n')], 'product')).toBe('')
    expect(
      await refused(
        [await file('utf.txt', Buffer.from([0xe5, 0xa5, 0xbd, 10, 0xff, 0xfe, 10]))],
        'utf.txt',
        '2',
        'UTF-8',
      ),
    ).toBe('')
    expect(await refused([await file('long.txt', `好\n${'长'.repeat(30_000)}\n`)], 'long.txt', '2')).toBe('')
    expect(
      await refused([await file('bad.srt', '1\n00:00:0x,000 --> 00:00:02,000\n字\n')], 'bad.srt', '2'),
    ).toBe('')
  })

  test('the product record is checked by product and field', async () => {
    const input = await file('p.jsonl', '{"text":"好","product":"a"}\n')
    const products = (value: unknown, name: string) => file(name, JSON.stringify(value))
    const good = { id: 'a', name: '甲', price: 1 }
    expect(await refused([input, '--products', await products({}, 'p1.json')], 'p1.json', '列表')).toBe('')
    expect(await refused([input, '--products', await file('p2.json', '[')], 'p2.json')).toBe('')
    expect(
      await refused(
        [input, '--products', await products([{ ...good, price: '1' }], 'p3.json')],
        'p3.json',
        'a',
        'price',
      ),
    ).toBe('')
    expect(await refused([input, '--products', await products([good, good], 'p4.json')], '出现了两次')).toBe(
      '',
    )
    expect(
      await refused(
        [input, '--products', await products([{ ...good, id: 'b' }], 'p5.json')],
        'p.jsonl',
        '1',
        'a',
      ),
    ).toBe('')
    expect(
      await refused([input, '--products', await products([good], 'p6.json'), '--product', 'z'], 'z'),
    ).toBe('')
  })

  test('a broken pack is named by file, rule and field', async () => {
    const input = await file('q.txt', '好\n')
    expect(await refused([input, '--pack', path.join(folder, 'nothing')], 'pack.json')).toBe('')
    const broken = await file('broken/pack.json', '{"formatVersion":1,"id":"Broken!"}')
    expect(await refused([input, '--pack', path.dirname(broken)], 'pack.json', 'id')).toBe('')
    const manifest = '{"formatVersion":1,"id":"rules-broken","version":"1","name":{"zh":"坏","en":"bad"}}'
    const wrong = await file('wrong/pack.json', manifest)
    await file('wrong/rules/a.json', '[{"id":"my.rule","family":"XXX"}]')
    expect(await refused([input, '--pack', path.dirname(wrong)], 'a.json', 'my.rule')).toBe('')
  })

  test('GB 18030 is read when asked for', async () => {
    const input = await file(
      'gbk.txt',
      Buffer.from([0xbc, 0xd3, 0xce, 0xd2, 0xce, 0xa2, 0xd0, 0xc5, 0xc4, 0xc3, 0xbb, 0xf5]),
    )
    expect(await refused([input], 'gb18030')).toBe('')
    expect(lines((await run([input, '--format', 'jsonl', '--encoding', 'gb18030'])).out)).toMatchObject([
      { text: '加我微信拿货', findings: [{ family: 'DIV' }] },
    ])
  })
})
