import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkBag } from '../../../src/bundle/bag-check.ts'
import type { FormProblem } from '../../../src/bundle/form-problems.ts'
import { folderSource } from '../../../src/node/bundle-folder.ts'
import { checkOptions } from '../../support/bag.ts'
import { hasShared, shared } from '../../support/shared.ts'

const folder = shared('vectors/bagit/v0.97')
const bags = hasShared
  ? ['valid', 'linux-only']
      .flatMap((kind) => readdirSync(join(folder, kind)).map((name) => join(kind, name)))
      .filter((name) => statSync(join(folder, name)).isDirectory())
  : []

const check = async (name: string): Promise<readonly FormProblem[]> =>
  (await checkBag(await folderSource(join(folder, name)), checkOptions)).problems

describe.skipIf(!hasShared)('the bags of the BagIt conformance suite (skipped: no ../shared)', () => {
  it('are there', () => {
    expect(bags.length).toBeGreaterThanOrEqual(15)
  })

  it.each(bags)('%s is refused as BagIt 0.97', async (name) => {
    expect(await check(name)).toContainEqual({ code: 'bagit-version', path: 'bagit.txt', values: { version: '0.97' } })
  })

  it('valid/basic-bag is refused for its version and layout, and for nothing that it does not have', async () => {
    const codes = new Set((await check('valid/basic-bag')).map(({ code }) => code))
    expect(codes).toEqual(new Set(['bagit-version', 'missing-file', 'outside-layout', 'bag-info']))
  })

  it.each([
    'valid/holey-bag',
    'linux-only/out-of-scope-file-paths-using-shortcut-for-fetch',
    'linux-only/out-of-scope-file-paths-using-shortcut-username-for-fetch',
  ])('%s is refused for its fetch.txt', async (name) => {
    expect(await check(name)).toContainEqual({ code: 'fetch-txt', path: 'fetch.txt' })
  })
})
