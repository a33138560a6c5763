import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { deflateRawSync, crc32 } from 'node:zlib'

/** The project's folder. */
export const repository: string = path.resolve(import.meta.dirname, '..', '..', '..')

const STEP_SCRIPT = path.join(repository, 'test', 'fixtures', 'setup', 'step.mjs')

/** How a step of the set-up ended. */
export interface StepEnd {
  code: number | null
  signal: NodeJS.Signals | null
  /** What it said (stderr). */
  said: string
  /** What it gave (stdout). */
  gave: string
}

/** A step of the set-up that is under way. */
export interface RunningStep {
  child: ChildProcessWithoutNullStreams
  end: Promise<StepEnd>
  /** Resolves when it has said something matching. */
  says: (words: RegExp) => Promise<void>
}

/** Starts a step of the set-up in a process of its own. */
export function startStep(step: string, settings: object, env: Record<string, string> = {}): RunningStep {
  const child = spawn(process.execPath, [STEP_SCRIPT, repository, step, JSON.stringify(settings)], {
    cwd: repository,
    env: { ...process.env, ...env },
  })
  let said = ''
  let gave = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    gave += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const end = new Promise<StepEnd>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, said, gave }))
  })
  const says = async (words: RegExp): Promise<void> => {
    await waitFor(`the set-up to say ${words.source}`, () => words.test(said))
  }
  return { child, end, says }
}

/** Runs a step of the set-up to its end. */
export function runStep(step: string, settings: object, env: Record<string, string> = {}): Promise<StepEnd> {
  return startStep(step, settings, env).end
}

/** Waits until something is true; fails after forty seconds. */
export async function waitFor(what: string, isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 40_000
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
}

/** The processes of Linux that were started with `TRUSTCUE_TEST_MARK=<mark>` around them, children included. */
export function processesMarked(mark: string): string[] {
  return fs.readdirSync('/proc').filter((name) => {
    try {
      return (
        /^\d+$/.test(name) &&
        fs.readFileSync(`/proc/${name}/environ`, 'utf8').includes(`TRUSTCUE_TEST_MARK=${mark}`)
      )
    } catch {
      return false
    }
  })
}

/** A folder for one test. */
export function temporaryFolder(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'trustcue-setup-'))
}

/** The integrity of a file, as npm writes it. */
export function integrityOf(file: string): string {
  return `sha512-${createHash('sha512').update(fs.readFileSync(file)).digest('base64')}`
}

/** The files below a folder, relative to it. */
export function filesBelow(folder: string): string[] {
  if (!fs.existsSync(folder)) return []
  return fs.readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    return entry.isDirectory() ? [] : [path.relative(folder, path.join(entry.parentPath, entry.name))]
  })
}

/** Writes a zip file of deflated entries. */
export function writeZip(file: string, entries: Record<string, Buffer>): void {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(entries)) {
    const packed = deflateRawSync(content, { level: 1 })
    const bytes = Buffer.from(name, 'utf8')
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(content.length, 18)
    common.writeUInt16LE(bytes.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, bytes, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE((0o100755 << 16) >>> 0, 6)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, tail, bytes]))
    locals.push(local)
    offset += local.length
  }
  const listing = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(listing.length, 12)
  end.writeUInt32LE(offset, 16)
  fs.writeFileSync(file, Buffer.concat([...locals, listing, end]))
}

/** The bytes by which @electron/fuses finds an executable's switches, and eight of them. */
export const FUSE_WIRE: Buffer = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 8]),
  Buffer.from('01001101'),
])

/** Packs a small package with npm, as a stand-in for what the registry would give. */
export function packPackage(
  work: string,
  name: string,
  fill: (folder: string) => void,
): { spec: string; integrity: string } {
  const folder = path.join(work, name)
  fs.mkdirSync(folder, { recursive: true })
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0' }))
  fill(folder)
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const packed = spawnSync(npm, ['pack', folder, '--pack-destination', work], { encoding: 'utf8', cwd: work })
  if (packed.status !== 0) throw new Error(packed.stderr)
  const spec = path.join(work, `${name}-1.0.0.tgz`)
  return { spec, integrity: integrityOf(spec) }
}
