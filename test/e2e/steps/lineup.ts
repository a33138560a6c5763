import { expect, type Locator, type Page } from '@playwright/test'
import { holdUntil } from './console.ts'
import type { GivenFile } from './files.ts'
import { zh } from './words.ts'

/** A new, empty session, opened. */
export const newSession = async (page: Page, title: string): Promise<void> => {
  await page.getByRole('button', { name: zh('lineup.session.menu') }).click()
  await page.getByRole('menuitem', { name: zh('lineup.session.new') }).click()
  await page.getByRole('textbox', { name: zh('lineup.session.titleField') }).fill(title)
  await page.getByRole('button', { name: zh('lineup.session.create'), exact: true }).click()
  await expect(page.locator('.session-button')).toHaveText(title)
  await expect(page.getByText(zh('lineup.empty'))).toBeVisible()
}

/** The dialog of the import. */
export const importDialog = (page: Page): Locator =>
  page.getByRole('dialog', { name: zh('lineup.import.title') })

/** Opens the import and hands it a file: it is read and looked at, nothing is changed yet. */
export const chooseWorkbook = async (page: Page, file: string | GivenFile): Promise<void> => {
  const dialog = importDialog(page)
  if (!(await dialog.isVisible())) {
    await page
      .locator('.lineup-toolbar')
      .getByRole('button', { name: zh('lineup.import') })
      .click()
  }
  await dialog.getByLabel(zh('lineup.import.file')).setInputFiles(file)
}

/** Brings in what the preview shows. */
export const commitImport = async (page: Page, products: number): Promise<void> => {
  const dialog = importDialog(page)
  await dialog.getByRole('button', { name: zh('lineup.import.commit', { count: products }) }).click()
  await expect(dialog).toBeHidden()
}

/** The lines of the lineup table, without its heading. */
export const lineupRows = (page: Page): Locator => page.locator('.lineup-table [role="row"][data-key]')

/** Puts a product of the library at the end of the lineup. */
export const addFromLibrary = async (page: Page, productId: string): Promise<void> => {
  await page
    .locator('.lineup-toolbar')
    .getByRole('button', { name: zh('lineup.add'), exact: true })
    .click()
  await page.getByRole('menuitem', { name: zh('lineup.addFromLibrary') }).click()
  const dialog = page.getByRole('dialog', { name: zh('lineup.library.title') })
  await dialog.getByRole('searchbox').fill(productId)
  await dialog.locator('.library-item', { hasText: productId }).click()
  await dialog.getByRole('button', { name: zh('lineup.library.add', { count: 1 }) }).click()
  await expect(dialog).toBeHidden()
}

/** The list that is gone through before going on air. */
export const preflight = (page: Page): Locator =>
  page.getByRole('region', { name: zh('lineup.preflight.title') })

/** Unfolds the list. */
export const openPreflight = async (page: Page): Promise<void> => {
  await preflight(page)
    .getByRole('button', { name: zh('lineup.preflight.open') })
    .click()
  await expect(page.locator('.preflight-list')).toBeVisible()
}

/** Folds the list. */
export const closePreflight = async (page: Page): Promise<void> => {
  await preflight(page)
    .getByRole('button', { name: zh('lineup.preflight.close') })
    .click()
  await expect(page.locator('.preflight-list')).toBeHidden()
}

/** The fields for a reason of the items that are in the way. */
export const reasonFields = (page: Page): Locator =>
  preflight(page).getByRole('textbox', { name: zh('lineup.preflight.reason') })

/** Writes the same reason beside every item that is in the way. */
export const explainEverything = async (page: Page, reason: string): Promise<void> => {
  // The first check waits for the rules to be compiled.
  await expect(preflight(page).locator('.preflight-counts > *').first()).toBeVisible({ timeout: 30_000 })
  const fields = reasonFields(page)
  for (const field of await fields.all()) await field.fill(reason)
}

/** The button that goes on air. */
export const startButton = (page: Page): Locator =>
  preflight(page).getByRole('button', { name: zh('lineup.start') })

/** 开播: holds the button until the live room is there. */
export const goLive = async (page: Page): Promise<void> => {
  await expect(startButton(page)).toHaveAttribute('aria-disabled', 'false')
  await holdUntil(page, startButton(page), () => expect(page.locator('.live')).toBeVisible())
}
