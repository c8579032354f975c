import { beforeEach, describe, expect, it } from 'vitest'
import { agentWith, idOf, testAgent, withKey } from '../support/agents.ts'
import { authorityOf, type LogBuilder, logBuilder, nothing, testCosigner, text } from '../support/log-builder.ts'
import { foldOf, replay, said } from '../support/replay.ts'

const root = (label: string) => testAgent(label, { capacity: 'root' })
const [a, b, c, d] = [root('a'), root('b'), root('c'), root('d')] as const
const officer = testAgent('officer')

let log: LogBuilder
beforeEach(async () => {
  log = await logBuilder({ roots: [a, b, c], threshold: 2 })
})

const judgement = (index: number) => foldOf(log.reader.entries).orders[index]?.judgement

describe('a change of authority', () => {
  it('has effect with the thresholds of the old and of the new roots, from its own index on', async () => {
    const change = await log.change([a, b, d], { roots: [a, d], threshold: 2 })
    const fold = foldOf(log.reader.entries)
    expect(judgement(change.index)).toEqual({ effect: true, unchecked: false })
    expect(fold.authorityAt(1)?.index).toBe(0)
    expect(fold.authorityAt(2)).toMatchObject({ index: 1, event: change.id })
    expect(fold.keys.get(d.key)).toMatchObject({ use: 'root', start: 1 })
    expect(fold.keys.get(b.key)).toMatchObject({ end: 1, governing: { reason: 'superseded', by: 'roots' } })
    expect(fold.keys.get(c.key)?.end).toBe(1)
    expect(fold.keys.get(a.key)?.end).toBeUndefined()
  })

  it('lets roots that it drops and roots that it names sign the change itself', async () => {
    const change = await log.change([a, b, d], { roots: [a, d], threshold: 2 })
    const { result } = await replay(log)
    expect(result(change, b)).toBe('stands: before-end')
    expect(result(change, d)).toBe('stands: in-force')
  })

  it('fails without the threshold of the old roots', async () => {
    const change = await log.change([a, d], { roots: [a, d], threshold: 2 })
    expect(judgement(change.index)).toMatchObject({
      effect: false,
      reason: 'old-roots-threshold',
      values: { signed: 1, needed: 2 },
    })
    const { moves, observations } = await replay(log)
    expect(moves(change)).toBe(false)
    expect(said(observations, change)).toContain('failed authority-event: old-roots-threshold')
    expect(foldOf(log.reader.entries).keys.has(d.key)).toBe(false)
  })

  it('fails without the threshold of the new roots', async () => {
    const change = await log.change([a, b], { roots: [a, d], threshold: 2 })
    expect(judgement(change.index)).toMatchObject({ reason: 'new-roots-threshold', values: { signed: 1, needed: 2 } })
  })

  it('counts persons, never keys', async () => {
    const twice = withKey(a, 'a 2')
    const log2 = await logBuilder({ roots: [a, twice, b], threshold: 2 })
    const change = await log2.change([a, twice], {})
    expect(foldOf(log2.reader.entries).orders[change.index]?.judgement?.reason).toBe('old-roots-threshold')
  })

  it('needs the next serial', async () => {
    for (const serial of [1, 3]) {
      const change = await log.change([a, b], { serial })
      expect(judgement(change.index)).toMatchObject({ reason: 'serial-not-next', values: { serial, expected: 2 } })
    }
  })

  it('names the event whose authority it replaces', async () => {
    const details = { authority: authorityOf({ ...log.authority, serial: 2 }), reason: text('a change') }
    const type = 'case.authority-changed'
    const by = [a, b]
    const opening = log.caseId
    const wrong = await log.append({ by, type, details, refs: [{ rel: 'supersedes', event: nothing('an event') }] })
    expect(judgement(wrong.index)?.reason).toBe('supersedes-another')
    const foreign = [{ rel: 'supersedes', event: opening, case: nothing('another case') }]
    const elsewhere = await log.append({ by, type, details, refs: foreign })
    expect(judgement(elsewhere.index)?.reason).toBe('supersedes-another')
    const right = await log.append({ by, type, details, refs: [{ rel: 'supersedes', event: opening }] })
    expect(judgement(right.index)?.effect).toBe(true)
    const again = { authority: authorityOf({ ...log.authority, serial: 3 }), reason: text('a change') }
    const stale = await log.append({ by, type, details: again, refs: [{ rel: 'supersedes', event: opening }] })
    expect(judgement(stale.index)?.reason).toBe('supersedes-another')
  })

  it('fails where it names a key of another use or another agent', async () => {
    await log.enrol([a, b], officer)
    const asRoot = { ...officer, capacity: 'root' }
    const change = await log.change([a, b, asRoot], { roots: [a, b, asRoot] })
    expect(judgement(change.index)).toMatchObject({ reason: 'key-of-another', values: { key: officer.key } })
    const thief = { ...a, id: d.id }
    const stolen = await log.change([a, b], { serial: 2, roots: [thief, b] })
    expect(judgement(stolen.index)).toMatchObject({ reason: 'key-of-another', values: { key: a.key } })
    const cosigner = { name: 'a', organisation: idOf('court'), signer: c.signer }
    const mixed = await log.change([a, b], { serial: 2, roots: [a, b], cosigners: [cosigner] })
    expect(judgement(mixed.index)).toMatchObject({ reason: 'key-of-another', values: { key: c.key } })
  })

  it('fails where a key of the log is not Ed25519', async () => {
    const p256 = await agentWith('p256', 'p256 log')
    const change = await log.change([a, b], { log: p256.signer })
    expect(judgement(change.index)).toMatchObject({ reason: 'key-algorithm', values: { key: p256.key } })
  })

  it('fails where its participants are not its signers', async () => {
    const participants = [{ agent: a.id, capacity: 'root', signs: 'key' }]
    const change = await log.change([a, b], {}, {}, { participants })
    expect(judgement(change.index)?.reason).toBe('participants-differ')
    const { observations } = await replay(log)
    expect(said(observations, change)).toEqual(['failed participants: participants-differ'])
  })

  it('does not bring back a root key that a change no longer named', async () => {
    await log.change([a, b], { roots: [a, b], threshold: 2 })
    const back = await log.change([a, b, c], { roots: [a, b, c], threshold: 2 })
    const after = await log.change([b, c], { roots: [b, c] })
    expect(judgement(back.index)?.effect).toBe(true)
    expect(judgement(after.index)?.reason).toBe('old-roots-threshold')
    const alone = await log.change([a, b, c], { serial: 4, roots: [c], threshold: 1 })
    expect(judgement(alone.index)?.reason).toBe('new-roots-threshold')
  })

  it('ends the say of a root at its index, whatever head was seen', async () => {
    await log.change([a, b], { roots: [a, b], threshold: 2 })
    const offline = await log
      .append({
        by: [a, c, officer],
        type: 'key.enrolled',
        details: { agent: officer.id, capacities: ['investigator'], spki: authoritySpki(officer), storage: 'file' },
        after: 1,
      })
      .catch((error: Error) => error)
    if (offline instanceof Error) throw offline
    expect(judgement(offline.index)).toMatchObject({ effect: false, reason: 'needs-roots' })
  })

  it('lets a new root sign from the change on that its holder saw', async () => {
    await log.change([a, b, d], { roots: [a, d], threshold: 2 })
    const unseen = await log.append({ by: [a, d], type: 'agent.registered', details: registration('x'), after: 1 })
    const fold = foldOf(log.reader.entries)
    const order = fold.orders[unseen.index]
    expect(order?.signatures.find(({ key }) => key === d.key)?.reason).toBe('signed-before-enrolment')
    const seen = await log.append({ by: [a, d], type: 'agent.registered', details: registration('y') })
    expect(foldOf(log.reader.entries).orders[seen.index]?.judgement?.effect).toBe(true)
  })
})

describe('keys that a change names as compromised', () => {
  const since = '2026-03-01T00:00:00Z'

  it('are judged by the instant, where the authority no longer names them', async () => {
    await log.change([a, b], { roots: [a, b], threshold: 2 }, { compromised: [{ key: c.key, since }] })
    const { fold } = await replay(log)
    expect(fold.keys.get(c.key)?.governing).toMatchObject({ reason: 'compromised', since, by: 'roots' })
    expect(fold.periods[1]?.compromised.get(c.key)).toBe(since)
  })

  it('may be named later too: the last word of the roots counts', async () => {
    await log.change([a, b], { roots: [a, b], threshold: 2 })
    await log.change([a, b], {}, { compromised: [{ key: c.key, since }] })
    const { fold } = await replay(log)
    expect(fold.keys.get(c.key)).toMatchObject({ end: 1, governing: { index: 2, reason: 'compromised' } })
  })

  it('are shown, and nothing more, where they are still named or were never of an authority', async () => {
    await log.enrol([a, b], officer)
    const compromised = [a, officer].map(({ key }) => ({ key, since }))
    const change = await log.change([a, b], {}, { compromised })
    const { fold, observations } = await replay(log)
    expect(fold.keys.get(a.key)?.governing).toBeUndefined()
    expect(fold.keys.get(officer.key)?.governing).toBeUndefined()
    expect(said(observations, change)).toEqual([
      'noted authority-event: compromised-key-still-named',
      'noted authority-event: compromised-key-not-of-authority',
    ])
  })
})

describe('a change of the log', () => {
  it('fails where another operator has the old key: a key belongs to one agent', async () => {
    const change = await log.change([a, b], { operator: idOf('court') })
    expect(judgement(change.index)?.reason).toBe('key-of-another')
  })

  it('names the new operator and key from its index on', async () => {
    const court = testCosigner('court')
    const change = await log.change([a, b], { operator: idOf('court'), log: court.signer })
    const fold = foldOf(log.reader.entries)
    expect(fold.authorityAt(change.index)?.authority.log.operator).toBe(idOf('operator'))
    expect(fold.authorityAt(change.index + 1)?.authority.log.operator).toBe(idOf('court'))
  })
})

const registration = (label: string) => ({ agent: idOf(label), kind: 'person', names: [] })
const authoritySpki = (agent: typeof a) => Buffer.from(agent.signer.publicKey.spki).toString('base64')
