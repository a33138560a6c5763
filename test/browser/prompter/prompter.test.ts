import type { Page } from '@playwright/test'
import type { Severity } from '../../../domain/model/claim.ts'
import { expect, settled, stopTime, test } from '../fakeBridge/fakeTest.ts'

const LIVE = { session: 'live', slots: 8, claims: 24 } as const

/** Deals with every open finding but those of one severity (null = all of them), as the assistant would. */
const settleAllBut = (page: Page, kept: Severity | null): Promise<void> =>
  page.evaluate(async (severity) => {
    const answer = await window.fakeMain.bridge.call('app.snapshot', {})
    if (!answer.ok) throw new Error('no snapshot')
    window.fakeMain.push({
      putFindings: answer.value.findings
        .filter((finding) => finding.state === 'open' && finding.severity !== severity)
        .map((finding) => ({ ...finding, state: 'acknowledged' as const, stateAt: Date.now() })),
    })
  }, kept)

const commands = (page: Page): Promise<unknown[]> =>
  page.evaluate(() =>
    window.fakeMain.calls
      .filter(({ name }) => name === 'live.command')
      .map(({ input }) => (input as { command: unknown }).command),
  )

test('before 开播 it waits', async ({ openWindow }) => {
  const page = await openWindow('prompter', { session: 'draft' })
  await expect(page.getByText('等开播')).toBeVisible()
})

test('product and price stand in the upper third, three points at 48 px at least', async ({ openWindow }) => {
  for (const size of [
    { width: 1920, height: 1080 },
    { width: 1280, height: 720 },
  ]) {
    const page = await openWindow('prompter', LIVE)
    await page.setViewportSize(size)
    await settleAllBut(page, null)
    const name = await page.getByRole('heading', { name: '烟酰胺精华液 30ml' }).boundingBox()
    const price = await page.getByText('¥129').boundingBox()
    expect((name?.y ?? 0) + (name?.height ?? Infinity)).toBeLessThanOrEqual(size.height / 3)
    expect((price?.y ?? 0) + (price?.height ?? Infinity)).toBeLessThanOrEqual(size.height / 3)
    const points = page.locator('.air-point')
    await expect(points).toHaveCount(3)
    for (const point of await points.all()) {
      const px = await point.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))
      expect(px).toBeGreaterThanOrEqual(48)
    }
  }
})

test('a block takes the lower half with the words to say in quotation marks, and only the gravest is shown', async ({
  openWindow,
}) => {
  const page = await openWindow('prompter', LIVE)
  await page.setViewportSize({ width: 1280, height: 720 })
  const reminder = page.getByRole('alert')
  await expect(reminder).toHaveCount(1)
  await expect(reminder).toContainText('现在就说')
  await expect(reminder).toContainText('「刚才说全网最低不准确，今天直播间价格 129 元。」')
  await expect(reminder).toContainText('还有 2 条')
  await expect(page.getByText('最好用')).toHaveCount(0)
  await settled(page)
  expect(await reminder.boundingBox()).toEqual({ x: 0, y: 360, width: 1280, height: 360 })
  const points = await page.locator('.air-point').last().boundingBox()
  expect((points?.y ?? 0) + (points?.height ?? Infinity)).toBeLessThanOrEqual(360)
})

test('a warning takes half of the lower half', async ({ openWindow }) => {
  const page = await openWindow('prompter', LIVE)
  await page.setViewportSize({ width: 1280, height: 720 })
  await settleAllBut(page, 'warn')
  await expect(page.getByRole('alert')).toContainText('改口说')
  await settled(page)
  expect(await page.getByRole('alert').boundingBox()).toEqual({ x: 640, y: 360, width: 640, height: 360 })
})

test('a note is one line', async ({ openWindow }) => {
  const page = await openWindow('prompter', LIVE)
  await page.setViewportSize({ width: 1280, height: 720 })
  await settleAllBut(page, 'note')
  const reminder = page.getByRole('alert')
  await expect(reminder).toContainText('提示')
  expect((await reminder.boundingBox())?.height ?? Infinity).toBeLessThan(100)
})

test('the words keep 7:1 on their ground', async ({ openWindow }) => {
  for (const severity of ['block', 'warn', 'note'] as const) {
    const page = await openWindow('prompter', LIVE)
    await settleAllBut(page, severity)
    await expect(page.getByRole('alert')).toBeVisible()
    const ratio = await page.getByRole('alert').evaluate((element) => {
      const parse = (colour: string): number[] => (colour.match(/\d+(\.\d+)?/g) ?? []).slice(0, 3).map(Number)
      const light = (colour: string): number => {
        const [r = 0, g = 0, b = 0] = parse(colour).map((value) => {
          const share = value / 255
          return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
        })
        return 0.2126 * r + 0.7152 * g + 0.0722 * b
      }
      const style = getComputedStyle(element)
      const [one, other] = [light(style.color), light(style.backgroundColor)].sort((a, b) => b - a)
      return ((one ?? 0) + 0.05) / ((other ?? 0) + 0.05)
    })
    expect(ratio, severity).toBeGreaterThanOrEqual(7)
  }
})

test('Enter acknowledges, F6 corrects, and the next gravest follows', async ({ openWindow, page: given }) => {
  await stopTime(given)
  const page = await openWindow('prompter', LIVE)
  await expect(page.getByRole('alert')).toContainText('现在就说')
  await page.clock.runFor(350)
  await page.keyboard.press('F6')
  await expect(page.getByRole('alert')).toContainText('改口说')
  await page.clock.runFor(350)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('提示')
  await page.clock.runFor(350)
  await page.keyboard.press('Space')
  await expect(page.getByRole('alert')).toHaveCount(0)
  expect(await commands(page)).toMatchObject([
    { type: 'correct' },
    { type: 'acknowledge' },
    { type: 'acknowledge' },
  ])
})

test('the words being read stay when another reminder of the same gravity comes', async ({
  openWindow,
  page: given,
}) => {
  await stopTime(given)
  const page = await openWindow('prompter', LIVE)
  const words = page.locator('.reminder-words')
  await expect(words).toContainText('刚才说全网最低不准确')
  const others = await page.locator('.reminder-more').innerText()
  await page.evaluate(async () => {
    const answer = await window.fakeMain.bridge.call('app.snapshot', {})
    const block = answer.ok ? answer.value.findings.find(({ severity }) => severity === 'block') : undefined
    if (block === undefined) throw new Error('no block')
    const later = { ...block, id: `01HXY${'0'.repeat(21)}`, at: block.at + 60_000, state: 'open' as const }
    window.fakeMain.push({ putFindings: [{ ...later, words: { ...later.words, correction: '另一句更正' } }] })
  })
  await expect(page.locator('.reminder-more')).not.toHaveText(others)
  await expect(words).toContainText('刚才说全网最低不准确')
  await page.clock.runFor(350)
  await page.keyboard.press('F6')
  await expect(words).toContainText('另一句更正')
})

test('what must be said leaves the screen once it was said', async ({ openWindow }) => {
  const page = await openWindow('prompter', LIVE)
  await settleAllBut(page, null)
  await expect(page.getByText('过敏可退，以页面写的为准')).toBeVisible()
  await page.evaluate(async () => {
    const answer = await window.fakeMain.bridge.call('app.snapshot', {})
    if (!answer.ok || answer.value.mustSay.length === 0) throw new Error('nothing must be said')
    const saidBy = answer.value.claims.at(-1)?.id ?? null
    window.fakeMain.push({ set: { mustSay: answer.value.mustSay.map((item) => ({ ...item, saidBy })) } })
  })
  await expect(page.getByText('过敏可退，以页面写的为准')).toBeHidden()
})

test('it speaks the language of the settings', async ({ openWindow }) => {
  const page = await openWindow('prompter', { ...LIVE, settings: { language: 'en' } })
  await expect(page.getByRole('alert')).toContainText('Say now')
  await expect(page.getByRole('alert')).toContainText('2 more')
})
