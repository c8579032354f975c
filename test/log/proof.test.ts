import { describe, expect, it } from 'vitest'
import { portableProvider } from '../../src/crypto/portable.ts'
import { base64 } from '../../src/encoding/base64.ts'
import { hex, utf8 } from '../../src/encoding/bytes.ts'
import { caseOrigin, formatCheckpoint } from '../../src/log/checkpoint.ts'
import { cosignCheckpoint } from '../../src/log/cosignature.ts'
import { leafHash } from '../../src/log/merkle.ts'
import { addSignatureLines, noteKey, signNote } from '../../src/log/note.ts'
import { formatLogProof, type LogProof, parseLogProof, verifyLogProof } from '../../src/log/proof.ts'
import { MerkleTree } from '../../src/log/tree.ts'
import { testSigner } from './support/keys.ts'

const refusal = (code: string) => expect.objectContaining({ name: 'FairtrailError', code })
const entries = Array.from({ length: 11 }, (_, i) => utf8(`entry ${i}`))
const tree = new MerkleTree()
for (const entry of entries) tree.append(leafHash(entry))
const ORIGIN = caseOrigin('ab'.repeat(32))
const log = testSigner('log')
const cosigner = testSigner('cosigner')
const logKey = noteKey(ORIGIN, 0x01, log.publicKey)
const cosignerKey = noteKey('c.example', 0x04, cosigner.publicKey)

async function noteAt(size: number): Promise<string> {
  const text = formatCheckpoint({ origin: ORIGIN, size, root: hex(tree.root(size)) })
  return addSignatureLines(await signNote(text, ORIGIN, log), await cosignCheckpoint(text, 'c.example', cosigner, 99))
}

async function proofOf(index: number, size: number): Promise<LogProof> {
  return { index, hashes: tree.inclusionProof(index, size), note: await noteAt(size) }
}

const verify = (proof: LogProof, envelope: Uint8Array, keys = [logKey, cosignerKey]) =>
  verifyLogProof({ proof, leaf: { envelope }, keys }, portableProvider)

describe('a log proof', () => {
  it('verifies for every entry of every size, as an object and through its text', async () => {
    for (let size = 1; size <= entries.length; size++) {
      for (let index = 0; index < size; index++) {
        const proof = await proofOf(index, size)
        const read = parseLogProof(formatLogProof(proof))
        expect(read).toEqual(proof)
        const check = await verify(read, entries[index] as Uint8Array)
        expect(check).toMatchObject({
          verified: true,
          opened: { checkpoint: { size }, cosigners: [{ name: 'c.example', time: 99n }] },
        })
      }
    }
  })

  it('verifies for a leaf hash in place of the entry', async () => {
    const proof = await proofOf(3, 11)
    const claim = { proof, leaf: { leafHash: leafHash(entries[3] as Uint8Array) }, keys: [logKey] }
    expect(await verifyLogProof(claim, portableProvider)).toMatchObject({ verified: true })
  })

  it('does not verify for another entry, index, size or hash', async () => {
    const proof = await proofOf(3, 11)
    const failed = { verified: false, error: { code: 'log-proof-inclusion' } }
    const entry = entries[3] as Uint8Array
    expect(await verify(proof, entries[4] as Uint8Array)).toMatchObject(failed)
    expect(await verify({ ...proof, index: 4 }, entry)).toMatchObject(failed)
    expect(await verify({ ...proof, index: 11 }, entry)).toMatchObject(failed)
    expect(await verify({ ...proof, note: await noteAt(10) }, entry)).toMatchObject(failed)
    expect(await verify({ ...proof, hashes: proof.hashes.slice(1) }, entry)).toMatchObject(failed)
    expect(await verify({ ...proof, hashes: [] }, entry)).toMatchObject(failed)
  })

  it('does not verify without the line of its log, or where a line of a known key fails', async () => {
    const proof = await proofOf(3, 11)
    const entry = entries[3] as Uint8Array
    expect(await verify(proof, entry, [cosignerKey])).toMatchObject({
      verified: false,
      error: { code: 'checkpoint-unsigned' },
    })
    expect(await verify(proof, entry, [])).toMatchObject({ verified: false, error: { code: 'note-unknown-keys' } })
    const text = formatCheckpoint({ origin: ORIGIN, size: 11, root: hex(tree.root(11)) })
    const other = formatCheckpoint({ origin: ORIGIN, size: 10, root: hex(tree.root(10)) })
    const note = (await signNote(text, ORIGIN, log)) + (await cosignCheckpoint(other, 'c.example', cosigner, 99))
    expect(await verify({ ...proof, note }, entry)).toMatchObject({
      verified: false,
      error: { code: 'note-signature' },
    })
    expect(await verify({ ...proof, note }, entry, [logKey])).toMatchObject({ verified: true })
  })

  it('does not verify over a note that is no checkpoint, or no note', async () => {
    const proof = await proofOf(0, 1)
    const note = await signNote('text\n', ORIGIN, log)
    expect(await verify({ ...proof, note }, entries[0] as Uint8Array)).toMatchObject({
      error: { code: 'checkpoint-form' },
    })
    expect(await verify({ ...proof, note: 'x' }, entries[0] as Uint8Array)).toMatchObject({
      error: { code: 'note-form' },
    })
  })

  it('passes on what is no error of the data', async () => {
    const proof = await proofOf(0, 1)
    const broken = {
      ...portableProvider,
      verify: () => {
        throw new TypeError('no such device')
      },
    }
    const claim = { proof, leaf: { envelope: entries[0] as Uint8Array }, keys: [logKey] }
    await expect(verifyLogProof(claim, broken)).rejects.toThrow(TypeError)
  })
})

describe('the text of a log proof', async () => {
  const proof = await proofOf(5, 11)
  const text = formatLogProof(proof)
  const hash = base64(proof.hashes[0] as Uint8Array)

  it('is the form of C2SP tlog-proof', () => {
    const lines = proof.hashes.map((one) => `${base64(one)}\n`).join('')
    expect(text).toBe(`c2sp.org/tlog-proof@v1\nindex 5\n${lines}\n${proof.note}`)
  })

  it('may have extra data and no hashes', async () => {
    const alone: LogProof = { ...(await proofOf(0, 1)), extra: utf8('more') }
    expect(alone.hashes).toEqual([])
    const written = formatLogProof(alone)
    expect(written.startsWith('c2sp.org/tlog-proof@v1\nextra bW9yZQ==\nindex 0\n\n')).toBe(true)
    expect(parseLogProof(written)).toEqual(alone)
  })

  it.each([
    ['nothing', ''],
    ['the note alone', proof.note],
    ['another version', text.replace('@v1', '@v2')],
    ['no index', text.replace('index 5\n', '')],
    ['an index with leading zeros', text.replace('index 5', 'index 05')],
    ['a negative index', text.replace('index 5', 'index -5')],
    ['an index that is not safe', text.replace('index 5', 'index 9007199254740992')],
    ['an index of another spelling', text.replace('index 5', 'Index 5')],
    ['a space after the index', text.replace('index 5', 'index 5 ')],
    ['carriage returns', text.replaceAll('\n', '\r\n')],
    ['a carriage return after a hash', text.replace(hash, `${hash}\r`)],
    ['a hash of 31 bytes', text.replace(hash, base64(new Uint8Array(31)))],
    ['a hash of 33 bytes', text.replace(hash, base64(new Uint8Array(33)))],
    ['a hash without padding', text.replace(hash, hash.slice(0, -1))],
    ['more than 63 hashes', text.replace(hash, Array(64).fill(hash).join('\n'))],
    ['thousands of hashes', text.replace(hash, Array(5000).fill(hash).join('\n'))],
    ['an extra line without data', text.replace('index', 'extra \nindex')],
    ['an extra line that is not base64', text.replace('index', 'extra ?\nindex')],
    ['two extra lines', text.replace('index', 'extra bW9yZQ==\nextra bW9yZQ==\nindex')],
    ['an extra line after the index', text.replace('index 5\n', 'index 5\nextra bW9yZQ==\n')],
    ['a line before the first', `\n${text}`],
  ])('refuses %s', (_, other) => {
    expect(() => parseLogProof(other)).toThrow(refusal('log-proof-form'))
  })

  it('refuses a checkpoint that is not in the form of a note', () => {
    expect(() => parseLogProof(text.slice(0, -1))).toThrow(refusal('note-form'))
    expect(() => parseLogProof(text.slice(0, text.indexOf('\n\n') + 2))).toThrow(refusal('note-form'))
  })

  it('is not written for what would not be read', () => {
    for (const index of [-1, 0.5, 2 ** 53, Number.NaN]) {
      expect(() => formatLogProof({ ...proof, index })).toThrow(refusal('misuse'))
    }
    expect(() => formatLogProof({ ...proof, hashes: [new Uint8Array(31)] })).toThrow(refusal('misuse'))
    expect(() => formatLogProof({ ...proof, note: 'x' })).toThrow(refusal('misuse'))
    expect(() => formatLogProof({ ...proof, extra: new Uint8Array(0) })).toThrow(refusal('misuse'))
  })
})
