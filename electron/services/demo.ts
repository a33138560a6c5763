import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Result } from '../../domain/contract/result.ts'
import { succeed } from '../../domain/contract/result.ts'
import type { LineupService } from './lineup.ts'

/** What putting in the demo needs. */
export type DemoDeps = {
  readonly lineup: LineupService
  readonly resourcesDir: string
  /** Where the app keeps product pictures. */
  readonly picturesDir: string
}

/** The demo session's title: it is a name in the shop's data, so it does not change with the language. */
export const DEMO_TITLE = '演示场次'

const PICTURE = /^[A-Za-z0-9_-]{1,80}\.(png|jpg|jpeg|webp)$/

const list = async (folder: string): Promise<string[]> => {
  try {
    return await readdir(folder)
  } catch {
    return []
  }
}

/**
 * On the first run (no session, no product) brings in the demo workbook through the importer everybody uses, with its
 * pictures. Gives true when it did. A demo file that is not there changes nothing.
 */
export const installDemo = async (deps: DemoDeps): Promise<Result<boolean>> => {
  const sessions = await deps.lineup.sessions()
  if (!sessions.ok) return sessions
  const products = await deps.lineup.products()
  if (!products.ok) return products
  if (sessions.value.length > 0 || products.value.length > 0) return succeed(false)

  const folder = path.join(deps.resourcesDir, 'demo')
  const name = 'demo-lineup.xlsx'
  if (!(await list(folder)).includes(name)) return succeed(false)
  await mkdir(deps.picturesDir, { recursive: true })
  const pictures = path.join(folder, 'pictures')
  for (const file of await list(pictures)) {
    if (PICTURE.test(file)) await copyFile(path.join(pictures, file), path.join(deps.picturesDir, file))
  }
  const bytes = new Uint8Array(await readFile(path.join(folder, name)))
  const preview = await deps.lineup.importPreview({ name, bytes })
  if (!preview.ok) return preview
  const target = { sessionId: null, title: DEMO_TITLE, mode: 'replace' } as const
  const committed = await deps.lineup.importCommit(preview.value.token, target)
  return committed.ok ? succeed(true) : committed
}
