import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { DEFAULT_SETTINGS, stageThemeSchema, type StageTheme } from '../../../domain/model/settings.ts'
import type { StageFrame, StageGuarantee } from '../../../domain/stage/frame.ts'
import { emptyStageFrame } from '../../../domain/stage/projectStage.ts'
import { startStageServer, type StageServer } from '../../../electron/stage-server/startStageServer.ts'

const root = path.join(import.meta.dirname, '../../..')
const PORTRAIT = { width: 1080, height: 1920 }
const LANDSCAPE = { width: 1920, height: 1080 }
const THEMES: readonly StageTheme[] = stageThemeSchema.options

const guarantee = (code: string, name: string, terms: string): StageGuarantee => ({
  code,
  name: { zh: name, en: `${code} right` },
  terms: { zh: terms, en: `${terms} (en)` },
  icon: code,
})

const RIGHTS: readonly StageGuarantee[] = [
  guarantee('seven-day', '七天无理由', '签收次日零时起 168 小时内，完好可退；运费未另约定的由买家承担'),
  guarantee('return-freight', '退货补运费', '退货运费按平台规则补偿，每单补偿额以页面上限为准'),
  guarantee('fake-pay-ten', '假一赔十', '经官方鉴定为假冒的，按商品价款的 10 倍赔付'),
  guarantee('allergy-refund', '过敏包退', '凭过敏凭证可退'),
  guarantee('fast-refund', '极速退款', '符合平台条件的订单，申请后先行退款'),
  guarantee('fast-ship', '极速发货', '付款后 48 小时内发货'),
  guarantee('broken-pay', '坏损包赔', '签收后 24 小时内凭照片申请'),
  guarantee('price-protect', '十五天保价', '下单后 15 天内本链接降价可补差价'),
  guarantee('late-pay', '晚发必赔', '超过页面承诺时间未发货，按平台规则赔付'),
  guarantee('refund-only', '退款不退货', '本店自行承担'),
]

type Product = NonNullable<StageFrame['product']>

const SERUM: Product = {
  id: 'serum-02',
  name: '烟酰胺精华液 30ml',
  price: 12_900,
  listPrice: 19_900,
  picture: '/pictures/serum-02.png',
  guarantees: RIGHTS.slice(0, 5),
}

const LONGEST: Product = {
  id: 'longest',
  name: '柳州某某食品有限公司出品正宗工艺手工熬制酸笋腐竹花生木耳萝卜干全料包螺蛳粉家庭装超大份量加量不加价组合 300g*10袋整箱顺丰包邮送虎皮鸡蛋',
  price: 12_999_900,
  listPrice: 19_999_900,
  picture: '/pictures/noodle-06.png',
  guarantees: [...RIGHTS],
}

const CHEAPEST: Product = {
  id: 'cheapest',
  name: '券',
  price: 1,
  listPrice: null,
  picture: null,
  guarantees: [],
}

const frame = (product: Product | null, change: Partial<StageFrame>): StageFrame => ({
  ...emptyStageFrame(1, DEFAULT_SETTINGS),
  visible: product !== null,
  shopName: '小圆家的店',
  product,
  ...change,
})

const startServer = async (port: number): Promise<StageServer> => {
  const started = await startStageServer({
    rendererDir: path.join(root, 'out', 'renderer'),
    picturesDir: path.join(root, 'resources', 'demo', 'pictures'),
    port,
    onPages: () => undefined,
  })
  if (!started.ok) throw new Error(started.error.code)
  return started.value
}

let server: StageServer

test.beforeEach(async () => {
  server = await startServer(0)
})

test.afterEach(async () => {
  await server.close()
})

/** Opens the stage and waits until what comes in has come in and stands still. */
const open = async (page: Page, query: string, shown: StageFrame): Promise<void> => {
  server.publish(shown)
  await page.goto(server.url + query)
  await expect(page.locator('.entering .card')).toBeVisible()
  await settle(page)
}

const settle = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)))
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)))
  })

/** A picture of the page taken with its transparency, as red, green, blue, alpha per pixel asked for. */
const pixelsOf = async (page: Page, points: readonly (readonly [number, number])[]): Promise<number[][]> => {
  const shot = await page.screenshot({ omitBackground: true })
  const reader = await page.context().newPage()
  const pixels = await reader.evaluate(
    async ({ source, at }) => {
      const image = new Image()
      image.src = source
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = image.width
      canvas.height = image.height
      const context = canvas.getContext('2d')
      context?.drawImage(image, 0, 0)
      return at.map(([x, y]) => [...(context?.getImageData(x, y, 1, 1).data ?? [])])
    },
    { source: `data:image/png;base64,${shot.toString('base64')}`, at: points },
  )
  await reader.close()
  return pixels
}

/** Points all over the page, except inside and close around a box. */
const pointsOutside = (
  size: { width: number; height: number },
  box: DOMRectLike,
  margin: number,
): [number, number][] => {
  const points: [number, number][] = []
  for (let x = 5; x < size.width; x += 23)
    for (let y = 5; y < size.height; y += 23) {
      const inside =
        x > box.x - margin &&
        x < box.x + box.width + margin &&
        y > box.y - margin &&
        y < box.y + box.height + margin
      if (!inside) points.push([x, y])
    }
  return points
}

type DOMRectLike = { x: number; y: number; width: number; height: number }

const boxOf = async (page: Page, selector: string): Promise<DOMRectLike> => {
  const box = await page.locator(selector).first().boundingBox()
  if (box === null) throw new Error(`${selector} is not on the page`)
  return box
}

test('shows the product on air and only the guarantees it has', async ({ page }) => {
  await open(page, '', frame(SERUM, {}))
  await expect(page.locator('.name')).toHaveText('烟酰胺精华液 30ml')
  await expect(page.locator('.price-live')).toHaveText('¥129')
  await expect(page.locator('.price-list')).toHaveText('划线价 ¥199')
  await expect(page.locator('.badge-name')).toHaveText([
    '七天无理由',
    '退货补运费',
    '假一赔十',
    '过敏包退',
    '极速退款',
  ])
  await expect(page.locator('.trust-title')).toHaveText('小店信任卡')
  expect(await page.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(800)
})

test('follows the show: next product, price, a right opened large, theme, language, cleared at once', async ({
  page,
}) => {
  await open(page, '', frame(SERUM, {}))
  server.publish(frame({ ...LONGEST, guarantees: RIGHTS.slice(6, 7), price: 8990 }, { theme: 'night' }))
  await expect(page.locator('.entering .badge-name')).toHaveText(['坏损包赔'])
  await expect(page.locator('.stage')).toHaveAttribute('data-theme', 'night')
  await expect(page.locator('.leaving')).toHaveCount(0)
  server.publish(
    frame(
      { ...LONGEST, guarantees: RIGHTS.slice(6, 7), price: 7990 },
      { spotlight: 'broken-pay', language: 'en' },
    ),
  )
  await expect(page.locator('.price-live')).toHaveText('¥79.9')
  await expect(page.locator('.spotlight-name')).toHaveText('broken-pay right')
  await expect(page.locator('.spotlight-terms')).toHaveText('签收后 24 小时内凭照片申请 (en)')
  server.publish(frame(null, {}))
  await expect(page.locator('#stage')).toBeEmpty()
})

test('has no card without a right, and no hole where a picture is missing', async ({ page }) => {
  await open(page, '', frame({ ...CHEAPEST, picture: '/pictures/missing.png' }, {}))
  await expect(page.locator('.price-live')).toHaveText('¥0.01')
  await expect(page.locator('.trust')).toHaveCount(0)
  await expect(page.locator('.picture')).toHaveCount(0)
})

test('takes theme and language from its address', async ({ page }) => {
  await open(page, '?theme=guochao&lang=en', frame(SERUM, { theme: 'fresh' }))
  await expect(page.locator('.stage')).toHaveAttribute('data-theme', 'guochao')
  await expect(page.locator('.trust-title')).toHaveText('Trust card')
})

test.describe('behind the card', () => {
  for (const size of [PORTRAIT, LANDSCAPE])
    test(`everything is transparent at ${size.width} × ${size.height}`, async ({ page }) => {
      await page.setViewportSize(size)
      await open(page, '', frame(SERUM, {}))
      const card = await boxOf(page, '.card')
      // The shadow of the card is part of it.
      const outside = await pixelsOf(page, pointsOutside(size, card, 90))
      expect(outside.length).toBeGreaterThan(500)
      expect(outside.filter(([, , , alpha]) => alpha !== 0)).toEqual([])
      const [inside] = await pixelsOf(page, [
        [Math.round(card.x + card.width / 2), Math.round(card.y + card.height - 6)],
      ])
      expect(inside?.[3]).toBeGreaterThan(220)
    })

  test('an empty stage is transparent everywhere', async ({ page }) => {
    await page.setViewportSize(PORTRAIT)
    await open(page, '', frame(SERUM, {}))
    server.publish(frame(null, {}))
    await expect(page.locator('#stage')).toBeEmpty()
    const all = await pixelsOf(page, pointsOutside(PORTRAIT, { x: -9, y: -9, width: 0, height: 0 }, 0))
    expect(all.filter(([, , , alpha]) => alpha !== 0)).toEqual([])
  })

  for (const theme of THEMES)
    test(`the key colour stands pure around the ${theme} card, without a shadow`, async ({ page }) => {
      await page.setViewportSize(LANDSCAPE)
      await open(page, `?key=00ff00&theme=${theme}`, frame(SERUM, {}))
      const card = await boxOf(page, '.card')
      const outside = await pixelsOf(page, pointsOutside(LANDSCAPE, card, 12))
      expect(
        outside.filter(
          ([red, green, blue, alpha]) => red !== 0 || green !== 255 || blue !== 0 || alpha !== 255,
        ),
      ).toEqual([])
    })
})

test.describe('the platform keeps its places', () => {
  for (const theme of THEMES)
    for (const product of [SERUM, LONGEST, CHEAPEST])
      test(`${theme}: ${product.id} stands clear of buttons and comments in portrait, low on the left in landscape`, async ({
        page,
      }) => {
        await page.setViewportSize(PORTRAIT)
        const spotlight = product.guarantees[0]?.code ?? null
        await open(page, '', frame(product, { theme, spotlight }))
        const boxes = () =>
          page.evaluate(() =>
            [...document.querySelectorAll('#stage *')]
              // What is not drawn (no picture in the plain theme) has no box.
              .filter((element) => !(element instanceof SVGElement) && element.getClientRects().length > 0)
              .filter((element) => !element.classList.contains('stage'))
              .map((element) => {
                const { left, right, top, bottom } = element.getBoundingClientRect()
                const cut =
                  element.scrollWidth > element.clientWidth + 1 &&
                  getComputedStyle(element).overflowX === 'visible'
                return {
                  what: element.className,
                  left,
                  right,
                  top,
                  bottom,
                  cut: cut && element.clientWidth > 0,
                }
              }),
          )
        for (const box of await boxes()) {
          expect.soft(box.right, box.what).toBeLessThanOrEqual(1080 - 160)
          expect.soft(box.bottom, box.what).toBeLessThanOrEqual(1920 - 420)
          expect.soft(box.left, box.what).toBeGreaterThanOrEqual(0)
          // The upper part of the picture is the streamer's face.
          expect.soft(box.top, box.what).toBeGreaterThan(1920 * 0.3)
          expect.soft(box.cut, `${box.what} spills over`).toBe(false)
        }
        server.publish(frame(product, { theme, spotlight: null }))
        await page.setViewportSize(LANDSCAPE)
        await settle(page)
        for (const box of await boxes()) {
          expect.soft(box.top, box.what).toBeGreaterThanOrEqual(720)
          expect.soft(box.bottom, box.what).toBeLessThanOrEqual(1080)
          expect.soft(box.right, box.what).toBeLessThanOrEqual(1920 * 0.75)
          expect.soft(box.cut, `${box.what} spills over`).toBe(false)
        }
      })

  test('fits any size of source', async ({ page }) => {
    await open(page, '', frame(LONGEST, {}))
    for (const size of [
      { width: 800, height: 600 },
      { width: 540, height: 960 },
      { width: 3840, height: 2160 },
    ]) {
      await page.setViewportSize(size)
      const card = await boxOf(page, '.card')
      expect(card.x).toBeGreaterThanOrEqual(0)
      expect(card.x + card.width).toBeLessThanOrEqual(size.width)
      expect(card.y).toBeGreaterThanOrEqual(0)
      expect(card.y + card.height).toBeLessThanOrEqual(size.height)
      expect(card.width).toBeGreaterThan(size.width / 3)
    }
  })

  for (let count = 1; count <= 10; count += 1)
    test(`${count} guarantees fill their rows`, async ({ page }) => {
      await page.setViewportSize(PORTRAIT)
      await open(page, '', frame({ ...SERUM, guarantees: RIGHTS.slice(0, count) }, {}))
      await expect(page.locator('.badge')).toHaveCount(count)
      const tops = await page.locator('.badge').evaluateAll((badges) => {
        const rows = new Map<number, { left: number; right: number }>()
        for (const badge of badges) {
          const { top, left, right: end } = badge.getBoundingClientRect()
          const row = rows.get(Math.round(top)) ?? { left, right: end }
          rows.set(Math.round(top), { left: Math.min(row.left, left), right: Math.max(row.right, end) })
        }
        return [...rows.values()]
      })
      for (const row of tops) {
        expect(Math.abs(row.left - (tops[0]?.left ?? 0))).toBeLessThan(2)
        expect(Math.abs(row.right - (tops[0]?.right ?? 0))).toBeLessThan(2)
      }
    })
})

test.describe('when the server goes away', () => {
  test('the last frame stays, and the new server is found again by itself', async ({ page }) => {
    await page.clock.install()
    await open(page, '', frame(SERUM, {}))
    const { port } = server
    await server.close()
    await page.clock.runFor(1_500)
    await expect(page.locator('.name')).toHaveText('烟酰胺精华液 30ml')
    server = await startServer(port)
    server.publish(frame(CHEAPEST, {}))
    await expect
      .poll(async () => {
        await page.clock.runFor(1_000)
        return page.locator('.entering .name').allTextContents()
      })
      .toEqual(['券'])
  })

  test('a frame nobody vouches for any more is taken off after half a minute, and comes back', async ({
    page,
  }) => {
    await page.clock.install()
    server.publish(frame(SERUM, {}))
    await page.goto(server.url)
    await page.clock.runFor(500)
    await expect(page.locator('.entering .card')).toBeAttached()
    const { port } = server
    await server.close()
    await page.clock.runFor(20_000)
    await expect(page.locator('.entering .card')).toBeAttached()
    await page.clock.runFor(12_000)
    await expect(page.locator('#stage')).toBeEmpty()
    server = await startServer(port)
    server.publish(frame(CHEAPEST, {}))
    await expect
      .poll(async () => {
        await page.clock.runFor(1_000)
        return page.locator('.entering .name').allTextContents()
      })
      .toEqual(['券'])
  })
})

test('motion is short, and there is none for who asks for none', async ({ page }) => {
  const lengths = (): Promise<number[]> =>
    page.evaluate(() =>
      document.getAnimations().map((animation) => Number(animation.effect?.getComputedTiming().endTime)),
    )
  server.publish(frame(LONGEST, { spotlight: 'seven-day' }))
  await page.goto(server.url)
  await expect(page.locator('.entering .card')).toBeAttached()
  for (const ms of await lengths()) expect(ms).toBeLessThanOrEqual(400)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  server.publish(frame(SERUM, {}))
  await expect(page.locator('.entering .name')).toHaveText(SERUM.name)
  expect(await lengths()).toEqual([])
})

test('the page holds nothing newer than the browser inside OBS (Chromium 103)', () => {
  const assets = path.join(root, 'out', 'renderer', 'assets')
  const html = readFileSync(path.join(root, 'out', 'renderer', 'stage', 'index.html'), 'utf8')
  const styles = readdirSync(assets).filter((file) => html.includes(file) && file.endsWith('.css'))
  expect(styles.length).toBeGreaterThan(0)
  for (const file of styles) {
    const css = readFileSync(path.join(assets, file), 'utf8')
    expect(css).not.toMatch(
      /:has\(|oklch|oklab|@container|color-mix|text-wrap|@property|@scope|\bdvh\b|@starting-style/,
    )
    expect(css).not.toMatch(/[{;]\s*&/)
  }
})
