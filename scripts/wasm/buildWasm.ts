/**
 * Assembles the modules that are written in the text format of WebAssembly into the files that are committed:
 *
 *   node scripts/wasm/buildWasm.ts
 */
import { writeFileSync } from 'node:fs'
import { assembleWat, WAT_MODULES } from './assembleWat.ts'

for (const module of WAT_MODULES) writeFileSync(module.code, await assembleWat(module))
