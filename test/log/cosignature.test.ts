import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { portableProvider } from '../../src/crypto/portable.ts'
import { base64 } from '../../src/encoding/base64.ts'
import { concat, unhex, utf8 } from '../../src/encoding/bytes.ts'
import { formatCheckpoint } from '../../src/log/checkpoint.ts'
import { cosignCheckpoint, cosignedMessage } from '../../src/log/cosignature.ts'
import { type NoteKey, noteKey, openNote, parseNote, parseVkey, signNote } from '../../src/log/note.ts'
import { openCheckpoint, openLogCheckpoint } from '../../src/log/open-checkpoint.ts'
import { hasShared, shared } from '../support/shared.ts'
import { seedSigner, testSigner } from './support/keys.ts'

const TEXT = formatCheckpoint({ origin: 'example.com/log', size: 7, root: 'ab'.repeat(32) })
const NAME = 'witness.example/w1'
const signer = testSigner('cosigner')
const key = noteKey(NAME, 0x04, signer.publicKey)
const refusal = (code: string) => expect.objectContaining({ name: 'FairtrailError', code })
const open = (note: string, ...keys: NoteKey[]) => openNote(note, keys, portableProvider)

function lineOf(by: NoteKey, time: bigint, signature: Uint8Array): string {
  const stamp = new Uint8Array(8)
  new DataView(stamp.buffer).setBigUint64(0, time)
  return `— ${by.name} ${base64(concat(by.hash, stamp, signature))}\n`
}

async function cosignedAt(time: bigint): Promise<string> {
  return `${TEXT}\n${lineOf(key, time, await signer.sign(cosignedMessage(TEXT, time)))}`
}

describe('a cosignature', () => {
  it('signs a header, its time and the text of the checkpoint', () => {
    expect(cosignedMessage(TEXT, 1679315147n)).toEqual(utf8(`cosignature/v1\ntime 1679315147\n${TEXT}`))
  })

  it('is a line that opens with its name and time', async () => {
    for (const time of [0, 1, 1_767_225_600, Number.MAX_SAFE_INTEGER, 2n ** 63n - 1n]) {
      const note = `${TEXT}\n${await cosignCheckpoint(TEXT, NAME, signer, time)}`
      expect((await open(note, key)).verified).toEqual([{ name: NAME, key, time: BigInt(time) }])
    }
  })

  it.each([-1, 0.5, Number.NaN, 2 ** 53, -1n, 2n ** 63n])('is not made for the time %s', async (time) => {
    await expect(cosignCheckpoint(TEXT, NAME, signer, time)).rejects.toThrow(refusal('misuse'))
  })

  it('is not made over a text that is no checkpoint', async () => {
    await expect(cosignCheckpoint('some\ntext\n', NAME, signer, 1)).rejects.toThrow(refusal('checkpoint-form'))
    await expect(cosignCheckpoint(`${TEXT}extension\n`, NAME, signer, 1)).rejects.toThrow(refusal('checkpoint-form'))
  })

  it('is refused with a time beyond 2^63 - 1, though its signature covers it', async () => {
    expect((await open(await cosignedAt(2n ** 63n - 1n), key)).verified).toHaveLength(1)
    await expect(open(await cosignedAt(2n ** 63n), key)).rejects.toThrow(refusal('note-signature'))
    await expect(open(await cosignedAt(2n ** 64n - 1n), key)).rejects.toThrow(refusal('note-signature'))
  })

  it('is refused with another time than it was signed at', async () => {
    const signature = await signer.sign(cosignedMessage(TEXT, 10n))
    await expect(open(`${TEXT}\n${lineOf(key, 11n, signature)}`, key)).rejects.toThrow(refusal('note-signature'))
  })

  it.each([0, 8, 63, 65])('is refused with %i bytes after its time', async (length) => {
    const signature = concat(await signer.sign(cosignedMessage(TEXT, 10n)), new Uint8Array(8)).slice(0, length)
    await expect(open(`${TEXT}\n${lineOf(key, 10n, signature)}`, key)).rejects.toThrow(refusal('note-signature'))
  })

  it('counts each of two times of one cosigner, in the order of the note', async () => {
    const note = `${TEXT}\n${await cosignCheckpoint(TEXT, NAME, signer, 20)}${await cosignCheckpoint(TEXT, NAME, signer, 10)}`
    expect((await openCheckpoint(note, [key], portableProvider)).cosigners.map(({ time }) => time)).toEqual([20n, 10n])
  })
})

describe('types of signature', () => {
  const plain = noteKey(NAME, 0x01, signer.publicKey)

  it('give one key two hashes', () => {
    expect(plain.hash).not.toEqual(key.hash)
  })

  it('are not known by each other', async () => {
    const note = await signNote(TEXT, NAME, signer)
    const cosigned = await cosignedAt(5n)
    await expect(open(note, key)).rejects.toThrow(refusal('note-unknown-keys'))
    await expect(open(cosigned, plain)).rejects.toThrow(refusal('note-unknown-keys'))
  })

  it('are not taken for each other where a line claims the hash of the other', async () => {
    const bytes = utf8(TEXT)
    const asCosignature = `${TEXT}\n${lineOf(key, 5n, await signer.sign(bytes))}`
    await expect(open(asCosignature, key)).rejects.toThrow(refusal('note-signature'))
    const withoutTime = `${TEXT}\n— ${NAME} ${base64(concat(key.hash, await signer.sign(bytes)))}\n`
    await expect(open(withoutTime, key)).rejects.toThrow(refusal('note-signature'))
    const asPlain = `${TEXT}\n— ${NAME} ${base64(concat(plain.hash, await signer.sign(cosignedMessage(TEXT, 5n))))}\n`
    await expect(open(asPlain, plain)).rejects.toThrow(refusal('note-signature'))
  })

  it('of one key and name may both stand in a note', async () => {
    const note = (await signNote(TEXT, NAME, signer)) + (await cosignCheckpoint(TEXT, NAME, signer, 5))
    expect((await open(note, plain, key)).verified.map((line) => line.key.type)).toEqual([0x01, 0x04])
  })
})

describe.skipIf(!hasShared)('the published cosigned checkpoint (skipped: no ../shared)', () => {
  const read = (name: string) => readFileSync(shared(`vectors/tlog-cosignature/${name}`), 'utf8')
  const published = () => {
    const keys = JSON.parse(read('ed25519-keys.json'))
    return {
      note: read('ed25519-cosigned.checkpoint'),
      log: parseVkey(keys.logVkey),
      cosigner: parseVkey(keys.witnessVkeyType4),
      plainCosigner: parseVkey(keys.witnessVkeyType1),
      time: BigInt(keys.time),
      logSigner: seedSigner(unhex(keys.seedLogHex)),
      cosignerSigner: seedSigner(unhex(keys.seedWitnessHex)),
    }
  }

  it('opens under its two keys, with its time', async () => {
    const { note, log, cosigner, time } = published()
    const opened = await openLogCheckpoint(note, [log, cosigner], portableProvider)
    expect(opened.checkpoint).toMatchObject({ origin: 'example.test/case/2026-0001', size: 42 })
    expect(opened.cosigners).toEqual([{ name: 'witness.test/w1', time, key: cosigner }])
  })

  it('has no known cosigner where the key is of type 1', async () => {
    const { note, log, plainCosigner } = published()
    expect((await openLogCheckpoint(note, [log, plainCosigner], portableProvider)).cosigners).toEqual([])
    await expect(open(note, plainCosigner)).rejects.toThrow(refusal('note-unknown-keys'))
  })

  it('comes out byte for byte when it is signed again with its keys', async () => {
    const { note, log, time, logSigner, cosignerSigner } = published()
    const { text } = parseNote(note)
    const again =
      (await signNote(text, log.name, logSigner)) +
      (await cosignCheckpoint(text, 'witness.test/w1', cosignerSigner, time))
    expect(again).toBe(note)
  })
})
