import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { backupName, fileNamesBeside } from '../../electron/db/backupNames.ts'
import type { DbClient } from '../../electron/db/client.ts'
import { copyDataFile } from '../../electron/db/copyDataFile.ts'
import { migrations } from '../../electron/db/migrations/index.ts'
import { openDatabase } from '../../electron/db/open.ts'
import { bundle, entry, id, startSession } from '../integration/db/claimBundle.ts'
import { makeRandom } from '../../scripts/scorer/makeRandom.ts'

/** How much is damaged: rounds, and claims before and after the backup. */
export type DamageOptions = {
  readonly rounds: number
  readonly seed: number
  readonly before: number
  readonly after: number
}

/** What the rounds saw. */
export type DamageFigures = {
  readonly rounds: number
  /** Rounds in which the damage was noticed at the start, and what the app went on with. */
  readonly recovered: Record<'whole' | 'backup' | 'nothing', number>
  readonly unnoticed: number
  /** Acknowledged claims over all rounds, those that were there afterwards, and those only their own page held. */
  readonly claims: number
  readonly kept: number
  /** Claims that were lost though nothing they lay on was touched; must be none. */
  readonly lostForNothing: string[]
  /** Claims lost without a word, apart from the last act in a torn log; must be none. */
  readonly lostSilently: string[]
  /** Other things that are not as promised; must be none. */
  readonly wrong: string[]
  readonly slowestMs: number
}

const STAMP = '2026-05-01T20-00-00'
const PAGE = 4096
const WAL_HEADER = 32
const FRAME = PAGE + 24

const textOf = (number: number): string => bundle(number).claim.text

/** A shop's files as they lie on the disk: closed in order, or as a power cut leaves them. */
type Shop = {
  readonly folder: string
  readonly file: string
  readonly backup: string
  readonly backedUp: number
  readonly claims: number
  /** By number of a claim: frames in the log once it was acknowledged; empty when closed in order. */
  readonly frames: readonly number[]
  /** By number of a claim: the page of the main file it lies on. */
  readonly pages: readonly number[]
  /** Pages of the main file every reading of claims needs. */
  readonly needed: ReadonlySet<number>
}

const must = async (call: ReturnType<DbClient['call']>): Promise<void> => {
  const answer = await call
  if (!answer.ok) throw new Error(answer.error.code)
}

/** Records claims one by one as a live session does. */
const record = async (
  client: DbClient,
  from: number,
  count: number,
  told: (number: number) => void,
): Promise<void> => {
  for (let number = from; number < from + count; number += 1) {
    const { claim, ...rest } = bundle(number)
    const payload = { id: claim.id, text: claim.text, speaker: 'host', source: 'typed', saidAt: claim.at }
    await must(
      client.call('claim.record', {
        bundle: { claim, ...rest },
        entry: { ...entry('claim', claim.at), payload },
        corrects: [],
      }),
    )
    told(number)
  }
}

const layOut = (file: string, claims: number): Pick<Shop, 'pages' | 'needed'> => {
  const db = new Database(file, { readonly: true })
  const owned = db
    .prepare<[], { pageno: number; pagetype: string; name: string }>(
      "SELECT pageno, pagetype, name FROM dbstat WHERE name IN ('claim', 'sqlite_schema')",
    )
    .all()
  db.close()
  // Reading alone makes an empty log.
  for (const tail of ['-wal', '-shm']) rmSync(`${file}${tail}`, { force: true })
  const bytes = readFileSync(file)
  const pages: number[] = []
  for (const { pageno, pagetype, name } of owned) {
    if (name !== 'claim' || pagetype !== 'leaf') continue
    const text = bytes.toString('utf8', (pageno - 1) * PAGE, pageno * PAGE)
    for (const [, number] of text.matchAll(/第 (\d+) 句/g)) pages[Number(number)] = pageno
  }
  if (pages.filter(Number.isInteger).length < claims) throw new Error('claims without a page')
  const needed = owned.filter(({ pagetype, name }) => name !== 'claim' || pagetype !== 'leaf')
  return { pages, needed: new Set([1, ...needed.map(({ pageno }) => pageno)]) }
}

/** Makes a shop with claims, a backup in their midst, and either a closed file or one whose log was never merged. */
export const makeShop = async (
  openClient: (file: string) => Promise<DbClient>,
  folder: string,
  { before, after }: DamageOptions,
  end: 'closed' | 'cut off',
): Promise<Shop> => {
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, 'work', 'trustcue.sqlite')
  const kept = path.join(folder, 'trustcue.sqlite')
  const { backups } = fileNamesBeside(kept)
  mkdirSync(backups)
  mkdirSync(path.dirname(file))
  const backup = path.join(backups, backupName('2026-05-01T19-00-00', 'scheduled', 0))
  const client = await openClient(file)
  await startSession(client)
  await record(client, 1, before, () => undefined)
  const known = migrations.length
  await copyDataFile({
    file,
    addon: null,
    target: backup,
    known,
    gentle: false,
    onStep: () => undefined,
  })
  const frames: number[] = []
  // The log has room beyond what is in it.
  const looking = new Database(file)
  await record(client, before + 1, after, (number) => {
    frames[number] = (looking.pragma('wal_checkpoint(NOOP)') as { log: number }[])[0]?.log ?? 0
  })
  looking.close()
  if (end === 'closed') await client.close()
  for (const tail of ['', '-wal']) {
    if (existsSync(`${file}${tail}`) && statSync(`${file}${tail}`).size > 0)
      copyFileSync(`${file}${tail}`, `${kept}${tail}`)
  }
  if (end === 'cut off') await client.close()
  const shop = { folder, file: kept, backup, backedUp: before, claims: before + after }
  if (end === 'cut off') return { ...shop, frames, pages: [], needed: new Set() }
  return { ...shop, frames: [], ...layOut(kept, shop.claims) }
}

/** Damages a file in one of five ways, below `within`. Gives the bytes from which to which something is other than it was. */
const damage = (
  file: string,
  random: (below: number) => number,
  unit: number,
  within: number,
): [number, number][] => {
  const bytes = readFileSync(file)
  const before = Buffer.from(bytes)
  const end = Math.min(bytes.length, within)
  const at = (size: number): number => random(Math.max(1, end - size))
  const way = random(5)
  let made = bytes
  if (way === 0) for (let count = 1 + random(20); count > 0; count -= 1) bytes[at(1)] = random(256)
  else if (way === 1)
    for (let count = 1 + random(6); count > 0; count -= 1) {
      const start = Math.floor(at(unit) / unit) * unit
      bytes.fill(0, start, start + unit)
    }
  else if (way === 2) made = bytes.subarray(0, at(1))
  else if (way === 3) {
    const start = at(2000)
    for (let offset = start; offset < Math.min(end, start + 2000); offset += 1) bytes[offset] = random(256)
  } else bytes.fill(0xff, at(64), end - random(64))
  writeFileSync(file, made)
  const ranges: [number, number][] = []
  for (let start = 0; start < before.length; start += 1) {
    if (made[start] === before[start]) continue
    let stop = start
    while (stop < before.length && made[stop] !== before[stop]) stop += 1
    ranges.push([start, stop])
    start = stop
  }
  return ranges
}

const RESULT_CHECKS = ['integrity_check(1)', 'foreign_key_check'] as const

/** Damages the shop's files again and again, and starts the app's database on what is left. */
export const damageRounds = (shop: Shop, options: DamageOptions): DamageFigures => {
  const next = makeRandom(options.seed)
  const random = (below: number): number => Math.floor(next() * below)
  const figures: DamageFigures & {
    unnoticed: number
    claims: number
    kept: number
    slowestMs: number
  } = {
    rounds: options.rounds,
    recovered: { whole: 0, backup: 0, nothing: 0 },
    unnoticed: 0,
    claims: 0,
    kept: 0,
    lostForNothing: [],
    lostSilently: [],
    wrong: [],
    slowestMs: 0,
  }
  const hasLog = existsSync(`${shop.file}-wal`)
  const logEnd = WAL_HEADER + (shop.frames[shop.claims] ?? 0) * FRAME
  for (let round = 0; round < options.rounds; round += 1) {
    const folder = path.join(shop.folder, `round-${round}`)
    const file = path.join(folder, 'trustcue.sqlite')
    const { backups } = fileNamesBeside(file)
    mkdirSync(backups, { recursive: true })
    copyFileSync(shop.file, file)
    if (hasLog) copyFileSync(`${shop.file}-wal`, `${file}-wal`)
    const backup = path.join(backups, path.basename(shop.backup))
    copyFileSync(shop.backup, backup)

    const target = random(4)
    const inLog = hasLog && target < 2
    const hits = inLog ? damage(`${file}-wal`, random, FRAME, logEnd) : damage(file, random, PAGE, Infinity)
    const backupIsBad = target === 3
    if (backupIsBad) damage(backup, random, PAGE, Infinity)
    const damagedBytes = readFileSync(file)
    const damagedLog = hasLog ? readFileSync(`${file}-wal`) : null
    const where = `seed ${options.seed} round ${round}`

    const startedAt = performance.now()
    const opened = openDatabase({ file, addon: null, migrations, stamp: STAMP }, damagedBytes.length)
    figures.slowestMs = Math.max(figures.slowestMs, Math.round(performance.now() - startedAt))
    if (!opened.ok) {
      figures.wrong.push(`${where}: not opened, ${opened.error.code} ${JSON.stringify(opened.error.params)}`)
      continue
    }
    const { db, report } = opened.value
    if (report.recovery === null) figures.unnoticed += 1
    else {
      figures.recovered[report.recovery.from] += 1
      const aside = report.recovery.setAside
      const isWhole =
        readFileSync(aside).equals(damagedBytes) &&
        (damagedLog === null || readFileSync(`${aside}-wal`).equals(damagedLog))
      if (!isWhole) figures.wrong.push(`${where}: the file set aside is not as it was`)
    }
    for (const check of report.recovery === null ? [] : RESULT_CHECKS) {
      const said = db.pragma(check, { simple: true })
      if (said !== 'ok' && said !== undefined)
        figures.wrong.push(`${where}: ${check} says ${JSON.stringify(said)}`)
    }
    const rows = db.prepare<[], { id: string; text: string }>('SELECT id, text FROM claim').all()
    const found = new Map(rows.map((row) => [row.id, row.text]))
    // A letter that went bad is seen by verifying, not at the start; the row is there, also when the letter was one of its id.
    const isOnlyMiswritten = report.recovery === null && rows.length === shop.claims
    db.close()

    const touched = new Set(hits.flatMap(([start, stop]) => pagesOf(start, stop)))
    const isNeededTouched = [...shop.needed].some((page) => touched.has(page))
    const firstHit = hits[0]?.[0] ?? Infinity
    const firstFrame = Math.floor((firstHit - WAL_HEADER) / FRAME)
    const lostHere: number[] = []
    const forNothing: number[] = []
    for (let number = 1; number <= shop.claims; number += 1) {
      figures.claims += 1
      if (found.has(id(number)) || isOnlyMiswritten) {
        figures.kept += 1
        continue
      }
      lostHere.push(number)
      const inBackup = number <= shop.backedUp && !backupIsBad
      const beforeHit = inLog && (shop.frames[number] ?? 0) <= firstFrame && firstHit >= WAL_HEADER
      const untouched = !inLog && !hasLog && !isNeededTouched && !touched.has(shop.pages[number] ?? 0)
      if (inBackup || beforeHit || untouched) forNothing.push(number)
    }
    if (forNothing.length > 0) {
      const how = report.recovery?.from ?? 'not noticed'
      figures.lostForNothing.push(`${where} (${how}): claims ${forNothing[0]}–${forNothing.at(-1)}`)
    }
    // A log that ends early looks as one whose last act was never finished.
    const isTornEnd =
      inLog &&
      damagedLog !== null &&
      (damagedLog.length < logEnd ||
        damagedLog.subarray(WAL_HEADER + Math.max(0, firstFrame) * FRAME, logEnd).every((byte) => byte === 0))
    const isLastAct = inLog && lostHere.every((number) => number === shop.claims)
    if (report.recovery === null && lostHere.length > 0 && !isTornEnd && !isLastAct)
      figures.lostSilently.push(`${where}: ${lostHere.length} claims`)
    for (const number of report.recovery === null || backupIsBad ? [] : [...found.keys()]) {
      if (Number(number) <= shop.backedUp && found.get(number) !== textOf(Number(number)))
        figures.wrong.push(`${where}: the words of claim ${Number(number)} differ from the backup's`)
    }
    rmSync(folder, { recursive: true, force: true })
  }
  return figures
}

const pagesOf = (start: number, stop: number): number[] => {
  const first = Math.floor(start / PAGE) + 1
  const last = Math.floor((stop - 1) / PAGE) + 1
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
