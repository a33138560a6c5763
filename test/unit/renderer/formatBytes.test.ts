import { expect, test } from 'vitest'
import { formatBytes } from '../../../renderer/shared/formatCount.ts'

test('a size is said with three figures at most and its unit', () => {
  expect([0, 999, 1000, 4_100_000, 163_000_000, 182_000_000_000].map((bytes) => formatBytes(bytes))).toEqual([
    '0 B',
    '999 B',
    '1.0 KB',
    '4.1 MB',
    '163 MB',
    '182 GB',
  ])
})
