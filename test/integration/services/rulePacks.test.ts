import { cpSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { checkClaim } from '../../../domain/compliance/checkClaim.ts'
import { NO_SHOP_RULES } from '../../../domain/compliance/shopRules.ts'
import { succeed } from '../../../domain/contract/result.ts'
import { createRulePacks } from '../../../electron/services/rulePacks.ts'
import { readShippedPacks } from '../../../electron/transfer/readRulePack.ts'
import { ownFolder } from '../db/openTestDb.ts'
import { value } from './startTestServices.ts'

const shippedResources = path.join(import.meta.dirname, '..', '..', '..', 'resources')
const context = { product: null, price: null, saidAt: Date.UTC(2026, 10, 20), guarantees: [] }

const findingsWith = async (resourcesDir: string, cacheFile: string) => {
  const read = async () => {
    const packs = await readShippedPacks(resourcesDir)
    return packs.ok ? succeed({ packs: packs.value, shop: NO_SHOP_RULES }) : packs
  }
  const compiled = value(await createRulePacks({ read, cacheFile }).compiled())
  return checkClaim('这个螺蛳粉是全网最低价，天花板级别', context, compiled).findings
}

test('compiled packs are kept for the next start, and made anew when damaged or when a pack changes', async () => {
  const folder = ownFolder()
  const resourcesDir = path.join(folder, 'resources')
  cpSync(path.join(shippedResources, 'rule-packs'), path.join(resourcesDir, 'rule-packs'), {
    recursive: true,
  })
  const cacheFile = path.join(folder, 'compiled-packs.bin')

  const findings = await findingsWith(resourcesDir, cacheFile)
  expect(findings.length).toBeGreaterThan(0)
  const kept = readFileSync(cacheFile)
  const writtenAt = statSync(cacheFile).mtimeMs
  expect(await findingsWith(resourcesDir, cacheFile)).toEqual(findings)
  expect(statSync(cacheFile).mtimeMs).toBe(writtenAt)

  truncateSync(cacheFile, kept.length / 2)
  expect(await findingsWith(resourcesDir, cacheFile)).toEqual(findings)
  expect(readFileSync(cacheFile).equals(kept)).toBe(true)
  writeFileSync(cacheFile, 'not a pack')
  expect(await findingsWith(resourcesDir, cacheFile)).toEqual(findings)

  const rulesFile = path.join(resourcesDir, 'rule-packs', 'cn-live-commerce', 'rules', 'price.json')
  writeFileSync(rulesFile, '[]')
  const families = (await findingsWith(resourcesDir, cacheFile)).map(({ family }) => family)
  expect(families).not.toContain('PRI')
})

test('without a place for the file the packs are compiled all the same', async () => {
  const cacheFile = path.join(ownFolder(), 'no', 'such', 'folder', 'compiled-packs.bin')
  expect((await findingsWith(shippedResources, cacheFile)).length).toBeGreaterThan(0)
})
