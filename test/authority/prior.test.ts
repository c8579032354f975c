import { beforeEach, describe, expect, it } from 'vitest'
import { readPriors } from '../../src/authority/prior.ts'
import { testAgent } from '../support/agents.ts'
import { type LogBuilder, logBuilder, nothing } from '../support/log-builder.ts'
import { said } from '../support/replay.ts'

const chief = testAgent('chief', { capacity: 'root' })
const officer = testAgent('officer')
const clerk = testAgent('clerk')

let log: LogBuilder
beforeEach(async () => {
  log = await logBuilder({ roots: [chief] })
  await log.enrol([chief], officer)
  await log.enrol([chief], clerk)
})

const read = () => readPriors(log.reader.entries, (id) => log.reader.byId(id))

describe('the chain of what a key signed', () => {
  it('says nothing where each prior is what the key signed last, or null at its first', async () => {
    await log.notice([officer])
    await log.notice([officer, clerk])
    await log.notice([clerk])
    expect(read()).toEqual([])
  })

  it('fails the statement where the prior was signed by another key', async () => {
    const theirs = await log.notice([clerk])
    const entry = await log.notice([officer], { priors: { [officer.key]: theirs.id } })
    expect(read()).toEqual([
      {
        code: 'prior',
        about: 'statement',
        status: 'failed',
        entries: [theirs.index, entry.index],
        subject: officer.key,
        values: { reason: 'prior-by-another-key', prior: theirs.id },
      },
    ])
  })

  it('leaves completeness undetermined where the log lacks the prior, and accuses nobody', async () => {
    const missing = nothing('a draft that was never filed')
    const entry = await log.notice([officer], { priors: { [officer.key]: missing } })
    expect(read()).toEqual([
      {
        code: 'completeness',
        about: 'log',
        status: 'undetermined',
        entries: [entry.index],
        subject: missing,
        values: { reason: 'prior-missing', key: officer.key },
      },
    ])
  })

  it('says so where a prior is not the latest, and fails nothing: work side by side', async () => {
    const first = await log.notice([officer])
    await log.notice([officer])
    const entry = await log.notice([officer], { priors: { [officer.key]: first.id } })
    const none = await log.notice([clerk], { priors: { [clerk.key]: null } })
    expect(said(read(), entry)).toEqual(['noted prior: prior-not-latest'])
    expect(said(read(), none)).toEqual(['noted prior: prior-not-latest'])
  })

  it('says so where a prior stands later in the log: a draft that others signed meanwhile', async () => {
    const { reader } = log
    const draft = log.payload({ by: [officer], type: 'notice.given', details: { kind: 'owner', to: officer.id } })
    const { canonicalBytes } = await import('../../src/encoding/json.ts')
    const { hex } = await import('../../src/encoding/bytes.ts')
    const id = hex(log.provider.sha256(canonicalBytes(draft)))
    const entry = await log.notice([officer], { priors: { [officer.key]: id } })
    await log.appendPayload(draft, [officer])
    expect(reader.byId(id)?.index).toBe(entry.index + 1)
    expect(said(read(), entry)).toEqual(['noted prior: prior-logged-later'])
  })

  it('does not count a malformed entry as a link', async () => {
    const bad = { ...log.payload({ by: [officer], type: 'notice.given', details: {} }) }
    await log.appendPayload(bad, [officer])
    expect(log.reader.refused).toHaveLength(1)
    await log.notice([officer])
    expect(read()).toEqual([])
  })
})
