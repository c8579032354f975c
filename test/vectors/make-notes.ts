import { fileURLToPath } from 'node:url'
import { Point } from '@noble/ed25519'
import { sha256 } from '@noble/hashes/sha2.js'
import { ed25519PublicKey, signEd25519 } from '../../src/crypto/ed25519.ts'
import { publicKeyFromRaw } from '../../src/crypto/public-key.ts'
import { base64 } from '../../src/encoding/base64.ts'
import { concat, utf8 } from '../../src/encoding/bytes.ts'
import { formatVkey, type NoteKey, noteKey } from '../../src/log/note.ts'
import { type Vector, writeVectors } from './vector.ts'

/**
 * Makes test/vectors/notes.jsonl: requests `note.open`, `checkpoint.parse` and `cosignature.verify`. Notes are put together here, line by
 * line, not by src/log. Run: `node test/vectors/make-notes.ts`.
 */
export const notesVectors: string = fileURLToPath(new URL('./notes.jsonl', import.meta.url))

interface Party {
  readonly plain: NoteKey
  readonly cosigner: NoteKey
  sign(text: string): Uint8Array
}

const ORIGIN = `fairtrail/case/${'3f2a91c0'.repeat(8)}`
const ROOT = base64(sha256(utf8('root')))
const CHECKPOINT = `${ORIGIN}\n42\n${ROOT}\n`
const TEXT = 'This is an example message.\n'
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n

const party = (name: string, label: string): Party => {
  const seed = sha256(utf8(label))
  const publicKey = publicKeyFromRaw('ed25519', ed25519PublicKey(seed))
  return {
    plain: noteKey(name, 0x01, publicKey),
    cosigner: noteKey(name, 0x04, publicKey),
    sign: (text) => signEd25519(seed, utf8(text)),
  }
}

const alice = party('example.com/alice', 'alice')
const bob = party('example.com/bob', 'bob')
const log = party(ORIGIN, 'log')
const one = party('cosigner.example/one', 'one')
const two = party('cosigner.example/two', 'two')

const line = (name: string, ...parts: Uint8Array[]) => `— ${name} ${base64(concat(...parts))}\n`
const plainLine = (by: Party, text: string) => line(by.plain.name, by.plain.hash, by.sign(text))
const vkeys = (...keys: NoteKey[]) => keys.map(formatVkey)

function bigEndian(time: bigint): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, time)
  return bytes
}

const cosignedText = (text: string, time: bigint) => `cosignature/v1\ntime ${time}\n${text}`
const cosignerLine = (by: Party, text: string, time: bigint) =>
  line(by.cosigner.name, by.cosigner.hash, bigEndian(time), by.sign(cosignedText(text, time)))

/** The same signature with S + L in place of S, which a lax verifier takes for another valid one. */
function plusOrder(signature: Uint8Array): Uint8Array {
  return concat(signature.subarray(0, 32), littleEndian(fromLittleEndian(signature.subarray(32)) + ORDER))
}

function fromLittleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n)
}

function littleEndian(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n))
}

export function makeNoteVectors(): Vector[] {
  return [...notes(), ...checkpoints(), ...cosignatures()]
}

function notes(): Vector[] {
  const vectors: Vector[] = []
  const add = (why: string, note: string, keys: string[], opened?: { text: string; verified: string[] }) => {
    const expect = opened === undefined ? ({ ok: false } as const) : ({ ok: true, out: opened } as const)
    vectors.push({ id: `note-${vectors.length + 1}`, op: 'note.open', in: { note, vkeys: keys }, expect, why })
  }
  const by = (...parties: Party[]) => parties.map(({ plain }) => plain.name)
  const good = `${TEXT}\n${plainLine(alice, TEXT)}`
  const both = good + plainLine(bob, TEXT)
  const alices = vkeys(alice.plain)
  const known = vkeys(alice.plain, bob.plain)

  add('one line by a known key', good, alices, { text: TEXT, verified: by(alice) })
  add('two lines by known keys, in the order of the note', both, vkeys(bob.plain, alice.plain), {
    text: TEXT,
    verified: by(alice, bob),
  })
  add('a line by an unknown key is ignored', both, vkeys(bob.plain), { text: TEXT, verified: by(bob) })
  add('a line of an unknown name is ignored, whatever it holds', `${good}— stranger AAAAAAA=\n`, alices, {
    text: TEXT,
    verified: by(alice),
  })
  add(
    'a line that shares only the name with a known key is ignored',
    good + line(alice.plain.name, bob.plain.hash, new Uint8Array(64)),
    alices,
    { text: TEXT, verified: by(alice) },
  )
  add(
    'a line that shares only the hash with a known key is ignored',
    good + line('mallory', alice.plain.hash, new Uint8Array(64)),
    alices,
    { text: TEXT, verified: by(alice) },
  )
  add(
    'a known key that fails refuses the note, though another verifies',
    good + line(bob.plain.name, bob.plain.hash, new Uint8Array(64)),
    known,
  )
  add('a known key that signed another text refuses the note', good + plainLine(bob, `${TEXT}more\n`), known)
  add('no line by a known key', good, vkeys(bob.plain))
  add('no keys at all', good, [])
  add('the same line twice counts once', good + plainLine(alice, TEXT), alices, { text: TEXT, verified: by(alice) })
  add(
    'a key that signs twice, the second time wrongly',
    good + line(alice.plain.name, alice.plain.hash, new Uint8Array(64)),
    alices,
  )
  add('the same key given twice', good, [...alices, ...alices], { text: TEXT, verified: by(alice) })
  for (const length of [1, 63, 65]) {
    const signature = concat(alice.sign(TEXT), Uint8Array.of(0)).slice(0, length)
    add(
      `a signature of ${length} bytes by a known key`,
      `${TEXT}\n${line(alice.plain.name, alice.plain.hash, signature)}`,
      alices,
    )
  }

  for (const text of [
    '\n',
    '\n\n\n',
    'a\n\nb\n',
    `x\n\n${plainLine(bob, 'x\n')}`,
    'Ünï 漢 😀 \u007f\u0085\u00a0\ufeff\n',
  ]) {
    add(
      'a text with what a text may have: empty lines, lines like signatures, any character from U+0020',
      `${text}\n${plainLine(alice, text)}`,
      known,
      { text, verified: by(alice) },
    )
  }
  add(
    'a signature over the text before an earlier blank line: the note is split at the last one',
    `${TEXT}\n${plainLine(alice, TEXT)}\n${plainLine(bob, TEXT)}`,
    known,
  )

  const filler = (count: number) => Array.from({ length: count }, (_, i) => `— unknown-${i} AAAAAAA=\n`).join('')
  add('100 lines', good + filler(99), alices, { text: TEXT, verified: by(alice) })
  add('101 lines', good + filler(100), alices)
  add('no last line feed', good.slice(0, -1), alices)
  add('a line feed too many', `${good}\n`, alices)
  add('no blank line', TEXT + plainLine(alice, TEXT), alices)
  add('no text', `\n${plainLine(alice, '')}`, alices)
  add('no signature lines', `${TEXT}\n`, alices)
  add('nothing', '', alices)
  add('carriage returns', good.replaceAll('\n', '\r\n'), alices)
  const withReturn = TEXT.replace('\n', '\r\n')
  add('a carriage return in a text that is signed', `${withReturn}\n${plainLine(alice, withReturn)}`, alices)
  const withTab = TEXT.replace(' ', '\t')
  add('a tab in a text that is signed', `${withTab}\n${plainLine(alice, withTab)}`, alices)
  add('text after the signature lines', `${good}text\n`, alices)
  add('a hyphen for the em dash', good.replace('—', '-'), alices)
  add('two spaces after the em dash', good.replace('— ', '—  '), alices)
  add('a space at the end of a line', good.replace(/\n$/, ' \n'), alices)
  for (const name of ['a b', 'a+b', 'a\u00a0b', 'a\u2028b', 'a\u0085b', '']) {
    add('an unknown name with a space or plus, or none', `${good}— ${name} AAAAAAA=\n`, alices)
  }
  add('an unknown line without padding', `${good}— stranger AAAAAAA\n`, alices)
  add('an unknown line with unused bits set', `${good}— stranger AAAAAAB=\n`, alices)
  add('an unknown line of four bytes, a hash alone', `${good}— stranger AAAAAA==\n`, alices)
  add('an unknown line that is a name alone', `${good}— stranger\n`, alices)

  const [vkey] = alices as [string]
  add('a vkey of another name', good, [vkey.replace('alice', 'alicia')])
  add('a vkey with another hash', good, [vkey.replace(/\+[0-9a-f]{8}\+/, '+00000000+')])
  add('a vkey with its hash in capitals', good, [vkey.replace(/\+[0-9a-f]{8}\+/, (hash) => hash.toUpperCase())])
  add('a vkey that is nothing', good, [''])
  const raw = alice.plain.publicKey.raw
  const typed = (type: number) => {
    const hash = sha256(concat(utf8(alice.plain.name), Uint8Array.of(0x0a, type), raw)).slice(0, 4)
    return {
      hash,
      vkey: `${alice.plain.name}+${Buffer.from(hash).toString('hex')}+${base64(concat(Uint8Array.of(type), raw))}`,
    }
  }
  add('a vkey of type 2, ECDSA', good, [typed(2).vkey])

  const sig = alice.sign(TEXT)
  add('S + L in place of S', `${TEXT}\n${line(alice.plain.name, alice.plain.hash, plusOrder(sig))}`, alices)
  const identity = noteKey(
    'example.com/identity',
    0x01,
    publicKeyFromRaw('ed25519', Uint8Array.of(1, ...new Uint8Array(31))),
  )
  const byIdentity = concat(Point.BASE.multiply(7n).toBytes(), littleEndian(7n))
  add(
    'a key of small order, under which R = [S]B signs every text',
    `${TEXT}\n${line(identity.name, identity.hash, byIdentity)}`,
    vkeys(identity),
  )
  return vectors
}

function checkpoints(): Vector[] {
  const vectors: Vector[] = []
  const add = (why: string, text: string, out?: { origin: string; size: string; root: string }) => {
    const expect = out === undefined ? ({ ok: false } as const) : ({ ok: true, out } as const)
    vectors.push({ id: `checkpoint-${vectors.length + 1}`, op: 'checkpoint.parse', in: { text }, expect, why })
  }
  const of = (origin: string, size: string, root = ROOT) => `${origin}\n${size}\n${root}\n`
  for (const origin of [ORIGIN, 'x', 'example.com/behind-the-sofa', 'has spaces + plus', 'ü']) {
    add('any origin that is one line', of(origin, '42'), { origin, size: '42', root: ROOT })
  }
  for (const size of ['0', '1', '4294967296', '9007199254740991']) {
    add('any size that is a safe integer', of(ORIGIN, size), { origin: ORIGIN, size, root: ROOT })
  }
  for (const size of [
    '',
    '00',
    '042',
    '+42',
    '-1',
    '-0',
    '4e1',
    '42.0',
    '0x2a',
    ' 42',
    '42 ',
    '٤٢',
    '9007199254740992',
    '18446744073709551616',
  ]) {
    add(`the size ${JSON.stringify(size)}`, of(ORIGIN, size))
  }
  for (const [why, root] of [
    ['a root of 31 bytes', base64(new Uint8Array(31))],
    ['a root of 33 bytes', base64(new Uint8Array(33))],
    ['a root without padding', ROOT.slice(0, -1)],
    ['a root with unused bits set', `${'A'.repeat(42)}B=`],
    ['a root in base64url', `${'_'.repeat(42)}8=`],
    ['no root', ''],
  ] as const) {
    add(why, of(ORIGIN, '42', root))
  }
  add('nothing', '')
  add('two lines', `${ORIGIN}\n42\n`)
  add('an extension line', `${CHECKPOINT}extension\n`)
  add('an empty line at the end', `${CHECKPOINT}\n`)
  add('no last line feed', CHECKPOINT.slice(0, -1))
  add('an empty origin', of('', '42'))
  add('carriage returns', CHECKPOINT.replaceAll('\n', '\r\n'))
  add('a tab in the origin', of('a\tb', '42'))
  add('a whole note', `${CHECKPOINT}\n${plainLine(log, CHECKPOINT)}`)
  return vectors
}

function cosignatures(): Vector[] {
  const vectors: Vector[] = []
  const add = (why: string, note: string, keys: string[], cosigners?: { name: string; time: string }[]) => {
    const out = { origin: ORIGIN, size: '42', root: ROOT, cosigners: cosigners ?? [] }
    const expect = cosigners === undefined ? ({ ok: false } as const) : ({ ok: true, out } as const)
    vectors.push({
      id: `cosignature-${vectors.length + 1}`,
      op: 'cosignature.verify',
      in: { note, vkeys: keys },
      expect,
      why,
    })
  }
  const said = (by: Party, time: bigint) => ({ name: by.cosigner.name, time: String(time) })
  const byLog = `${CHECKPOINT}\n${plainLine(log, CHECKPOINT)}`
  const TIME = 1_767_225_600n
  const cosigned = byLog + cosignerLine(one, CHECKPOINT, TIME)
  const keys = vkeys(log.plain, one.cosigner, two.cosigner)

  add('the line of the log and one cosigner', cosigned, keys, [said(one, TIME)])
  add('two cosigners, in the order of the note', cosigned + cosignerLine(two, CHECKPOINT, TIME + 9n), keys, [
    said(one, TIME),
    said(two, TIME + 9n),
  ])
  add('no cosigner', byLog, keys, [])
  add('an unknown cosigner is ignored', cosigned, vkeys(log.plain, two.cosigner), [])
  for (const time of [0n, 1n, 2n ** 32n, 2n ** 53n, 2n ** 63n - 1n]) {
    add(`the time ${time}`, byLog + cosignerLine(one, CHECKPOINT, time), keys, [said(one, time)])
  }
  add('a time beyond 2^63 - 1', byLog + cosignerLine(one, CHECKPOINT, 2n ** 63n), keys)
  add(
    'another time than was signed',
    byLog + line(one.cosigner.name, one.cosigner.hash, bigEndian(TIME + 1n), one.sign(cosignedText(CHECKPOINT, TIME))),
    keys,
  )
  add('the cosignature of another checkpoint', byLog + cosignerLine(one, CHECKPOINT.replace('42', '43'), TIME), keys)
  add(
    'a known cosigner that fails refuses the note, though another verifies',
    cosigned + cosignerLine(two, 'x\n1\ny\n', TIME),
    keys,
  )
  add('no known key', cosigned, vkeys(two.cosigner))
  add(
    'a type 4 line that signs the text alone, without header and time',
    byLog + line(one.cosigner.name, one.cosigner.hash, bigEndian(TIME), one.sign(CHECKPOINT)),
    keys,
  )
  add('a type 4 line without its time', byLog + line(one.cosigner.name, one.cosigner.hash, one.sign(CHECKPOINT)), keys)
  add('a type 4 line that is a time alone', byLog + line(one.cosigner.name, one.cosigner.hash, bigEndian(TIME)), keys)
  add(
    'a type 4 line with one byte more',
    byLog +
      line(
        one.cosigner.name,
        one.cosigner.hash,
        bigEndian(TIME),
        one.sign(cosignedText(CHECKPOINT, TIME)),
        Uint8Array.of(0),
      ),
    keys,
  )
  add(
    'a type 1 line that signs a cosignature',
    `${CHECKPOINT}\n${line(log.plain.name, log.plain.hash, log.sign(cosignedText(CHECKPOINT, TIME)))}`,
    keys,
  )
  add(
    'a type 1 line of the cosigner is by an unknown key where its type 4 is known',
    byLog + plainLine(one, CHECKPOINT),
    keys,
    [],
  )
  add(
    'the type 4 line of a cosigner is by an unknown key where its type 1 is known',
    cosigned,
    vkeys(log.plain, one.plain),
    [],
  )
  add(
    'S + L in place of S',
    byLog +
      line(one.cosigner.name, one.cosigner.hash, bigEndian(TIME), plusOrder(one.sign(cosignedText(CHECKPOINT, TIME)))),
    keys,
  )
  const text = `${CHECKPOINT}extension\n`
  add(
    'an extension line: exactly three are accepted',
    `${text}\n${plainLine(log, text)}${cosignerLine(one, text, TIME)}`,
    keys,
  )
  add('a note that is no checkpoint', `${TEXT}\n${plainLine(log, TEXT)}${cosignerLine(one, TEXT, TIME)}`, keys)
  return vectors
}

if (import.meta.main) writeVectors(notesVectors, makeNoteVectors())
