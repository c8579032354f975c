import { describe, expect, it } from 'vitest'
import { portableProvider } from '../../src/crypto/portable.ts'
import { unhex } from '../../src/encoding/bytes.ts'
import { caseOrigin, formatCheckpoint, parseCheckpoint } from '../../src/log/checkpoint.ts'
import { cosignCheckpoint } from '../../src/log/cosignature.ts'
import { addSignatureLines, noteKey, signNote } from '../../src/log/note.ts'
import { openCheckpoint, openLogCheckpoint } from '../../src/log/open-checkpoint.ts'
import { testSigner } from './support/keys.ts'

const CASE = '3f2a91c0'.repeat(8)
const ROOT = '0123456789abcdef'.repeat(4)
const CHECKPOINT = { origin: caseOrigin(CASE), size: 42, root: ROOT }
const TEXT = formatCheckpoint(CHECKPOINT)
const refusal = (code: string) => expect.objectContaining({ name: 'FairtrailError', code })

describe('a checkpoint', () => {
  it('is three lines: origin, size, root', () => {
    expect(TEXT).toBe(`fairtrail/case/${CASE}\n42\nASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4mrze8=\n`)
    expect(parseCheckpoint(TEXT)).toEqual(CHECKPOINT)
  })

  it('may have any origin that is one line, and any safe size', () => {
    for (const origin of ['x', 'example.com/behind-the-sofa', 'has spaces + plus', 'ü']) {
      for (const size of [0, 1, 2 ** 32, Number.MAX_SAFE_INTEGER]) {
        const checkpoint = { origin, size, root: ROOT }
        expect(parseCheckpoint(formatCheckpoint(checkpoint))).toEqual(checkpoint)
      }
    }
  })

  it.each([
    ['two lines', TEXT.split('\n').slice(0, 2).join('\n').concat('\n')],
    ['an extension line', `${TEXT}extension\n`],
    ['an empty line at the end', `${TEXT}\n`],
    ['an empty origin', TEXT.replace(/^.*\n/, '\n')],
    ['no size', TEXT.replace('\n42\n', '\n\n')],
    ['leading zeros', TEXT.replace('\n42\n', '\n042\n')],
    ['00', TEXT.replace('\n42\n', '\n00\n')],
    ['a sign', TEXT.replace('\n42\n', '\n+42\n')],
    ['a minus', TEXT.replace('\n42\n', '\n-0\n')],
    ['hex', TEXT.replace('\n42\n', '\n0x2a\n')],
    ['an exponent', TEXT.replace('\n42\n', '\n4e1\n')],
    ['a fraction', TEXT.replace('\n42\n', '\n42.0\n')],
    ['other digits', TEXT.replace('\n42\n', '\n٤٢\n')],
    ['a space before the size', TEXT.replace('\n42\n', '\n 42\n')],
    ['the first size that is not safe', TEXT.replace('\n42\n', '\n9007199254740992\n')],
    ['a size of a thousand digits', TEXT.replace('\n42\n', `\n${'9'.repeat(1000)}\n`)],
    ['a root of 31 bytes', TEXT.replace(/\n[^\n]*\n$/, '\nASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4mrzQ==\n')],
    ['a root in hex', TEXT.replace(/\n[^\n]*\n$/, `\n${ROOT}\n`)],
    ['a root without padding', TEXT.replace('=\n', '\n')],
    ['a root with unused bits set', TEXT.replace('8=\n', '9=\n')],
    ['no root', TEXT.replace(/\n[^\n]*\n$/, '\n\n')],
  ])('refuses %s', (_, text) => {
    expect(() => parseCheckpoint(text)).toThrow(refusal('checkpoint-form'))
  })

  it.each([
    ['nothing', ''],
    ['no last line feed', TEXT.slice(0, -1)],
    ['carriage returns', TEXT.replaceAll('\n', '\r\n')],
    ['a tab in the origin', `\t${TEXT}`],
    ['a lone surrogate in the origin', `\ud800${TEXT}`],
  ])('refuses what no note can hold: %s', (_, text) => {
    expect(() => parseCheckpoint(text)).toThrow(refusal('note-form'))
  })

  it.each([
    ['an empty origin', { ...CHECKPOINT, origin: '' }],
    ['an origin of two lines', { ...CHECKPOINT, origin: 'a\nb' }],
    ['an origin with a control character', { ...CHECKPOINT, origin: 'a\rb' }],
    ['a negative size', { ...CHECKPOINT, size: -1 }],
    ['a size that is not safe', { ...CHECKPOINT, size: 2 ** 53 }],
    ['a fraction', { ...CHECKPOINT, size: 0.5 }],
    ['a root in capitals', { ...CHECKPOINT, root: ROOT.toUpperCase() }],
    ['a short root', { ...CHECKPOINT, root: ROOT.slice(2) }],
  ])('is not written with %s', (_, checkpoint) => {
    expect(() => formatCheckpoint(checkpoint)).toThrow(refusal('misuse'))
  })

  it.each(['', CASE.slice(1), `${CASE}0`, CASE.toUpperCase(), `${CASE}\n`])(
    'has no origin for the case id %j',
    (id) => {
      expect(() => caseOrigin(id)).toThrow(refusal('misuse'))
    },
  )
})

describe('opening a checkpoint', async () => {
  const log = testSigner('log')
  const one = testSigner('one')
  const logKey = noteKey(CHECKPOINT.origin, 0x01, log.publicKey)
  const oneKey = noteKey('one.example', 0x04, one.publicKey)
  const byLog = await signNote(TEXT, CHECKPOINT.origin, log)
  const cosigned = addSignatureLines(byLog, await cosignCheckpoint(TEXT, 'one.example', one, 1_767_225_600))

  it('gives its content, whether its log signed it, and who cosigned when', async () => {
    expect(await openLogCheckpoint(cosigned, [logKey, oneKey], portableProvider)).toEqual({
      checkpoint: CHECKPOINT,
      text: TEXT,
      byLog: true,
      cosigners: [{ name: 'one.example', time: 1_767_225_600n, key: oneKey }],
    })
    expect((await openLogCheckpoint(byLog, [logKey, oneKey], portableProvider)).cosigners).toEqual([])
  })

  it('says where the line of the log is missing, and refuses it where it is needed', async () => {
    const keys = [oneKey]
    expect(await openCheckpoint(cosigned, keys, portableProvider)).toMatchObject({
      byLog: false,
      checkpoint: CHECKPOINT,
    })
    await expect(openLogCheckpoint(cosigned, keys, portableProvider)).rejects.toThrow(refusal('checkpoint-unsigned'))
  })

  it('does not take for the log a known key of another name, or a cosigner that has the name of the log', async () => {
    const other = await signNote(TEXT, 'fairtrail/case/other', log)
    const otherKey = noteKey('fairtrail/case/other', 0x01, log.publicKey)
    await expect(openLogCheckpoint(other, [otherKey], portableProvider)).rejects.toThrow(refusal('checkpoint-unsigned'))

    const twin = noteKey(CHECKPOINT.origin, 0x04, one.publicKey)
    const byTwin = addSignatureLines(other, await cosignCheckpoint(TEXT, CHECKPOINT.origin, one, 1))
    expect(await openCheckpoint(byTwin, [twin, otherKey], portableProvider)).toMatchObject({ byLog: false })
  })

  it('refuses a signed note that is no checkpoint', async () => {
    const note = await signNote('some text\n', CHECKPOINT.origin, log)
    await expect(openCheckpoint(note, [logKey], portableProvider)).rejects.toThrow(refusal('checkpoint-form'))
  })

  it('refuses a checkpoint of another origin under the key of this one', async () => {
    const text = formatCheckpoint({ ...CHECKPOINT, origin: caseOrigin('0'.repeat(64)) })
    const note = await signNote(text, CHECKPOINT.origin, log)
    await expect(openLogCheckpoint(note, [logKey], portableProvider)).rejects.toThrow(refusal('checkpoint-unsigned'))
  })

  it('keeps the root as the hex of the bytes that were signed', async () => {
    const { checkpoint } = await openLogCheckpoint(byLog, [logKey], portableProvider)
    expect(unhex(checkpoint.root)).toHaveLength(32)
  })
})
