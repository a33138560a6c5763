import { expect, type Page, test as base } from '@playwright/test'
import { type ServedPages, servePages } from './serveConsole.ts'
import type { Scenario } from './scenario.ts'

/** Opens a window's page in a state; `page` is `console` or `prompter`. */
export type OpenWindow = (name: 'console' | 'prompter', scenario: Partial<Scenario>) => Promise<Page>

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

export { expect }
