import { cpSync, existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { checkClaim } from '../../../domain/compliance/checkClaim.ts'
import { compilePack } from '../../../domain/compliance/compilePack.ts'
import { NO_SHOP_RULES } from '../../../domain/compliance/shopRules.ts'
import { succeed } from '../../../domain/contract/result.ts'
import { createRulePacks } from '../../../electron/services/rulePacks.ts'
import { inputsText, shippedInputs, writeCompiled } from '../../../electron/transfer/compiledPacks.ts'
import { openShippedPacks, readShippedPacks } from '../../../electron/transfer/readRulePack.ts'
import { ownFolder } from '../db/openTestDb.ts'
import { value } from './startTestServices.ts'

const shippedResources = path.join(import.meta.dirname, '..', '..', '..', 'resources')
const context = { product: null, price: null, saidAt: Date.UTC(2026, 10, 20), guarantees: [] }

type Files = { readonly shippedFile: string; readonly cacheFile: string }

/** The packs of a folder as a source; with `off` the shop has switched rules off. */
const sourceOf = (resourcesDir: string, off: readonly string[]) => async () => {
  const opened = value(await openShippedPacks(resourcesDir))
  const digests = opened.map(({ digest }) => digest)
  const shop = {
    adjustments: off.map((rule) => ({ rule, severity: 'off' as const, reason: '已有凭证', at: 1 })),
    allowed: [],
  }
  return succeed({
    inputs: inputsText({ packs: digests, ownRules: [], shop }),
    isAsShipped: off.length === 0,
    read: async () => {
      const packs = await readShippedPacks(resourcesDir)
      return packs.ok ? succeed({ packs: packs.value, shop }) : packs
    },
    keepCopies: () => Promise.resolve(succeed(null)),
  })
}

const findingsWith = async (resourcesDir: string, files: Files, off: readonly string[] = []) => {
  const packs = createRulePacks({ source: sourceOf(resourcesDir, off), ...files })
  const compiled = value(await packs.compiled())
  return checkClaim('这个螺蛳粉是全网最低价，天花板级别', context, compiled).findings
}

test('compiled packs are kept for the next start, and made anew when damaged or when a pack changes', async () => {
  const folder = ownFolder()
  const resourcesDir = path.join(folder, 'resources')
  cpSync(path.join(shippedResources, 'rule-packs'), path.join(resourcesDir, 'rule-packs'), {
    recursive: true,
  })
  const cacheFile = path.join(folder, 'compiled-packs.bin')
  const files = { shippedFile: path.join(folder, 'none.bin'), cacheFile }

  const findings = await findingsWith(resourcesDir, files)
  expect(findings.length).toBeGreaterThan(0)
  const kept = readFileSync(cacheFile)
  const writtenAt = statSync(cacheFile).mtimeMs
  expect(await findingsWith(resourcesDir, files)).toEqual(findings)
  expect(statSync(cacheFile).mtimeMs).toBe(writtenAt)

  truncateSync(cacheFile, kept.length / 2)
  expect(await findingsWith(resourcesDir, files)).toEqual(findings)
  expect(readFileSync(cacheFile).equals(kept)).toBe(true)
  writeFileSync(cacheFile, 'not a pack')
  expect(await findingsWith(resourcesDir, files)).toEqual(findings)

  const rulesFile = path.join(resourcesDir, 'rule-packs', 'cn-live-commerce', 'rules', 'price.json')
  writeFileSync(rulesFile, '[]')
  expect(findings.map(({ rule }) => rule)).toContain('price.lowest')
  const rules = (await findingsWith(resourcesDir, files)).map(({ rule }) => rule)
  expect(rules).not.toContain('price.lowest')
})

test('without a place for the file the packs are compiled all the same', async () => {
  const cacheFile = path.join(ownFolder(), 'no', 'such', 'folder', 'compiled-packs.bin')
  const files = { shippedFile: cacheFile, cacheFile }
  expect((await findingsWith(shippedResources, files)).length).toBeGreaterThan(0)
})

test('what was compiled with the app is used as it is, and only while the shop has changed nothing', async () => {
  const folder = ownFolder()
  const files = {
    shippedFile: path.join(folder, 'shipped-packs.bin'),
    cacheFile: path.join(folder, 'compiled-packs.bin'),
  }
  const source = value(await sourceOf(shippedResources, [])())
  expect(source.inputs).toBe(
    shippedInputs(value(await openShippedPacks(shippedResources)).map(({ digest }) => digest)),
  )
  const compiled = compilePack(value(await readShippedPacks(shippedResources)), NO_SHOP_RULES)
  expect(await writeCompiled(files.shippedFile, compiled, source.inputs)).toBe(true)

  const findings = await findingsWith(shippedResources, files)
  expect(findings.length).toBeGreaterThan(0)
  expect(existsSync(files.cacheFile)).toBe(false)

  const spared = await findingsWith(shippedResources, files, [findings[0]?.rule ?? ''])
  expect(spared.length).toBeLessThan(findings.length)
  expect(existsSync(files.cacheFile)).toBe(true)

  // One made by another version of the app is left alone.
  await writeCompiled(files.shippedFile, compiled, 'other')
  expect(await findingsWith(shippedResources, files)).toEqual(findings)
})
