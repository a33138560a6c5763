import { expect, test } from './launch.ts'
import { goToRoom, openConsole } from './steps/console.ts'
import { databaseFile } from './steps/database.ts'
import { openTimed, watchFrames, watchPictures } from './steps/frames.ts'
import { LONG_TITLE, makeLongSession, SHORT_TITLE } from './steps/longSession.ts'
import { zh } from './steps/words.ts'

const CLAIMS = 20_000
/** The lowest line is 32 px high and has words in it: nothing of this height is without any. */
const BLANK_PX = 60

test('a session of 20,000 claims opens at its beginning and scrolls without a blank line', async ({
  launchApp,
  userData,
}) => {
  test.setTimeout(240_000)
  await makeLongSession(databaseFile(userData), CLAIMS)
  const app = await launchApp()
  const page = await openConsole(app)
  await goToRoom(page, 'review')
  const short = page.getByRole('region', { name: SHORT_TITLE, exact: true })
  const opened: number[] = []
  for (let turn = 0; turn < 5; turn += 1) {
    await page.locator('.review-session', { hasText: SHORT_TITLE }).click()
    await expect(short).toBeVisible()
    opened.push(await openTimed(page, LONG_TITLE))
  }
  const times = opened.map((ms) => `${ms.toFixed(0)} ms`).join(', ')
  console.log(`a session of ${String(CLAIMS)} claims, from the press to its painted lines: ${times}`)

  const list = page.getByRole('region', { name: zh('review.list.label'), exact: true })
  const lineOf = (number: number) =>
    list.locator('.line-words', { hasText: new RegExp(`^${String(number)} `) })
  /** Again until the line is there: the wheel may still be turning, or the end not have come yet. */
  const goTo = (key: 'Home' | 'End', line: number): Promise<void> =>
    expect(async () => {
      await page.keyboard.press(key)
      await expect(lineOf(line)).toBeInViewport({ timeout: 500 })
    }).toPass()
  await expect(lineOf(1)).toBeInViewport()
  await goTo('End', CLAIMS)

  const box = await list.boundingBox()
  if (box === null) throw new Error('the list is not on the screen')
  const frames = await watchFrames(page)
  const pictures = await watchPictures(page, box)
  await goTo('Home', 1)
  await list.hover()
  for (let turn = 0; turn < 12; turn += 1) await page.mouse.wheel(0, 2000)
  for (let turn = 0; turn < 6; turn += 1) await page.mouse.wheel(0, -3000)
  await goTo('End', CLAIMS)
  await goTo('Home', 1)
  // Below the scrollbar's button lies its thumb.
  const [right, thumb] = [box.x + box.width - 5, box.y + 20]
  await page.mouse.move(right, thumb)
  await page.mouse.down()
  await page.mouse.move(right, thumb + box.height - 40, { steps: 16 })
  await expect
    .poll(() => list.evaluate(({ scrollTop, scrollHeight }) => scrollTop / scrollHeight))
    .toBeGreaterThan(0.8)
  await page.mouse.move(right, thumb, { steps: 8 })
  await page.mouse.up()

  const seen = await frames.stop()
  expect(seen.count).toBeGreaterThan(30)
  expect(seen.blank).toEqual([])
  const empty = await pictures.stop()
  expect(empty.length).toBeGreaterThan(10)
  expect(empty.filter((px) => px >= BLANK_PX)).toEqual([])
})
