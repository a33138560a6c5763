import { expect, type Locator, type Page } from '@playwright/test'
import { zh } from './words.ts'

/** The lines of the review, in order: products coming on air, and what was said. */
export const reviewLines = (page: Page): Locator => page.locator('.review-record .airing-line, .said-line')

/** A number that is also a filter: of a group, by its words. */
export const facet = (page: Page, group: string, words: string): Locator =>
  page.getByRole('group', { name: group, exact: true }).getByRole('button', { name: words })

/** The figure under a name at the top of the review. */
export const figure = (page: Page, name: string): Locator =>
  page.locator('.review-figure', { hasText: name }).locator('dd')

/** Exports what the filter lets through; the save dialog must have its answer already. */
export const exportCsv = async (page: Page, fileName: string): Promise<void> => {
  await page.getByRole('button', { name: zh('review.export.button') }).click()
  await expect(page.locator('.review-export-line')).toContainText(fileName)
}
