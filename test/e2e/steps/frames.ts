import type { Page } from '@playwright/test'

/** Presses a session in the review's list and gives the ms until its lines are painted. */
export const openTimed = (page: Page, title: string): Promise<number> =>
  page.evaluate(async (wanted) => {
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
    /** After what a frame shows was handed to be painted. */
    const painted = (): Promise<void> =>
      new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', () => resolve())
        port1.start()
        requestAnimationFrame(() => port2.postMessage(null))
      })
    const button = [...document.querySelectorAll<HTMLElement>('.review-session')].find((each) =>
      each.textContent.includes(wanted),
    )
    if (button === undefined) throw new Error(`no session ${wanted}`)
    const startedAt = performance.now()
    button.click()
    while (document.querySelector('.said-line .line-words') === null) await frame()
    await painted()
    return performance.now() - startedAt
  }, title)

/** What was seen of the review's list after each painted frame: where no line stood, or one without words. */
export interface SeenFrames {
  count: number
  blank: string[]
}

/** Looks at the lines of the review's list after every frame that is painted, until it is stopped. */
export const watchFrames = async (page: Page): Promise<{ stop: () => Promise<SeenFrames> }> => {
  const watch = await page.evaluateHandle(() => {
    /** A line not measured yet may stand so many px lower than it will. */
    const GAP = 12
    const seen = { count: 0, blank: [] as string[], isOver: false }
    const add = (what: string): void => void seen.blank.push(`frame ${String(seen.count)}: ${what}`)
    const look = (): void => {
      seen.count += 1
      const list = document.querySelector('.review-list')
      if (list === null) {
        add('no list')
        return
      }
      const sight = list.getBoundingClientRect()
      const lines = [...list.querySelectorAll('.review-place')]
        .map((line) => ({
          box: line.getBoundingClientRect(),
          words: line.querySelector('.line-words')?.textContent ?? '',
        }))
        .filter(({ box }) => box.bottom > sight.top && box.top < sight.bottom)
        .toSorted((left, right) => left.box.top - right.box.top)
      let reached = sight.top
      for (const { box, words } of lines) {
        if (box.top > reached + GAP) add(`nothing from ${String(reached)} to ${String(box.top)}`)
        if (words.trim() === '') add('a line without words')
        reached = Math.max(reached, box.bottom)
      }
      if (reached < sight.bottom - GAP) add(`nothing below ${String(reached)}`)
    }
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', look)
    port1.start()
    const next = (): void => {
      if (seen.isOver) return
      // A frame's callbacks come before its layout is final; a message comes after it was painted.
      port2.postMessage(null)
      requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
    return seen
  })
  return {
    stop: () =>
      watch.evaluate((seen) => {
        seen.isOver = true
        return { count: seen.count, blank: seen.blank }
      }),
  }
}

/** A stretch of the page, in px. */
export interface Area {
  x: number
  y: number
  width: number
  height: number
}

/** Of pictures of an area: the height of the tallest stretch of each in which nothing is drawn, in px. */
const emptyHeights = (page: Page, shots: string[], area: Area): Promise<number[]> =>
  page.evaluate(
    async ({ pictures, box }) => {
      /** Green of words differs from that of what they stand on by so much. */
      const CONTRAST = 40
      /** Frame of the area, and room for the scrollbar. */
      const [FRAME, BAR] = [2, 14]
      const heights: number[] = []
      for (const picture of pictures) {
        const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0))
        const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }))
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
        if (context === null) throw new Error('no canvas')
        context.drawImage(bitmap, 0, 0)
        const scale = bitmap.width / window.innerWidth
        const { data, width, height } = context.getImageData(
          Math.round(box.x * scale),
          Math.round((box.y + FRAME) * scale),
          Math.round((box.width - BAR) * scale),
          Math.round((box.height - 2 * FRAME) * scale),
        )
        let [empty, tallest] = [0, 0]
        for (let y = 0; y < height; y += 1) {
          const row = Array.from({ length: width }, (_unused, x) => data[(y * width + x) * 4 + 1] ?? 0)
          empty = Math.max(...row) - Math.min(...row) < CONTRAST ? empty + 1 : 0
          tallest = Math.max(tallest, empty)
        }
        heights.push(tallest / scale)
      }
      return heights
    },
    { pictures: shots, box: area },
  )

/** Takes pictures of what is on the screen, as the compositor shows it, until it is stopped; see `emptyHeights`. */
export const watchPictures = async (page: Page, area: Area): Promise<{ stop: () => Promise<number[]> }> => {
  const protocol = await page.context().newCDPSession(page)
  const shots: string[] = []
  protocol.on('Page.screencastFrame', ({ data, sessionId }) => {
    shots.push(data)
    void protocol.send('Page.screencastFrameAck', { sessionId })
  })
  await protocol.send('Page.startScreencast', { format: 'jpeg', quality: 60, maxWidth: 720, maxHeight: 450 })
  return {
    stop: async () => {
      await protocol.send('Page.stopScreencast')
      await protocol.detach()
      return emptyHeights(page, shots, area)
    },
  }
}
