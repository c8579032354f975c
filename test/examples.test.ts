import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testFolder } from './support/folder.ts'
import { hasTool } from './support/tools.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const cli = join(root, 'dist/cli.js')
const CHROMIUM = '/usr/bin/chromium'
const hasBuild = existsSync(cli)
const readsTypeScript = 'typescript' in process.features && process.features.typescript !== false
const canRun = hasBuild && readsTypeScript

/** Runs an example of this project in a folder of its own, against the package as it was built. */
function runExample(name: string, cwd: string, args: readonly string[] = []): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'examples', name), ...args], {
    cwd,
    encoding: 'utf8',
  })
  expect(stderr.replace(/.*ExperimentalWarning.*\n.*\n/, '')).toBe('')
  expect(status).toBe(0)
  return stdout
}

describe.skipIf(!canRun)('the examples (skipped: no build, or a Node that does not read TypeScript)', () => {
  it('a developer’s first case: a bundle, a log proof, a timeline without breaks', async () => {
    const folder = testFolder()
    const out = runExample('first-case.ts', folder)
    expect(out).toMatch(/^c2sp\.org\/tlog-proof@v1\n/)
    expect(out).toContain(', 0 breaks')
    const { holds } = await import('../src/index.ts')
    const { verifyBundleAt } = await import('../src/node.ts')
    const fingerprint = /paper file: (.+)/.exec(out)?.[1] as string
    expect(holds(await verifyBundleAt(join(folder, 'bundle'), { case: fingerprint }))).toBe(true)
  })

  it('several signers: a draft travels, and what came back is appended', () => {
    const folder = testFolder()
    const out = runExample('several-signers.ts', folder)
    expect(out).toContain('item.collected, 2 still to sign\nitem.collected, 1 still to sign\n')
    expect(out).toMatch(/entry \d+; both keep this:\nc2sp\.org\/tlog-proof@v1\n/)
    expect(existsSync(join(folder, 'handover.draft'))).toBe(true)
  })

  it.skipIf(!hasTool('jq'))('a laboratory in a shell (skipped: no jq)', () => {
    const folder = testFolder()
    const bin = join(folder, 'bin')
    mkdirSync(bin)
    writeFileSync(join(bin, 'fairtrail'), `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`, { mode: 0o755 })
    writeFileSync(join(folder, 'disk.dd'), 'not really a disk')
    const env = { ...process.env, PATH: `${bin}:${process.env.PATH}`, FAIRTRAIL_PASSPHRASE: 'only for this test' }
    const { status, stdout, stderr } = spawnSync('sh', [join(root, 'examples/laboratory.sh'), 'disk.dd'], {
      cwd: folder,
      env,
      encoding: 'utf8',
    })
    expect(stderr).toBe('')
    expect(status).toBe(0)
    // The last that is printed: the checks of custody, as jq found them in the report.
    expect(stdout).toMatch(/\n\[.*\]\n$/s)
    const entries = readFileSync(join(folder, 'bundle/data/log/entries.jsonl'), 'utf8').trimEnd().split('\n')
    const types = entries.map((line) => JSON.parse(Buffer.from(JSON.parse(line).payload, 'base64').toString()).type)
    expect(types.slice(-3)).toEqual(['item.collected', 'digest.measured', 'digest.measured'])
  })
})

describe.skipIf(!canRun || !existsSync(CHROMIUM))(
  'verification in a browser (skipped: no build, or no chromium)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'fairtrail-'))
    const site = join(folder, 'site')
    const demo = join(folder, 'demo')
    const server = createServer((request, response) => {
      const path = join(site, request.url === '/' ? 'index.html' : (request.url as string))
      if (!existsSync(path)) return response.writeHead(404).end()
      const type = { '.html': 'text/html', '.js': 'text/javascript' }[extname(path)] ?? 'application/octet-stream'
      return response.writeHead(200, { 'content-type': type }).end(readFileSync(path))
    })

    beforeAll(async () => {
      runExample('browser/build.ts', root, [site])
      const { status, stderr } = spawnSync(process.execPath, [cli, 'demo', '--out', demo], { encoding: 'utf8' })
      expect(stderr).toBe('')
      expect(status).toBe(0)
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    })
    afterAll(() => {
      server.close()
      rmSync(folder, { recursive: true })
    })

    it('shows that a bundle holds, the break in it, and that another fingerprint does not fit', async () => {
      const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
      try {
        const page = await browser.newPage()
        const errors: Error[] = []
        page.on('pageerror', (error) => errors.push(error))
        await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
        const fingerprint = readFileSync(join(demo, 'fingerprint.txt'), 'utf8').trim()
        await page.fill('[name=case]', fingerprint)
        await page.setInputFiles('[name=bundle]', join(demo, 'bundle.zip'))
        await page.click('button')
        await page.getByText('No check of the log or the bundle failed').waitFor()
        expect(await page.locator('li').allTextContents()).toContainEqual(
          expect.stringMatching(/^custody of .*: in-transit$/),
        )
        await page.fill('[name=case]', fingerprint.replace(/^..../, fingerprint.startsWith('0000') ? '1111' : '0000'))
        await page.click('button')
        await page.getByText('is not as it should be').waitFor()
        expect(errors).toEqual([])
      } finally {
        await browser.close()
      }
    })
  },
)
