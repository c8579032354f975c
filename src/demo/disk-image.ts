import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fat12Image } from './fat12.ts'

const LABEL = 'STICK'
const SERIAL = 0x20260227
const MODIFIED = '2026-02-27T21:14:06'

const CONTENT: readonly (readonly [name: string, text: string])[] = [
  ['PLAN.TXT', 'Встреча перенесена на вторник, 3 марта, 18:00.\r\n'],
  ['NOTES.TXT', 'Купить: тетрадь, батарейки, SIM-карту.\r\n'],
]

/**
 * Writes the image of a small memory stick with two files: by the file system tools of this computer where they are installed, else by a
 * writer of FAT12 that is part of the demonstration.
 * @returns how the image was made, for the reader
 */
export function makeDiskImage(path: string): string {
  return withMkfsFat(path) ?? withMkfsExt4(path) ?? withoutTools(path)
}

function withMkfsFat(path: string): string | undefined {
  return inFolder((folder) => {
    if (!run('mkfs.fat', ['-C', '-n', LABEL, '-i', SERIAL.toString(16), path, '1440'])) return undefined
    for (const [name] of CONTENT) {
      if (run('mcopy', ['-i', path, join(folder, name), `::${name}`])) continue
      rmSync(path, { force: true })
      return undefined
    }
    return 'FAT12, by mkfs.fat and mcopy'
  })
}

function withMkfsExt4(path: string): string | undefined {
  return inFolder((folder) => {
    if (run('mkfs.ext4', ['-q', '-F', '-L', LABEL, '-d', folder, path, '2M'])) return 'ext4, by mkfs.ext4'
    rmSync(path, { force: true })
    return undefined
  })
}

function withoutTools(path: string): string {
  const files = CONTENT.map(([name, text]) => ({ name, bytes: new TextEncoder().encode(text), modified: MODIFIED }))
  writeFileSync(path, fat12Image(LABEL, SERIAL, files))
  return 'FAT12, by the writer of this demonstration'
}

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'fairtrail-demo-'))
  try {
    for (const [name, text] of CONTENT) writeFileSync(join(folder, name), text)
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The tools of administrators are not on everybody's PATH. */
function run(tool: string, args: readonly string[]): boolean {
  const program = [`/usr/sbin/${tool}`, `/sbin/${tool}`].find((path) => existsSync(path)) ?? tool
  return spawnSync(program, args, { stdio: 'ignore', timeout: 10_000 }).status === 0
}
