import { readFile, writeFile } from 'node:fs/promises'

/** Place and size of a window in screen points. */
export type Bounds = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** What is kept of a window between two runs. */
export type KeptWindow = { readonly bounds: Bounds; readonly maximised: boolean }

const isKept = (value: unknown): value is KeptWindow => {
  if (typeof value !== 'object' || value === null || !('bounds' in value) || !('maximised' in value))
    return false
  const { bounds, maximised } = value
  return (
    typeof bounds === 'object' &&
    bounds !== null &&
    ['x', 'y', 'width', 'height'].every((key) => Number.isFinite(Reflect.get(bounds, key))) &&
    typeof maximised === 'boolean'
  )
}

/** What was kept under a name; null when nothing was, or the file cannot be read. */
export const readKeptWindow = async (file: string, name: string): Promise<KeptWindow | null> => {
  try {
    const stored: unknown = JSON.parse(await readFile(file, 'utf8'))
    const kept: unknown = typeof stored === 'object' && stored !== null ? Reflect.get(stored, name) : null
    return isKept(kept) ? kept : null
  } catch {
    return null
  }
}

/** Keeps a window's place. A failure costs nothing but the place. */
export const keepWindow = async (file: string, name: string, kept: KeptWindow): Promise<void> => {
  let stored: unknown = {}
  try {
    stored = JSON.parse(await readFile(file, 'utf8'))
  } catch {
    // The first time there is no file.
  }
  const all = typeof stored === 'object' && stored !== null ? stored : {}
  try {
    await writeFile(file, JSON.stringify({ ...all, [name]: kept }))
  } catch {
    // The next run opens the window in the middle of the screen.
  }
}

/** True when enough of a window lies on one of the screens to be taken hold of. */
export const isReachable = (bounds: Bounds, screens: readonly Bounds[]): boolean =>
  screens.some((screen) => {
    const width = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x)
    const height = Math.min(bounds.y + bounds.height, screen.y + screen.height) - Math.max(bounds.y, screen.y)
    return width >= 120 && height >= 80
  })
