import fs from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import type { Language } from '../../domain/model/scalars.ts'
import { expect, test } from './launch.ts'
import { checkout } from './runtime.ts'
import { goToRoom, openConsole, type Room } from './steps/console.ts'
import { databaseFile, readLog } from './steps/database.ts'
import { endSession, openPrompter, say } from './steps/live.ts'
import { explainEverything, goLive, openPreflight } from './steps/lineup.ts'
import { chooseLook, switchLanguage } from './steps/settings.ts'

const ROOMS: readonly Room[] = ['prepare', 'live', 'review', 'rules', 'settings']
const HAN = /\p{Script=Han}/u

/** Every text a person or a screen reader meets on the page: text, and what stands in titles, labels and hints. */
const textsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const texts = new Set<string>()
    const add = (text: string | null): void => {
      const clean = (text ?? '').replace(/\s+/g, ' ').trim()
      if (clean !== '') texts.add(clean)
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node instanceof Element) {
        for (const name of ['title', 'aria-label', 'placeholder', 'alt']) add(node.getAttribute(name))
        if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement) add(node.value)
        continue
      }
      const parent = node.parentElement
      if (parent === null || !parent.checkVisibility() || /^(STYLE|SCRIPT)$/.test(parent.tagName)) continue
      // A sentence with marked words in it is one text.
      add((parent.closest(':has(> mark)') ?? node).textContent)
    }
    return [...texts]
  })

/** Every string in a JSON value that is written in one language only. */
const dataOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(dataOf)
  if (typeof value !== 'object' || value === null) return []
  // A text in both languages: the page must show the one of the person who reads.
  if ('zh' in value && 'en' in value) return []
  return Object.values(value).flatMap(dataOf)
}

const jsonOrText = (value: string): unknown => {
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

/** What the shop wrote, what was said, and what is cited as it is printed: it stands in its own language everywhere. */
const ownLanguage = (userData: string): string[] => {
  const inFile = readLog(databaseFile(userData), (log) =>
    [
      'product',
      'product_document',
      'product_guarantee',
      'session',
      'slot',
      'claim',
      'finding',
      'promise',
      'settings',
    ]
      .flatMap((table) =>
        (log.pluck(`SELECT name FROM pragma_table_info('${table}')`) as string[]).map((column) =>
          log.pluck(`SELECT DISTINCT "${column}" FROM ${table}`),
        ),
      )
      .flat()
      .flatMap((value) => (typeof value === 'string' ? dataOf(jsonOrText(value)) : [])),
  )
  const packs = path.join(checkout, 'resources', 'rule-packs')
  const inPacks = fs
    .readdirSync(packs, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => dataOf(JSON.parse(fs.readFileSync(path.join(packs, name), 'utf8'))))
  return [...inFile, ...inPacks].filter((text) => HAN.test(text))
}

/** What is left of a text once everything that is data, or quoted from data, is taken out. */
const withoutData = (text: string, data: readonly string[]): string =>
  data
    .reduce((rest, known) => (rest.includes(known) ? rest.replaceAll(known, '') : rest), text)
    .replaceAll(/[“「]([^”」]*)[”」]/g, (whole, quote: string) =>
      data.some((known) => known.includes(quote)) ? '' : whole,
    )

const roomTexts = async (page: Page, language: Language): Promise<Map<Room, string[]>> => {
  const texts = new Map<Room, string[]>()
  for (const room of ROOMS) {
    await goToRoom(page, room, language)
    texts.set(room, await textsOf(page))
  }
  return texts
}

test('every room speaks the chosen language, and what the shop wrote stays as it is', async ({
  launchApp,
  userData,
}) => {
  const app = await launchApp()
  const page = await openConsole(app)
  // One session that has ended and one that is on air, so that no room is empty.
  await openPreflight(page)
  await explainEverything(page, '演示场次，照样播')
  await goLive(page)
  await say(page, '这个螺蛳粉真的是天花板级别，四十八小时内发货')
  await say(page, '七天无理由，吊牌在就能退')
  const prompter = await openPrompter(app, page)

  const chinese = await roomTexts(page, 'zh')
  for (const room of ROOMS)
    expect(
      chinese.get(room)?.some((text) => HAN.test(text)),
      room,
    ).toBe(true)

  await switchLanguage(page, 'zh', 'en')
  await expect(prompter.locator('html')).toHaveAttribute('lang', 'en')
  const data = ownLanguage(userData).toSorted((a, b) => b.length - a.length)
  const leftIn = (texts: readonly string[]): string[] =>
    texts.filter((text) => text !== '中文' && HAN.test(withoutData(text, data)))
  const english = await roomTexts(page, 'en')
  for (const room of ROOMS) expect(leftIn(english.get(room) ?? []), room).toEqual([])
  expect(leftIn(await textsOf(prompter)), 'prompter').toEqual([])
  // What the app says of itself has really been there in Chinese before.
  for (const room of ROOMS) expect(leftIn(chinese.get(room) ?? []).length, room).toBeGreaterThan(3)

  await switchLanguage(page, 'en', 'zh')
  const again = await roomTexts(page, 'zh')
  for (const room of ['prepare', 'rules', 'settings'] as const)
    expect(again.get(room), room).toEqual(chinese.get(room))
  await goToRoom(page, 'live')
  await endSession(page)
})

test('light and dark are chosen, kept over a restart, and the prompter stays dark', async ({ launchApp }) => {
  const app = await launchApp()
  const page = await openConsole(app)
  const ground = (window: Page): Promise<number> =>
    window.evaluate(() => {
      const [red = 0, green = 0, blue = 0] = (
        getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g) ?? []
      ).map(Number)
      return (red + green + blue) / 3
    })
  await chooseLook(page, 'zh', 'light')
  expect(await ground(page)).toBeGreaterThan(200)
  await chooseLook(page, 'zh', 'dark')
  expect(await ground(page)).toBeLessThan(60)
  await chooseLook(page, 'zh', 'light')
  const prompter = await openPrompter(app, page)
  expect(await ground(prompter)).toBeLessThan(60)
  await app.close()

  const second = await launchApp()
  const after = await openConsole(second)
  await expect(after.locator('html')).toHaveAttribute('data-theme', 'light')
  expect(await ground(after)).toBeGreaterThan(200)
})
