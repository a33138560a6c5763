/** Packages straight from the person's npm registry, checked against a pinned sha512. */
import fs from 'node:fs'
import path from 'node:path'
import { runQuietly, runChild } from './childProcess.mjs'
import { cachedFolder, sha512Of } from './cache.mjs'
import { SetupError, keepSaying, megabytes } from './say.mjs'

/** The command line of npm itself: the one that runs this script, else the one in PATH. */
export function npmCommand(env = process.env) {
  const cli = env.npm_execpath
  if (cli !== undefined && /npm-cli\.[cm]?js$/.test(cli) && fs.existsSync(cli)) {
    return { command: process.execPath, args: [cli], shell: false }
  }
  return {
    command: process.platform === 'win32' ? 'npm.cmd' : 'npm',
    args: [],
    shell: process.platform === 'win32',
  }
}

/** The size of everything below a folder, in bytes; 0 when it is not there. */
export function folderSize(folder) {
  let total = 0
  try {
    for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const stat = fs.statSync(path.join(entry.parentPath ?? entry.path, entry.name), {
        throwIfNoEntry: false,
      })
      total += stat?.size ?? 0
    }
  } catch {
    // Something was moved while it was measured; the next look will be right.
  }
  return total
}

/**
 * Downloads a package's tarball into the cache and gives its path.
 *
 * @param {{ folder: string, say: (line: string) => void }} deps
 * @param {{ name: string, spec: string, integrity: string, megabytes: number }} wanted `spec` is what npm is asked for
 * @throws {SetupError} when it cannot be fetched, or is not the file that was pinned
 */
export async function cachedTarball(deps, wanted) {
  const folder = await cachedFolder(
    deps,
    `download-${wanted.name}`,
    wanted.integrity,
    false,
    async (temporary) => {
      deps.say(`downloading ${wanted.spec} (about ${wanted.megabytes} MB) from the npm registry`)
      // npm gets a cache of its own here: its growth is the progress, and it goes away afterwards.
      const npmCache = path.join(temporary, 'npm-cache')
      const stopSaying = keepSaying(deps.say, `downloading ${wanted.spec}`, () => {
        return `${megabytes(Math.min(folderSize(npmCache), wanted.megabytes * 1024 * 1024))} of ${wanted.megabytes} MB`
      })
      let result
      try {
        const npm = npmCommand()
        result = await runQuietly(
          npm.command,
          [
            ...npm.args,
            'pack',
            wanted.spec,
            '--pack-destination',
            temporary,
            '--ignore-scripts',
            '--cache',
            npmCache,
          ],
          { cwd: temporary, shell: npm.shell, diesWithUs: true },
        )
      } finally {
        stopSaying()
      }
      fs.rmSync(npmCache, { recursive: true, force: true })
      const tarball = fs.readdirSync(temporary).find((file) => file.endsWith('.tgz'))
      if (result.code !== 0 || tarball === undefined) {
        const reason = result.output
          .split('\n')
          .filter((line) => line.startsWith('npm error'))
          .slice(0, 4)
          .join('\n  ')
        throw new SetupError(
          `could not download ${wanted.spec} with npm (exit ${result.code}). Is the registry reachable?\n  ${reason}`,
        )
      }
      const actual = await sha512Of(path.join(temporary, tarball))
      if (actual !== wanted.integrity) {
        throw new SetupError(
          `${wanted.spec} is not the file it should be, so it was thrown away.\n` +
            `  expected ${wanted.integrity}\n  received ${actual}`,
        )
      }
      fs.renameSync(path.join(temporary, tarball), path.join(temporary, 'package.tgz'))
    },
  )
  return path.join(folder, 'package.tgz')
}

/** Unpacks a package's tarball into a folder (the package's files directly in it). */
export async function unpackTarball(tarball, folder) {
  fs.mkdirSync(folder, { recursive: true })
  const code = await runChild('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'], {
    stdio: 'inherit',
  })
  if (code !== 0) throw new SetupError(`tar could not unpack ${tarball} (exit ${code}); is the disk full?`)
}
