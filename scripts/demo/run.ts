/**
 * `npm run demo`: the whole job on the demo session in real Electron windows, without a person. Leaves pictures, database and
 * CSV under out/demo/ and prints what it came to; exit 0 only if every step did what it says.
 */
import fs from 'node:fs'
import path from 'node:path'
import { expect, type Page } from '@playwright/test'
import { launchExecutable, type LaunchedApp } from '../../test/e2e/launch.ts'
import { checkout } from '../../test/e2e/runtime.ts'
import { answerSaveDialog, goToRoom, openConsole, sizeWindow } from '../../test/e2e/steps/console.ts'
import { csvCells } from '../../test/e2e/steps/csv.ts'
import { databaseFile, readLog } from '../../test/e2e/steps/database.ts'
import { demoFolder, demoWorkbook } from '../../test/e2e/steps/files.ts'
import {
  addFromLibrary,
  chooseWorkbook,
  closePreflight,
  commitImport,
  explainEverything,
  goLive,
  importDialog,
  lineupRows,
  newSession,
  openPreflight,
  reasonFields,
} from '../../test/e2e/steps/lineup.ts'
import {
  acknowledge,
  correct,
  countsOnScreen,
  dismiss,
  endSession,
  goNext,
  loadSubtitles,
  openKeyColour,
  openPrompter,
  openReminders,
  pressGuarantee,
  reminder,
  say,
  startSubtitles,
  subtitlesPlayed,
} from '../../test/e2e/steps/live.ts'
import { exportCsv, facet } from '../../test/e2e/steps/review.ts'
import { chooseLook, switchLanguage } from '../../test/e2e/steps/settings.ts'
import { stageFrame } from '../../test/e2e/steps/stage.ts'
import { zh } from '../../test/e2e/steps/words.ts'
import { cutSession, type SessionPiece } from './cutSession.ts'
import { readTimes, sessionNumbers } from './numbers.ts'
import { createCamera, openStageWindow, type Camera } from './pictures.ts'
import { createChecks, table, type Checks } from './report.ts'
import { shootRules, writeRule } from './rulesRoom.ts'

const OUT = path.join(checkout, 'out', 'demo')
const DATA = path.join(OUT, 'data')
const LATENCY = path.join(OUT, 'latency.json')
const DATABASE = path.join(OUT, 'trustcue.sqlite')
const CSV = path.join(OUT, 'review.csv')

const TITLE = '十一月二十号晚场'
const DESK = { width: 1440, height: 900 }
const SMALL_DESK = { width: 1280, height: 800 }
const PORTRAIT = { width: 1080, height: 1920 }
const LANDSCAPE = { width: 1920, height: 1080 }

/** A product that lacks its maker: the list before going on air has to stop it. */
const INCOMPLETE = 'honey-07'
const OVERRIDE = '厂家资料已在路上，今晚不讲这一款'
const DISMISSAL = '在念网友的提问，不是在说商品'
const TYPED = '刚才口误，以商品页面写的为准'

/** After this piece, counted from 0, a slip is typed and left waiting while the live room is shown. */
const SHOWN_PIECE = 2
const SLIP = '这件羽绒服的保暖，真的是天花板级别'

const print = (line: string): void => void process.stdout.write(`${line}\n`)

const launch = (): Promise<LaunchedApp> => {
  const executable = process.env['TRUSTCUE_ELECTRON']
  if (executable === undefined) throw new Error('start this with `npm run demo`')
  const flags = (process.env['TRUSTCUE_ELECTRON_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '')
  const addon = process.env['TRUSTCUE_SQLITE_ADDON']
  return launchExecutable(executable, [...flags, checkout], DATA, {
    TRUSTCUE_LATENCY_FILE: LATENCY,
    ...(addon === undefined ? {} : { TRUSTCUE_SQLITE_ADDON: addon }),
  })
}

/** The three looks every room is shown in; ends in Chinese and dark. */
const inEveryLook = async (page: Page, shoot: (look: string) => Promise<void>): Promise<void> => {
  await switchLanguage(page, 'zh', 'en')
  await shoot('en-dark')
  await switchLanguage(page, 'en', 'zh')
  await chooseLook(page, 'zh', 'light')
  await shoot('zh-light')
  await chooseLook(page, 'zh', 'dark')
  await shoot('zh-dark')
}

const prepare = async (page: Page, camera: Camera, checks: Checks): Promise<void> => {
  print('prepare: the workbook becomes a lineup')
  await newSession(page, TITLE)
  await chooseWorkbook(page, demoWorkbook)
  await expect(importDialog(page).locator('.import-table tbody tr')).toHaveCount(26)
  await camera.shoot(page, 'import-zh-dark')
  await commitImport(page, 26)
  // The rows may come a moment after the report of the import.
  await lineupRows(page).first().waitFor()
  checks.is('slots in the lineup', await lineupRows(page).count(), 6)

  print('prepare: what is in the way of going on air')
  await addFromLibrary(page, INCOMPLETE)
  await lineupRows(page).first().click()
  await openPreflight(page)
  const blocked = await reasonFields(page).count()
  checks.holds('blocked items before going on air', blocked > 0, String(blocked))
  await camera.shoot(page, 'preflight-zh-dark')
  await explainEverything(page, OVERRIDE)
  await closePreflight(page)
  await inEveryLook(page, async (look) => {
    const language = look.startsWith('en') ? 'en' : 'zh'
    await camera.shoot(page, `settings-${look}`)
    await goToRoom(page, 'prepare', language)
    await camera.shoot(page, `prepare-${look}`)
  })
}

/** Deals with what has come up as a person would: what is grave is put right on air, the rest is seen. */
const dealWithReminders = async (page: Page): Promise<void> => {
  while ((await openReminders(page)) > 0) {
    const severity = await reminder(page).getAttribute('data-severity')
    await (severity === 'block' ? correct(page) : acknowledge(page))
  }
}

/** Says what the product on air still asks for: what is not said by its end is noted as missed. Gives how many lines it was. */
const sayWhatIsDue = async (page: Page): Promise<number> => {
  const unsaid = page.locator('.must-say li:not([data-standing="said"]) [lang]')
  const lines = await unsaid.allInnerTexts()
  for (const line of lines) await say(page, line)
  await expect(unsaid).toHaveCount(0)
  return lines.length
}

const playPiece = async (
  page: Page,
  piece: SessionPiece,
  checks: Checks,
  stageUrl: string,
): Promise<void> => {
  const before = await countsOnScreen(page)
  await loadSubtitles(page, piece.file, piece.cues)
  await startSubtitles(page, '60')
  await subtitlesPlayed(page, 60_000)
  await expect.poll(async () => (await countsOnScreen(page)).claims).toBe(before.claims + piece.cues)
  const frame = await stageFrame(stageUrl)
  checks.is(`on the stage while ${piece.cues} lines were said`, frame.product?.id, piece.productId)
}

/** The windows of the show. */
interface Windows {
  page: Page
  prompter: Page
  portrait: Page
  landscape: Page
  keyColour: Page
}

const shootStage = async ({ portrait, landscape }: Windows, camera: Camera, name: string): Promise<void> => {
  for (const [shape, stage] of [
    ['portrait', portrait],
    ['landscape', landscape],
  ] as const) {
    await expect(stage.locator('.entering .card')).toBeVisible()
    await expect(stage.locator('.leaving')).toHaveCount(0)
    await camera.shootTransparent(stage, `stage-${shape}${name}`)
    await camera.shootOverPicture(stage, `stage-${shape}${name}-over-picture`)
  }
}

/** The reminder the assistant sees is on the streamer's screen word for word, and nothing of it reaches viewers. */
const checkWarning = async (windows: Windows, checks: Checks, stageUrl: string): Promise<void> => {
  const { page, prompter, portrait, landscape } = windows
  await expect(reminder(page)).toHaveAttribute('data-severity', 'block')
  const words = await reminder(page).locator('.reminder-words').innerText()
  await expect(prompter.locator('.reminder-words')).toHaveText(words)
  const secrets = [words.slice(1, -1), await reminder(page).locator('.marked').first().innerText()]
  const seen = [
    JSON.stringify(await stageFrame(stageUrl)),
    await portrait.locator('body').innerText(),
    await landscape.locator('body').innerText(),
  ].join('\n')
  checks.holds(
    'a warning is on the prompter and not on the stage',
    secrets.every((secret) => secret !== '' && !seen.includes(secret)),
    words,
  )
}

/** A right opened large for the viewers, and closed again. */
const openRight = async (
  windows: Windows,
  camera: Camera,
  checks: Checks,
  stageUrl: string,
): Promise<void> => {
  const { page } = windows
  const right = (await stageFrame(stageUrl)).product?.guarantees.at(-1)
  await pressGuarantee(page, right?.name.zh ?? 'no right')
  await expect.poll(async () => (await stageFrame(stageUrl)).spotlight).toBe(right?.code)
  await expect(windows.portrait.locator('.spotlight')).toBeVisible()
  await expect(windows.landscape.locator('.spotlight')).toBeVisible()
  await shootStage(windows, camera, '-spotlight')
  await pressGuarantee(page, right?.name.zh ?? 'no right')
  await expect(windows.portrait.locator('.spotlight')).toHaveCount(0)
  checks.holds('a right was opened large and closed', true, right?.name.zh ?? '')
}

/** The session from its first product to its last, with what a person does on the way. Gives the lines typed by hand. */
const onAir = async (
  windows: Windows,
  pieces: readonly SessionPiece[],
  camera: Camera,
  checks: Checks,
  stageUrl: string,
): Promise<number> => {
  const { page, prompter } = windows
  let typed = 0
  for (const [index, piece] of pieces.entries()) {
    print(`on air: ${piece.productId}, ${piece.cues} lines at 60×`)
    if (index > 0) await goNext(page)
    await playPiece(page, piece, checks, stageUrl)
    if (index === 0) {
      await checkWarning(windows, checks, stageUrl)
      await correct(page)
      await say(page, TYPED)
      typed += 1
      await acknowledge(page)
      await dismiss(page, DISMISSAL)
      await shootStage(windows, camera, '')
      await openRight(windows, camera, checks, stageUrl)
      await camera.shoot(windows.keyColour, 'stage-key-colour')
    }
    await dealWithReminders(page)
    if (index === SHOWN_PIECE) {
      await say(page, SLIP)
      typed += 1
      await checkWarning(windows, checks, stageUrl)
      await camera.shoot(prompter, 'prompter-warning-zh')
      await inEveryLook(page, async (look) => {
        await goToRoom(page, 'live', look.startsWith('en') ? 'en' : 'zh')
        await camera.shoot(page, `live-${look}`)
        if (look === 'en-dark') await camera.shoot(prompter, 'prompter-warning-en')
      })
      await dealWithReminders(page)
      await expect(prompter.locator('.prompter')).toHaveAttribute('data-reminder', 'none')
      await camera.shoot(prompter, 'prompter-zh')
    }
    // Of the products before, it shows how a missed line comes up when the next one goes on air; here nothing follows.
    if (index === pieces.length - 1) {
      typed += await sayWhatIsDue(page)
      await dealWithReminders(page)
    }
  }
  return typed
}

const review = async (app: LaunchedApp, page: Page, camera: Camera, checks: Checks): Promise<void> => {
  print('review: every line, filters, export')
  await endSession(page)
  await facet(page, zh('review.filter.severity'), zh('severity.block')).click()
  const [shown = 0, total = 0] = ((await page.locator('.review-shown').innerText()).match(/\d+/g) ?? []).map(
    Number,
  )
  checks.holds('a filter narrows the review', shown > 0 && shown < total, `${shown} of ${total} lines`)
  await page.getByRole('button', { name: zh('review.filter.clear') }).click()
  await page.locator('.found').first().click()
  await inEveryLook(page, async (look) => {
    await goToRoom(page, 'review', look.startsWith('en') ? 'en' : 'zh')
    await page.locator('.found').first().click()
    await camera.shoot(page, `review-${look}`)
  })
  await sizeWindow(app, page, SMALL_DESK)
  await camera.shoot(page, 'review-small')
  await sizeWindow(app, page, DESK)
  await answerSaveDialog(app, CSV)
  await exportCsv(page, path.basename(CSV))
}

/** Reads back what was left on the disk; the app has ended. */
const readBack = (
  pieces: readonly SessionPiece[],
  typed: number,
  onScreen: Counts,
  checks: Checks,
): string => {
  print('read back: database and CSV')
  fs.copyFileSync(databaseFile(DATA), DATABASE)
  const numbers = readLog(DATABASE, (log) => {
    const session = log.sessions().find(({ title }) => title === TITLE)
    checks.is('the session has ended', session?.state, 'ended')
    const id = session?.id ?? ''
    const chain = log.chain(id)
    checks.holds('journal entries, each with its hash', chain.bad.length === 0, String(chain.entries))
    checks.is('reasons for going on air', log.count('preflight_override') > 0, true)
    return sessionNumbers(log, id)
  })
  const said = pieces.reduce((sum, { cues }) => sum + cues, 0) + typed
  checks.is('claims in the database', numbers.claims, said)
  checks.is('claims and findings on the screen at the end', onScreen, {
    claims: numbers.claims,
    findings: numbers.findings,
  })
  for (const { productId, cues } of pieces) {
    const logged = numbers.claimsOf.get(productId) ?? 0
    checks.holds(`lines about ${productId}`, logged >= cues && logged <= cues + 1, String(logged))
  }
  const open = numbers.states.get('open') ?? 0
  checks.is('reminders left open', open, 0)
  for (const state of ['acknowledged', 'corrected', 'dismissed']) {
    const count = numbers.states.get(state) ?? 0
    checks.holds(`findings ${state}`, count > 0, String(count))
  }
  const bytes = fs.readFileSync(CSV)
  checks.is('the CSV begins as Excel needs it', bytes.subarray(0, 3).toString('hex'), 'efbbbf')
  const [heading = [], ...rows] = csvCells(bytes.subarray(3).toString('utf8'))
  const kind = heading.indexOf(zh('export.csv.kind'))
  const inCsv = (name: string): number => rows.filter((row) => row[kind] === name).length
  checks.is('claims in the CSV', inCsv(zh('export.kind.claim')), numbers.claims)
  checks.is('findings in the CSV', inCsv(zh('export.kind.finding')), numbers.findings)
  checks.is('promises in the CSV', inCsv(zh('export.kind.promise')), numbers.promises)
  checks.is('products on air in the CSV', inCsv(zh('export.kind.airing')), pieces.length)
  const times = readTimes(LATENCY)
  checks.is('verdicts timed', times.all.count, numbers.claims)
  return table(numbers, times)
}

type Counts = Awaited<ReturnType<typeof countsOnScreen>>

const show = async (app: LaunchedApp, checks: Checks): Promise<string> => {
  const pieces = cutSession(demoFolder)
  const camera = createCamera(OUT, checks)
  const stageUrl = await app.stageUrl()
  const page = await openConsole(app)
  await sizeWindow(app, page, DESK)
  await chooseLook(page, 'zh', 'dark')
  await goToRoom(page, 'prepare')
  await prepare(page, camera, checks)

  await goLive(page)
  const prompter = await openPrompter(app, page)
  const keyColour = await openKeyColour(app, page)
  const portrait = await openStageWindow(app, stageUrl, PORTRAIT)
  const landscape = await openStageWindow(app, stageUrl, LANDSCAPE)
  const windows = { page, prompter, portrait, landscape, keyColour }
  await expect(page.locator('.light', { hasText: zh('light.stage', { count: 3 }) })).toBeVisible()
  const typed = await onAir(windows, pieces, camera, checks, stageUrl)
  const counts = await countsOnScreen(page)

  await review(app, page, camera, checks)
  print('rules: a sentence against all of them, and a rule of the shop tried on what was said')
  await inEveryLook(page, (look) => shootRules(page, camera, look))
  await writeRule(page, camera, checks)
  checks.is('the stage is empty after the end', (await stageFrame(stageUrl)).visible, false)
  await expect(portrait.locator('.stage')).toHaveCount(0)
  await app.close()
  return readBack(pieces, typed, counts, checks)
}

const startedAt = Date.now()
fs.rmSync(OUT, { recursive: true, force: true })
fs.mkdirSync(DATA, { recursive: true })
const checks = createChecks(print)
const app = await launch()
try {
  const text = await show(app, checks)
  print(`\nThe session in numbers\n${text}`)
} catch (error) {
  checks.holds('the show went through', false, error instanceof Error ? (error.stack ?? '') : String(error))
  const last = app.electron.windows().find((page) => page.url().includes('/console/'))
  await last?.screenshot({ path: path.join(OUT, 'where-it-stopped.png') }).catch(() => undefined)
  print(app.output())
  await app.kill()
}
const failed = checks.all().filter(({ ok }) => !ok)
print(`\n${checks.all().length - failed.length} steps as they must be, ${failed.length} not`)
for (const { what, found } of failed) print(`  ✗ ${what}: ${found}`)
print(
  `pictures, database and CSV: ${path.relative(checkout, OUT)}${path.sep} (${((Date.now() - startedAt) / 1000).toFixed(0)} s)`,
)
process.exitCode = failed.length === 0 ? 0 : 1
