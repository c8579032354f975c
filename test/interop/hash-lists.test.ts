import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isFairtrailError } from '../../src/encoding/error.ts'
import { fileName, showName } from '../../src/interop/file-name.ts'
import { type HashedFile, hashdeepHead, hashdeepLine, parseHashList, sumLines } from '../../src/interop/hash-lists.ts'
import { refusalCode } from '../support/refusal.ts'
import { hasShared, shared } from '../support/shared.ts'

const MD5 = 'd41d8cd98f00b204e9800998ecf8427e'
const SHA1 = 'da39a3ee5e6b4b0d3255bfef95601890afd80709'
const SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
const SHA3 = 'a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a'

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (value: Uint8Array) => new TextDecoder().decode(value)
const parse = (list: string) => parseHashList(bytes(list))
const names = (list: string) => parse(list).files.map(({ name }) => text(name))
const file = (name: string, digests: HashedFile['digests'], size = 0): HashedFile => ({
  name: bytes(name),
  bytes: size,
  digests,
})
const sha256 = [{ algorithm: 'sha256', value: SHA256 }] as const

/** Any other exception than a refusal goes through, and fails the test. */
function readOrRefuse(list: string): void {
  try {
    parse(list)
  } catch (error) {
    if (!isFairtrailError(error)) throw error
    expect(error.code).toBe('hash-list-form')
  }
}

describe('lists of sha256sum and its kin', () => {
  it('takes the algorithm from the length of the digest', () => {
    const sha512 = 'ab'.repeat(64)
    const list = parse(`${MD5}  a\n${SHA1}  b\n${SHA256}  c\n${sha512}  d\n`)
    expect(list.files.map(({ digests }) => digests[0]?.algorithm)).toEqual(['md5', 'sha1', 'sha256', 'sha512'])
  })

  it('reads names of text and binary mode, with spaces before and after', () => {
    expect(names(`${MD5}  a b \n${MD5} * c\n`)).toEqual(['a b ', ' c'])
  })

  it('undoes the escapes of a marked line, and leaves a backslash alone in an unmarked one', () => {
    expect(names(`\\${MD5}  a\\\\b\\nc\\rd\n${MD5}  C:\\new\n`)).toEqual(['a\\b\nc\rd', 'C:\\new'])
  })

  it('does not read a name with an escape that does not exist', () => {
    const { files, unread } = parse(`${MD5}  a\n\\${MD5}  a\\tb\n\\${MD5}  c\\\n`)
    expect(files).toHaveLength(1)
    expect(unread.map(({ line }) => line)).toEqual([2, 3])
  })

  it('reads tagged lines of coreutils, BSD and openssl, with parentheses in the name', () => {
    const list = parse(
      `SHA256 (a) = ${SHA256}\nMD5 (b (1) = x) = ${MD5}\nSHA2-256(c)= ${SHA256}\nSHA3-256 (d) = ${SHA3}\n`,
    )
    expect(list.files.map(({ name }) => text(name))).toEqual(['a', 'b (1) = x', 'c', 'd'])
    expect(list.files.map(({ digests }) => digests[0]?.algorithm)).toEqual(['sha256', 'md5', 'sha256', 'sha3-256'])
  })

  it('says which line has an algorithm that it does not know', () => {
    expect(parse(`${MD5}  a\nBLAKE2b (b) = ${'ab'.repeat(64)}\n`).unread).toEqual([
      { line: 2, reason: 'its algorithm is not one of those that can be checked here' },
    ])
  })

  it('refuses a tagged digest of the wrong length', () => {
    expect(parse(`${MD5}  a\nSHA256 (b) = ${MD5}\n`).unread).toHaveLength(1)
  })

  it('makes one file of the lines that name it, and keeps a contradiction', () => {
    const [a] = parse(`${MD5}  a\n${SHA256}  a\n${MD5}  a\n${'00'.repeat(16)}  a\n`).files
    expect(a?.digests.map(({ value }) => value)).toEqual([MD5, SHA256, '00'.repeat(16)])
  })

  it('reads upper-case digests, CR LF line ends, a byte order mark and a last line without its end', () => {
    const { files } = parseHashList(bytes(`\ufeff${MD5.toUpperCase()}  a\r\n\r\n# note\r\n${SHA1}  b`))
    expect(files.map(({ name, digests }) => [text(name), digests[0]?.value])).toEqual([
      ['a', MD5],
      ['b', SHA1],
    ])
  })

  it('keeps names that are not UTF-8 byte for byte', () => {
    const name = Uint8Array.of(0xff, 0x20, 0xfe)
    const line = sumLines({ name, bytes: 0, digests: sha256 })
    expect(parseHashList(line).files[0]?.name).toEqual(name)
  })

  it('refuses what is no list, naming the first line, and text in UTF-16', () => {
    expect(refusalCode(() => parse('hello world!\n'))).toBe('hash-list-form')
    expect(refusalCode(() => parse(`${MD5.slice(1)}  a\n`))).toBe('hash-list-form')
    expect(refusalCode(() => parse(`${MD5}  \n`))).toBe('hash-list-form')
    expect(refusalCode(() => parse(`${MD5}  a\0b\n`))).toBe('hash-list-form')
    expect(refusalCode(() => parseHashList(Uint8Array.of(0xff, 0xfe, 0x61, 0)))).toBe('hash-list-form')
  })

  it('finds nothing in an empty list', () => {
    expect(parse('')).toEqual({ format: 'sha256sum', files: [], unread: [] })
  })

  it('writes one plain line for one algorithm, and tagged ones for several or for SHA-3', () => {
    expect(text(sumLines(file('a\\b', sha256)))).toBe(`\\${SHA256}  a\\\\b\n`)
    expect(text(sumLines(file('a', [...sha256, { algorithm: 'md5', value: MD5 }])))).toBe(
      `SHA256 (a) = ${SHA256}\nMD5 (a) = ${MD5}\n`,
    )
    expect(text(sumLines(file('a', [{ algorithm: 'sha3-256', value: SHA3 }])))).toBe(`SHA3-256 (a) = ${SHA3}\n`)
  })
})

describe('lists of hashdeep', () => {
  const head = '%%%% HASHDEEP-1.0\n%%%% size,md5,sha256,filename\n'

  it('reads size, digests and a name with commas, and passes over comments', () => {
    const { format, files, unread } = parse(`${head}## Invoked from: /\n## \n0,${MD5},${SHA256},/a, b\n`)
    expect(format).toBe('hashdeep')
    expect(unread).toEqual([])
    expect(files).toEqual([
      {
        name: bytes('/a, b'),
        bytes: 0,
        digests: [
          { algorithm: 'md5', value: MD5 },
          { algorithm: 'sha256', value: SHA256 },
        ],
        line: 5,
      },
    ])
  })

  it('passes over columns that it does not know, and refuses a list of only those', () => {
    const tiger = '%%%% HASHDEEP-1.0\n%%%% size,tiger,md5,filename\n'
    expect(parse(`${tiger}0,xyz,${MD5},a\n`).files[0]?.digests).toEqual([{ algorithm: 'md5', value: MD5 }])
    expect(refusalCode(() => parse('%%%% HASHDEEP-1.0\n%%%% size,tiger,filename\n0,xyz,a\n'))).toBe('hash-list-form')
  })

  it('says which rows cannot be read', () => {
    const rows = [`0,${MD5},${SHA256}`, `x,${MD5},${SHA256},a`, `0,${MD5},${MD5},a`, `0,${MD5},${SHA256},`, 'a']
    const { files, unread } = parse(`${head}0,${MD5},${SHA256},good\n${rows.join('\n')}\n`)
    expect(files).toHaveLength(1)
    expect(unread.map(({ line }) => line)).toEqual([4, 5, 6, 7, 8])
  })

  it('reads a second header, and does not take one file with two sizes for one', () => {
    const { files, unread } = parse(
      `${head}0,${MD5},${SHA256},a\n%%%% HASHDEEP-1.0\n%%%% size,sha1,filename\n1,${SHA1},a\n0,${SHA1},b\n`,
    )
    expect(files.map(({ name }) => text(name))).toEqual(['a', 'b'])
    expect(unread).toHaveLength(1)
  })

  it('refuses rows before a header', () => {
    expect(refusalCode(() => parse(`%%%% HASHDEEP-1.0\n0,${MD5},a\n`))).toBe('hash-list-form')
  })

  it('does not write a name that a line end would break', () => {
    for (const name of ['a\nb', 'a\r'])
      expect(refusalCode(() => hashdeepLine(file(name, sha256)))).toBe('hash-list-name')
    expect(text(hashdeepLine(file('a\rb', sha256, 7)))).toBe(`7,${SHA256},a\rb\n`)
  })

  it('writes no head for algorithms that hashdeep cannot read', () => {
    expect(refusalCode(() => hashdeepHead(['sha256', 'sha512']))).toBe('misuse')
    expect(refusalCode(() => hashdeepHead([]))).toBe('misuse')
    expect(text(hashdeepHead(['sha256', 'md5']))).toBe(head)
  })
})

describe('any list', () => {
  const name = fc.uint8Array({ minLength: 1, maxLength: 20 }).filter((value) => !value.includes(0))
  const oneOfThese = fc.constantFrom(0x5c, 0x0a, 0x0d, 0x20, 0x2c, 0x28, 0x29, 0x3d, 0x61, 0xff)
  const hardName = fc.array(oneOfThese, { minLength: 1, maxLength: 12 }).map((value) => Uint8Array.from(value))

  it('comes back from the sha256sum form, whatever the name', () => {
    fc.assert(
      fc.property(fc.oneof(name, hardName), fc.boolean(), (value, several) => {
        const digests = [...sha256, ...(several ? [{ algorithm: 'md5', value: MD5 } as const] : [])]
        const { files, unread } = parseHashList(sumLines({ name: value, bytes: 0, digests }))
        expect(unread).toEqual([])
        expect(files).toEqual([{ name: value, digests, line: 1 }])
      }),
    )
  })

  it('comes back from the hashdeep form, or is refused when written', () => {
    fc.assert(
      fc.property(fc.oneof(name, hardName), fc.nat(), (value, size) => {
        const hashed = { name: value, bytes: size, digests: sha256 }
        if (value.includes(0x0a) || value.at(-1) === 0x0d) return
        const head = hashdeepHead(['sha256'])
        const { files } = parseHashList(Uint8Array.of(...head, ...hashdeepLine(hashed)))
        expect(files).toEqual([{ ...hashed, line: 3 }])
      }),
    )
  })

  it('of hostile bytes is read, or refused with an error of this library', () => {
    const pieces = fc.constantFrom(
      '%%%% HASHDEEP-1.0\n',
      '%%%% size,md5,filename\n',
      MD5,
      SHA256,
      '  ',
      ' *',
      '\\',
      '(',
      ') = ',
      ',',
      '\n',
      '\r',
      '0',
      'MD5 ',
      '\0',
      '#',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 30 }), (parts) => {
        readOrRefuse(parts.join(''))
      }),
    )
  })

  it('with one very long line takes no time that grows with the square of its length (a minute would be hours)', () => {
    const started = performance.now()
    for (const line of [
      `MD5 (${') = a'.repeat(400_000)}`,
      `\\${MD5}  ${'\\n'.repeat(1_000_000)}`,
      ' '.repeat(2_000_000),
      '0'.repeat(2_000_000),
    ]) {
      readOrRefuse(line)
    }
    expect(performance.now() - started).toBeLessThan(60_000)
  })
})

describe('the name of a file', () => {
  it('is text, or bytes where it is not UTF-8', () => {
    expect(fileName(bytes('Улика 1'))).toBe('Улика 1')
    expect(fileName(Uint8Array.of(0xff, 0x61))).toEqual({ bytes: '/2E=', encoding: 'unknown' })
  })

  it('is shown without what a terminal would obey or an eye would miss', () => {
    expect(showName(bytes('a\x1b[2Jb\n\u202ec'))).toBe('a\\u{1b}[2Jb\\u{a}\\u{202e}c')
    expect(showName(Uint8Array.of(0xff, ...bytes('й€😀'), 0xc3))).toBe('\\xffй€😀\\xc3')
  })
})

describe.skipIf(!hasShared)('published lists (skipped: no ../shared)', () => {
  const read = (path: string) => parseHashList(readFileSync(shared(`vectors/hashdeep/${path}`)))

  it('reads those of hashdeep, md5deep, md5deep with sizes and BSD md5', () => {
    const counts = [
      'sample-hashes/hashdeep.txt',
      'sample-hashes/md5deep.txt',
      'sample-hashes/md5deep-size.txt',
      'tests/testfiles/bsd-hashes.txt',
    ]
    expect(counts.map((path) => read(path)).map(({ files, unread }) => [files.length, unread.length])).toEqual([
      [3, 0],
      [4, 0],
      [4, 0],
      [5, 0],
    ])
    expect(read('sample-hashes/md5deep-size.txt').files[1]).toEqual({
      name: bytes('/Users/jessek/foo.cpp'),
      digests: [{ algorithm: 'md5', value: '4d46e4ef07fd0c7fa82bd5008b06db37' }],
      bytes: 298,
      line: 2,
    })
  })

  it('says which line of a list is none', () => {
    expect(read('tests/testfiles/known.txt')).toMatchObject({ files: [{ line: 1 }], unread: [{ line: 2 }] })
  })

  it('refuses lists of other kinds', () => {
    for (const path of [
      'sample-hashes/nsrl/NSRL-2.0.txt',
      'sample-hashes/ilookv4.hsh',
      'tests/testfiles/foo.txt',
      'sample-hashes/sample.jpg',
    ]) {
      expect(refusalCode(() => read(path))).toBe('hash-list-form')
    }
  })
})
