import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fail, succeed, type Result } from '../../domain/contract/result.ts'
import type { GuaranteeDefinition } from '../../domain/model/guarantee.ts'
import { guaranteesFileSchema } from '../../domain/stage/guaranteesFile.ts'

/** Where the shipped definitions of the trust card stand below the resources folder. */
export const GUARANTEES_FILE = path.join('rule-packs', 'trust-card', 'guarantees.json')

/**
 * The rights of the trust card as shipped data. Fails with `guarantees-unreadable` (file) or `guarantees-invalid` (file,
 * field: the first value that does not fit).
 */
export const readGuarantees = async (resourcesDir: string): Promise<Result<GuaranteeDefinition[]>> => {
  const file = path.join(resourcesDir, GUARANTEES_FILE)
  let value: unknown
  try {
    value = JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return fail('guarantees-unreadable', { file: GUARANTEES_FILE })
  }
  const parsed = guaranteesFileSchema.safeParse(value)
  if (parsed.success) return succeed(parsed.data.guarantees)
  const issue = parsed.error.issues[0]
  return fail('guarantees-invalid', {
    file: GUARANTEES_FILE,
    field: issue === undefined ? '' : issue.path.join('.'),
  })
}
