/** A file on the image, with a name in the 8.3 form (`PLAN.TXT`). */
export interface Fat12File {
  readonly name: string
  readonly bytes: Uint8Array
  /** Local time of the last change, as a device's clock shows it: `2026-02-27T21:14:06`. */
  readonly modified: string
}

const SECTOR = 512
const FAT_SECTORS = 9
const ROOT_ENTRIES = 224
const SECTORS = 2880
const FIRST_FAT = SECTOR
const ROOT = FIRST_FAT + 2 * FAT_SECTORS * SECTOR
const DATA = ROOT + ROOT_ENTRIES * 32
const MEDIA = 0xf0
const END_OF_CHAIN = 0xfff
const CLUSTERS = (SECTORS * SECTOR - DATA) / SECTOR

/**
 * A FAT12 volume of 1.44 MB with these files in its root directory (Microsoft FAT specification, 2000; ECMA-107), byte by byte the same for
 * the same input. It mounts, and `fsck.fat` finds nothing to repair.
 * @param label at most 11 capital letters and digits
 * @throws RangeError where the files do not fit, or a name is not in the 8.3 form
 */
export function fat12Image(label: string, serial: number, files: readonly Fat12File[]): Uint8Array {
  const image = new Uint8Array(SECTORS * SECTOR)
  const view = new DataView(image.buffer)
  bootSector(image, view, label, serial)
  const fat = new Uint16Array(CLUSTERS + 2)
  fat[0] = 0xf00 | MEDIA
  fat[1] = END_OF_CHAIN
  directoryEntry(view, ROOT, {
    name: label.padEnd(11),
    attributes: 0x08,
    cluster: 0,
    size: 0,
    modified: files[0]?.modified,
  })
  let next = 2
  for (const [at, { name, bytes, modified }] of files.entries()) {
    const clusters = Math.ceil(bytes.length / SECTOR)
    if (at + 1 >= ROOT_ENTRIES || next + clusters > CLUSTERS + 2)
      throw new RangeError('The files do not fit on the image.')
    const first = clusters === 0 ? 0 : next
    image.set(bytes, DATA + (next - 2) * SECTOR)
    for (let i = 1; i <= clusters; i++, next++) fat[next] = i === clusters ? END_OF_CHAIN : next + 1
    const entry = { name: shortName(name), attributes: 0x20, cluster: first, size: bytes.length, modified }
    directoryEntry(view, ROOT + (at + 1) * 32, entry)
  }
  for (const start of [FIRST_FAT, FIRST_FAT + FAT_SECTORS * SECTOR]) writeFat(image, start, fat)
  return image
}

function bootSector(image: Uint8Array, view: DataView, label: string, serial: number): void {
  image.set([0xeb, 0x3c, 0x90])
  ascii(image, 3, 'MSDOS5.0')
  view.setUint16(11, SECTOR, true)
  image[13] = 1 // sectors a cluster
  view.setUint16(14, 1, true) // reserved sectors
  image[16] = 2 // FATs
  view.setUint16(17, ROOT_ENTRIES, true)
  view.setUint16(19, SECTORS, true)
  image[21] = MEDIA
  view.setUint16(22, FAT_SECTORS, true)
  view.setUint16(24, 18, true) // sectors a track
  view.setUint16(26, 2, true) // heads
  image[38] = 0x29 // serial number, label and type follow
  view.setUint32(39, serial, true)
  ascii(image, 43, label.padEnd(11))
  ascii(image, 54, 'FAT12   ')
  view.setUint16(510, 0xaa55, true)
}

interface DirectoryEntry {
  name: string
  attributes: number
  cluster: number
  size: number
  modified: string | undefined
}

function directoryEntry(view: DataView, at: number, entry: DirectoryEntry): void {
  ascii(new Uint8Array(view.buffer), at, entry.name)
  view.setUint8(at + 11, entry.attributes)
  const [year = 1980, month = 1, day = 1, hour = 0, minute = 0, second = 0] =
    entry.modified?.match(/\d+/g)?.map(Number) ?? []
  view.setUint16(at + 22, (hour << 11) | (minute << 5) | (second >> 1), true)
  view.setUint16(at + 24, ((year - 1980) << 9) | (month << 5) | day, true)
  view.setUint16(at + 26, entry.cluster, true)
  view.setUint32(at + 28, entry.size, true)
}

function shortName(name: string): string {
  const parts = /^([A-Z0-9_]{1,8})(?:\.([A-Z0-9_]{1,3}))?$/.exec(name)
  if (!parts) throw new RangeError(`${name} is not a name in the 8.3 form.`)
  return (parts[1] as string).padEnd(8) + (parts[2] ?? '').padEnd(3)
}

/** Two entries of 12 bits in three bytes. */
function writeFat(image: Uint8Array, start: number, fat: Uint16Array): void {
  for (const [cluster, value] of fat.entries()) {
    const at = start + Math.floor(cluster * 1.5)
    if (cluster % 2 === 0) {
      image[at] = value & 0xff
      image[at + 1] = ((image[at + 1] as number) & 0xf0) | (value >> 8)
    } else {
      image[at] = ((image[at] as number) & 0x0f) | ((value & 0x0f) << 4)
      image[at + 1] = value >> 4
    }
  }
}

function ascii(image: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) image[at + i] = text.charCodeAt(i)
}
