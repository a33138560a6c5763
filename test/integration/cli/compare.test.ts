import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { ownFolder } from '../db/openTestDb.ts'

const ROOT = path.join(import.meta.dirname, '../../..')

const rule = (id: string, say: string, severity: string) => ({
  id,
  family: 'PRI',
  kind: 'phrase',
  severity,
  message: { zh: `不说${say}`, en: `do not say ${say}` },
  suggestion: { zh: '说页面价', en: 'the price on the page' },
  correction: '以页面价为准',
  basis: [{ law: '店内规定', article: '', mark: 'believed' }],
  penalty: '',
  categories: { only: [], except: [] },
  effectiveFrom: null,
  effectiveTo: null,
  say: [say],
  unless: [],
  needs: [],
  sound: 'off',
  examples: { bad: [say, say], ok: ['甲', '乙'] },
})

const packFolder = (folder: string, name: string, rules: readonly unknown[]): string => {
  const target = path.join(folder, name)
  mkdirSync(path.join(target, 'rules'), { recursive: true })
  const manifest = { formatVersion: 1, id: 'house', version: name, name: { zh: '店规', en: 'house' } }
  writeFileSync(path.join(target, 'pack.json'), JSON.stringify(manifest))
  writeFileSync(path.join(target, 'rules', 'a.json'), JSON.stringify(rules))
  return target
}

const run = (args: readonly string[]): { code: number | null; out: string; err: string } => {
  const ran = spawnSync(process.execPath, [path.join(ROOT, 'electron/cli/check.ts'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: '', LANG: 'zh_CN.UTF-8' },
  })
  return { code: ran.status, out: ran.stdout, err: ran.stderr }
}

const sides = () => {
  const folder = ownFolder()
  const before = packFolder(folder, 'old', [
    rule('house.boss', '老板娘价', 'warn'),
    rule('house.inner', '店花价', 'warn'),
  ])
  const after = packFolder(folder, 'new', [
    rule('house.boss', '老板娘价', 'block'),
    rule('house.friend', '闺蜜价', 'note'),
  ])
  const text = path.join(folder, 'a.txt')
  writeFileSync(text, '今天老板娘价\n今天店花价，也是闺蜜价\n今天天气好\n')
  return { before, after, text }
}

describe('check --compare', () => {
  test('tells rules and findings that came, went and changed, as JSON', () => {
    const { before, after, text } = sides()
    const { code, out } = run(['--compare', before, after, text, '--format', 'json'])
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      rules: {
        added: [{ rule: 'house.friend', pack: 'house' }],
        changed: [{ rule: 'house.boss', fields: ['severity'] }],
        removed: [{ rule: 'house.inner' }],
      },
      lines: [
        {
          id: '1',
          gained: [],
          lost: [],
          regraded: [{ rule: 'house.boss', from: 'warn', severity: 'block' }],
        },
        {
          id: '2',
          gained: [{ rule: 'house.friend', quote: '闺蜜价' }],
          lost: [{ rule: 'house.inner', quote: '店花价' }],
          regraded: [],
        },
      ],
      summary: { utterances: 3, changed: 2, gained: 1, lost: 1, regraded: 1 },
    })
  })

  test('and as text for a person', () => {
    const { before, after, text } = sides()
    const { out } = run(['--compare', before, after, text])
    expect(out).toContain('规则：新增 1，修改 1，删除 1')
    expect(out).toContain('~ [警告 → 拦截] house.boss「老板娘价」')
    expect(out).toContain('+ [提示] house.friend「闺蜜价」')
    expect(out).toContain('- [警告] house.inner「店花价」')
    expect(out).toContain('3 句里 2 句不一样：多 1，少 1，改级别 1。')
  })

  test('the same pack twice differs in nothing and exits 0', () => {
    const { before, text } = sides()
    const { code, out } = run(['--compare', before, before, text])
    expect(code).toBe(0)
    expect(out).toContain('新增 0，修改 0，删除 0')
  })

  test('without a file, and with lines of JSON, it says how it is used', () => {
    const { before, after, text } = sides()
    expect(run(['--compare', before, after])).toMatchObject({ code: 2, out: '' })
    expect(run(['--compare', before, after, text, '--format', 'jsonl']).err).toContain('text, json')
    expect(run(['--compare', before, path.join(after, 'no'), text])).toMatchObject({ code: 2, out: '' })
  })
})
