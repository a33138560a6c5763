/** What stands on a shelf, from left to right: width, height and colour of each box, in parts of 1000. */
const GOODS = [
  [58, 92, '#c8694a'],
  [40, 128, '#e4b85c'],
  [74, 78, '#8aa57c'],
  [44, 112, '#d99a6c'],
  [62, 64, '#7b9aa3'],
  [38, 120, '#c8694a'],
  [70, 86, '#e9cf9f'],
  [46, 118, '#8aa57c'],
] as const

const shelf = (width: number, y: number, shift: number): string => {
  let x = -20 - shift
  const boxes: string[] = []
  for (let index = 0; x < width; index += 1) {
    const [wide, high, colour] = GOODS[(index + shift) % GOODS.length] ?? GOODS[0]
    boxes.push(`<rect x="${x}" y="${y - high}" width="${wide}" height="${high}" rx="6" fill="${colour}"/>`)
    x += wide + 14 + ((index * 37) % 60)
  }
  return `${boxes.join('')}<rect x="-20" y="${y}" width="${width + 40}" height="14" fill="#7a5639"/>`
}

/**
 * A drawn live room to lay the stage over, as the camera's picture lies under it in OBS: shelves out of focus, two lamps, a
 * table. An SVG of the size given, in px.
 */
export const studioPicture = ({ width, height }: { width: number; height: number }): string => {
  const table = height * 0.8
  const shelves = [0.24, 0.42, 0.6].map((part, index) => shelf(width, height * part, index * 3)).join('')
  const lamp = (x: number, y: number, radius: number): string =>
    `<circle cx="${width * x}" cy="${height * y}" r="${radius * 2.6}" fill="url(#glow)"/>
<circle cx="${width * x}" cy="${height * y}" r="${radius}" fill="none" stroke="#fffaf0" stroke-width="${radius * 0.22}"/>`
  const size = Math.min(width, height)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<defs>
<linearGradient id="wall" x1="0" y1="0" x2="0.3" y2="1"><stop offset="0" stop-color="#e7d6bf"/><stop offset="1" stop-color="#b8946d"/></linearGradient>
<radialGradient id="glow"><stop offset="0" stop-color="#fffaf0" stop-opacity="0.85"/><stop offset="1" stop-color="#fffaf0" stop-opacity="0"/></radialGradient>
<linearGradient id="table" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#a4764e"/><stop offset="1" stop-color="#64432b"/></linearGradient>
<filter id="far" x="-5%" y="-5%" width="110%" height="110%"><feGaussianBlur stdDeviation="${size * 0.009}"/></filter>
</defs>
<rect width="${width}" height="${height}" fill="url(#wall)"/>
<g filter="url(#far)">${shelves}${lamp(0.8, 0.16, size * 0.11)}${lamp(0.12, 0.3, size * 0.07)}</g>
<rect y="${table}" width="${width}" height="${height - table}" fill="url(#table)"/>
<rect y="${table}" width="${width}" height="${Math.max(4, size * 0.008)}" fill="#c2946a"/>
</svg>`
}
