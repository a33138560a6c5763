/**
 * One at a time, across processes: two npm commands in one checkout, or two checkouts with one cache.
 *
 * A lock is a file made with O_EXCL that names its owner. The owner touches it while it lives, so a lock whose owner
 * was killed is recognised (no such process, or not touched for a minute) and taken over. It also names the programs
 * its owner started: when the owner alone was killed, an npm it had started may still be at work, and is ended first.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { randomUUID } from 'node:crypto'
import { execFileSync } from 'node:child_process'

const TOUCH_EVERY_MS = 5000
const STALE_AFTER_MS = 60_000
const POLL_MS = 200

function readOwner(file) {
  try {
    const touchedAt = fs.statSync(file).mtimeMs
    const text = fs.readFileSync(file, 'utf8')
    try {
      return { ...JSON.parse(text), touchedAt }
    } catch {
      // Killed between creating and writing it: judged by its age alone.
      return { pid: 0, host: '', token: text, touchedAt }
    }
  } catch {
    return undefined
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** What tells a process from a later one with the same number: when it started. */
function startOf(pid) {
  try {
    if (process.platform === 'linux') {
      const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    }
    if (process.platform === 'win32') return undefined
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}

/** The locks this process holds: file → what is written in it. */
const held = new Map()

function writeOwner(file, owner) {
  fs.writeFileSync(`${file}.${owner.token}`, JSON.stringify(owner))
  fs.renameSync(`${file}.${owner.token}`, file)
}

/** Writes a program that heads its own process group into the locks this process holds. */
export function noteChild(pid) {
  if (pid === undefined) return
  const startedAt = startOf(pid)
  if (startedAt === undefined) return
  for (const [file, owner] of held) {
    owner.children.push({ pid, startedAt })
    writeOwner(file, owner)
  }
}

async function endOrphans(children) {
  for (const { pid, startedAt } of children ?? []) {
    if (startOf(pid) !== startedAt) continue
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      // It ended by itself just now.
    }
    while (startOf(pid) === startedAt && !isZombie(pid))
      await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function isZombie(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z')
  } catch {
    return true
  }
}

function isStale(owner) {
  if (Date.now() - owner.touchedAt > STALE_AFTER_MS) return true
  if (owner.pid === 0) return Date.now() - owner.touchedAt > 2000
  return owner.host === os.hostname() && !isAlive(owner.pid)
}

function takeAway(file, judged) {
  const aside = `${file}.${randomUUID()}`
  try {
    fs.renameSync(file, aside)
  } catch {
    return false
  }
  const moved = readOwner(aside)
  if (moved !== undefined && moved.token !== judged.token) {
    // Somebody else was quicker and this is their new lock: give it back.
    try {
      fs.linkSync(aside, file)
    } catch {
      // A third one holds it already; the owner of this one will find out at its next touch.
    }
  }
  fs.rmSync(aside, { force: true })
  return moved?.token === judged.token
}

/** Runs `work` while holding the lock `file`; `speak` is told once when it has to wait for another process. */
export async function withFileLock(file, speak, work) {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  const token = randomUUID()
  let told = false
  for (;;) {
    try {
      const owner = { pid: process.pid, host: os.hostname(), token, children: [] }
      fs.writeFileSync(file, JSON.stringify(owner), { flag: 'wx' })
      held.set(file, owner)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    const owner = readOwner(file)
    if (owner === undefined) continue
    if (isStale(owner)) {
      if (takeAway(file, owner)) await endOrphans(owner.children)
      continue
    }
    if (!told) {
      told = true
      speak(`waiting for another set-up of TrustCue (process ${owner.pid}) to finish`)
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  const touch = setInterval(() => {
    try {
      const now = new Date()
      fs.utimesSync(file, now, now)
    } catch {
      // Taken away while this machine slept; nothing to be done about it now.
    }
  }, TOUCH_EVERY_MS)
  try {
    return await work()
  } finally {
    clearInterval(touch)
    held.delete(file)
    if (readOwner(file)?.token === token) fs.rmSync(file, { force: true })
  }
}
