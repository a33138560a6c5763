import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { damageRounds, type DamageOptions, makeShop } from '../../faults/damage.ts'
import { openTestDb, ownFolder } from './openTestDb.ts'

const OPTIONS: DamageOptions = { rounds: 12, seed: 20_260_501, before: 120, after: 120 }

describe('starting on damaged files', () => {
  for (const end of ['closed', 'cut off'] as const) {
    test(`a file that was ${end}: the app starts, keeps what can be kept, and says so`, async () => {
      const folder = path.join(ownFolder(), 'shop')
      const shop = await makeShop(async (file) => (await openTestDb(file)).client, folder, OPTIONS, end)
      const figures = damageRounds(shop, OPTIONS)
      expect(figures.wrong).toEqual([])
      expect(figures.lostForNothing).toEqual([])
      expect(figures.lostSilently).toEqual([])
      const { whole, backup, nothing } = figures.recovered
      expect(whole + backup + nothing).toBeGreaterThan(OPTIONS.rounds / 3)
    })
  }
})
