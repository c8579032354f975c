import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkBag } from '../../../src/bundle/bag-check.ts'
import { type BagFile, writeBag } from '../../../src/bundle/bag-write.ts'
import { zipSink } from '../../../src/bundle/zip-write.ts'
import { folderSink, folderSource } from '../../../src/node/bundle-folder.ts'
import { zipFileSink, zipFileSource } from '../../../src/node/bundle-zip.ts'
import { bagFiles, bytesOf, checkOptions, digests, samplePayload, sha256, told, verifyMd } from '../../support/bag.ts'

const has = (tool: string, ...args: string[]): boolean => spawnSync(tool, args, { stdio: 'ignore' }).status === 0
const noZip = !has('zip', '-v')
const noUnzip = !has('unzip', '-v') || !has('zipinfo', '-v')
const noPython = !has('python3', '-c', 'import zipfile')
const noJar = !has('jar', '--version')

const options = { crypto: digests, verifyMd }
const large = Buffer.alloc(3_000_000, 'sectors of a disk image ')
/** Above 1 MiB with its size announced and without: the two forms with a data descriptor. */
const payload: BagFile[] = [
  ...bagFiles(samplePayload),
  { path: `data/content/${sha256(large)}`, size: large.length, open: () => [large] },
  { path: `data/content/${sha256(large.subarray(1))}`, open: () => [large.subarray(1)] },
]

let work: string
beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'fairtrail-zip-'))
  await writeBag(payload, await folderSink(join(work, 'bag')), options)
  await writeBag(payload, await zipFileSink(join(work, 'ours.zip')), options)
  await writeBag(payload, await zipFileSink(join(work, 'top.zip'), { top: 'Дело-17' }), options)
})
afterAll(() => rmSync(work, { recursive: true, force: true }))

const run = (tool: string, ...args: string[]): string => execFileSync(tool, args, { cwd: work, encoding: 'utf8' })

/** The problems of an archive in the work folder. */
async function problems(name: string): Promise<string[]> {
  const files = await zipFileSource(join(work, name))
  const found = told((await checkBag(files, checkOptions)).problems)
  await files.close()
  return found
}

const folderProblems = async (name: string): Promise<string[]> =>
  told((await checkBag(await folderSource(join(work, name)), checkOptions)).problems)

describe('our archives', () => {
  it('are read by us', async () => {
    expect(await problems('ours.zip')).toEqual([])
    expect(await problems('top.zip')).toEqual([])
  })

  it.skipIf(noUnzip)('pass unzip -t and zipinfo, and unzip to a good bag (skipped: no unzip)', async () => {
    expect(run('unzip', '-t', 'ours.zip')).toContain('No errors detected')
    expect(run('zipinfo', '-h', 'ours.zip')).toContain(`number of entries: ${payload.length + 7}`)
    expect(run('zipinfo', 'ours.zip')).toContain('80-Jan-01 00:00 bagit.txt')
    run('unzip', '-q', 'ours.zip', '-d', 'unzipped')
    expect(await folderProblems('unzipped')).toEqual([])
    run('unzip', '-q', 'top.zip', '-d', 'unzipped-top')
    expect(readdirSync(join(work, 'unzipped-top'))).toHaveLength(1)
  })

  it.skipIf(noZip)('pass zip -T (skipped: no zip)', () => {
    expect(run('zip', '-T', 'ours.zip')).toContain('OK')
  })

  it.skipIf(noPython)('pass the zipfile of Python, and extract to a good bag (skipped: no python3)', async () => {
    expect(run('python3', '-m', 'zipfile', '-t', 'ours.zip')).toContain('Done')
    run('python3', '-m', 'zipfile', '-e', 'ours.zip', 'by-python')
    expect(await folderProblems('by-python')).toEqual([])
  })

  it.skipIf(noJar)('are unpacked by jar to a good bag (skipped: no jar)', async () => {
    mkdirSync(join(work, 'by-jar'))
    execFileSync('jar', ['--extract', '--file', join(work, 'ours.zip')], { cwd: join(work, 'by-jar') })
    expect(await folderProblems('by-jar')).toEqual([])
  })
})

describe.skipIf(noZip)('archives that Info-ZIP made of a good bag (skipped: no zip)', () => {
  it.each([
    ['deflated, with a top folder and its folders', ['-r', 'x1.zip', 'bag'], 'x1.zip'],
    ['at best compression, without entries for folders', ['-9', '-D', '-r', 'x2.zip', 'bag'], 'x2.zip'],
    ['stored', ['-0', '-r', 'x3.zip', 'bag'], 'x3.zip'],
    ['without extra fields', ['-X', '-r', 'x4.zip', 'bag'], 'x4.zip'],
    ['with forced ZIP64', ['-fz', '-r', 'x5.zip', 'bag'], 'x5.zip'],
  ])('are good: %s', async (_, args, name) => {
    run('zip', '-q', ...args)
    expect(await problems(name)).toEqual([])
  })

  it('are good: without a top folder', async () => {
    execFileSync('zip', ['-q', '-r', '../x6.zip', '.'], { cwd: join(work, 'bag') })
    expect(await problems('x6.zip')).toEqual([])
  })

  it('are good: streamed through a pipe, with data descriptors', async () => {
    writeFileSync(
      join(work, 'x7.zip'),
      execFileSync('sh', ['-c', 'zip -q -r - bag | cat'], { cwd: work, maxBuffer: 1 << 26 }),
    )
    expect(await problems('x7.zip')).toEqual([])
  })

  it('are refused: encrypted, with a comment, with a link, with another file', async () => {
    run('zip', '-q', '-P', 'secret', '-r', 'e1.zip', 'bag')
    expect(await problems('e1.zip')).toContain('zip-encrypted VERIFY.md')
    run('zip', '-q', '-r', 'e2.zip', 'bag')
    execFileSync('zip', ['-q', '-z', 'e2.zip'], { cwd: work, input: 'made by the registry\n' })
    expect(await problems('e2.zip')).toEqual(['zip-comment'])
    execFileSync('cp', ['-r', 'bag', 'linked'], { cwd: work })
    execFileSync('ln', ['-s', '/etc/passwd', 'linked/data/passwd'], { cwd: work })
    run('zip', '-q', '-y', '-r', 'e3.zip', 'linked')
    expect(await problems('e3.zip')).toContain('link data/passwd')
    writeFileSync(join(work, 'note.txt'), 'x')
    run('zip', '-q', '-r', 'e4.zip', 'bag', 'note.txt')
    expect(await problems('e4.zip')).toContain('no-bag-root')
  })
})

describe.skipIf(noPython)('archives that Python made of a good bag (skipped: no python3)', () => {
  it('are good', async () => {
    run('python3', '-m', 'zipfile', '-c', 'p1.zip', 'bag')
    expect(await problems('p1.zip')).toEqual([])
    const script = `
import zipfile, os
for name, kind in (('p2.zip', zipfile.ZIP_DEFLATED), ('p3.zip', zipfile.ZIP_STORED)):
    with zipfile.ZipFile(name, 'w', kind) as z:
        for folder, _, files in os.walk('bag'):
            for f in files:
                p = os.path.join(folder, f)
                with z.open(zipfile.ZipInfo(os.path.relpath(p, 'bag')), 'w', force_zip64=True) as out:
                    out.write(open(p, 'rb').read())
with zipfile.ZipFile('p4.zip', 'w', zipfile.ZIP_LZMA) as z:
    z.write('bag/bagit.txt', 'bagit.txt')
with zipfile.ZipFile('p5.zip', 'w') as z:
    z.writestr('bagit.txt', 'one'); z.writestr('bagit.txt', 'two')
`
    execFileSync('python3', ['-W', 'ignore', '-c', script], { cwd: work })
    expect(await problems('p2.zip')).toEqual([])
    expect(await problems('p3.zip')).toEqual([])
    expect(await problems('p4.zip')).toContain('zip-compression bagit.txt')
    expect(await problems('p5.zip')).toContain('duplicate-name bagit.txt')
  })
})

describe.skipIf(noJar)('archives that jar made of a good bag (skipped: no jar)', () => {
  it('are good', async () => {
    run('jar', '--create', '--no-manifest', '--file', 'j1.zip', '-C', 'bag', '.')
    expect(await problems('j1.zip')).toEqual([])
  })
})

describe('an archive of more files than 16 bits can count', () => {
  it('is written as ZIP64, read by us, and by unzip where it is there', async () => {
    const parts: Uint8Array[] = []
    const sink = zipSink((part) => void parts.push(part.slice()))
    const count = 66_000
    for (let i = 0; i < count; i++)
      await sink.add({ path: `data/proofs/${i.toString(16).padStart(64, '0')}.tlog-proof`, open: () => [] })
    await sink.add({ path: 'bagit.txt', open: () => [bytesOf('x')] })
    await sink.finish()
    writeFileSync(join(work, 'many.zip'), Buffer.concat(parts))
    const files = await zipFileSource(join(work, 'many.zip'))
    expect(files.problems).toEqual([])
    expect(files.files.size).toBe(count + 1)
    await files.close()
    if (!noUnzip) expect(run('zipinfo', '-h', 'many.zip')).toContain(`number of entries: ${count + 1}`)
  })
})
