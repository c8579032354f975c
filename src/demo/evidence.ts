import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { newItem } from '../index.ts'
import { hashFile } from '../node.ts'
import { makeDiskImage } from './disk-image.ts'
import { pdfPage } from './pdf.ts'
import { phonePicture } from './png.ts'

/** A file with its digests, as the library measured them. */
export interface MeasuredFile {
  readonly path: string
  readonly name: string
  readonly bytes: number
  readonly sha256: string
  readonly md5: string
}

/** What the story is about. */
export interface Evidence {
  readonly photo: MeasuredFile
  readonly protocol: MeasuredFile
  /** The image that is taken from the memory stick; absent where the reader's own files stand in its place. */
  readonly image?: MeasuredFile & { readonly madeBy: string }
  /** The reader's own files, each with the id of its item. */
  readonly own: readonly (MeasuredFile & { readonly item: string })[]
}

/** More would make the demonstration long, and show nothing more. */
const MOST_OWN_FILES = 50

const PROTOCOL = [
  'PROTOCOL OF SEARCH (invented, for demonstration)',
  '',
  'Case 2026-17, 2 March 2026, 14:10 to 15:30.',
  'Found and seized: a phone, a memory stick, a notebook.',
  'Each was sealed in the presence of two attesting witnesses.',
  'Seals: A-0042, A-0043, A-0044.',
]

/** Makes the files of the story, or takes the reader's own in the place of the disk image, and measures them. */
export async function makeEvidence(folder: string, ownFolder: string | undefined): Promise<Evidence> {
  mkdirSync(folder, { recursive: true })
  const made = async (name: string, bytes: Uint8Array) => {
    writeFileSync(join(folder, name), bytes)
    return measure(join(folder, name))
  }
  const photo = await made('phone.png', phonePicture())
  const protocol = await made('protocol.pdf', pdfPage(PROTOCOL))
  if (ownFolder !== undefined) return { photo, protocol, own: await ownFiles(ownFolder) }
  const path = join(folder, 'stick.dd')
  const madeBy = makeDiskImage(path)
  return { photo, protocol, image: { ...(await measure(path)), madeBy }, own: [] }
}

/** A second copy, for work. */
export async function copyOf(file: MeasuredFile, path: string): Promise<MeasuredFile> {
  copyFileSync(file.path, path)
  return measure(path)
}

/** Digests of a file: read once, in constant memory. */
export async function measure(path: string): Promise<MeasuredFile> {
  const { bytes, digests } = await hashFile(path, { algorithms: ['sha256', 'md5'] })
  const [sha256 = '', md5 = ''] = digests.map(({ value }) => value)
  return { path, name: basename(path), bytes, sha256, md5 }
}

/** The regular files of the folder, without those in its folders, by name. */
async function ownFiles(folder: string): Promise<Evidence['own']> {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort()
  const files: Evidence['own'][number][] = []
  for (const name of names.slice(0, MOST_OWN_FILES))
    files.push({ ...(await measure(join(folder, name))), item: newItem() })
  return files
}
