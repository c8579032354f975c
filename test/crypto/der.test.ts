import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  contextTag,
  DerReader,
  derBits,
  derInteger,
  derOid,
  derSmallInteger,
  readDer,
  TAG,
} from '../../src/crypto/der.ts'
import { der, derBitString, derObjectId, derOctets, derSequence, derUnsigned } from '../../src/crypto/der-writer.ts'
import { readPkcs8 } from '../../src/crypto/pkcs8.ts'
import { parsePublicKey } from '../../src/crypto/public-key.ts'
import { hex, unhex } from '../../src/encoding/bytes.ts'
import { isFairtrailError } from '../../src/encoding/error.ts'

/** Reads every element, and inside every constructed one. */
function walk(bytes: Uint8Array, depth = 0): number {
  const reader = new DerReader(bytes, 'input')
  let count = 0
  while (!reader.atEnd) {
    const element = reader.readAny()
    count++
    if ((element.tag & 0x20) !== 0 && depth < 20) count += walk(element.content, depth + 1)
  }
  return count
}

function code(run: () => unknown): string {
  try {
    run()
    return 'accepted'
  } catch (error) {
    if (isFairtrailError(error)) return error.code
    throw error
  }
}

function integer(content: string): bigint {
  return derInteger(readDer(der(TAG.integer, unhex(content)), TAG.integer, 'n'), 'n')
}

function oid(content: string): string {
  return derOid(readDer(der(TAG.oid, unhex(content)), TAG.oid, 'oid'), 'oid')
}

describe('the DER reader', () => {
  it('throws its own errors alone, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        for (const read of [
          () => walk(bytes),
          () => readDer(bytes, TAG.sequence, 'input'),
          () => parsePublicKey(bytes),
          () => readPkcs8(bytes),
        ]) {
          expect(['accepted', 'der-syntax', 'key-encoding', 'private-key-syntax', 'private-key-unsupported']).toContain(
            code(read),
          )
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('reads what the writer writes, and only that form of it', () => {
    const tree: fc.Memo<Uint8Array> = fc.memo((depth) =>
      depth <= 1
        ? fc.uint8Array({ maxLength: 300 }).map(derOctets)
        : fc.oneof(
            fc.bigInt({ min: 0n, max: 2n ** 300n }).map(derUnsigned),
            fc.array(tree(depth - 1), { maxLength: 4 }).map((parts) => derSequence(...parts)),
          ),
    )
    fc.assert(
      fc.property(tree(4), (bytes) => {
        expect(walk(bytes)).toBeGreaterThan(0)
        const reader = new DerReader(bytes, 'input')
        const element = reader.readAny()
        reader.end()
        expect(hex(der(element.tag, element.content))).toBe(hex(bytes))
      }),
    )
  })

  it('reads nothing twice: two accepted inputs with the same content are the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 2, maxLength: 40 }), (bytes) => {
        const reader = new DerReader(bytes, 'input')
        if (code(() => reader.readAny()) !== 'accepted') return
        const again = new DerReader(bytes, 'input').readAny()
        expect(hex(der(again.tag, again.content))).toBe(hex(again.bytes))
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['an indefinite length', '30800000'],
    ['a length in the long form that fits the short one', '30810100'],
    ['a length with a leading zero', `3082007f${'00'.repeat(127)}`],
    ['a length of four octets', '308401000000'],
    ['a length beyond the input', '3005040100'],
    ['a length of nothing at all', '30'],
    ['a length cut off', '3082'],
    ['a tag number above 30', '1f8100'],
    ['a byte after the element', '300000'],
    ['nothing', ''],
    ['another tag', '3100'],
  ])('refuses %s', (_, bytes) => {
    expect(code(() => readDer(unhex(bytes), TAG.sequence, 'input'))).toBe('der-syntax')
  })

  it('says what was expected, what was found and where', () => {
    const read = () => DerReader.inside(readDer(unhex('3003020105'), TAG.sequence, 'A key'), 'A key').read(TAG.oid)
    expect(read).toThrow('A key is not in the accepted DER form: tag 0x06 expected, found tag 0x02 (at byte 2).')
    expect(() => readDer(unhex('3003'), TAG.sequence, 'A key')).toThrow('a length of 3 where 0 bytes are left')
  })

  it('reads optional elements and stays where there is none', () => {
    const reader = new DerReader(unhex('a000020105'), 'input')
    expect(reader.readOptional(TAG.oid)).toBeUndefined()
    expect(reader.readOptional(contextTag(0, 'constructed'))?.content).toHaveLength(0)
    expect(reader.nextTag).toBe(TAG.integer)
    expect(derSmallInteger(reader.read(TAG.integer), 5, 'n')).toBe(5)
    expect(reader.nextTag).toBeUndefined()
    expect(reader.readOptional(TAG.oid)).toBeUndefined()
  })

  it('takes linear time, deep or wide', () => {
    const wide = new Uint8Array(2_000_000)
    for (let i = 0; i < wide.length; i += 2) wide[i] = TAG.null
    const started = performance.now()
    expect(walk(wide)).toBe(1_000_000)
    let deep: Uint8Array = new Uint8Array(0)
    for (let i = 0; i < 2000; i++) deep = der(TAG.sequence, deep)
    let inside = readDer(deep, TAG.sequence, 'input')
    let depth = 1
    for (; inside.content.length > 0; depth++) inside = readDer(inside.content, TAG.sequence, 'input')
    expect(depth).toBe(2000)
    expect(performance.now() - started).toBeLessThan(3000)
  })
})

describe('DER values', () => {
  it('reads INTEGERs in their shortest form', () => {
    expect(integer('00')).toBe(0n)
    expect(integer('7f')).toBe(127n)
    expect(integer('0080')).toBe(128n)
    expect(integer('80')).toBe(-128n)
    expect(integer('ff7f')).toBe(-129n)
    for (const wrong of ['', '0000', '007f', 'ff80', 'ffff', '01'.repeat(2050)]) {
      expect(
        code(() => integer(wrong)),
        wrong.slice(0, 8),
      ).toBe('der-syntax')
    }
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 4096n }),
        (n) => derInteger(readDer(derUnsigned(n), TAG.integer, 'n'), 'n') === n,
      ),
    )
  })

  it('reads small INTEGERs within their bounds', () => {
    const read = (content: string, max: number) =>
      derSmallInteger(readDer(der(TAG.integer, unhex(content)), TAG.integer, 'n'), max, 'n')
    expect(read('0100', 256)).toBe(256)
    expect(code(() => read('0100', 255))).toBe('der-syntax')
    expect(code(() => read('ff', 255))).toBe('der-syntax')
  })

  it('reads OBJECT IDENTIFIERs with whole arcs in their shortest form', () => {
    for (const dotted of [
      '0.0',
      '1.3.101.112',
      '1.2.840.113549.1.5.13',
      '2.5.29.37',
      '2.999.3',
      '2.25.329800735698586629295641978511506172918',
    ]) {
      expect(derOid(readDer(derObjectId(dotted), TAG.oid, 'oid'), 'oid')).toBe(dotted)
    }
    for (const wrong of ['', '80', '2b8065', '2b80', '2bff', 'ff'.repeat(128), '01'.repeat(129)]) {
      expect(
        code(() => oid(wrong)),
        wrong.slice(0, 8),
      ).toBe('der-syntax')
    }
  })

  it('reads BIT STRINGs of whole bytes', () => {
    const read = (bytes: Uint8Array) => derBits(readDer(bytes, TAG.bitString, 'bits'), 'bits')
    expect(hex(read(derBitString(unhex('c0ffee'))))).toBe('c0ffee')
    expect(read(derBitString(new Uint8Array(0)))).toHaveLength(0)
    expect(code(() => read(unhex('030201fe')))).toBe('der-syntax')
    expect(code(() => read(unhex('0300')))).toBe('der-syntax')
  })
})
