import type { Page } from '@playwright/test'
import { expect, test, type LaunchedApp } from './launch.ts'
import { goToRoom, openConsole } from './steps/console.ts'
import { databaseFile, readLog } from './steps/database.ts'
import { subtitleFile } from './steps/files.ts'
import { explainEverything, goLive, openPreflight } from './steps/lineup.ts'
import { goNext, loadSubtitles, onAirName, say, startSubtitles } from './steps/live.ts'
import { stageFrame } from './steps/stage.ts'
import { zh } from './steps/words.ts'

const SECOND_PRODUCT = '烟酰胺精华液 30ml'

/** Goes on air with the lineup of the first run. */
const startDemo = async (page: Page): Promise<void> => {
  await openPreflight(page)
  await explainEverything(page, '演示场次，照样播')
  await goLive(page)
}

/** Writes down every line the claim log puts on the screen, the moment it does; kept outside the app. */
const watchClaims = async (page: Page): Promise<ReadonlySet<string>> => {
  const shown = new Set<string>()
  await page.exposeFunction('claimShown', (text: string) => shown.add(text))
  await page.evaluate(() => {
    const told = new Set<string>()
    const tell = (window as unknown as { claimShown: (text: string) => void }).claimShown
    const look = (): void => {
      for (const line of document.querySelectorAll('.claim-line-words p')) {
        const text = line.textContent
        if (told.has(text)) continue
        told.add(text)
        tell(text)
      }
    }
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true })
    look()
  })
  return shown
}

/** Says many lines fast from a file and kills the app as soon as so many are on the screen; gives what had been shown. */
const killWhileSaying = async (
  app: LaunchedApp,
  page: Page,
  round: number,
  after: number,
): Promise<ReadonlySet<string>> => {
  const shown = await watchClaims(page)
  const lines = Array.from(
    { length: 400 },
    (_, index) => `第 ${round} 轮第 ${index + 1} 句，袋子背面写着煮法`,
  )
  await loadSubtitles(page, subtitleFile(`第${round}轮.srt`, lines, 1_000), lines.length)
  await startSubtitles(page, '60')
  const said = (): number => [...shown].filter((text) => lines.includes(text)).length
  await expect.poll(said, { intervals: [5] }).toBeGreaterThanOrEqual(after)
  await app.kill()
  return shown
}

const resumeDialog = (page: Page) => page.getByRole('alertdialog', { name: zh('lineup.resume.title') })

test('killed while claims are logged at speed, it goes on at the same product with all of them', async ({
  launchApp,
  userData,
}) => {
  const first = await launchApp()
  const before = await openConsole(first)
  await startDemo(before)
  await goNext(before)
  await expect(onAirName(before)).toHaveText(SECOND_PRODUCT)
  await say(before, '这句是打字记下的')
  const shown = await killWhileSaying(first, before, 1, 30)

  const logged = readLog(databaseFile(userData), (log) => log.claims())
  const texts = new Set(logged.map(({ text }) => text))
  expect([...shown].filter((text) => !texts.has(text))).toEqual([])
  expect(logged.every(({ product_id: product }) => product === 'serum-02')).toBe(true)

  const second = await launchApp()
  const after = await openConsole(second)
  await expect(resumeDialog(after)).toContainText(SECOND_PRODUCT)
  await expect(resumeDialog(after)).toContainText(String(logged.length))
  // The question must be answered: it cannot be closed, and nothing is on the stage before it is.
  await after.keyboard.press('Escape')
  await expect(resumeDialog(after)).toBeVisible()
  expect((await stageFrame(await second.stageUrl())).visible).toBe(false)
  await resumeDialog(after)
    .getByRole('button', { name: zh('lineup.resume.go') })
    .click()
  await expect(onAirName(after)).toHaveText(SECOND_PRODUCT)
  await expect(after.locator('.claim-line').last()).toContainText(logged.at(-1)?.text ?? 'nothing logged')
  expect((await stageFrame(await second.stageUrl())).product?.id).toBe('serum-02')

  await say(after, '接着讲第二款')
  readLog(databaseFile(userData), (log) => {
    const live = log.sessions().find(({ state }) => state === 'live')
    expect(log.claims()).toHaveLength(logged.length + 1)
    expect(log.journal(live?.id ?? '').map(({ kind }) => kind)).toContain('resume')
    expect(log.chain(live?.id ?? '').bad).toEqual([])
  })
})

test('killed five times at random moments, nothing that was shown as logged is lost', async ({
  launchApp,
  userData,
}) => {
  test.setTimeout(120_000)
  const everShown = new Set<string>()
  for (let round = 1; round <= 5; round += 1) {
    const app = await launchApp()
    const page = await openConsole(app)
    if (round === 1) await startDemo(page)
    else {
      await resumeDialog(page)
        .getByRole('button', { name: zh('lineup.resume.go') })
        .click()
    }
    await expect(page.locator('.live')).toBeVisible()
    const after = 1 + Math.floor(Math.random() * 25)
    for (const text of await killWhileSaying(app, page, round, after)) everShown.add(text)
    readLog(databaseFile(userData), (log) => {
      const texts = log.claims().map(({ text }) => text)
      const kept = new Set(texts)
      expect(kept.size, `killed after ${after} lines of round ${round}`).toBe(texts.length)
      expect([...everShown].filter((text) => !kept.has(text))).toEqual([])
      const live = log.sessions().filter(({ state }) => state === 'live')
      expect(live).toHaveLength(1)
      expect(log.chain(live[0]?.id ?? '').bad).toEqual([])
      expect(log.pluck('PRAGMA integrity_check')).toEqual(['ok'])
      // No claim without its journal entry, and none twice.
      const inJournal = log.journal(live[0]?.id ?? '').filter(({ kind }) => kind === 'claim')
      expect(inJournal).toHaveLength(texts.length)
    })
  }
})

test('a session that was cut off can be ended instead', async ({ launchApp, userData }) => {
  const first = await launchApp()
  const before = await openConsole(first)
  await startDemo(before)
  await say(before, '说完这一句就断电')
  await first.kill()

  const second = await launchApp()
  const after = await openConsole(second)
  await resumeDialog(after)
    .getByRole('button', { name: zh('lineup.resume.end') })
    .click()
  await expect(resumeDialog(after)).toBeHidden()
  readLog(databaseFile(userData), (log) => {
    const [session] = log.sessions()
    expect(session?.state).toBe('ended')
    // Ended when the last thing happened in it, not when somebody came back.
    expect(session?.ended_at).toBe(
      log.journal(session?.id ?? '').findLast(({ kind }) => kind === 'claim')?.at,
    )
  })
  await goToRoom(after, 'review')
  await expect(after.locator('.said-line')).toContainText('说完这一句就断电')
  await second.close()

  const third = await launchApp()
  await expect(resumeDialog(await openConsole(third))).toHaveCount(0)
})
