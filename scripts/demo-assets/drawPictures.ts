// Draws resources/demo/pictures/<product-id>.png, 800 × 800, from drawings.ts in Debian's Chromium.
// Run with Node 24: node scripts/demo-assets/drawPictures.ts [contact-sheet.png]
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { drawings } from './drawings.ts'

const SIZE = 800
const folder = path.join(import.meta.dirname, '..', '..', 'resources', 'demo', 'pictures')

const svgOf = (id: string): string => {
  const drawing = drawings[id]
  if (drawing === undefined) throw new Error(`no drawing for ${id}`)
  const ground = `<rect width="${SIZE}" height="${SIZE}" fill="${drawing.ground}"/><circle cx="400" cy="400" r="330" fill="${drawing.glow}"/>`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" width="${SIZE}" height="${SIZE}">${ground}${drawing.shapes}</svg>`
}

await mkdir(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking'],
})
const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } })
for (const id of Object.keys(drawings)) {
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svgOf(id)}`)
  await page.screenshot({ path: path.join(folder, `${id}.png`) })
}
const [sheet] = process.argv.slice(2)
if (sheet !== undefined) {
  await page.setViewportSize({ width: 1820, height: 1070 })
  const cells = Object.keys(drawings).map((id) =>
    svgOf(id).replace('<svg ', '<svg style="width:250px;height:250px;margin:3px" '),
  )
  await page.setContent(`<style>body{margin:0;background:#fff}</style>${cells.join('')}`)
  await page.screenshot({ path: sheet })
}
await browser.close()
