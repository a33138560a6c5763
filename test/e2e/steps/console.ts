import { expect, type Locator, type Page } from '@playwright/test'
import type { Language } from '../../../domain/model/scalars.ts'
import type { LaunchedApp } from '../launch.ts'
import { inMain, inWindowOf } from './inMain.ts'
import { onScreen } from './words.ts'

/** The rooms of the operator's window. */
export type Room = 'prepare' | 'live' | 'review' | 'rules' | 'data' | 'settings'

/** The operator's window, once it shows a room. */
export const openConsole = async (app: LaunchedApp): Promise<Page> => {
  const page = await app.window('console')
  await expect(page.locator('.top-bar')).toBeVisible()
  await expect(page.locator('[aria-busy]')).toHaveCount(0)
  return page
}

/** Goes to a room by its name in the top bar. */
export const goToRoom = async (page: Page, room: Room, language: Language = 'zh'): Promise<void> => {
  const button = page.locator('.top-room', { hasText: onScreen(language, `room.${room}`) })
  await button.click()
  await expect(button).toHaveAttribute('aria-current', 'page')
  await expect(page.locator('.app-room [aria-busy]')).toHaveCount(0)
}

/** Holds a button down until what it does has happened. */
export const holdUntil = async (
  page: Page,
  button: Locator,
  happened: () => Promise<void>,
): Promise<void> => {
  await button.hover()
  await page.mouse.down()
  try {
    await happened()
  } finally {
    await page.mouse.up()
  }
}

/** Chooses in one of the groups where one of a few is chosen. */
export const chooseSegment = async (page: Page, group: string, option: string): Promise<void> => {
  const radio = page.getByRole('radiogroup', { name: group, exact: true }).getByText(option, { exact: true })
  await radio.click()
}

/** Lets the system's save dialog answer with a path, since a test has no hands for a window of the system. */
export const answerSaveDialog = (app: LaunchedApp, filePath: string | null): Promise<void> =>
  inMain(
    app,
    ({ dialog }, chosen) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: chosen === null, filePath: chosen ?? '' })
    },
    filePath,
  )

/** The same for its open dialog. */
export const answerOpenDialog = (app: LaunchedApp, filePath: string): Promise<void> =>
  inMain(
    app,
    ({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
    },
    filePath,
  )

/** Gives every window the same inner size, in px. */
export const sizeWindow = async (
  app: LaunchedApp,
  page: Page,
  size: { width: number; height: number },
): Promise<void> => {
  await inWindowOf(app, page, (window, { width, height }) => window.setContentSize(width, height), size)
  await expect
    .poll(() => page.evaluate(() => [window.innerWidth, window.innerHeight]))
    .toEqual([size.width, size.height])
}
