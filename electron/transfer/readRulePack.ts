import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { fail, succeed, type Result } from '../../domain/contract/result.ts'
import { describeIssue } from '../../domain/compliance/describeIssue.ts'
import { compilePack, PackCompileError } from '../../domain/compliance/compilePack.ts'
import { rulePackSchema, ruleSchema, type Rule, type RulePack } from '../../domain/compliance/rulePack.ts'
import { NO_SHOP_RULES } from '../../domain/compliance/shopRules.ts'
import type { LocalText } from '../../domain/model/scalars.ts'
import { findExcess, jsonExcess } from './findExcess.ts'

/** Largest pack taken, all its files together, in bytes. */
export const MAX_PACK_BYTES = 8 * 1024 * 1024
const MAX_RULE_FILES = 200

type Read = { bytes: number }

const invalid = (file: string, rule: string, field: string, reason: LocalText): Result<never> =>
  fail('pack-invalid', { file, rule, field, reasonZh: reason.zh, reasonEn: reason.en })

const NO_OBJECT: LocalText = { zh: '应为一个对象', en: 'it must be an object' }

const parseJson = (file: string, bytes: Uint8Array): Result<unknown> => {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return fail('pack-not-utf8', { file })
  }
  const excess = jsonExcess(text)
  if (excess !== null) return invalid(file, '', '', excess)
  try {
    return succeed(JSON.parse(text))
  } catch (error) {
    return fail('pack-not-json', { file, reason: error instanceof Error ? error.message.slice(0, 120) : '' })
  }
}

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
  return parseJson(file, bytes)
}

const exists = async (file: string): Promise<boolean> => {
  try {
    await stat(file)
    return true
  } catch {
    return false
  }
}

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
    return invalid(path.join(folder, 'pack.json'), '', '', NO_OBJECT)
  }
  const fileOf = (head: PropertyKey | undefined, place: PropertyKey | undefined): string => {
    if (head === 'rules') return typeof place === 'number' ? (origin[place] ?? rulesFolder) : rulesFolder
    return path.join(
      folder,
      head === 'classes' || head === 'ordinary' || head === 'scorer' ? `${head}.json` : 'pack.json',
    )
  }
  return checkPack({ ...manifest.value, ...parts, rules }, rules, fileOf)
}

/** Bounds first, then the schema; what is wrong is told by file, rule and field. */
const checkPack = (
  value: Readonly<Record<string, unknown>>,
  rules: readonly unknown[],
  fileOf: (head: PropertyKey | undefined, place: PropertyKey | undefined) => string,
): Result<RulePack> => {
  const refuse = (where: readonly PropertyKey[], reason: LocalText): Result<never> => {
    const [head, place, ...rest] = where
    const file = fileOf(head, place)
    return head === 'rules' && typeof place === 'number'
      ? invalid(file, nameOfRule(rules[place], place), rest.map(String).join('.'), reason)
      : invalid(file, '', where.map(String).join('.'), reason)
  }
  const excess = findExcess(value)
  if (excess !== null) return refuse(excess.path, excess.reason)
  const head = rulePackSchema.safeParse({ ...value, rules: [] })
  if (!head.success) {
    const [issue] = head.error.issues
    return issue === undefined ? refuse([], NO_OBJECT) : refuse(issue.path, describeIssue(issue))
  }
  // One by one: a pack of nothing but mistakes would otherwise take seconds to list them.
  const read: Rule[] = []
  for (const [place, rule] of rules.entries()) {
    const parsed = ruleSchema.safeParse(rule)
    const issue = parsed.error?.issues[0]
    if (issue !== undefined) return refuse(['rules', place, ...issue.path], describeIssue(issue))
    if (parsed.success) read.push(parsed.data)
  }
  return succeed({ ...head.data, rules: read })
}

/** Fails with `pack-wording` when the words of a rule cannot be read, or are too many together. */
export const compilesAlone = (file: string, pack: RulePack): Result<RulePack> => {
  try {
    compilePack([pack], NO_SHOP_RULES)
    return succeed(pack)
  } catch (error) {
    if (!(error instanceof PackCompileError)) throw error
    const { rule, field, reason } = error
    return fail('pack-wording', { file, rule, field, reasonZh: reason.zh, reasonEn: reason.en })
  }
}

/**
 * Reads a rule pack from its folder: `pack.json`, optionally `classes.json` and `ordinary.json`, and every
 * `rules/*.json`. Fails with a `pack-*` code that names file, rule and field; nothing is half read. A pack that is read
 * also compiles.
 */
export const readRulePackFolder = async (folder: string): Promise<Result<RulePack>> => {
  const pack = await readPackFiles(folder)
  return pack.ok ? compilesAlone(folder, pack.value) : pack
}

/** How the one-file form of a pack is named: `our-rules.trustcue-rules.json`. */
export const PACK_FILE_EXTENSION = 'trustcue-rules.json'

/** A pack as one file, for another machine or for the drawer. */
export const writeRulePackFile = (pack: RulePack): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(pack, null, 2)}\n`)

/**
 * Reads a pack from its one-file form: all of it in one JSON value. Fails with a `pack-*` code that names file, rule and
 * field. A pack that is read also compiles.
 */
export const readRulePackFile = (file: string, bytes: Uint8Array): Result<RulePack> => {
  if (bytes.byteLength > MAX_PACK_BYTES)
    return fail('pack-too-large', { file, limit: MAX_PACK_BYTES / 1024 / 1024 })
  const json = parseJson(file, bytes)
  if (!json.ok) return json
  if (typeof json.value !== 'object' || json.value === null || Array.isArray(json.value))
    return invalid(file, '', '', NO_OBJECT)
  const given: Readonly<Record<string, unknown>> = { ...json.value }
  const rules: unknown = given['rules']
  if (!Array.isArray(rules))
    return invalid(file, '', 'rules', { zh: '应为一个列表', en: 'it must be a list' })
  const pack = checkPack(given, rules, () => file)
  if (!pack.ok) return pack
  const seen = new Set<string>()
  for (const { id } of pack.value.rules) {
    if (seen.has(id)) return fail('pack-rule-twice', { file, rule: id, other: file })
    seen.add(id)
  }
  return compilesAlone(file, pack.value)
}

/** The packs the app ships, by folder name below `<resourcesDir>/rule-packs`. */
const SHIPPED_PACKS: readonly string[] = ['cn-live-commerce', 'trust-card']

const shippedFolder = (resourcesDir: string, name: string): string =>
  path.join(resourcesDir, 'rule-packs', name)

/** Reads the shipped packs from the resources folder, in the order they apply. */
export const readShippedPacks = async (resourcesDir: string): Promise<Result<RulePack[]>> => {
  const packs: RulePack[] = []
  for (const name of SHIPPED_PACKS) {
    const pack = await readPackFiles(shippedFolder(resourcesDir, name))
    if (!pack.ok) return pack
    packs.push(pack.value)
  }
  return succeed(packs)
}

/** A shipped pack that has not been read yet: what its files are, and how to read them. */
export type ShippedPack = {
  readonly id: string
  readonly version: string
  /** Differs when a byte of its files differs. */
  readonly digest: string
  /** The pack; a failed reading is tried again. */
  readonly read: () => Promise<Result<RulePack>>
}

/** Packs read, by folder: the same bytes are read and checked once. */
const READINGS = new Map<string, { readonly digest: string; readonly reading: Promise<Result<RulePack>> }>()

const readOnce = async (folder: string, digest: string): Promise<Result<RulePack>> => {
  const known = READINGS.get(folder)
  if (known?.digest === digest) return known.reading
  const reading = readPackFiles(folder)
  READINGS.set(folder, { digest, reading })
  const result = await reading
  if (!result.ok) READINGS.delete(folder)
  return result
}

/** A digest of the bytes of every file a pack is read from. */
const digestOfFolder = async (folder: string): Promise<string> => {
  const hash = createHash('sha256')
  // Folder by folder: inside the packed application nothing lists a tree at once.
  for (const below of [folder, path.join(folder, 'rules')]) {
    const names = (await exists(below)) ? await readdir(below) : []
    for (const name of names.filter((each) => each.endsWith('.json')).toSorted()) {
      const bytes = await readFile(path.join(below, name))
      hash.update(`${path.basename(below)} ${name} ${bytes.byteLength}\n`).update(bytes)
    }
  }
  return hash.digest('hex')
}

/**
 * The shipped packs by their bytes, in the order they apply: a few milliseconds, where reading and checking them takes a
 * hundred times as long and is rarely needed once they have been compiled.
 */
export const openShippedPacks = async (resourcesDir: string): Promise<Result<ShippedPack[]>> => {
  const packs: ShippedPack[] = []
  for (const name of SHIPPED_PACKS) {
    const folder = shippedFolder(resourcesDir, name)
    const file = path.join(folder, 'pack.json')
    const manifest = await readJson(file, { bytes: 0 })
    if (!manifest.ok) return manifest
    const head = rulePackSchema.pick({ id: true, version: true }).strip().safeParse(manifest.value)
    if (!head.success) {
      const [issue] = head.error.issues
      return invalid(
        file,
        '',
        issue?.path.map(String).join('.') ?? '',
        issue === undefined ? NO_OBJECT : describeIssue(issue),
      )
    }
    try {
      const digest = await digestOfFolder(folder)
      packs.push({ ...head.data, digest, read: () => readOnce(folder, digest) })
    } catch {
      return fail('pack-file-unreadable', { file: folder })
    }
  }
  return succeed(packs)
}
