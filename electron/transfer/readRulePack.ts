import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { fail, succeed, type Result } from '../../domain/contract/result.ts'
import { compilePack, PackCompileError } from '../../domain/compliance/compilePack.ts'
import { rulePackSchema, type RulePack } from '../../domain/compliance/rulePack.ts'
import { NO_SHOP_RULES } from '../../domain/compliance/shopRules.ts'

/** Largest pack taken, all its files together, in bytes. */
export const MAX_PACK_BYTES = 8 * 1024 * 1024
const MAX_RULE_FILES = 200

type Read = { bytes: number }

const readJson = async (file: string, read: Read): Promise<Result<unknown>> => {
  let bytes: Buffer
  try {
    const { size } = await stat(file)
    read.bytes += size
    if (read.bytes > MAX_PACK_BYTES)
      return fail('pack-too-large', { file, limit: MAX_PACK_BYTES / 1024 / 1024 })
    bytes = await readFile(file)
  } catch {
    return fail('pack-file-unreadable', { file })
  }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return fail('pack-not-utf8', { file })
  }
  try {
    return succeed(JSON.parse(text))
  } catch (error) {
    return fail('pack-not-json', { file, reason: error instanceof Error ? error.message.slice(0, 120) : '' })
  }
}

const exists = async (file: string): Promise<boolean> => {
  try {
    await stat(file)
    return true
  } catch {
    return false
  }
}

const describeIssue = (issue: { readonly message: string }): string => issue.message.slice(0, 160)

/** A rule's id for a message; its place in the file when it has none. */
const nameOfRule = (rule: unknown, place: number): string => {
  if (typeof rule === 'object' && rule !== null && 'id' in rule && typeof rule.id === 'string')
    return rule.id.slice(0, 80)
  return `#${place + 1}`
}

const readPackFiles = async (folder: string): Promise<Result<RulePack>> => {
  const read: Read = { bytes: 0 }
  const manifest = await readJson(path.join(folder, 'pack.json'), read)
  if (!manifest.ok) return manifest
  const parts: Record<'classes' | 'ordinary' | 'scorer', unknown> = {
    classes: {},
    ordinary: [],
    scorer: null,
  }
  for (const part of ['classes', 'ordinary', 'scorer'] as const) {
    const file = path.join(folder, `${part}.json`)
    if (!(await exists(file))) continue
    const content = await readJson(file, read)
    if (!content.ok) return content
    parts[part] = content.value
  }
  let names: string[] = []
  const rulesFolder = path.join(folder, 'rules')
  if (await exists(rulesFolder)) {
    try {
      names = (await readdir(rulesFolder)).filter((name) => name.endsWith('.json')).toSorted()
    } catch {
      return fail('pack-file-unreadable', { file: rulesFolder })
    }
  }
  if (names.length > MAX_RULE_FILES)
    return fail('pack-too-many-files', { file: rulesFolder, limit: MAX_RULE_FILES })
  const rules: unknown[] = []
  const origin: string[] = []
  const seen = new Map<string, string>()
  for (const name of names) {
    const file = path.join(rulesFolder, name)
    const content = await readJson(file, read)
    if (!content.ok) return content
    if (!Array.isArray(content.value)) return fail('pack-rules-not-a-list', { file })
    for (const [place, rule] of content.value.entries()) {
      const id = nameOfRule(rule, place)
      const earlier = seen.get(id)
      if (earlier !== undefined) return fail('pack-rule-twice', { file, rule: id, other: earlier })
      seen.set(id, file)
      rules.push(rule)
      origin.push(file)
    }
  }
  if (typeof manifest.value !== 'object' || manifest.value === null || Array.isArray(manifest.value)) {
    return fail('pack-invalid', {
      file: path.join(folder, 'pack.json'),
      rule: '',
      field: '',
      reason: 'object',
    })
  }
  const parsed = rulePackSchema.safeParse({ ...manifest.value, ...parts, rules })
  if (parsed.success) return succeed(parsed.data)
  const issue = parsed.error.issues[0]
  if (issue === undefined) return fail('pack-invalid', { file: folder, rule: '', field: '', reason: '' })
  const [head, place, ...rest] = issue.path
  if (head === 'rules' && typeof place === 'number') {
    return fail('pack-invalid', {
      file: origin[place] ?? rulesFolder,
      rule: nameOfRule(rules[place], place),
      field: rest.map(String).join('.'),
      reason: describeIssue(issue),
    })
  }
  const file = head === 'classes' || head === 'ordinary' || head === 'scorer' ? `${head}.json` : 'pack.json'
  return fail('pack-invalid', {
    file: path.join(folder, file),
    rule: '',
    field: issue.path.map(String).join('.'),
    reason: describeIssue(issue),
  })
}

/**
 * Reads a rule pack from its folder: `pack.json`, optionally `classes.json` and `ordinary.json`, and every
 * `rules/*.json`. Fails with a `pack-*` code that names file, rule and field; nothing is half read. A pack that is read
 * also compiles.
 */
export const readRulePackFolder = async (folder: string): Promise<Result<RulePack>> => {
  const pack = await readPackFiles(folder)
  if (!pack.ok) return pack
  try {
    compilePack([pack.value], NO_SHOP_RULES)
  } catch (error) {
    if (!(error instanceof PackCompileError)) throw error
    const { rule, field, reason } = error
    return fail('pack-wording', { file: folder, rule, field, reasonZh: reason.zh, reasonEn: reason.en })
  }
  return pack
}

/** The packs the app ships, by folder name below `<resourcesDir>/rule-packs`. */
const SHIPPED_PACKS: readonly string[] = ['cn-live-commerce', 'trust-card']

/** Reads the shipped packs from the resources folder, in the order they apply. */
export const readShippedPacks = async (resourcesDir: string): Promise<Result<RulePack[]>> => {
  const packs: RulePack[] = []
  for (const name of SHIPPED_PACKS) {
    const pack = await readPackFiles(path.join(resourcesDir, 'rule-packs', name))
    if (!pack.ok) return pack
    packs.push(pack.value)
  }
  return succeed(packs)
}
