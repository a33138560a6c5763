import { expect, type Locator, type Page } from '@playwright/test'
import type { LaunchedApp } from '../launch.ts'
import { holdUntil } from './console.ts'
import type { GivenFile } from './files.ts'
import { zh } from './words.ts'

/** A key does nothing to a reminder that slid in less than this ago (it was meant for the one before it), in ms. */
const REMINDER_GUARD_MS = 300

/** F2 or F3 less than this after the last is taken for a slip of the finger, in ms. */
const NAVIGATION_GUARD_MS = 400

/** Opens the streamer's window. */
export const openPrompter = async (app: LaunchedApp, console: Page): Promise<Page> => {
  await console
    .locator('.top-lights')
    .getByRole('button', { name: zh('app.openPrompter') })
    .click()
  const page = await app.window('prompter')
  await expect(page.locator('.prompter')).toBeVisible()
  return page
}

/** Opens the stage in a window of its own on the key colour. */
export const openKeyColour = async (app: LaunchedApp, console: Page): Promise<Page> => {
  await console
    .locator('.top-lights')
    .getByRole('button', { name: zh('app.openKeyColour') })
    .click()
  return app.window('stage')
}

/** The name of the product on air, as the console shows it. */
export const onAirName = (page: Page): Locator => page.locator('.air-name')

/** The box where claims are typed. */
export const claimBox = (page: Page): Locator => page.getByRole('textbox', { name: zh('live.box.label') })

/** Types what was said and logs it; done when it is saved and the box is empty again. */
export const say = async (page: Page, text: string): Promise<void> => {
  await claimBox(page).fill(text)
  await claimBox(page).press('Enter')
  await expect(claimBox(page)).toHaveValue('')
}

/** The place where the console shows a reminder. */
export const reminder = (page: Page): Locator =>
  page.getByRole('region', { name: zh('live.reminder.title'), exact: true })

/** Lets the time pass in which a new reminder cannot be dealt with. */
const pastGuard = (page: Page): Promise<void> => page.waitForTimeout(REMINDER_GUARD_MS + 50)

/** How many reminders wait to be dealt with; read in one look, since the panel changes under a slower one. */
export const openReminders = (page: Page): Promise<number> =>
  reminder(page).evaluate((panel) => {
    if (!(panel instanceof HTMLElement) || panel.dataset['severity'] === undefined) return 0
    const place = panel.querySelector('.reminder-place')
    return place === null ? 1 : Number(/\/(\d+)/.exec(place.textContent)?.[1])
  })

const deal = async (page: Page, act: () => Promise<void>): Promise<void> => {
  const before = await openReminders(page)
  expect(before, 'a reminder to deal with').toBeGreaterThan(0)
  await pastGuard(page)
  await act()
  await expect.poll(() => openReminders(page), { intervals: [20, 50, 100] }).toBeLessThan(before)
}

/** F6: the slip on screen was put right on air. */
export const correct = (page: Page): Promise<void> => deal(page, () => page.keyboard.press('F6'))

/** F7: seen, nothing to put right. */
export const acknowledge = (page: Page): Promise<void> => deal(page, () => page.keyboard.press('F7'))

/** Dismisses the reminder on screen with a reason. */
export const dismiss = (page: Page, reason: string): Promise<void> =>
  deal(page, async () => {
    const panel = reminder(page)
    await panel.getByRole('button', { name: zh('live.reminder.dismiss') }).click()
    await panel.getByRole('textbox', { name: zh('live.reminder.dismissLabel') }).fill(reason)
    await panel.getByRole('button', { name: zh('live.reminder.dismissConfirm'), exact: true }).click()
  })

/** F3, once: the product on air is another one. */
export const goNext = async (page: Page): Promise<void> => {
  const before = await onAirName(page).innerText()
  await page.waitForTimeout(NAVIGATION_GUARD_MS + 50)
  await page.keyboard.press('F3')
  await expect(onAirName(page)).not.toHaveText(before)
}

/** The trust card's right opened large on the stage, by its name. */
export const pressGuarantee = (page: Page, name: string): Promise<void> =>
  page.locator('.guarantee', { hasText: name }).click()

/** Hands the live room a subtitle file. */
export const loadSubtitles = async (page: Page, file: GivenFile, cues: number): Promise<void> => {
  await page.getByLabel(zh('live.subtitles.load')).setInputFiles(file)
  await expect(page.locator('.subtitles-progress')).toContainText(
    zh('live.subtitles.progress', { played: 0, total: cues }),
  )
}

/** Sets the speed of a loaded file and starts it. */
export const startSubtitles = async (
  page: Page,
  speed: '1' | '2' | '5' | '10' | '20' | '60',
): Promise<void> => {
  const bar = page.locator('.subtitles')
  const choice = bar.locator('.select-button')
  if (!(await choice.innerText()).includes(`${speed}×`)) {
    await choice.click()
    await page.getByRole('option', { name: `${speed}×`, exact: true }).click()
  }
  await bar.getByRole('button', { name: zh('live.subtitles.play') }).click()
}

/** Waits until the whole file has been said. */
export const subtitlesPlayed = (page: Page, timeout: number): Promise<void> =>
  expect(page.locator('.subtitles-progress')).toContainText(zh('live.subtitles.finished'), { timeout })

/** Claims and findings the console counts. */
export const countsOnScreen = async (page: Page): Promise<{ claims: number; findings: number }> => {
  const text = await page.locator('.claim-log .live-head-note').innerText()
  const [claims = NaN, findings = NaN] = (text.match(/\d+/g) ?? []).map(Number)
  return { claims, findings }
}

/** 下播: holds the button until the review of the session is there. */
export const endSession = async (page: Page): Promise<void> => {
  const button = page.getByRole('button', { name: zh('live.end.hold') })
  await holdUntil(page, button, () => expect(page.locator('.review-record')).toBeVisible())
}
