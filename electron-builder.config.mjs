/**
 * Installers: NSIS, dmg, AppImage and deb.
 *
 * The environment (set by `npm run dist`):
 *   TRUSTCUE_ELECTRON_DIST, TRUSTCUE_ELECTRON_VERSION   the runtime to pack
 *   TRUSTCUE_SQLITE_ADDON      the addon built for the stand-in runtime; takes the place of the prebuilt one
 *   TRUSTCUE_TEST_BUILD=1      leaves the inspector's switch on, so that a test can drive the packed application
 */
import fs from 'node:fs'
import path from 'node:path'
import { Arch } from 'electron-builder'

const testBuild = process.env.TRUSTCUE_TEST_BUILD === '1'
const addonOfStandIn = process.env.TRUSTCUE_SQLITE_ADDON
const standIn = addonOfStandIn !== undefined && addonOfStandIn !== ''

const NODE_PLATFORM = { mac: 'darwin', windows: 'win32', linux: 'linux' }

function resourcesFolder(context) {
  if (context.packager.platform.name !== 'mac') return path.join(context.appOutDir, 'resources')
  return path.join(
    context.appOutDir,
    `${context.packager.appInfo.productFilename}.app`,
    'Contents',
    'Resources',
  )
}

function addonsBelow(folder) {
  return fs
    .readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.node'))
}

/** Exactly one addon may ship, and it must be the one of this platform: anything else fails the build. */
async function checkAddon(context) {
  const resources = resourcesFolder(context)
  const name = `${NODE_PLATFORM[context.packager.platform.name]}-${Arch[context.arch]}.node`
  const expected = path.join('app.asar.unpacked', 'node_modules', 'better-sqlite3', 'prebuilds', name)
  const found = addonsBelow(resources)
  if (found.length !== 1 || found[0] !== expected) {
    throw new Error(`the package must hold one addon, ${expected}, but holds: ${found.join(', ') || 'none'}`)
  }
  if (standIn) fs.copyFileSync(addonOfStandIn, path.join(resources, expected))
  // What a runtime folder that was handed over brings along.
  fs.rmSync(path.join(context.appOutDir, '.whole.json'), { force: true })
  fs.rmSync(path.join(resources, 'default_app.asar'), { force: true })
}

export default {
  appId: 'app.trustcue.desktop',
  productName: 'TrustCue',
  copyright: 'TrustCue contributors',
  extraMetadata: { homepage: 'https://trustcue.app' },
  directories: { output: 'dist', buildResources: 'resources/icons' },
  files: [
    '!**/*',
    'package.json',
    'out/main/**',
    'out/packs/*.bin',
    'out/preload/**',
    'out/renderer/**',
    'resources/**',
    'node_modules/better-sqlite3/package.json',
    'node_modules/better-sqlite3/LICENSE',
    'node_modules/better-sqlite3/lib/**',
    // The placeholders are electron-builder's own.
    'node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node',
  ],
  asar: true,
  asarUnpack: ['node_modules/better-sqlite3/prebuilds/**'],
  npmRebuild: false,
  ...(standIn
    ? {
        electronDist: process.env.TRUSTCUE_ELECTRON_DIST,
        electronVersion: process.env.TRUSTCUE_ELECTRON_VERSION,
      }
    : {}),
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: testBuild,
    enableEmbeddedAsarIntegrityValidation: process.platform === 'darwin' || process.platform === 'win32',
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
    resetAdHocDarwinSignature: process.platform === 'darwin',
  },
  afterPack: checkAddon,
  win: { target: ['nsis'], icon: 'resources/icons/icon.png' },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
  mac: { target: ['dmg'], icon: 'resources/icons/icon.png', category: 'public.app-category.business' },
  linux: {
    target: ['AppImage', 'deb'],
    icon: 'resources/icons/icon.png',
    executableName: 'trustcue',
    category: 'Office',
    synopsis: 'Lineup, trust card, claim checks and the promise ledger for livestream shops',
    maintainer: 'TrustCue contributors <maintainers@trustcue.app>',
  },
  artifactName: '${productName}-${version}-${os}-${arch}.${ext}',
}
