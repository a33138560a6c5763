import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { type Connecting, openForReading } from './connect.ts'

/** Kinds of b-tree pages, as their first byte says (file format of SQLite, 1.6). */
const INTERIOR_INDEX = 2
const INTERIOR_TABLE = 5
const LEAF_INDEX = 10
const LEAF_TABLE = 13

/** A number of one to nine bytes, and how many it took. */
const varint = (page: Buffer, at: number): readonly [value: number, bytes: number] => {
  let value = 0
  for (let bytes = 1; bytes <= 8; bytes += 1) {
    const next = page[at + bytes - 1] ?? 0
    value = value * 128 + (next & 127)
    if (next < 128) return [value, bytes]
  }
  return [value * 256 + (page[at + 8] ?? 0), 9]
}

const isZero = (page: Buffer, from: number, to: number): boolean => {
  for (let at = from; at < to; at += 1) if (page[at] !== 0) return false
  return true
}

type Root = { readonly page: number; readonly isIndex: boolean }

/** The trees of a database file that nobody writes to: of its tables, and of indexes over them. */
const rootsOf = (place: Connecting): Root[] => {
  const db = openForReading(place)
  try {
    const rows = db
      .prepare<[], { readonly page: number; readonly type: string }>(
        'SELECT rootpage AS page, type FROM sqlite_schema WHERE rootpage > 0',
      )
      .all()
    return rows.map(({ page, type }) => ({ page, isIndex: type === 'index' }))
  } finally {
    db.close()
  }
}

/**
 * Whether bytes that belong to nothing may still hold what stood there once: free pages, what was cut out of a page, the gap
 * in its middle, the end of a long value. The file is a copy that nobody has open.
 *
 * A file that was always written with `secure_delete` has none, with two exceptions that are no words: where rows moved to
 * another page a few of their places (numbers below the size of a page) stay behind in the gap, and in an index, which is over
 * ids, times and states, some bytes of a key. The schema is nobody's words either.
 */
export const holdsRemains = (place: Connecting): boolean => {
  const { file } = place
  const roots = rootsOf(place)
  const handle = openSync(file, 'r')
  try {
    const head = Buffer.alloc(100)
    readSync(handle, head, 0, 100, 0)
    const size = head.readUInt16BE(16) === 1 ? 65_536 : head.readUInt16BE(16)
    const usable = size - (head[20] ?? 0)
    const pages = fstatSync(handle).size / size
    const seen = new Uint8Array(pages + 1)
    let met = 0
    const read = (number: number): Buffer => {
      const page = Buffer.alloc(size)
      readSync(handle, page, 0, size, (number - 1) * size)
      met += seen[number] === 0 ? 1 : 0
      seen[number] = 1
      return page
    }

    // A page that is met twice belongs to a damaged file: it is written anew rather than walked in a circle.
    for (let trunk = head.readUInt32BE(32); trunk !== 0;) {
      if (seen[trunk] === 1) return true
      const page = read(trunk)
      const leaves = page.readUInt32BE(4)
      if (!isZero(page, 8 + 4 * leaves, usable)) return true
      for (let leaf = 0; leaf < leaves; leaf += 1)
        if (!isZero(read(page.readUInt32BE(8 + 4 * leaf)), 0, usable)) return true
      trunk = page.readUInt32BE(0)
    }

    /** How many bytes of a value lie in its own page. */
    const localOf = (length: number, most: number): number => {
      if (length <= most) return length
      const least = Math.floor(((usable - 12) * 32) / 255) - 23
      const local = least + ((length - least) % (usable - 4))
      return local <= most ? local : least
    }
    const isClean = ({ page: number, isIndex }: Root, below: Root[]): boolean => {
      if (seen[number] === 1) return false
      const page = read(number)
      const start = number === 1 ? 100 : 0
      const kind = page[start]
      const isLeaf = kind === LEAF_INDEX || kind === LEAF_TABLE
      if (!isLeaf && kind !== INTERIOR_INDEX && kind !== INTERIOR_TABLE) return false
      const cells = page.readUInt16BE(start + 3)
      const places = start + (isLeaf ? 8 : 12)
      const content = page.readUInt16BE(start + 5) || 65_536
      const gapEnd = isIndex ? 0 : content
      for (let at = places + 2 * cells; at + 1 < gapEnd; at += 2)
        if (page.readUInt16BE(at) > usable) return false
      for (let block = page.readUInt16BE(start + 1); block !== 0;) {
        const following = page.readUInt16BE(block)
        // They stand in the order of their places.
        if (following !== 0 && following <= block) return false
        if (!isZero(page, block + 4, block + page.readUInt16BE(block + 2))) return false
        block = following
      }
      if (!isLeaf) below.push({ page: page.readUInt32BE(start + 8), isIndex })
      for (let cell = 0; cell < cells; cell += 1) {
        let at = page.readUInt16BE(places + 2 * cell)
        if (!isLeaf) below.push({ page: page.readUInt32BE(at), isIndex })
        if (kind === INTERIOR_TABLE) continue
        if (!isLeaf) at += 4
        const [length, bytes] = varint(page, at)
        at += bytes
        if (kind === LEAF_TABLE) at += varint(page, at)[1]
        const most = kind === LEAF_TABLE ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23
        const local = localOf(length, most)
        if (local === length) continue
        let left = length - local
        for (let next = page.readUInt32BE(at + local); next !== 0;) {
          const more = read(next)
          const here = Math.min(left, usable - 4)
          left -= here
          if (!isZero(more, 4 + here, usable)) return false
          next = more.readUInt32BE(0)
        }
      }
      return true
    }
    // The schema's own tree is as an index here.
    const below: Root[] = [{ page: 1, isIndex: true }, ...roots]
    for (let next = below.pop(); next !== undefined; next = below.pop())
      if (!isClean(next, below)) return true
    return met !== pages
  } finally {
    closeSync(handle)
  }
}
