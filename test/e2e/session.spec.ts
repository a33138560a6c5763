import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from './launch.ts'
import { answerSaveDialog, openConsole } from './steps/console.ts'
import { csvCells } from './steps/csv.ts'
import { databaseFile, readLog } from './steps/database.ts'
import { demoWorkbook, subtitleFile } from './steps/files.ts'
import {
  addFromLibrary,
  chooseWorkbook,
  commitImport,
  explainEverything,
  goLive,
  importDialog,
  lineupRows,
  newSession,
  openPreflight,
  reasonFields,
  startButton,
} from './steps/lineup.ts'
import {
  acknowledge,
  correct,
  countsOnScreen,
  endSession,
  goNext,
  loadSubtitles,
  onAirName,
  openPrompter,
  reminder,
  say,
  startSubtitles,
  subtitlesPlayed,
} from './steps/live.ts'
import { exportCsv, facet, figure, reviewLines } from './steps/review.ts'
import { stageFrame } from './steps/stage.ts'
import { zh } from './steps/words.ts'

const SLIP = '这个螺蛳粉真的是天花板级别'
const QUOTE = '天花板'
const FORMULA = '=HYPERLINK("http://example.com","点我")'
const REASON = '厂家资料明早补，先用样品讲'

test('one session from the workbook to the exported review', async ({ launchApp, userData }) => {
  const app = await launchApp()
  const stageUrl = await app.stageUrl()
  const page = await openConsole(app)

  await test.step('a workbook becomes a lineup after it was looked at', async () => {
    await newSession(page, '十一月晚场')
    await chooseWorkbook(page, demoWorkbook)
    await expect(importDialog(page)).toContainText('demo-lineup.xlsx')
    await expect(lineupRows(page)).toHaveCount(0)
    await commitImport(page, 26)
    await expect(lineupRows(page)).toHaveCount(6)
    await expect(lineupRows(page).first()).toContainText('柳州螺蛳粉')
  })

  await test.step('a product without a maker is in the way until a reason is written', async () => {
    await addFromLibrary(page, 'honey-07')
    await expect(lineupRows(page)).toHaveCount(7)
    await expect(startButton(page)).toHaveAttribute('aria-disabled', 'true')
    await openPreflight(page)
    await expect(page.locator('.preflight-item-block')).not.toHaveCount(0)
    await expect(page.locator('.preflight-list')).toContainText('没有厂名')
    await reasonFields(page).first().fill('太短')
    await expect(startButton(page)).toHaveAttribute('aria-disabled', 'true')
    await explainEverything(page, REASON)
    await expect(startButton(page)).toHaveAttribute('aria-disabled', 'false')
  })

  await test.step('a short press does not go on air, holding does', async () => {
    await startButton(page).click()
    await expect(page.locator('.live')).toHaveCount(0)
    expect((await stageFrame(stageUrl)).visible).toBe(false)
    await goLive(page)
    await expect(onAirName(page)).toHaveText('柳州螺蛳粉 300g*10袋')
  })

  const prompter = await openPrompter(app, page)
  await expect(prompter.locator('.air-name')).toHaveText('柳州螺蛳粉 300g*10袋')

  await test.step('a slip warns streamer and assistant, with the words that put it right, and not the viewers', async () => {
    await say(page, SLIP)
    await expect(reminder(page)).toHaveAttribute('data-severity', 'block')
    await expect(reminder(page).locator('.marked-block')).toContainText(QUOTE)
    await expect(reminder(page)).toContainText('广告法')
    const words = await reminder(page).locator('.reminder-words').innerText()
    expect(words.length).toBeGreaterThan(6)
    await expect(prompter.locator('.reminder-block .reminder-words')).toHaveText(words)
    await expect(prompter.locator('.prompter')).toHaveAttribute('data-reminder', 'block')

    const json = JSON.stringify(await stageFrame(stageUrl))
    for (const secret of [words.slice(1, -1), SLIP, QUOTE, 'finding']) expect(json).not.toContain(secret)
    await page
      .locator('.top-lights')
      .getByRole('button', { name: zh('app.openKeyColour') })
      .click()
    const stage = await app.window('stage')
    await expect(stage.locator('.name')).toHaveText('柳州螺蛳粉 300g*10袋')
    const shown = await stage.locator('body').innerText()
    for (const secret of [words.slice(1, -1), SLIP, QUOTE]) expect(shown).not.toContain(secret)
  })

  await test.step('corrected on air, next, a quick phrase', async () => {
    await page.bringToFront()
    await correct(page)
    await expect(reminder(page)).toContainText(zh('live.reminder.none'))
    await expect(prompter.locator('.prompter')).toHaveAttribute('data-reminder', 'none')
    await goNext(page)
    await expect(onAirName(page)).toHaveText('烟酰胺精华液 30ml')
    await expect(prompter.locator('.air-name')).toHaveText('烟酰胺精华液 30ml')
    expect((await stageFrame(stageUrl)).product?.id).toBe('serum-02')
    await page.keyboard.press('Control+2')
    await expect(page.locator('.claim-line').last()).toContainText('四十八小时内发货')
    await say(page, FORMULA)
  })

  await test.step('a subtitle file is said line by line', async () => {
    const lines = ['这个面霜我自己用了两个月', '加我微信拿，比这便宜', '七天无理由，吊牌在就能退']
    await loadSubtitles(page, subtitleFile('回放.srt', lines, 2_000), lines.length)
    await startSubtitles(page, '20')
    await subtitlesPlayed(page, 10_000)
    await expect(reminder(page)).toHaveAttribute('data-severity', 'block')
    await acknowledge(page)
    expect((await countsOnScreen(page)).claims).toBe(6)
  })

  await test.step('ended by holding, the review shows all of it in order', async () => {
    await endSession(page)
    expect((await stageFrame(stageUrl)).visible).toBe(false)
    await expect(figure(page, zh('review.head.claims'))).toHaveText('6')
    const lines = (await reviewLines(page).allInnerTexts()).map((line) => line.replaceAll('\n', ' '))
    const wanted = [
      /柳州螺蛳粉/,
      /天花板/,
      /烟酰胺精华液/,
      /四十八小时/,
      /HYPERLINK/,
      /面霜/,
      /加我微信/,
      /吊牌/,
    ]
    expect(lines).toHaveLength(wanted.length)
    for (const [index, words] of wanted.entries()) expect(lines[index]).toMatch(words)
    expect(lines[1]).toContain(zh('findingState.corrected'))
    expect(lines[6]).toContain(zh('findingState.acknowledged'))
  })

  await test.step('filters narrow it, by severity, by family and by words', async () => {
    await facet(page, zh('review.filter.family'), zh('family.DIV')).click()
    await expect(page.locator('.said-line')).toHaveCount(1)
    await page.getByRole('button', { name: zh('review.filter.clear') }).click()
    await facet(page, zh('review.filter.severity'), zh('severity.block')).click()
    const narrowed = await page.locator('.said-line').count()
    expect(narrowed).toBeGreaterThanOrEqual(2)
    expect(narrowed).toBeLessThan(6)
    await page.getByRole('button', { name: zh('review.filter.clear') }).click()
    await page.getByRole('searchbox', { name: zh('review.filter.search') }).fill('面霜')
    await expect(page.locator('.said-line')).toHaveCount(1)
    await page.getByRole('button', { name: zh('review.filter.clear') }).click()
    await expect(page.locator('.said-line')).toHaveCount(6)
  })

  const csvFile = path.join(userData, '复盘.csv')
  await test.step('the exported file holds it, safe for a spreadsheet', async () => {
    await answerSaveDialog(app, csvFile)
    await exportCsv(page, '复盘.csv')
    const bytes = fs.readFileSync(csvFile)
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const [heading = [], ...rows] = csvCells(bytes.subarray(3).toString('utf8'))
    const kind = heading.indexOf(zh('export.csv.kind'))
    const text = heading.indexOf(zh('export.csv.text'))
    const of = (name: string): string[][] => rows.filter((row) => row[kind] === name)
    expect(of(zh('export.kind.claim')).map((row) => row[text])).toContain(`'${FORMULA}`)
    expect(of(zh('export.kind.claim'))).toHaveLength(6)
    expect(of(zh('export.kind.airing'))).toHaveLength(2)
    expect(rows.every((row) => row.length === heading.length)).toBe(true)
    expect(rows.flat().filter((cell) => /^\s*[=+@-]/.test(cell))).toEqual([])
  })

  await app.close()
  readLog(databaseFile(userData), (log) => {
    const session = log.sessions().find(({ title }) => title === '十一月晚场')
    expect(session?.state).toBe('ended')
    const id = session?.id ?? ''
    expect(log.claims().map(({ text }) => text)).toEqual([
      SLIP,
      '四十八小时内发货',
      FORMULA,
      '这个面霜我自己用了两个月',
      '加我微信拿，比这便宜',
      '七天无理由，吊牌在就能退',
    ])
    expect(log.claims().map(({ source }) => source)).toEqual([
      'typed',
      'phrase',
      'typed',
      'subtitle',
      'subtitle',
      'subtitle',
    ])
    expect(log.claims().map(({ product_id: product }) => product)).toEqual([
      'noodle-06',
      ...Array.from({ length: 5 }, () => 'serum-02'),
    ])
    const findings = log.findings()
    const slip = findings.find(({ quote }) => quote.includes(QUOTE))
    expect(slip).toMatchObject({ family: 'ABS', severity: 'block', state: 'corrected' })
    expect(findings.find(({ family }) => family === 'DIV')?.state).toBe('acknowledged')
    expect(log.count('preflight_override')).toBeGreaterThan(0)
    expect(log.count('promise')).toBeGreaterThan(0)

    const kinds = log.journal(id).map(({ kind }) => kind)
    expect(kinds[0]).toBe('start')
    expect(kinds.at(-1)).toBe('end')
    expect(kinds.filter((kind) => kind === 'claim')).toHaveLength(6)
    expect(kinds).toContain('override')
    expect(kinds).toContain('finding')
    expect(log.chain(id)).toEqual({ entries: kinds.length, bad: [] })
  })
})
