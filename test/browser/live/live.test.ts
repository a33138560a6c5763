import type { Locator, Page } from '@playwright/test'
import type { LiveCommand } from '../../../domain/contract/command.ts'
import { expect, stopTime, test } from '../fakeBridge/fakeTest.ts'

const LIVE = { session: 'live', slots: 8 } as const

/** The live commands the window has sent so far. */
const commands = (page: Page): Promise<LiveCommand[]> =>
  page.evaluate(() =>
    window.fakeMain.calls
      .filter(({ name }) => name === 'live.command')
      .map(({ input }) => (input as { command: LiveCommand }).command),
  )

const reminder = (page: Page) => page.getByRole('region', { name: '提醒' })
const box = (page: Page) => page.getByRole('textbox', { name: '记一条声称' })

test('without a session the room says what to do and leads to 备播', async ({ openWindow }) => {
  const page = await openWindow('console', { session: 'none' })
  await page.getByRole('button', { name: '直播', exact: true }).click()
  await expect(page.getByText('还没有开播')).toBeVisible()
  await page.getByRole('button', { name: '去备播' }).click()
  await expect(page.locator('[aria-current="page"]')).toHaveText('备播')
})

test('what is logged is checked: the warning stands in its place with words, law and correction', async ({
  openWindow,
}) => {
  const page = await openWindow('console', LIVE)
  await expect(reminder(page)).toContainText('没有待处理的提醒')
  await page.keyboard.press('F8')
  await page.keyboard.type('这个用两周斑就没了')
  await page.keyboard.press('Enter')
  const panel = reminder(page)
  await expect(panel).toContainText('拦截')
  await expect(panel).toContainText('功效承诺')
  await expect(panel).toContainText('普通化妆品不能承诺祛斑功效')
  await expect(panel).toContainText('《化妆品监督管理条例》')
  await expect(panel.getByText('「刚才口误，这款是补水精华，没有祛斑功效，以页面写的为准。」')).toBeVisible()
  await expect(panel.locator('mark')).toHaveText('两周斑就没了')
  await expect(box(page)).toHaveValue('')
  await expect(page.getByRole('log').locator('mark')).toHaveText('两周斑就没了')
})

test('the panel keeps its place and size whether there is a reminder or not', async ({ openWindow }) => {
  const page = await openWindow('console', LIVE)
  const before = await reminder(page).boundingBox()
  await box(page).fill('今天全网最低')
  await page.keyboard.press('Enter')
  await expect(reminder(page)).toContainText('价格欺诈')
  expect(await reminder(page).boundingBox()).toEqual(before)
})

test('F6 corrects and F7 acknowledges what the panel shows, also from the claim box', async ({
  openWindow,
  page: given,
}) => {
  await stopTime(given)
  const page = await openWindow('console', { ...LIVE, claims: 24 })
  await expect(reminder(page)).toContainText('1/3')
  await page.clock.runFor(350)
  await box(page).focus()
  await page.keyboard.press('F6')
  await expect(reminder(page)).toContainText('1/2')
  await page.clock.runFor(350)
  await page.keyboard.press('F7')
  await expect
    .poll(async () => (await commands(page)).map(({ type }) => type))
    .toEqual(['correct', 'acknowledge'])
})

test('a key meant for the reminder before does not hit the one that has just slid in', async ({
  openWindow,
  page: given,
}) => {
  await stopTime(given)
  const page = await openWindow('console', { ...LIVE, claims: 24 })
  await expect(reminder(page)).toContainText('1/3')
  await page.clock.runFor(350)
  await page.keyboard.press('F6')
  await page.keyboard.press('F6')
  await expect(reminder(page)).toContainText('1/2')
  expect(await commands(page)).toHaveLength(1)
})

test('what must be said is reminded when it is due, and ticked by the line that says it', async ({
  openWindow,
}) => {
  const page = await openWindow('console', LIVE)
  const words = page.locator('.must-say li')
  await expect(words).toHaveAttribute('data-standing', 'due')
  await expect(words).toContainText('过敏可退，以页面写的为准')
  await expect(words.getByRole('status')).toHaveText('快说')

  await box(page).fill('家人们，过敏可退，以页面写的为准')
  await page.keyboard.press('Enter')
  await expect(words).toHaveAttribute('data-standing', 'said')
  await expect(words).toContainText('说过了')

  // The streamer's window shows the same, alone and large.
  const prompter = await openWindow('prompter', LIVE)
  await expect(prompter.getByRole('status')).toContainText('现在要说')
  await expect(prompter.getByRole('status')).toContainText('过敏可退，以页面写的为准')
})

test('words that were missed are a reminder of their own, and a correction names what it put right', async ({
  openWindow,
}) => {
  const page = await openWindow('console', LIVE)
  await box(page).fill('今天全网最低')
  await page.keyboard.press('Enter')
  await expect(reminder(page)).toContainText('价格欺诈')
  await page.evaluate(async () => {
    const answer = await window.fakeMain.bridge.call('app.snapshot', {})
    if (!answer.ok) throw new Error('no snapshot')
    const { claims, findings, nowSlotId } = answer.value
    const slip = findings.at(-1)
    const said = claims.at(-1)
    if (slip === undefined || said === undefined) throw new Error('no slip')
    const correction = {
      ...said,
      id: '01HZZ000000000000000000001',
      text: '刚才口误，全网最低收回',
      corrects: [slip.id],
    }
    window.fakeMain.push({
      addClaims: [correction],
      putFindings: [
        { ...slip, state: 'corrected', stateAt: Date.now(), correctedBy: correction.id },
        {
          ...slip,
          id: '01HZZ000000000000000000002',
          claimId: null,
          slotId: nowSlotId,
          rule: 'must.device-notice',
          family: 'CAT',
          quote: '',
          start: 0,
          end: 0,
          state: 'open',
        },
      ],
    })
  })
  const log = page.getByRole('log')
  const link = log.getByRole('button', { name: '更正了前面的「全网最低」，看这条提醒' })
  await expect(link).toContainText('更正了')
  await expect(log.locator('.finding-tag-state').first()).toHaveText('已更正')
  await expect(reminder(page)).toContainText('漏说了')

  await link.click()
  await expect(reminder(page)).toContainText('更正的话')
  await expect(reminder(page)).toContainText('刚才口误，全网最低收回')
})

test('nothing is dismissed without a reason', async ({ openWindow }) => {
  const page = await openWindow('console', { ...LIVE, claims: 24 })
  const panel = reminder(page)
  await panel.getByRole('button', { name: '忽略…' }).click()
  await panel.getByRole('button', { name: '忽略', exact: true }).click()
  await expect(panel.getByRole('alert').first()).toHaveText('写两个字以上的理由')
  expect(await commands(page)).toEqual([])
  await panel.getByRole('textbox', { name: '忽略的理由' }).fill('转述别人的话')
  await page.keyboard.press('Enter')
  await expect(panel).toContainText('1/2')
  expect(await commands(page)).toMatchObject([{ type: 'dismiss', reason: '转述别人的话' }])
})

test('Escape leaves the reason without panic', async ({ openWindow }) => {
  const page = await openWindow('console', { ...LIVE, claims: 24 })
  await reminder(page).getByRole('button', { name: '忽略…' }).click()
  await page.keyboard.press('Escape')
  await expect(reminder(page).getByRole('button', { name: '忽略…' })).toBeVisible()
  await page.keyboard.press('Escape')
  expect(await commands(page)).toEqual([])
})

test('a claim that was not saved stays in the box, the screen says so, and a retry keeps its id', async ({
  openWindow,
}) => {
  const page = await openWindow('console', { ...LIVE, failing: { 'live.command': 'storage-disk-full' } })
  await box(page).fill('四十八小时内发货')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: '没存上' })).toContainText('磁盘满了')
  await expect(box(page)).toHaveValue('四十八小时内发货')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await commands(page)).length).toBe(2)
  const ids = (await commands(page)).map((command) => (command.type === 'logClaim' ? command.draft.id : ''))
  expect(ids[0]).not.toBe('')
  expect(ids[0]).toBe(ids[1])
})

test('Shift+Enter breaks the line, Enter logs both', async ({ openWindow }) => {
  const page = await openWindow('console', LIVE)
  await box(page).focus()
  await page.keyboard.type('第一句')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('第二句')
  await page.keyboard.press('Enter')
  await expect
    .poll(() => commands(page))
    .toMatchObject([{ type: 'logClaim', draft: { text: '第一句\n第二句' } }])
})

test('while an input method composes no key does anything', async ({ openWindow, page: given }) => {
  await stopTime(given)
  const page = await openWindow('console', { ...LIVE, claims: 24 })
  await page.clock.runFor(350)
  await box(page).fill('zui hao')
  await box(page).dispatchEvent('compositionstart')
  for (const key of ['Enter', 'F3', 'F6', 'F4', 'Control+1', 'Escape', 'Escape'])
    await page.keyboard.press(key)
  expect(await commands(page)).toEqual([])
  // The keys went to the input method (here: to the field itself).
  await expect(box(page)).toHaveValue(/^zui hao/)
  await box(page).dispatchEvent('compositionend')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await commands(page)).map(({ type }) => type)).toEqual(['logClaim'])
})

test('what would be found is underlined while one types, and nothing is stored', async ({ openWindow }) => {
  const page = await openWindow('console', LIVE)
  await box(page).fill('这是最好用的精华')
  await expect(page.locator('.claim-text-marks mark')).toHaveText('最好用')
  await expect(page.locator('.claim-note'), 'the gravest of what would be found').toContainText('拦截')
  await box(page).dispatchEvent('compositionstart')
  await box(page).fill('这是最好用的精华，真的最好用')
  await expect(page.locator('.claim-text-marks mark')).toHaveCount(1)
  await box(page).dispatchEvent('compositionend')
  await expect(page.locator('.claim-text-marks mark')).toHaveCount(2)
  expect(await commands(page)).toEqual([])
})

test('next goes once however hard it is pressed; a number and Enter go anywhere, also back', async ({
  openWindow,
  page: given,
}) => {
  await stopTime(given)
  const page = await openWindow('console', LIVE)
  await page.keyboard.press('F3')
  await page.keyboard.press('F3')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('柳州螺蛳粉 300g*10袋')
  expect(await commands(page)).toHaveLength(1)
  await page.clock.runFor(450)
  await page.keyboard.press('1')
  await expect(page.getByText('去 1 号')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('烟酰胺精华液 30ml')
  await page.keyboard.type('99')
  await expect(page.getByText('没有 99 号')).toBeVisible()
})

test('a slot that is done offers 返场', async ({ openWindow, page: given }) => {
  await stopTime(given)
  const page = await openWindow('console', LIVE)
  await page.keyboard.press('F3')
  await page.clock.runFor(450)
  await page.getByRole('button', { name: '返场 1 号：烟酰胺精华液 30ml' }).click()
  await expect.poll(async () => (await commands(page)).map(({ type }) => type)).toEqual(['next', 'goTo'])
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('烟酰胺精华液 30ml')
})

test('the stage: F4 on and off, F5 through the rights, Escape twice clears', async ({
  openWindow,
  page: given,
}) => {
  await stopTime(given)
  const page = await openWindow('console', LIVE)
  await page.keyboard.press('F4')
  await expect(page.getByRole('button', { name: '没上屏 F4' })).toBeVisible()
  await page.keyboard.press('F5')
  await expect(page.getByRole('button', { name: '收起「七天无理由」' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await page.keyboard.press('F5')
  await expect(page.getByRole('button', { name: '收起「退货补运费」' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect.poll(async () => (await commands(page)).at(-1)).toEqual({ type: 'panic' })
})

test('quick phrases by key and by press', async ({ openWindow }) => {
  const page = await openWindow('console', LIVE)
  await page.keyboard.press('Control+2')
  await page.getByRole('list', { name: '快捷短句' }).getByRole('button').nth(3).click()
  await expect
    .poll(() => commands(page))
    .toMatchObject([
      { type: 'logClaim', draft: { source: 'phrase', text: '四十八小时内发货' } },
      { type: 'logClaim', draft: { source: 'phrase', text: '刚才口误，以商品页面写的为准' } },
    ])
})

test('ending takes a long press, and leads to the review', async ({ openWindow, page: given }) => {
  await stopTime(given)
  const page = await openWindow('console', LIVE)
  const end = page.getByRole('button', { name: '长按下播' })
  await end.hover()
  await page.mouse.down()
  await page.clock.runFor(300)
  await page.mouse.up()
  expect(await commands(page)).toEqual([])
  await page.mouse.down()
  await page.clock.runFor(1300)
  await page.mouse.up()
  expect(await commands(page)).toEqual([{ type: 'end' }])
  await expect(page.locator('[aria-current="page"]')).toHaveText('复盘')
})

test('a subtitle file is loaded, played faster, paused and stopped', async ({ openWindow }) => {
  const page = await openWindow('console', LIVE)
  await page.getByLabel('放字幕文件').setInputFiles({
    name: 'session.srt',
    mimeType: 'application/x-subrip',
    buffer: Buffer.from('1\n00:00:00,000 --> 00:00:02,000\n主播: 大家好\n'),
  })
  await expect(page.getByText('0/196 句')).toBeVisible()
  await page.getByRole('button', { name: /倍速/ }).click()
  await page.getByRole('option', { name: '60×' }).click()
  await page.getByRole('button', { name: '播放' }).click()
  await page.getByRole('button', { name: '暂停' }).click()
  await page.getByRole('button', { name: '停止' }).click()
  await expect
    .poll(() => commands(page))
    .toEqual([{ type: 'playSubtitles', speed: 60 }, { type: 'pauseSubtitles' }, { type: 'stopSubtitles' }])
})

/** Puts claims into the log as main would while the session runs, 50 at a time. */
const fillLog = (page: Page, count: number): Promise<void> =>
  page.evaluate(async (wanted) => {
    const { push, bridge } = window.fakeMain
    const answer = await bridge.call('app.snapshot', {})
    if (!answer.ok || answer.value.session === null) throw new Error('no session on air')
    const { session, totals } = answer.value
    for (let first = 0; first < wanted; first += 50) {
      const addClaims = Array.from({ length: Math.min(50, wanted - first) }, (_, index) => {
        const number = first + index + 1
        return {
          id: `01HYY${String(number).padStart(21, '0')}`,
          sessionId: session.id,
          slotId: null,
          productId: null,
          text: `第${String(number)}句，${'这款早晚各用两滴，'.repeat(number % 4)}`,
          speaker: 'host' as const,
          source: 'subtitle' as const,
          at: Date.now(),
          monoMs: number,
          offsetMs: number,
          corrects: [],
        }
      })
      push({ addClaims, set: { totals: { ...totals, claims: first + addClaims.length } } })
    }
  }, count)

/** Whether any part of the list’s window is not covered by a drawn line. */
const hasBlank = (page: Page): Promise<boolean> =>
  page.getByRole('log').evaluate((log) => {
    const frame = log.getBoundingClientRect()
    const lines = [...log.querySelectorAll('article')]
      .map((line) => line.getBoundingClientRect())
      .filter((line) => line.bottom > frame.top && line.top < frame.bottom)
      .sort((a, b) => a.top - b.top)
    let covered = frame.top
    for (const line of lines) {
      if (line.top > covered + 1) return true
      covered = Math.max(covered, line.bottom)
    }
    return covered < frame.bottom - 1
  })

test('5,000 claims scroll without blanks, and all of them are there', async ({ openWindow }) => {
  const page = await openWindow('console', LIVE)
  await fillLog(page, 5000)
  const log = page.getByRole('log')
  await expect(log).toContainText('第5000句')
  expect(await log.locator('article').count()).toBeLessThan(120)
  await log.hover()
  for (let turn = 0; turn < 40; turn += 1) {
    await page.mouse.wheel(0, -700)
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    )
    expect(await hasBlank(page)).toBe(false)
  }
  await log.evaluate((element) => {
    element.scrollTop = 0
  })
  await expect(log).toContainText('第1句')
  await expect.poll(() => hasBlank(page)).toBe(false)
})

/** Waits until what scrolls has come to rest: two frames find it where it was. */
const standsStill = (log: Locator): Promise<void> =>
  log.evaluate(async (element) => {
    for (let before = Number.NaN; element.scrollTop !== before;) {
      before = element.scrollTop
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    }
  })

test('a reader who scrolled up stays where he is and is told how many are new', async ({ openWindow }) => {
  const page = await openWindow('console', LIVE)
  await fillLog(page, 400)
  const log = page.getByRole('log')
  await expect(log).toContainText('第400句')
  await log.hover()
  await page.mouse.wheel(0, -1500)
  await expect(page.getByRole('button', { name: '回到最新' })).toBeVisible()
  await standsStill(log)
  const before = await log.evaluate((element) => element.scrollTop)
  await box(page).fill('新的一句')
  await page.keyboard.press('Enter')
  const pill = page.getByRole('button', { name: '1 条新的' })
  await expect(pill).toBeVisible()
  expect(await log.evaluate((element) => element.scrollTop)).toBe(before)
  await pill.click()
  await expect(log.getByText('新的一句')).toBeVisible()
})

for (const [width, height] of [
  [1280, 800],
  [2560, 1440],
] as const) {
  for (const language of ['zh', 'en'] as const) {
    test(`nothing is cut at ${String(width)}×${String(height)} in ${language}, with the longest names and 200 slots`, async ({
      openWindow,
    }) => {
      const page = await openWindow('console', {
        session: 'live',
        slots: 200,
        claims: 300,
        extreme: true,
        settings: { language },
      })
      await page.setViewportSize({ width, height })
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('.live *')]
          .filter((element) => {
            const style = getComputedStyle(element)
            const mayCut =
              style.textOverflow === 'ellipsis' ||
              style.overflowX === 'auto' ||
              style.webkitLineClamp !== 'none'
            return (
              !mayCut &&
              element.clientWidth > 1 &&
              element.scrollWidth > element.clientWidth + 1 &&
              style.display !== 'inline'
            )
          })
          .map((element) => `${element.tagName}.${element.className}`),
      )
      expect(cut).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    })
  }
}
