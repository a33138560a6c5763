import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readRulePackFolder } from '../../../electron/transfer/readRulePack.ts'
import { plainRule } from '../../fixtures/plainRule.ts'

const rule = (id: string, say: readonly string[]) => plainRule(id, 'ABS', say, 'off')

const manifest = { formatVersion: 1, id: 'hostile', version: '1', name: { zh: '坏', en: 'bad' } }

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'trustcue-packs-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

const pack = async (name: string, files: Readonly<Record<string, string>>): Promise<string> => {
  const target = path.join(folder, name)
  await mkdir(path.join(target, 'rules'), { recursive: true })
  const all = { 'pack.json': JSON.stringify(manifest), ...files }
  for (const [file, content] of Object.entries(all)) await writeFile(path.join(target, file), content)
  return target
}

/** Reads a pack and gives its failure with the time it took, in ms. */
const refusal = async (name: string, files: Readonly<Record<string, string>>) => {
  const target = await pack(name, files)
  const from = performance.now()
  const result = await readRulePackFolder(target)
  return { error: result.ok ? null : result.error, ms: performance.now() - from }
}

describe('a hostile rule pack ends in a message within a second', () => {
  test.each<[string, Record<string, string>, string]>([
    ['ten megabytes', { 'rules/a.json': `["${'长'.repeat(3_500_000)}"]` }, 'pack-too-large'],
    ['deep nesting', { 'rules/a.json': `${'['.repeat(200_000)}${']'.repeat(200_000)}` }, ''],
    ['six megabytes of brackets', { 'rules/a.json': '['.repeat(6_000_000) }, 'pack-invalid'],
    ['a million values', { 'rules/a.json': `[${'1,'.repeat(1_000_000)}1]` }, 'pack-invalid'],
    [
      '20,000 rules that are none',
      { 'rules/a.json': `[${Array.from({ length: 20_000 }, (_unused, at) => `{"id":"r${at}"}`).join(',')}]` },
      'pack-invalid',
    ],
    ['no JSON', { 'rules/a.json': '{' }, 'pack-not-json'],
    ['no list', { 'rules/a.json': '{}' }, 'pack-rules-not-a-list'],
    [
      'an unknown field',
      { 'rules/a.json': JSON.stringify([{ ...rule('a', ['甲']), run: 'x' }]) },
      'pack-invalid',
    ],
    [
      'a bad date',
      { 'rules/a.json': JSON.stringify([{ ...rule('a', ['甲']), effectiveFrom: '2026-02-30' }]) },
      'pack-invalid',
    ],
    [
      'a token of 10,000 characters',
      { 'rules/a.json': JSON.stringify([rule('a', ['长'.repeat(10_000)])]) },
      'pack-invalid',
    ],
    [
      'an id twice',
      {
        'rules/a.json': JSON.stringify([rule('a', ['甲'])]),
        'rules/b.json': JSON.stringify([rule('a', ['乙'])]),
      },
      'pack-rule-twice',
    ],
    ['an unknown class', { 'rules/a.json': JSON.stringify([rule('a', ['<没有>'])]) }, 'pack-wording'],
    ['a class that calls itself', { 'classes.json': '{"甲":["<甲>"]}' }, 'pack-wording'],
    [
      'a million words from a few characters',
      {
        'classes.json': JSON.stringify({ 甲: Array.from({ length: 900 }, (_unused, at) => `词${at}`) }),
        'rules/a.json': JSON.stringify(
          Array.from({ length: 900 }, (_unused, at) => rule(`r${at}`, [`<甲>…1<甲>…2{N>=${at}}`])),
        ),
      },
      'pack-wording',
    ],
    [
      'prototype names',
      {
        'classes.json': '{"__proto__":["甲"],"constructor":["乙"]}',
        'rules/a.json': JSON.stringify([rule('a', ['<toString>'])]),
      },
      '',
    ],
  ])('%s', async (name, files, code) => {
    const { error, ms } = await refusal(name.replaceAll(/\W/g, '-'), files)
    expect(error?.code ?? 'none').toMatch(code === '' ? /^pack-/ : code)
    expect(ms).toBeLessThan(1000)
  })

  test('the message names file, rule and field', async () => {
    const { error } = await refusal('named', { 'rules/a.json': JSON.stringify([rule('my.rule', ['(甲'])]) })
    expect(error).toMatchObject({ code: 'pack-wording', params: { rule: 'my.rule', field: 'say.0' } })
  })

  test('a good pack is read', async () => {
    const target = await pack('good', { 'rules/a.json': JSON.stringify([rule('a', ['甲…乙'])]) })
    expect(await readRulePackFolder(target)).toMatchObject({ ok: true, value: { id: 'hostile' } })
  })
})
