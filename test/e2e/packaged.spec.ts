import fs from 'node:fs'
import path from 'node:path'
import { getCurrentFuseWire, FuseState, FuseV1Options } from '@electron/fuses'
import { expect, launchExecutable, test } from './launch.ts'
import { inMain } from './steps/inMain.ts'
import { checkout, readRuntime } from './runtime.ts'

/** Where `npm test` packs the application for this test. */
const PACKED = path.join(checkout, 'out', 'packaged-test')

function packedFiles(): { executable: string; resources: string } {
  const folders = fs.readdirSync(PACKED).filter((name) => /^(linux|mac|win)/.test(name))
  const folder = path.join(
    PACKED,
    folders.find((name) => name.includes('unpacked') || name.startsWith('mac')) ?? '',
  )
  if (process.platform === 'darwin') {
    const contents = path.join(folder, 'TrustCue.app', 'Contents')
    return {
      executable: path.join(contents, 'MacOS', 'TrustCue'),
      resources: path.join(contents, 'Resources'),
    }
  }
  const name = process.platform === 'win32' ? 'TrustCue.exe' : 'trustcue'
  return { executable: path.join(folder, name), resources: path.join(folder, 'resources') }
}

function filesBelow(folder: string): string[] {
  return fs.readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    return entry.isFile() ? [path.relative(folder, path.join(entry.parentPath, entry.name))] : []
  })
}

test.describe('the packed application', () => {
  test('opens its window, writes its database and serves the stage', async ({ userData }) => {
    const flags = readRuntime().electron?.flags ?? []
    const app = await launchExecutable(packedFiles().executable, flags, userData, {})
    try {
      const console = await app.window('console')
      await expect(console.locator('#root')).not.toBeEmpty()
      const stageUrl = await app.stageUrl()
      const answer = await fetch(stageUrl)
      expect(answer.status).toBe(200)
      const script =
        /<script[^>]* src="([^"]+)"/.exec(await answer.text())?.[1] ?? 'no script in the stage page'
      expect((await fetch(new URL(script, stageUrl))).status).toBe(200)
      expect(await inMain(app, ({ app: electronApp }) => electronApp.isPackaged, null)).toBe(true)
    } finally {
      await app.close()
    }
    const databases = filesBelow(userData).filter((file) => /\.(db|sqlite3?)$/.test(file))
    expect(databases.length).toBeGreaterThan(0)
    const header = fs.readFileSync(path.join(userData, databases[0] ?? '')).subarray(0, 15)
    expect(header.toString('latin1')).toBe('SQLite format 3')
  })

  test('ships the database addon of this platform alone, outside the archive', () => {
    const addons = filesBelow(packedFiles().resources).filter((file) => file.endsWith('.node'))
    const own = path.join('prebuilds', `${process.platform}-${process.arch}.node`)
    expect(addons).toEqual([path.join('app.asar.unpacked', 'node_modules', 'better-sqlite3', own)])
  })

  test('has its fuses set against being turned into something else', async () => {
    const fuses = await getCurrentFuseWire(packedFiles().executable)
    const state = (fuse: FuseV1Options): FuseState | undefined => fuses[fuse]
    expect(state(FuseV1Options.RunAsNode)).toBe(FuseState.DISABLE)
    expect(state(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe(FuseState.DISABLE)
    expect(state(FuseV1Options.GrantFileProtocolExtraPrivileges)).toBe(FuseState.DISABLE)
    expect(state(FuseV1Options.EnableCookieEncryption)).toBe(FuseState.ENABLE)
    expect(state(FuseV1Options.OnlyLoadAppFromAsar)).toBe(FuseState.ENABLE)
    // A build for release has this one off as well; the test build needs it to be driven by a test.
    expect(state(FuseV1Options.EnableNodeCliInspectArguments)).toBe(FuseState.ENABLE)
  })
})
