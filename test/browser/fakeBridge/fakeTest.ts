import { expect, type Page, test as base } from '@playwright/test'
import { type ServedPages, servePages } from './serveConsole.ts'
import type { Scenario } from './scenario.ts'

/** Opens a window's page in a state; `page` is `console` or `prompter`. */
export type OpenWindow = (name: 'console' | 'prompter', scenario: Partial<Scenario>) => Promise<Page>

/**
 * Lets time stand still in the window that is opened next: it goes on by `page.clock.runFor` alone, so that what depends on
 * how long something was held or how soon a key came does not depend on the machine. Animations of the style sheets run on.
 */
export const stopTime = async (page: Page): Promise<void> => {
  const now = Date.now()
  await page.clock.install({ time: now })
  await page.clock.pauseAt(now + 60_000)
}

/** Waits until what was asked for has come and nothing moves any more but what moves for ever. */
export const settled = async (page: Page): Promise<void> => {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  await page.evaluate(async () => {
    const passing = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity)
    await Promise.all(passing.map((animation) => animation.finished.catch(() => undefined)))
  })
}

/**
 * Playwright's test with the pages served. A test fails when the page logs an error, breaks the policy, or throws, even if
 * everything it looked for was there.
 */
export const test = base.extend<{ openWindow: OpenWindow }, { pages: ServedPages }>({
  pages: [
    async ({ browserName }, provide) => {
      if (browserName !== 'chromium') throw new Error('the windows run in Chromium')
      const pages = await servePages(['console', 'prompter'])
      await provide(pages)
      await pages.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  openWindow: async ({ page, pages }, provide) => {
    const troubles: string[] = []
    page.on('pageerror', (error) => troubles.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(message.text())
    })
    await provide(async (name, scenario) => {
      await page.addInitScript((given) => {
        window.trustcueScenario = given
      }, scenario)
      await page.goto(`${pages.url}/${name}/index.html`)
      await page.locator('#root > *').first().waitFor()
      return page
    })
    expect(troubles, 'the page must not log errors').toEqual([])
  },
})

/** Every look a screen has: languages in both appearances. */
export const LOOKS = [
  ['zh', 'dark'],
  ['zh', 'light'],
  ['en', 'dark'],
  ['en', 'light'],
] as const

export { expect }
