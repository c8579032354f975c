import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { reportSchema } from '../../scripts/docs/report-schema.ts'
import { memoryFiles, verifyBundle } from '../../src/index.ts'
import { bundleOf, looked, tellStory } from '../support/case-story.ts'
import { linesIn, withLines } from '../support/repack.ts'

const validate = new Ajv2020({ allErrors: true, strict: true, strictTypes: false }).compile(reportSchema())

describe('the schema of the report', () => {
  it('takes the report of a good bundle, of an altered one, and of one with a break', async () => {
    const { kase, cast, phone } = await tellStory()
    await kase.record(cast.officer, looked(phone, { observation: { seals: [{ number: 'A-0042', state: 'damaged' }] } }))
    const files = await bundleOf(kase)
    const altered = await withLines(files, linesIn(files).toReversed())
    for (const bundle of [files, altered, await bundleOf(kase, { reveals: 'none' })]) {
      const report = await verifyBundle(memoryFiles(bundle), { case: kase.id })
      validate(JSON.parse(JSON.stringify(report)))
      expect(validate.errors).toBeNull()
    }
  })

  it('refuses a member that is not in it', () => {
    expect(validate({ other: 1 })).toBe(false)
  })
})
