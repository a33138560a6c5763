/** Boxes on a shelf: left edge, width and height of each, in a fixed order. */
const BOXES = [
  [40, 90, 120],
  [146, 70, 160],
  [236, 120, 96],
  [372, 80, 140],
  [640, 110, 120],
  [766, 74, 158],
  [856, 96, 104],
] as const

const shelf = (y: number, shift: number, colours: readonly string[]): string =>
  `<rect x="0" y="${y}" width="1080" height="16" fill="#6d4c33"/>${BOXES.map(
    ([x, width, height], index) =>
      `<rect x="${(x + shift) % 980}" y="${y - height}" width="${width}" height="${height}" rx="8" fill="${colours[index % colours.length]}"/>`,
  ).join('')}`

/**
 * A drawn live room to lay the stage over, as the camera's picture lies under it in OBS: a wall with shelves, a ring light, a
 * person as a shape, a table. An SVG that fills whatever it is put behind.
 */
export const studioPicture =
  (): string => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1920" preserveAspectRatio="xMidYMid slice">
<defs>
<linearGradient id="wall" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#e9d3b4"/><stop offset="1" stop-color="#b98f65"/></linearGradient>
<radialGradient id="glow" cx="0.5" cy="0.36" r="0.5"><stop offset="0" stop-color="#fff6e4" stop-opacity="0.9"/><stop offset="1" stop-color="#fff6e4" stop-opacity="0"/></radialGradient>
<linearGradient id="coat" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#365a55"/><stop offset="1" stop-color="#223c39"/></linearGradient>
<linearGradient id="table" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#8a5f3d"/><stop offset="1" stop-color="#5d3d26"/></linearGradient>
</defs>
<rect width="1080" height="1920" fill="url(#wall)"/>
${shelf(470, 0, ['#c65b3f', '#e3b04b', '#7d9a6f', '#d98f5f'])}
${shelf(760, 320, ['#7d9a6f', '#b7c7c1', '#c65b3f', '#e3b04b'])}
${shelf(1050, 150, ['#e3b04b', '#d98f5f', '#6f8f96', '#c65b3f'])}
<rect width="1080" height="1920" fill="url(#glow)"/>
<path d="M250 1400c0-260 120-380 290-380s290 120 290 380v260H250z" fill="url(#coat)"/>
<rect x="486" y="900" width="108" height="170" rx="50" fill="#d8a983"/>
<ellipse cx="540" cy="780" rx="138" ry="172" fill="#e6bc97"/>
<path d="M394 800c-20-190 60-270 146-270s166 80 146 270c-14-90-40-150-80-176-66 40-150 44-190 20-14 50-18 100-22 156z" fill="#33241c"/>
<path d="M470 1050l70 90 70-90 40 30-110 160-110-160z" fill="#f3efe8"/>
<rect x="0" y="1480" width="1080" height="440" fill="url(#table)"/>
<rect x="0" y="1480" width="1080" height="14" fill="#a87a52"/>
</svg>`
