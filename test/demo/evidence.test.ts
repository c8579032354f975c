import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fat12Image } from '../../src/demo/fat12.ts'
import { pdfPage } from '../../src/demo/pdf.ts'
import { phonePicture } from '../../src/demo/png.ts'
import { testFolder } from '../support/folder.ts'
import { hasTool, runTool } from '../support/tools.ts'

const MODIFIED = '2026-02-27T21:14:06'
const file = (name: string, bytes: number) => ({ name, bytes: new Uint8Array(bytes).fill(0x61), modified: MODIFIED })

describe('the FAT12 image of the demonstration', () => {
  // Lengths at and around the end of a cluster, and a file without one.
  const image = fat12Image('STICK', 0x20260227, [
    file('A.TXT', 1500),
    file('B.TXT', 0),
    file('C', 512),
    file('D.TXT', 513),
  ])
  const written = () => {
    const path = join(testFolder(), 'stick.dd')
    writeFileSync(path, image)
    return path
  }

  it('has the size of a 1.44 MB volume, and the same bytes each time', () => {
    expect(image.length).toBe(1_474_560)
    expect(fat12Image('STICK', 1, [])).toEqual(fat12Image('STICK', 1, []))
  })

  it.skipIf(!hasTool('fsck.fat', '--help'))('has nothing to repair (skipped: no fsck.fat)', () => {
    const { code, out } = runTool('fsck.fat', ['-n', written()])
    expect(out.toString()).toContain('5 files, 6/2847 clusters')
    expect(code).toBe(0)
  })

  it.skipIf(!hasTool('mcopy', '--version'))('gives its files back (skipped: no mtools)', () => {
    const { out } = runTool('mcopy', ['-n', '-i', written(), '::D.TXT', '-'])
    expect(out.toString()).toBe('a'.repeat(513))
  })

  it('refuses what does not fit, and names that it cannot write', () => {
    expect(() => fat12Image('STICK', 1, [file('BIG.BIN', 1_474_560)])).toThrow(RangeError)
    expect(() => fat12Image('STICK', 1, [file('long name.text', 1)])).toThrow(RangeError)
  })
})

describe('the photo and the protocol of the demonstration', () => {
  it.skipIf(!hasTool('file'))('are a PNG and a PDF (skipped: no file)', () => {
    const folder = testFolder()
    writeFileSync(join(folder, 'a.png'), phonePicture())
    writeFileSync(join(folder, 'a.pdf'), pdfPage(['A (line)']))
    expect(runTool('file', ['-b', join(folder, 'a.png')]).out.toString()).toContain('PNG image data, 320 x 240')
    expect(runTool('file', ['-b', join(folder, 'a.pdf')]).out.toString()).toContain('PDF document, version 1.4')
  })

  it('has a cross-reference table whose offsets lead to the objects', () => {
    const text = new TextDecoder().decode(pdfPage(['A \\ (line)', 'another']))
    const offsets = [...text.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset))
    expect(offsets.map((offset) => text.slice(offset, offset + 7))).toEqual([1, 2, 3, 4, 5].map((n) => `${n} 0 obj`))
    const start = Number(/startxref\n(\d+)/.exec(text)?.[1])
    expect(text.slice(start, start + 4)).toBe('xref')
  })
})
