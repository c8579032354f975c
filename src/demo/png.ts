import { crc32, deflateSync } from 'node:zlib'

const WIDTH = 320
const HEIGHT = 240
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** A picture of a dark phone on a table beside a scale, as a PNG (ISO/IEC 15948): 320 by 240, eight bits a colour. */
export function phonePicture(): Uint8Array {
  const rows = new Uint8Array(HEIGHT * (1 + WIDTH * 3))
  for (let y = 0; y < HEIGHT; y++) {
    // Each row begins with its filter: 0, none.
    for (let x = 0; x < WIDTH; x++) rows.set(colour(x, y), y * (1 + WIDTH * 3) + 1 + x * 3)
  }
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, WIDTH)
  view.setUint32(4, HEIGHT)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Uint8Array.from(SIGNATURE),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', new Uint8Array(0)),
  ])
}

function colour(x: number, y: number): readonly number[] {
  const inPhone = x > 110 && x < 210 && y > 20 && y < 200
  const inScreen = x > 117 && x < 203 && y > 32 && y < 182
  // A crack, from corner to corner.
  if (inScreen) return Math.abs((x - 117) * 1.74 - (y - 32)) < 1 ? [200, 205, 210] : [38 + (y >> 3), 44, 60]
  if (inPhone) return [16, 16, 18]
  if (y > 212 && y < 230 && x > 20 && x < 300) return Math.floor(x / 14) % 2 === 0 ? [250, 250, 250] : [20, 20, 20]
  return [172 - (y >> 3), 142 - (y >> 3), 104 + ((x * 7 + y * 3) % 9)]
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  framed.set(body, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
