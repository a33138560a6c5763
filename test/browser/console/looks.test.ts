import type { Page } from '@playwright/test'
import { expect, settled, test } from '../fakeBridge/fakeTest.ts'

test.use({ timezoneId: 'Asia/Shanghai' })

const SIZES = [
  { width: 1280, height: 800 },
  { width: 1440, height: 900 },
  { width: 2560, height: 1440 },
] as const

/** Texts that are cut without a sign of it, or stick out of the window. */
const cutTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = []
    if (document.documentElement.scrollWidth > window.innerWidth)
      found.push('the page is wider than the window')
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const own = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
      )
      if (
        !own ||
        element.closest('.visually-hidden, [hidden], kbd') !== null ||
        element instanceof HTMLOptionElement
      )
        continue
      const style = getComputedStyle(element)
      if (style.visibility === 'hidden' || style.clipPath !== 'none' || element.clientWidth === 0) continue
      const text = element.textContent?.trim().slice(0, 40) ?? ''
      const isClipped =
        style.overflowX !== 'visible' && style.overflowX !== 'auto' && style.overflowX !== 'scroll'
      const saysSo = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none'
      if (isClipped && !saysSo && element.scrollWidth > element.clientWidth + 1) found.push(`cut: ${text}`)
      const box = element.getBoundingClientRect()
      if (box.width > 0 && (box.right > window.innerWidth + 1 || box.left < -1))
        found.push(`outside: ${text}`)
    }
    return found
  })

const look = async (page: Page, name: string): Promise<void> => {
  await settled(page)
  await test.info().attach(name, { body: await page.screenshot(), contentType: 'image/png' })
  expect(await cutTexts(page), name).toEqual([])
}

for (const size of SIZES) {
  for (const [language, appearance] of [
    ['zh', 'dark'],
    ['en', 'light'],
  ] as const) {
    test(`nothing is cut at ${size.width} × ${size.height}, ${language}, ${appearance}, with the longest names and prices`, async ({
      openWindow,
    }) => {
      const page = await openWindow('console', {
        extreme: true,
        stage: 'taken',
        saved: 'failed',
        settings: { language, appearance },
      })
      await page.setViewportSize(size)
      await look(page, 'prepare')
      for (const tab of [1, 2, 3]) {
        await page.locator('.lineup-side [role="tab"]').nth(tab).click()
        await look(page, `tab ${tab}`)
      }
      await page.locator('.preflight-bar button').first().click()
      await look(page, 'pre-flight')
      await page.keyboard.press('Control+i')
      await page
        .locator('.choose-file-input')
        .setInputFiles({ name: 'broken.xlsx', mimeType: '', buffer: Buffer.from('x') })
      await page.locator('.import-table').waitFor()
      await look(page, 'import')
      await page.keyboard.press('Escape')
      await page.locator('.top-room').nth(3).click()
      await look(page, 'rules')
      await page.locator('.top-room').nth(4).click()
      await look(page, 'data')
      await page.locator('.top-room').nth(5).click()
      await look(page, 'settings')
    })
  }
}

test('nothing moves for someone who asked for less motion', async ({ openWindow, page: context }) => {
  await context.emulateMedia({ reducedMotion: 'reduce' })
  const page = await openWindow('console', {})
  await page.keyboard.press('Control+i')
  await page.getByRole('dialog').waitFor()
  const durations = await page.evaluate(() =>
    [...document.querySelectorAll('body *')].flatMap((element) => {
      const style = getComputedStyle(element)
      return [...style.transitionDuration.split(','), ...style.animationDuration.split(',')].map((value) =>
        parseFloat(value),
      )
    }),
  )
  expect(Math.max(...durations)).toBe(0)
})
