import { describe, expect, it } from 'vitest'
import { portableProvider } from '../../src/crypto/portable.ts'
import { base64, unbase64 } from '../../src/encoding/base64.ts'
import { concat, hex, utf8 } from '../../src/encoding/bytes.ts'
import {
  addSignatureLines,
  formatVkey,
  type NoteKey,
  noteKey,
  openNote,
  parseNote,
  parseVkey,
  signNote,
} from '../../src/log/note.ts'
import { testSigner } from './support/keys.ts'

const alice = testSigner('alice')
const bob = testSigner('bob')
const aliceKey = noteKey('example.com/alice', 0x01, alice.publicKey)
const bobKey = noteKey('example.com/bob', 0x01, bob.publicKey)
const TEXT = 'This is an example message.\n'

const refusal = (code: string) => expect.objectContaining({ name: 'FairtrailError', code })
const open = (note: string, ...keys: NoteKey[]) => openNote(note, keys, portableProvider)
const line = (key: NoteKey, signature: Uint8Array) => `— ${key.name} ${base64(concat(key.hash, signature))}\n`
const names = async (note: string, ...keys: NoteKey[]) => (await open(note, ...keys)).verified.map(({ name }) => name)

describe('the example of C2SP signed-note', () => {
  const VKEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'
  const NOTE = `${TEXT}\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n`

  it('is a verifier key that is written as it is read', () => {
    const key = parseVkey(VKEY)
    expect(key.name).toBe('example.com/foo')
    expect(key.type).toBe(0x01)
    expect(hex(key.hash)).toBe('530d903a')
    expect(formatVkey(key)).toBe(VKEY)
  })

  it('opens under that key', async () => {
    const { text, verified } = await open(NOTE, parseVkey(VKEY))
    expect(text).toBe(TEXT)
    expect(verified.map(({ name, time }) => ({ name, time }))).toEqual([{ name: 'example.com/foo', time: undefined }])
  })

  it('does not open once a letter of the text is another', async () => {
    await expect(open(NOTE.replace('message', 'massage'), parseVkey(VKEY))).rejects.toThrow(refusal('note-signature'))
  })
})

describe('signing and opening', () => {
  it('opens what it signs, with the text exactly as it was', async () => {
    for (const text of [
      TEXT,
      '\n',
      '\n\n\n',
      'a\n\nb\n',
      'ends with empty lines\n\n\n',
      'Ünï → 漢 😀\n',
      'delete \x7f is no control here\n',
    ]) {
      const note = await signNote(text, aliceKey.name, alice)
      expect((await open(note, aliceKey)).text).toBe(text)
    }
  })

  it.each([
    ['an empty text', ''],
    ['a text without its last line feed', 'text'],
    ['a carriage return', 'text\r\n'],
    ['a tab', 'a\tb\n'],
    ['U+0000', 'a\0b\n'],
    ['a lone surrogate', 'a\ud800\n'],
  ])('signs no note of %s', async (_, text) => {
    await expect(signNote(text, aliceKey.name, alice)).rejects.toThrow(refusal('note-form'))
  })

  it.each(['', 'a b', 'a+b', 'a\u00a0b', 'a\u0085b', 'a\u2028b', 'a\u3000', 'a\nb', 'a\0', '\ud800'])(
    'signs under no name that a line cannot carry: %j',
    async (name) => {
      await expect(signNote(TEXT, name, alice)).rejects.toThrow(refusal('misuse'))
    },
  )

  it('signs under any other name', async () => {
    for (const name of ['a', '—', 'http://a.example/ü?x=1', '\u200b', '\ufeff']) {
      const key = noteKey(name, 0x01, alice.publicKey)
      expect(await names(await signNote(TEXT, name, alice), key)).toEqual([name])
    }
  })

  it('adds the lines of others, each once, and keeps the text', async () => {
    const note = await signNote(TEXT, aliceKey.name, alice)
    const bobs = (await signNote(TEXT, bobKey.name, bob)).slice(TEXT.length + 1)
    const both = addSignatureLines(note, bobs)
    expect(both).toBe(note + bobs)
    expect(addSignatureLines(both, bobs + bobs)).toBe(both)
    expect(await names(both, bobKey, aliceKey)).toEqual([aliceKey.name, bobKey.name])
  })

  it.each(['', '\n', 'no line\n', '— a b', '— a QUJDREU=\n\n', '\n\n— a QUJDREU=\n'])(
    'adds no line of another form: %j',
    async (lines) => {
      const note = await signNote(TEXT, aliceKey.name, alice)
      expect(() => addSignatureLines(note, lines)).toThrow(refusal('note-form'))
    },
  )
})

describe('which keys count', () => {
  it('ignores the lines of unknown keys, whatever they hold', async () => {
    const note = addSignatureLines(
      await signNote(TEXT, aliceKey.name, alice),
      '— stranger AAAAAAA=\n— example.com/bob AAAAAAA=\n',
    )
    expect(await names(note, aliceKey, bobKey)).toEqual([aliceKey.name])
  })

  it('ignores a line that shares with a known key only the name, or only the hash', async () => {
    const note = await signNote(TEXT, aliceKey.name, alice)
    const sameName = line({ ...bobKey, name: aliceKey.name }, new Uint8Array(64))
    const sameHash = line({ ...aliceKey, name: 'example.com/mallory' }, new Uint8Array(64))
    expect(await names(addSignatureLines(note, sameName + sameHash), aliceKey)).toEqual([aliceKey.name])
  })

  it('refuses a note of which no line is by a known key', async () => {
    const note = await signNote(TEXT, aliceKey.name, alice)
    await expect(open(note, bobKey)).rejects.toThrow(refusal('note-unknown-keys'))
    await expect(open(note)).rejects.toThrow(refusal('note-unknown-keys'))
  })

  it('refuses the whole note where one known key fails, also beside one that verifies', async () => {
    const note = await signNote(TEXT, aliceKey.name, alice)
    const bad = line(bobKey, await bob.sign(utf8('another text\n')))
    await expect(open(note + bad, aliceKey, bobKey)).rejects.toThrow(refusal('note-signature'))
    expect(await names(note + bad, aliceKey)).toEqual([aliceKey.name])
  })

  it('lists a key once where its line is repeated, and verifies each line of it', async () => {
    const note = await signNote(TEXT, aliceKey.name, alice)
    const repeated = note + note.slice(TEXT.length + 1)
    expect(await names(repeated, aliceKey)).toEqual([aliceKey.name])
    expect(await names(repeated, aliceKey, aliceKey)).toEqual([aliceKey.name])
    const second = line(aliceKey, new Uint8Array(64))
    await expect(open(note + second, aliceKey)).rejects.toThrow(refusal('note-signature'))
  })

  it.each([1, 63, 65, 72])('refuses a known key with a signature of %i bytes', async (length) => {
    const signature = concat(await alice.sign(utf8(TEXT)), new Uint8Array(8)).slice(0, length)
    await expect(open(`${TEXT}\n${line(aliceKey, signature)}`, aliceKey)).rejects.toThrow(refusal('note-signature'))
  })

  it('tells keys apart whose name and hash collide, by the signature', async () => {
    // The hash has 32 bits, so that a colliding key can be made; here it is only given the other's hash.
    const colliding: NoteKey = { ...bobKey, name: aliceKey.name, hash: aliceKey.hash }
    const byAlice = await signNote(TEXT, aliceKey.name, alice)
    const byBob = `${TEXT}\n${line(aliceKey, await bob.sign(utf8(TEXT)))}`
    expect((await open(byAlice, colliding, aliceKey)).verified[0]?.key).toBe(aliceKey)
    expect((await open(byBob, aliceKey, colliding)).verified[0]?.key).toBe(colliding)
    await expect(open(byBob, aliceKey)).rejects.toThrow(refusal('note-signature'))
  })

  it('takes no key of another algorithm and no other type', () => {
    const other = { ...alice.publicKey, algorithm: 'p256' as const }
    expect(() => noteKey('a', 0x01, other)).toThrow(refusal('misuse'))
    expect(() => noteKey('a', 0x02 as 0x01, alice.publicKey)).toThrow(refusal('misuse'))
  })
})

describe('the form of a note', () => {
  const signed = `${TEXT}\n— a QUJDREU=\n`

  it('is split at its last blank line', () => {
    const note = parseNote(`first\n\n— inside QUJDREU=\n\n— a QUJDREU=\n`)
    expect(note.text).toBe('first\n\n— inside QUJDREU=\n')
    expect(note.lines.map(({ name }) => name)).toEqual(['a'])
    expect(parseNote('\n\n\n— a QUJDREU=\n').text).toBe('\n\n')
  })

  it('gives name, hash and signature of each line', () => {
    expect(parseNote(signed).lines).toEqual([{ name: 'a', hash: utf8('ABCD'), signature: utf8('E') }])
  })

  it('has at most 100 signature lines', () => {
    expect(parseNote(`${TEXT}\n${'— a QUJDREU=\n'.repeat(100)}`).lines).toHaveLength(100)
    expect(() => parseNote(`${TEXT}\n${'— a QUJDREU=\n'.repeat(101)}`)).toThrow(refusal('note-limit'))
    expect(() => parseNote(`${TEXT}\n${'— a QUJDREU=\n'.repeat(50_000)}`)).toThrow(refusal('note-limit'))
    const full = `${TEXT}\n${Array.from({ length: 100 }, (_, i) => `— a${i} QUJDREU=\n`).join('')}`
    expect(() => addSignatureLines(full, '— one-more QUJDREU=\n')).toThrow(refusal('note-limit'))
  })

  it('has at most 1,048,576 characters', () => {
    const rest = '\n\n— a QUJDREU=\n'
    expect(parseNote('x'.repeat(1_048_576 - rest.length) + rest).lines).toHaveLength(1)
    expect(() => parseNote('x'.repeat(1_048_577 - rest.length) + rest)).toThrow(refusal('note-limit'))
  })

  it.each([
    ['nothing', ''],
    ['a text alone', TEXT],
    ['a text and a blank line alone', `${TEXT}\n`],
    ['no text, not even an empty line', '\n— a QUJDREU=\n'],
    ['no blank line', `${TEXT}— a QUJDREU=\n`],
    ['no last line feed', signed.slice(0, -1)],
    ['one line feed too many', `${signed}\n`],
    ['carriage returns', signed.replaceAll('\n', '\r\n')],
    ['a carriage return in the text', signed.replace('.', '\r')],
    ['a tab', signed.replace(' is', '\tis')],
    ['U+0000', signed.replace('.', '\0')],
    ['a lone surrogate in the text', signed.replace('.', '\udfff')],
    ['a lone surrogate in a name', signed.replace('— a', '— \ud800')],
    ['a line that is no signature', `${signed}more text\n`],
    ['a hyphen for the em dash', signed.replace('—', '-')],
    ['an en dash for the em dash', signed.replace('—', '–')],
    ['no space after the em dash', signed.replace('— ', '—')],
    ['two spaces after the em dash', signed.replace('— ', '—  ')],
    ['no name', signed.replace('— a ', '—  ')],
    ['a name alone', signed.replace(' QUJDREU=', '')],
    ['a name with a space', signed.replace('— a', '— a b')],
    ['a name with a no-break space', signed.replace('— a', '— a\u00a0b')],
    ['a name with a line separator', signed.replace('— a', '— a\u2028b')],
    ['a name with a next-line character', signed.replace('— a', '— a\u0085b')],
    ['a name with a plus', signed.replace('— a', '— a+b')],
    ['two spaces before the signature', signed.replace('a QUJDREU=', 'a  QUJDREU=')],
    ['a space after the signature', signed.replace('QUJDREU=', 'QUJDREU= ')],
    ['base64 without padding', signed.replace('QUJDREU=', 'QUJDREU')],
    ['base64 with unused bits set', signed.replace('QUJDREU=', 'QUJDREV=')],
    ['base64url', signed.replace('QUJDREU=', 'QUJD_-U=')],
    ['four bytes, a hash alone', signed.replace('QUJDREU=', 'QUJDRA==')],
    ['no bytes', signed.replace('QUJDREU=', '')],
  ])('refuses %s', (_, note) => {
    expect(() => parseNote(note)).toThrow(refusal('note-form'))
  })
})

describe('verifier keys', () => {
  const vkey = formatVkey(aliceKey)
  const [name, hash, key] = vkey.split('+', 2).concat(vkey.split('+').slice(2).join('+')) as [string, string, string]

  it('are read where the base64 has a plus', () => {
    const labels = Array.from({ length: 50 }, (_, i) =>
      formatVkey(noteKey('n', 0x04, testSigner(`plus ${i}`).publicKey)),
    )
    expect(labels.some((text) => text.split('+').length > 3)).toBe(true)
    for (const text of labels) expect(formatVkey(parseVkey(text))).toBe(text)
  })

  it.each([
    ['nothing', ''],
    ['one part', name],
    ['two parts', `${name}+${hash}`],
    ['no name', `+${hash}+${key}`],
    ['a name with a space', `a b+${hash}+${key}`],
    ['another name than the hash is of', `${name}x+${hash}+${key}`],
    ['another hash', `${name}+00000000+${key}`],
    ['a hash in capitals', `${name}+${hash.toUpperCase()}+${key}`],
    ['a hash of three bytes', `${name}+${hash.slice(2)}+${key}`],
    ['a hash of five bytes', `${name}+${hash}00+${key}`],
    ['no key', `${name}+${hash}+`],
    ['a key that is too short', `${name}+${hash}+${base64(unbase64(key).slice(0, -1))}`],
    ['a key that is too long', `${name}+${hash}+${base64(concat(unbase64(key), Uint8Array.of(0)))}`],
    ['a type that is not read here', `${name}+${hash}+${base64(concat(Uint8Array.of(2), alice.publicKey.raw))}`],
    ['white space at the end', `${vkey}\n`],
    ['base64 without padding', `${name}+${hash}+${key.replace(/=+$/, '')}x`],
  ])('refuse %s', (_, text) => {
    expect(() => parseVkey(text)).toThrow(refusal('vkey-form'))
  })
})
