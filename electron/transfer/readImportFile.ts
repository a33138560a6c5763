import type { HandedFile, ImportPreview } from '../../domain/contract/ipc.ts'
import { fail, type Result } from '../../domain/contract/result.ts'
import type { GuaranteeDefinition } from '../../domain/model/guarantee.ts'
import type { Ulid } from '../../domain/model/scalars.ts'

/** What the reader needs besides the file. */
export type ReadImportDeps = {
  readonly definitions: readonly GuaranteeDefinition[]
  readonly existingProductIds: ReadonlySet<string>
  readonly newId: () => Ulid
}

/** What an import file would bring in. */
export const readImportFile = async (_deps: ReadImportDeps, file: HandedFile): Promise<Result<ImportPreview>> =>
  fail('import-unreadable', { file: file.name })
