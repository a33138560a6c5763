/**
 * Draws resources/icons/*.png from icon.svg with the Chromium of this machine:
 *
 *   node scripts/icons/drawIcons.mjs
 */
import fs from 'node:fs'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { findChromium } from '../setup/systemPackages.mjs'

const folder = path.join(import.meta.dirname, '..', '..', 'resources', 'icons')
const svg = fs.readFileSync(path.join(folder, 'icon.svg'), 'utf8')

/** File name → edge in pixels: the installers' icon, Linux's sizes, the tray. */
const SIZES = { 'icon.png': 1024, '512x512.png': 512, '256x256.png': 256, '64x64.png': 64, '32x32.png': 32 }

const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] })
for (const [name, size] of Object.entries(SIZES)) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(
    `<style>html,body{margin:0;background:transparent}svg{display:block;width:100vw}</style>${svg}`,
  )
  await page.screenshot({ path: path.join(folder, name), omitBackground: true })
  await page.close()
}
await browser.close()
