import { statfsSync, statSync } from 'node:fs'
import path from 'node:path'
import type { DiskPlace } from '../../domain/contract/ipc.ts'

/** Types of file systems that lie on another machine, as Linux numbers them (statfs(2)): NFS, SMB, CIFS, SMB2, AFS, Ceph, 9P. */
const REMOTE_TYPES: ReadonlySet<number> = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x00c36400, 0x01021997,
])

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** Looks where a data file lies. Never throws: a disk that is away has no room and says nothing. */
export const readDiskPlace = (file: string): DiskPlace => {
  let freeBytes: number | null = null
  // A share is written with two backslashes on Windows; a drive letter may stand for one, which nothing tells us.
  let isRemote = /^[\\/]{2}[^\\/?.]/.test(file)
  let fileBytes = 0
  let walBytes = 0
  try {
    const { type, bavail, bsize } = statfsSync(path.dirname(file))
    isRemote ||= process.platform === 'linux' && REMOTE_TYPES.has(type)
    freeBytes = bavail * bsize
    fileBytes = sizeOf(file)
    walBytes = sizeOf(`${file}-wal`)
  } catch {
    // Away.
  }
  return { file, isRemote, freeBytes, fileBytes, walBytes }
}
