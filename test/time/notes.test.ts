import { beforeEach, describe, expect, it } from 'vitest'
import { AuthorityFold } from '../../src/authority/fold.ts'
import { caseOrigin, formatCheckpoint } from '../../src/log/checkpoint.ts'
import { signNote } from '../../src/log/note.ts'
import { readNotes } from '../../src/time/read-notes.ts'
import { testSigner } from '../log/support/keys.ts'
import { testAgent } from '../support/agents.ts'
import { LOG_SIGNER, type LogBuilder, logBuilder, nothing, testCosigner } from '../support/log-builder.ts'
import { replay, said } from '../support/replay.ts'

const chief = testAgent('chief', { capacity: 'root' })
const officer = testAgent('officer')
const [a, b, c] = [testCosigner('a'), testCosigner('b'), testCosigner('c')] as const
const T = 1_772_000_000
const nanos = (seconds: number) => BigInt(seconds) * 1_000_000_000n

let log: LogBuilder
beforeEach(async () => {
  log = await logBuilder({ roots: [chief], cosigners: [a, b, c], quorum: 2 })
  await log.enrol([chief], officer)
})

const anchorOf = (note: string) => log.append({ by: [officer], type: 'time.anchored', details: { note } })
const forged = (size: number, root: string, caseId = log.caseId) => {
  const origin = caseOrigin(caseId)
  return signNote(formatCheckpoint({ origin, size, root }), origin, LOG_SIGNER)
}

describe('an anchor', () => {
  it('with the quorum gives time to what came before it, and to who saw it', async () => {
    const before = await log.notice([officer])
    const anchor = await log.anchor(
      [officer],
      [
        [a, T],
        [b, T + 5],
      ],
    )
    const after = await log.notice([officer])
    const blind = await log.notice([officer], { after: anchor.index })
    const { identities, observations } = await replay(log)
    const established = (index: number) => identities.events[index]?.established
    expect(established(before.index)).toEqual({ before: nanos(T + 5) })
    expect(established(anchor.index)).toEqual({})
    expect(established(after.index)).toEqual({ after: nanos(T) })
    expect(established(blind.index)).toEqual({})
    expect(said(observations)).toEqual([])
  })

  it('without the quorum gives none, and that is said', async () => {
    const anchor = await log.anchor([officer], [[a, T]])
    const { time, observations } = await replay(log)
    expect(time.marks).toEqual([])
    expect(said(observations, anchor)).toEqual(['undetermined anchor: quorum-not-met'])
  })

  it('with a quorum that says no time of this calendar gives none, and that is said', async () => {
    const anchor = await log.anchor(
      [officer],
      [
        [a, T],
        [b, 253_402_300_800],
      ],
    )
    const { time, observations } = await replay(log)
    expect(time.marks).toEqual([])
    expect(said(observations, anchor)).toEqual(['undetermined anchor: time-beyond-calendar'])
  })

  it('gives none where the authority asks for no cosigner', async () => {
    log = await logBuilder({ roots: [chief], cosigners: [a], quorum: 0 })
    const anchor = await log.anchor([chief], [[a, T]])
    const { time, observations } = await replay(log)
    expect(time.marks).toEqual([])
    expect(said(observations, anchor)).toEqual(['undetermined anchor: quorum-none-asked'])
  })

  it('that is no note, not signed by the log, or of another case fails its statement and gives no time', async () => {
    const notes: [string, string][] = [
      ['no note at all', 'note-form'],
      [(await log.note(1)).replace(/— .*\n/u, '— x AAAAAAAA\n'), 'note-unknown-keys'],
      [await log.note(1, [], testSigner('another log')), 'note-unknown-keys'],
      [await forged(1, log.reader.root(1), nothing('another case')), 'another-origin'],
    ]
    for (const [note, reason] of notes) {
      const anchor = await anchorOf(note)
      const { observations, time } = await replay(log)
      expect(said(observations, anchor)).toEqual([`failed anchor: ${reason}`])
      expect(observations.every(({ about }) => about === 'statement')).toBe(true)
      expect(time.marks).toEqual([])
    }
  })

  it('with another root under the log’s key fails the log too: two histories', async () => {
    const anchor = await anchorOf(await forged(2, nothing('another root')))
    const { observations } = await replay(log)
    const found = observations.filter(({ entries }) => entries.includes(anchor.index))
    expect(found.map(({ about, status, values }) => [about, status, values.reason])).toEqual([
      ['statement', 'failed', 'another-root'],
      ['log', 'failed', 'another-root'],
    ])
  })

  it('for a size that the log did not have yet fails the log too', async () => {
    const anchor = await anchorOf(await forged(log.size + 1, nothing('a root')))
    const { observations } = await replay(log)
    const found = observations.filter(({ entries }) => entries.includes(anchor.index))
    expect(found.map(({ about, values }) => [about, values.reason])).toEqual([
      ['statement', 'beyond-anchor'],
      ['log', 'beyond-anchor'],
    ])
  })

  it('with a line of a known cosigner that does not verify gives no time at all', async () => {
    const good = await log.note(log.size, [
      [a, T],
      [b, T],
      [c, T],
    ])
    const note = good.replace(/\n(— c .{20})(.)/u, (_, head: string, x: string) => `\n${head}${x === 'A' ? 'B' : 'A'}`)
    const anchor = await anchorOf(note)
    const { observations, time } = await replay(log)
    expect(said(observations, anchor)).toEqual(['failed anchor: note-signature'])
    expect(time.marks).toEqual([])
  })
})

describe('a checkpoint from outside the log', () => {
  it('bounds from above alone', async () => {
    const notice = await log.notice([officer])
    const note = await log.note(log.size, [
      [a, T],
      [b, T],
    ])
    const { identities } = await replay(log, { notes: [note] })
    expect(identities.events[notice.index]?.established).toEqual({ before: nanos(T) })
  })

  it('that is larger than what is read, or does not fit, is given back with its reason', async () => {
    const larger = await forged(99, nothing('a root'))
    const other = await forged(2, nothing('a root'))
    const { notes, observations } = await replay(log, { notes: [larger, other, 'nothing'] })
    expect(notes.refused.map(({ reason, size }) => [reason, size])).toEqual([
      ['beyond-log', 99],
      ['another-root', 2],
      ['note-form', undefined],
    ])
    expect(observations).toEqual([])
  })

  it('of size 0 is signed by nobody, and a log without an entry 0 has no keys', async () => {
    const empty = await forged(0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect((await replay(log, { notes: [empty] })).notes.refused[0]?.reason).toBe('note-unknown-keys')
    const read = await readNotes([{ note: await log.note(1) }], new AuthorityFold(), log.reader, log.provider)
    expect(read.refused[0]?.reason).toBe('note-unknown-keys')
  })
})

describe('which authority gives time', () => {
  const [d, e] = [testCosigner('d'), testCosigner('e')]

  it('is that of the note’s size, where it is confirmed', async () => {
    await log.change([chief], { cosigners: [d, e], quorum: 2 })
    const old = await log.anchor(
      [officer],
      [
        [a, T],
        [b, T],
      ],
    )
    const { time, observations } = await replay(log)
    // The former cosigners confirm the change; they give no time for a log that is no longer theirs to watch.
    expect(time.marks).toEqual([])
    expect(said(observations, old)).toEqual(['undetermined anchor: quorum-not-met'])
    await log.anchor(
      [officer],
      [
        [d, T + 9],
        [e, T + 9],
      ],
    )
    expect((await replay(log)).time.marks).toHaveLength(1)
  })

  it('does not read the lines of cosigners who were named later', async () => {
    const size = log.size
    const change = await log.change([chief], { cosigners: [d, e], quorum: 2 })
    const lines = [a, b, d].map((one) => [one, T] as const)
    const { notes } = await replay(log, { notes: [await log.note(size, lines), await log.note(log.size, lines)] })
    expect(change.index).toBe(size)
    expect(notes.notes.map(({ cosigners }) => cosigners.length)).toEqual([2, 3])
  })

  it('is none where the change is not confirmed, unless the caller accepts it', async () => {
    const change = await log.change([chief], { cosigners: [d, e], quorum: 2 })
    const anchor = await log.anchor(
      [officer],
      [
        [d, T],
        [e, T],
      ],
    )
    const { time, observations } = await replay(log)
    expect(time.marks).toEqual([])
    expect(said(observations, anchor)).toEqual(['undetermined anchor: authority-not-confirmed'])
    expect((await replay(log, { accepted: [change.id] })).time.marks).toHaveLength(1)
  })
})

describe('a token that somebody else verified', () => {
  it('bounds like a note, with its accuracy added above and subtracted below, also without cosigners', async () => {
    log = await logBuilder({ roots: [chief] })
    const anchor = await log.anchor([chief], [])
    const after = await log.anchor([chief], [])
    const tokens = [{ anchor: anchor.index, size: 1, time: 100n, accuracy: 7n }]
    const { time, observations } = await replay(log, { tokens })
    expect(time.of(0, 0)).toEqual({ before: 107n })
    expect(time.of(after.index, after.index)).toEqual({ after: 93n })
    expect(said(observations, anchor)).toEqual([])
  })

  it('says where its accuracy is absent, and takes it as none', async () => {
    const anchor = await log.anchor([officer], [])
    const { time, observations } = await replay(log, { tokens: [{ anchor: anchor.index, size: 1, time: 100n }] })
    expect(time.of(0, 0)).toEqual({ before: 100n })
    expect(said(observations, anchor)).toEqual(['noted anchor: accuracy-not-stated'])
  })

  it('gives no time where the note of its anchor does not fit the tree', async () => {
    const anchor = await anchorOf(await forged(2, nothing('another root')))
    const { time } = await replay(log, { tokens: [{ anchor: anchor.index, size: 2, time: 100n }] })
    expect(time.marks).toEqual([])
  })

  it('gives no bound that no instant can be written for', async () => {
    const anchor = await log.anchor([officer], [])
    const first = -62_135_596_800_000_000_000n
    const last = 253_402_300_799_999_999_999n
    const marks = async (time: bigint, accuracy: bigint) => {
      const { time: line } = await replay(log, { tokens: [{ anchor: anchor.index, size: 1, time, accuracy }] })
      return [line.marks[0]?.lower, line.marks[0]?.upper]
    }
    expect(await marks(first, 0n)).toEqual([first, first])
    expect(await marks(first, 1n)).toEqual([undefined, first + 1n])
    expect(await marks(last, 1n)).toEqual([last - 1n, undefined])
  })

  it('bounds from above alone where it came from outside the log', async () => {
    const notice = await log.notice([officer])
    const { time } = await replay(log, { tokens: [{ size: log.size, time: 100n }] })
    expect(time.of(notice.index, notice.index)).toEqual({ before: 100n })
  })
})

describe('times that contradict the order of the log', () => {
  it('leave the entries between them without any, and fail a check about time', async () => {
    await log.anchor(
      [officer],
      [
        [a, T + 1000],
        [b, T + 1000],
      ],
    )
    const notice = await log.notice([officer])
    const note = await log.note(log.size, [
      [a, T],
      [b, T],
    ])
    const { identities, observations } = await replay(log, { notes: [note] })
    expect(identities.events[notice.index]?.established).toEqual({})
    const found = observations.filter(({ code }) => code === 'time-contradiction')
    expect(found).toMatchObject([{ about: 'time', status: 'failed', entries: [notice.index - 1, notice.index] }])
  })
})
