/**
 * What has to come from the system: libraries of Electron, a virtual display, a browser, a compiler.
 *
 * Looked for where it would be used (the loader's cache, PATH, the font folders), so that nothing is asked of apt when
 * all of it is there, whatever the distribution calls its packages.
 */
import fs from 'node:fs'
import path from 'node:path'
import { runQuietly } from './childProcess.mjs'
import { SetupError, keepSaying } from './say.mjs'

/** Finds a program in PATH (and in the administrator's folders, which a person's PATH may lack). */
export function findProgram(name, env = process.env) {
  const folders = [...(env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/sbin']
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd', ''] : ['']
  for (const folder of folders) {
    if (folder === '') continue
    for (const suffix of suffixes) {
      const file = path.join(folder, name + suffix)
      try {
        fs.accessSync(file, fs.constants.X_OK)
        if (fs.statSync(file).isFile()) return file
      } catch {
        // Not in this folder.
      }
    }
  }
  return undefined
}

/** The shell first: without the browser's own windows and pages it starts three times as fast. */
const CHROMIUM_NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
]

/** The Chromium or Chrome of this machine for the browser tests; undefined when there is none. */
export function findChromium(env = process.env) {
  if (env.TRUSTCUE_CHROMIUM) return env.TRUSTCUE_CHROMIUM
  for (const name of CHROMIUM_NAMES) {
    const found = findProgram(name, env)
    if (found !== undefined) return found
  }
  const elsewhere = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ...[env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
      .filter((base) => base !== undefined)
      .flatMap((base) => [
        path.join(base, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        path.join(base, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]),
  ]
  return elsewhere.find((file) => fs.existsSync(file))
}

const LIBRARIES = [
  ['libgtk-3.so.0', 'libgtk-3-0'],
  ['libnss3.so', 'libnss3'],
  ['libasound.so.2', 'libasound2'],
  ['libgbm.so.1', 'libgbm1'],
  ['libXss.so.1', 'libxss1'],
]

const CJK_FONT_FILE = /(noto.*cjk|source-?han|wqy|droidsansfallback|pingfang|sarasa|arphic|ukai|uming)/i

/** Where fonts lie. */
export function fontFolders(env = process.env) {
  return ['/usr/share/fonts', '/usr/local/share/fonts', path.join(env.HOME ?? '/', '.local/share/fonts')]
}

function hasChineseFont(folders) {
  return folders.some((folder) => {
    try {
      return fs.readdirSync(folder, { recursive: true }).some((file) => CJK_FONT_FILE.test(String(file)))
    } catch {
      return false
    }
  })
}

async function missingLibraries() {
  const ldconfig = findProgram('ldconfig')
  if (ldconfig === undefined) return []
  const { code, stdout } = await runQuietly(ldconfig, ['-p'], {})
  if (code !== 0) return []
  return LIBRARIES.filter(([library]) => !stdout.includes(`\t${library} `)).map(([, name]) => name)
}

/** True when windows would have nowhere to go. */
export function needsVirtualDisplay(env = process.env) {
  return process.platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY
}

/**
 * The Debian packages that are missing for the given needs: `electron` (its libraries; with no display also a virtual
 * one and Chinese fonts), `browser`, `compiler`.
 */
export async function missingPackages(needs, { env, fonts }) {
  if (process.platform !== 'linux') return []
  const missing = []
  if (needs.includes('electron')) {
    if (needsVirtualDisplay(env)) {
      if (findProgram('Xvfb', env) === undefined) missing.push('xvfb')
      if (findProgram('xauth', env) === undefined) missing.push('xauth')
    }
    missing.push(...(await missingLibraries()))
  }
  if ((needs.includes('electron') || needs.includes('browser')) && !hasChineseFont(fonts))
    missing.push('fonts-noto-cjk')
  if (needs.includes('browser') && findChromium(env) === undefined) missing.push('chromium')
  if (needs.includes('compiler')) {
    if (findProgram('python3', env) === undefined) missing.push('python3')
    if (findProgram('make', env) === undefined) missing.push('make')
    if (findProgram('g++', env) === undefined) missing.push('g++')
  }
  return missing
}

/** The command a person without root's rights is asked to run. */
export function aptLine(packages) {
  return `sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`
}

/** What a package is called here: newer releases call the libraries with 64-bit time …t64. */
async function namesInThisRelease(packages, options) {
  const names = []
  for (const name of packages) {
    const better = name === 'chromium' ? 'chromium-headless-shell' : `${name}t64`
    const shown = await runQuietly('apt-cache', ['show', '--no-all-versions', better], options).catch(
      () => undefined,
    )
    const isThere = shown?.code === 0 && shown.stdout.includes(`Package: ${better}\n`)
    names.push(isThere ? better : name)
  }
  return names
}

/**
 * Makes sure of the system packages for the given needs: by apt as root, else by saying what to install.
 *
 * @param {{ say: (line: string) => void, isRoot: boolean, env: NodeJS.ProcessEnv, fonts: string[] }} deps
 * @param {string[]} needs see {@link missingPackages}
 * @throws {SetupError} with the exact command when this process may not install them
 */
export async function ensureSystemPackages(deps, needs) {
  const missing = await missingPackages(needs, deps)
  if (missing.length === 0) return
  const apt = findProgram('apt-get', deps.env)
  if (apt === undefined) {
    throw new SetupError(
      `this system lacks what Debian calls ${missing.join(', ')}. ` +
        "Please install them with your system's package manager and run the command again.",
    )
  }
  const options = {
    env: { ...deps.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' },
  }
  if (!deps.isRoot) {
    const line = aptLine(await namesInThisRelease(missing, options))
    throw new SetupError(
      `these system packages are missing. Please run this, then the command again:\n\n  ${line}\n`,
    )
  }
  deps.say(`installing system packages with apt-get: ${missing.join(' ')}`)
  const stopSaying = keepSaying(deps.say, 'installing system packages', () => '', 10_000)
  const wait = ['-o', 'DPkg::Lock::Timeout=600']
  try {
    // An installation that was interrupted earlier is brought to its end first.
    const configure = findProgram('dpkg', deps.env)
    if (configure !== undefined) await runQuietly(configure, ['--configure', '-a'], options)
    const update = await runQuietly(apt, [...wait, 'update'], options)
    const names = await namesInThisRelease(missing, options)
    const install = await runQuietly(
      apt,
      [...wait, 'install', '-y', '--no-install-recommends', ...names],
      options,
    )
    if (install.code !== 0) {
      const tail = `${update.code === 0 ? '' : update.output}\n${install.output}`
        .trim()
        .split('\n')
        .slice(-8)
        .join('\n')
      throw new SetupError(`apt-get could not install ${names.join(' ')}:\n${tail}`)
    }
  } finally {
    stopSaying()
  }
  const still = await missingPackages(needs, deps)
  if (still.length > 0) throw new SetupError(`still missing after apt-get: ${still.join(' ')}`)
  deps.say('system packages installed')
}
