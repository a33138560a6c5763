import fs from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import type { LaunchedApp } from '../../test/e2e/launch.ts'
import { colourCount, pixelAt, readPng } from '../../test/e2e/steps/picture.ts'
import type { Checks } from './report.ts'
import { studioPicture } from './studio.ts'

/** Fewer colours than this and nothing has been drawn. */
const MOST_EMPTY = 24

/** Takes pictures into a folder and checks each: right size, and something on it. */
export interface Camera {
  /** What a window shows; animations are brought to their end first. */
  shoot: (page: Page, name: string) => Promise<void>
  /** The stage as a browser source has it: whatever the page leaves free is transparent. */
  shootTransparent: (page: Page, name: string) => Promise<void>
  /** The stage over a drawn live room, as it is seen on air. */
  shootOverPicture: (page: Page, name: string) => Promise<void>
  names: () => readonly string[]
}

/** A camera for a folder. */
export const createCamera = (folder: string, checks: Checks): Camera => {
  const names: string[] = []
  const take = async (page: Page, name: string, transparent: boolean): Promise<void> => {
    const file = path.join(folder, `${name}.png`)
    const size = await page.evaluate(() => [window.innerWidth, window.innerHeight])
    await page.screenshot({ path: file, omitBackground: transparent, animations: 'disabled' })
    const picture = readPng(fs.readFileSync(file))
    const corner = pixelAt(picture, 2, 2)[3]
    const drawn = colourCount(picture, MOST_EMPTY) >= MOST_EMPTY
    const fits = picture.width === size[0] && picture.height === size[1]
    const clear = transparent ? corner === 0 : true
    names.push(name)
    checks.holds(
      `${name}.png`,
      drawn && fits && clear,
      `${picture.width}×${picture.height}${drawn ? '' : ', empty'}${clear ? '' : ', not transparent'}`,
    )
  }
  return {
    shoot: (page, name) => take(page, name, false),
    shootTransparent: (page, name) => take(page, name, true),
    shootOverPicture: async (page, name) => {
      const size = await page.evaluate(() => ({ width: window.innerWidth, height: window.innerHeight }))
      const source = `data:image/svg+xml;base64,${Buffer.from(studioPicture(size)).toString('base64')}`
      const style = await page.addStyleTag({
        content: `html { background: url("${source}") center / cover no-repeat !important; }`,
      })
      await take(page, name, false)
      await style.evaluate((node) => node.parentNode?.removeChild(node))
    },
    names: () => names,
  }
}

/** A window on the stage's address with the size of a video picture: what OBS's browser source is to it. */
export const openStageWindow = async (
  app: LaunchedApp,
  address: string,
  size: { width: number; height: number },
): Promise<Page> => {
  const [page] = await Promise.all([
    app.electron.waitForEvent('window'),
    app.electron.evaluate(
      async ({ BrowserWindow }, { url, width, height }) => {
        const window = new BrowserWindow({
          width,
          height,
          useContentSize: true,
          frame: false,
          transparent: true,
          // Nothing of the app's own windows: a page like any browser's.
          webPreferences: { partition: 'demo-stage', sandbox: true, backgroundThrottling: false },
        })
        await window.loadURL(url)
      },
      { url: address, ...size },
    ),
  ])
  await page.setViewportSize(size)
  return page
}
