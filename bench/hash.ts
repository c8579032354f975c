/**
 * Hashing a large file by SHA-256 and MD5 at once, against `openssl dgst -md5` alone and `hashdeep -c sha256,md5` on the same file.
 *
 *   node bench/hash.ts [GIGABYTES]      default 2; the file is made in a temporary folder and removed
 *
 * Each is run three times in a process of its own, start included, and the fastest counts. The file is in the page cache: what is
 * compared is computing, not the disk.
 */
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const MIB = 1024 * 1024
const RUNS = 3

/** Random bytes, so that no file system keeps a hole or a packed copy of it. */
function makeFile(path: string, bytes: number): void {
  const block = randomBytes(16 * MIB)
  const fd = openSync(path, 'w')
  for (let written = 0; written < bytes; ) {
    block.writeDoubleLE(written)
    written += writeSync(fd, block, 0, Math.min(block.length, bytes - written))
  }
  closeSync(fd)
}

interface Run {
  seconds: number
  out: string
}

/** Undefined where the program is not installed. */
function fastest(command: string, args: string[]): Run | undefined {
  let best: Run | undefined
  for (let run = 0; run < RUNS; run++) {
    const started = performance.now()
    const { status, stdout, error } = spawnSync(command, args, { encoding: 'utf8' })
    const seconds = (performance.now() - started) / 1000
    if (error !== undefined) return undefined
    if (status !== 0) throw new Error(`${command} ended with ${status}`)
    if (best === undefined || seconds < best.seconds) best = { seconds, out: stdout }
  }
  return best
}

const gigabytes = Number(process.argv[2] ?? 2)
if (!(gigabytes > 0)) throw new Error('usage: node bench/hash.ts [GIGABYTES]')
const folder = mkdtempSync(join(tmpdir(), 'fairtrail-bench-'))
try {
  const path = join(folder, 'evidence.dd')
  makeFile(path, Math.round(gigabytes * 1e9))
  const source = pathToFileURL(join(import.meta.dirname, '../src/node/hash-file.ts')).href
  const script = `import { hashFile } from ${JSON.stringify(source)}
    const { digests } = await hashFile(${JSON.stringify(path)}, { algorithms: ['sha256', 'md5'] })
    console.log(digests[1].value, Math.round(process.resourceUsage().maxRSS / 1024))`
  const ours = fastest(process.execPath, ['--no-warnings', '--input-type=module', '-e', script]) as Run
  const [md5, rss] = ours.out.trim().split(' ')
  console.log(`fairtrail sha256 + md5      ${ours.seconds.toFixed(2)} s, ${rss} MiB of memory at most`)
  const others: [string, string, string[]][] = [
    ['openssl dgst -md5', 'openssl', ['dgst', '-md5', path]],
    ['hashdeep -c sha256,md5', 'hashdeep', ['-c', 'sha256,md5', path]],
  ]
  for (const [label, command, args] of others) {
    const theirs = fastest(command, args)
    if (theirs === undefined) {
      console.log(`${label.padEnd(27)} not installed`)
      continue
    }
    if (md5 === undefined || !theirs.out.includes(md5)) throw new Error(`${label} gives another MD5`)
    console.log(
      `${label.padEnd(27)} ${theirs.seconds.toFixed(2)} s; ratio ${(ours.seconds / theirs.seconds).toFixed(2)}`,
    )
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
