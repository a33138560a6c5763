import { inflateSync } from 'node:zlib'

/** A decoded picture: 4 bytes a pixel, red, green, blue, alpha. */
export interface Picture {
  width: number
  height: number
  pixels: Uint8Array
}

const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 4: 2, 6: 4 }

const paeth = (left: number, up: number, corner: number): number => {
  const guess = left + up - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}

/** Reads a PNG as browsers write it: 8 bits a channel, not interlaced. Throws on anything else. */
export const readPng = (png: Uint8Array): Picture => {
  const data = Buffer.from(png)
  const width = data.readUInt32BE(16)
  const height = data.readUInt32BE(20)
  const channels = CHANNELS[data[25] ?? -1]
  if (data[24] !== 8 || channels === undefined || data[28] !== 0) throw new Error('not a PNG of 8 bits')
  const packed: Buffer[] = []
  for (let at = 8; at < data.length; at += 12 + data.readUInt32BE(at)) {
    if (data.toString('latin1', at + 4, at + 8) === 'IDAT')
      packed.push(data.subarray(at + 8, at + 8 + data.readUInt32BE(at)))
  }
  const raw = inflateSync(Buffer.concat(packed))
  const stride = width * channels
  const rows = new Uint8Array(stride * height)
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)]
    for (let x = 0; x < stride; x += 1) {
      const left = x < channels ? 0 : (rows[y * stride + x - channels] ?? 0)
      const up = y === 0 ? 0 : (rows[(y - 1) * stride + x] ?? 0)
      const corner = y === 0 || x < channels ? 0 : (rows[(y - 1) * stride + x - channels] ?? 0)
      const guess =
        filter === 1
          ? left
          : filter === 2
            ? up
            : filter === 3
              ? (left + up) >> 1
              : filter === 4
                ? paeth(left, up, corner)
                : 0
      rows[y * stride + x] = (raw[y * (stride + 1) + 1 + x] ?? 0) + guess
    }
  }
  if (channels === 4) return { width, height, pixels: rows }
  const pixels = new Uint8Array(width * height * 4)
  for (let index = 0; index < width * height; index += 1) {
    const grey = channels < 3
    const at = index * channels
    pixels[index * 4] = rows[at] ?? 0
    pixels[index * 4 + 1] = rows[grey ? at : at + 1] ?? 0
    pixels[index * 4 + 2] = rows[grey ? at : at + 2] ?? 0
    pixels[index * 4 + 3] = channels === 2 ? (rows[at + 1] ?? 0) : 255
  }
  return { width, height, pixels }
}

/** The colour of one pixel: red, green, blue, alpha. */
export const pixelAt = (picture: Picture, x: number, y: number): number[] => {
  const at = (y * picture.width + x) * 4
  return [...picture.pixels.subarray(at, at + 4)]
}

/** How many different colours a picture has, counted up to `most`; one colour is an empty picture. */
export const colourCount = (picture: Picture, most: number): number => {
  const seen = new Set<number>()
  const words = new Uint32Array(
    picture.pixels.buffer,
    picture.pixels.byteOffset,
    picture.width * picture.height,
  )
  for (const word of words) {
    seen.add(word)
    if (seen.size >= most) break
  }
  return seen.size
}
