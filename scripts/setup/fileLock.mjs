/**
 * One at a time, across processes: two npm commands in one checkout, or two checkouts with one cache.
 *
 * A lock is a file made with O_EXCL that names its owner. The owner touches it while it lives, so a lock whose owner
 * was killed is recognised (no such process, or not touched for a minute) and taken over.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { randomUUID } from 'node:crypto'

const TOUCH_EVERY_MS = 5000
const STALE_AFTER_MS = 60_000
const POLL_MS = 200
const AFTER_DEATH_MS = 300

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
    return
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
}

/** Runs `work` while holding the lock `file`; `speak` is told once when it has to wait for another process. */
export async function withFileLock(file, speak, work) {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  const token = randomUUID()
  let told = false
  for (;;) {
    try {
      fs.writeFileSync(file, JSON.stringify({ pid: process.pid, host: os.hostname(), token }), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    const owner = readOwner(file)
    if (owner === undefined) continue
    if (isStale(owner)) {
      takeAway(file, owner)
      // What a killed owner had started notices its death and ends too (keepChild.mjs): leave it that moment.
      await new Promise((resolve) => setTimeout(resolve, AFTER_DEATH_MS))
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
    if (readOwner(file)?.token === token) fs.rmSync(file, { force: true })
  }
}
