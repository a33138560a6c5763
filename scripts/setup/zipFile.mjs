/** Reading a zip file with nothing but Node: a fresh Debian has no unzip. */
import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { SetupError } from './say.mjs'

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const STORED = 0
const DEFLATED = 8

function readAt(handle, position, length) {
  const buffer = Buffer.alloc(length)
  const read = fs.readSync(handle, buffer, 0, length, position)
  if (read !== length) throw new SetupError('the zip file ends too early')
  return buffer
}

/** The entries of a zip file: `{ name, method, crc, compressedSize, size, mode, offset }`, folders left out. */
export function listZip(file) {
  const handle = fs.openSync(file, 'r')
  try {
    const fileSize = fs.fstatSync(handle).size
    const tail = readAt(handle, Math.max(0, fileSize - 65_557), Math.min(fileSize, 65_557))
    let end = tail.length - 22
    while (end >= 0 && tail.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1
    if (end < 0) throw new SetupError(`${file} is not a whole zip file`)
    const count = tail.readUInt16LE(end + 10)
    const directory = readAt(handle, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12))
    const entries = []
    let at = 0
    for (let index = 0; index < count; index += 1) {
      if (directory.readUInt32LE(at) !== DIRECTORY_ENTRY)
        throw new SetupError(`${file} has a damaged directory`)
      const nameLength = directory.readUInt16LE(at + 28)
      const name = directory.toString('utf8', at + 46, at + 46 + nameLength)
      if (!name.endsWith('/')) {
        entries.push({
          name,
          method: directory.readUInt16LE(at + 10),
          crc: directory.readUInt32LE(at + 16),
          compressedSize: directory.readUInt32LE(at + 20),
          size: directory.readUInt32LE(at + 24),
          mode: directory.readUInt32LE(at + 38) >>> 16,
          offset: directory.readUInt32LE(at + 42),
        })
      }
      at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
    }
    return entries
  } finally {
    fs.closeSync(handle)
  }
}

/**
 * Unpacks the entries for which `place` gives a path below `folder` (undefined leaves one out), keeping their modes
 * and checking their CRCs. `onProgress` gets the bytes written so far and the bytes in all.
 */
export async function unpackZip(file, folder, place, onProgress) {
  const wanted = listZip(file)
    .map((entry) => ({ entry, target: place(entry.name) }))
    .filter(({ target }) => target !== undefined)
  const total = wanted.reduce((sum, { entry }) => sum + entry.size, 0)
  let written = 0
  const handle = fs.openSync(file, 'r')
  try {
    for (const { entry, target } of wanted) {
      const full = path.resolve(folder, target)
      if (!full.startsWith(path.resolve(folder) + path.sep))
        throw new SetupError(`${entry.name} leaves its folder`)
      fs.mkdirSync(path.dirname(full), { recursive: true })
      const local = readAt(handle, entry.offset, 30)
      const start = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
      if (entry.method !== STORED && entry.method !== DEFLATED) {
        throw new SetupError(`${entry.name} is packed in an unknown way (${entry.method})`)
      }
      let crc = 0
      const check = new Transform({
        transform(chunk, _encoding, done) {
          crc = zlib.crc32(chunk, crc)
          written += chunk.length
          onProgress(written, total)
          done(undefined, chunk)
        },
      })
      const mode = entry.mode & 0o777
      const sink = fs.createWriteStream(full, { mode: mode === 0 ? 0o644 : mode })
      if (entry.compressedSize === 0) {
        sink.end()
        await new Promise((resolve, reject) => sink.once('close', resolve).once('error', reject))
      } else {
        const source = fs.createReadStream(file, { start, end: start + entry.compressedSize - 1 })
        if (entry.method === DEFLATED) await pipeline(source, zlib.createInflateRaw(), check, sink)
        else await pipeline(source, check, sink)
      }
      if (crc !== entry.crc) throw new SetupError(`${entry.name} in ${file} is damaged`)
    }
  } finally {
    fs.closeSync(handle)
  }
}
