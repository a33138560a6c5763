import { MAX_IMPORT_BYTES, type HandedFile, type ImportPreview } from '../../domain/contract/ipc.ts'
import { fail, type Result } from '../../domain/contract/result.ts'
import { buildPreview } from '../../domain/importing/buildPreview.ts'
import type { ImportSheet } from '../../domain/importing/grid.ts'
import type { GuaranteeDefinition } from '../../domain/model/guarantee.ts'
import type { Ulid } from '../../domain/model/scalars.ts'
import { readDelimited } from './readDelimited.ts'
import { readWorkbook } from './xlsx/readWorkbook.ts'

/** What the reader needs besides the file. */
export type ReadImportDeps = {
  readonly definitions: readonly GuaranteeDefinition[]
  readonly existingProductIds: ReadonlySet<string>
  readonly newId: () => Ulid
}

/** Workbooks are known by their first bytes, not by their name: PK (zip) or the container of old and encrypted ones. */
const looksLikeWorkbook = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0x50 && bytes[1] === 0x4b) || (bytes[0] === 0xd0 && bytes[1] === 0xcf)

const readSheets = async (file: HandedFile): Promise<Result<ImportSheet[]>> => {
  if (file.bytes.byteLength === 0) return fail('import-empty', { file: file.name })
  if (file.bytes.byteLength > MAX_IMPORT_BYTES)
    return fail('import-too-large', {
      file: file.name,
      size: Math.ceil(file.bytes.byteLength / (1024 * 1024)),
      limit: MAX_IMPORT_BYTES / (1024 * 1024),
    })
  return looksLikeWorkbook(file.bytes)
    ? readWorkbook(file.name, file.bytes)
    : readDelimited(file.name, file.bytes)
}

/**
 * What an XLSX or CSV file would bring in, with every mistake named by row, column letter and heading. A file that cannot be
 * read at all fails with one clear code (see `readWorkbook`, `readDelimited`, `buildPreview`); nothing is written anywhere.
 */
export const readImportFile = async (
  deps: ReadImportDeps,
  file: HandedFile,
): Promise<Result<ImportPreview>> => {
  const sheets = await readSheets(file)
  if (!sheets.ok) return sheets
  const { definitions, existingProductIds } = deps
  const facts = { definitions, existingProductIds, token: deps.newId(), fileName: file.name, at: Date.now() }
  return buildPreview(facts, sheets.value)
}
