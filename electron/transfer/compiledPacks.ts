import { createHash } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import {
  engineStamp,
  loadCompiledPack,
  serialiseCompiledPack,
} from '../../domain/compliance/compiledPackBinary.ts'
import type { CompiledPack } from '../../domain/compliance/compilePack.ts'
import { NO_SHOP_RULES, type ShopRules } from '../../domain/compliance/shopRules.ts'

/** What packs are compiled from: a digest of each in their order, and what the shop has written and set. */
export type CompilerInputs = {
  readonly packs: readonly string[]
  /** The shop's own rules as they are stored. */
  readonly ownRules: readonly unknown[]
  readonly shop: ShopRules
}

/** A text that stands for the inputs and for the engine: it differs when a compiled file must be made anew. */
export const inputsText = (inputs: CompilerInputs): string =>
  `${createHash('sha256').update(JSON.stringify(inputs)).digest('hex')} ${engineStamp()}`

/** The inputs of the file that is built with the app: the shipped packs, and nothing of a shop. */
export const shippedInputs = (digests: readonly string[]): string =>
  inputsText({ packs: digests, ownRules: [], shop: NO_SHOP_RULES })

/** The compiled packs of a file; null when there is none, it is damaged, or it was made from something else. */
export const readCompiled = async (file: string, inputs: string): Promise<CompiledPack | null> => {
  try {
    const { buffer, byteOffset, byteLength } = await readFile(file)
    const isWhole = buffer instanceof ArrayBuffer && byteOffset === 0 && byteLength === buffer.byteLength
    return loadCompiledPack(
      isWhole ? buffer : new Uint8Array(buffer, byteOffset, byteLength).slice().buffer,
      inputs,
    )
  } catch {
    return null
  }
}

/** Writes compiled packs to a file; it is there whole or not at all. Gives false when it cannot be written. */
export const writeCompiled = async (file: string, pack: CompiledPack, inputs: string): Promise<boolean> => {
  const unfinished = `${file}.${process.pid}.new`
  try {
    await writeFile(unfinished, new Uint8Array(serialiseCompiledPack(pack, inputs)))
    await rename(unfinished, file)
    return true
  } catch {
    return false
  }
}
