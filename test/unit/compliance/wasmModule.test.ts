import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { assembleWat, WAT_MODULES } from '../../../scripts/wasm/assembleWat.ts'

test.for(WAT_MODULES.map((module) => [path.basename(module.source), module] as const))(
  '%s is committed as it assembles',
  async ([, module]) => {
    expect(await assembleWat(module)).toBe(readFileSync(module.code, 'utf8'))
  },
)
