import { describe, expect, it } from 'vitest'
import { AuthorityFold } from '../../src/authority/fold.ts'
import { portableProvider } from '../../src/crypto/portable.ts'
import { FairtrailError } from '../../src/encoding/error.ts'
import { agentWith, foreignAgent, idOf, testAgent, withKey } from '../support/agents.ts'
import { LogBuilder, logBuilder, type TestAuthority, testCosigner } from '../support/log-builder.ts'
import { foldOf, replay, said } from '../support/replay.ts'

const chief = testAgent('chief', { capacity: 'root' })
const judge = testAgent('judge', { capacity: 'root' })

async function opened(authority: TestAuthority, by = authority.roots ?? []) {
  const log = new LogBuilder(authority, portableProvider)
  const entry = await log.open({ by })
  return { log, entry, fold: foldOf(log.reader.entries) }
}

describe('entry 0', () => {
  it('opens the case where every root holder signs with at least one key', async () => {
    const { fold, entry } = await opened({ roots: [chief, judge], threshold: 2 })
    expect(fold.orders[0]?.judgement).toEqual({ effect: true, unchecked: false })
    expect(fold.orders[0]?.signatures.map(({ reason }) => reason)).toEqual(['introduces', 'introduces'])
    expect(fold.authorityAt(0)).toBeUndefined()
    expect(fold.authorityAt(1)).toMatchObject({ index: 0, event: entry.id })
    expect(fold.authorityAt(99)?.event).toBe(entry.id)
  })

  it('needs one key of a holder who has two', async () => {
    const second = withKey(chief, 'chief 2')
    const { fold } = await opened({ roots: [chief, second] }, [second])
    expect(said(fold.orders[0]?.observations ?? [])).toEqual([])
    expect(fold.keys.get(chief.key)).toMatchObject({ use: 'root', agent: chief.id, start: 0 })
  })

  it('fails the case where a root holder did not sign', async () => {
    const { fold } = await opened({ roots: [chief, judge] }, [chief])
    const [observation] = fold.orders[0]?.observations ?? []
    expect(observation).toMatchObject({
      code: 'case-opened',
      about: 'log',
      status: 'failed',
      entries: [0],
      values: { reason: 'root-holder-missing', agent: judge.id },
    })
    expect(fold.orders[0]?.judgement?.effect).toBe(false)
  })

  it('fails the case where a key signed that is no root key, the log key included', async () => {
    const cosigner = testCosigner('court.example')
    const asCosigner = { ...testAgent('x'), signer: cosigner.signer, key: cosigner.signer.publicKey.id }
    const { fold } = await opened({ roots: [chief], cosigners: [cosigner] }, [chief, asCosigner])
    expect(fold.orders[0]?.judgement).toMatchObject({
      effect: false,
      reason: 'signer-not-root',
      values: { key: asCosigner.key },
    })
  })

  it('fails the case where the serial is not 1', async () => {
    const { fold } = await opened({ roots: [chief], serial: 2 })
    expect(fold.orders[0]?.judgement?.reason).toBe('serial-not-next')
  })

  it('fails the case where a root key is neither Ed25519 nor P-256, or a key of notes is not Ed25519', async () => {
    const p256 = await agentWith('p256', 'p256 root', { capacity: 'root' })
    const fine = await opened({ roots: [chief, p256] })
    expect(fine.fold.orders[0]?.judgement?.effect).toBe(true)
    const foreign = foreignAgent('foreign root', { capacity: 'root' })
    const log = await opened({ roots: [chief, foreign] })
    expect(log.fold.orders[0]?.judgement).toMatchObject({ reason: 'key-algorithm', values: { key: foreign.key } })
    const note = await opened({ roots: [chief], log: p256.signer })
    expect(note.fold.orders[0]?.judgement?.reason).toBe('key-algorithm')
    const member = { name: 'p256', organisation: idOf('o'), signer: p256.signer }
    const cosigner = await opened({ roots: [chief], cosigners: [member], quorum: 1 })
    expect(cosigner.fold.orders[0]?.judgement?.reason).toBe('key-algorithm')
  })

  it('is read on after a failed opening, so that the rest can be shown', async () => {
    const { log } = await opened({ roots: [chief, judge] }, [chief])
    const officer = testAgent('officer')
    await log.enrol([chief], officer)
    const notice = await log.notice([officer])
    const { result, moves } = await replay(log)
    expect(result(notice)).toBe('stands: in-force')
    expect(moves(notice)).toBe(true)
  })

  it('says where the participants of entry 0 are not its signers', async () => {
    const log = new LogBuilder({ roots: [chief] }, portableProvider)
    await log.open({ participants: [{ agent: judge.id, capacity: 'root', signs: 'key' }] })
    const fold = foldOf(log.reader.entries)
    expect(said(fold.orders[0]?.observations ?? [])).toEqual(['failed participants: participants-differ'])
    expect(fold.periods).toHaveLength(1)
  })
})

describe('the fold as an object', () => {
  it('takes entries in the order of the log alone, from entry 0 on', async () => {
    const log = await logBuilder({ roots: [chief] })
    const officer = testAgent('officer')
    await log.enrol([chief], officer)
    const fold = new AuthorityFold()
    const [first, second, third] = log.reader.entries
    if (!first || !second || !third) throw new Error('entries')
    const misuse = (call: () => unknown) => expect(call).toThrow(FairtrailError)
    misuse(() => fold.apply(second))
    fold.apply(first)
    misuse(() => fold.apply(first))
    fold.apply(third)
    misuse(() => fold.apply(second))
  })

  it('passes over the indexes of entries that were refused', async () => {
    const log = await logBuilder({ roots: [chief] })
    const officer = testAgent('officer')
    await log.enrol([chief], officer)
    await log.appendPayload({ ...log.payload({ by: [officer], type: 'notice.given', details: {} }) }, [officer])
    const notice = await log.notice([officer])
    const fold = foldOf(log.reader.entries)
    expect(notice.index).toBe(4)
    expect(fold.orders).toHaveLength(5)
    expect(fold.orders[3]).toBeUndefined()
    expect(fold.orders[4]?.signatures[0]?.stands).toBe(true)
  })
})
