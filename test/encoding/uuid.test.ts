import { describe, expect, it } from 'vitest'
import { hex } from '../../src/encoding/bytes.ts'
import { randomBytes } from '../../src/encoding/random.ts'
import { isUuid4, uuid4 } from '../../src/encoding/uuid.ts'
import { refusalCode } from '../support/refusal.ts'

describe('isUuid4', () => {
  it.each([
    '919108f7-52d1-4320-9bac-f847db4148a8',
    '00000000-0000-4000-8000-000000000000',
    'ffffffff-ffff-4fff-bfff-ffffffffffff',
  ])('accepts %s', (text) => {
    expect(isUuid4(text)).toBe(true)
  })
  it.each([
    ['capitals', '919108F7-52D1-4320-9BAC-F847DB4148A8'],
    ['version 1', 'c232ab00-9414-11ec-b3c8-9f6bdeced846'],
    ['version 7', '017f22e2-79b0-7cc3-98c4-dc0c0c07398f'],
    ['the variant of Microsoft', '919108f7-52d1-4320-cbac-f847db4148a8'],
    ['the variant of NCS', '919108f7-52d1-4320-7bac-f847db4148a8'],
    ['the nil UUID', '00000000-0000-0000-0000-000000000000'],
    ['the max UUID', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
    ['braces', '{919108f7-52d1-4320-9bac-f847db4148a8}'],
    ['a URN', 'urn:uuid:919108f7-52d1-4320-9bac-f847db4148a8'],
    ['no hyphens', '919108f752d143209bacf847db4148a8'],
    ['a line break', '919108f7-52d1-4320-9bac-f847db4148a8\n'],
    ['another letter', '919108g7-52d1-4320-9bac-f847db4148a8'],
    ['nothing', ''],
  ])('refuses %s', (_, text) => {
    expect(isUuid4(text)).toBe(false)
  })
})

describe('uuid4', () => {
  it('sets version and variant in the bytes of the source, and changes none of them in place', () => {
    const source = new Uint8Array(16).fill(0xff)
    expect(uuid4(() => source)).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff')
    expect(source).toEqual(new Uint8Array(16).fill(0xff))
    expect(uuid4((n) => new Uint8Array(n))).toBe('00000000-0000-4000-8000-000000000000')
  })
  it('is another one each time', () => {
    const made = new Set(Array.from({ length: 1000 }, () => uuid4()))
    expect(made.size).toBe(1000)
    for (const text of made) expect(isUuid4(text)).toBe(true)
  })
  it('refuses a source that gives another number of bytes', () => {
    expect(refusalCode(() => uuid4(() => new Uint8Array(15)))).toBe('misuse')
    expect(refusalCode(() => uuid4(() => new Uint8Array(17)))).toBe('misuse')
  })
})

describe('randomBytes', () => {
  it.each([0, 1, 32, 65_536, 65_537, 200_000])('gives %i bytes', (n) => {
    expect(randomBytes(n).length).toBe(n)
  })
  it('fills all of a long answer, each piece with other bytes', () => {
    const bytes = randomBytes(65_536 * 2 + 100)
    const pieces = [0, 65_536, 131_072].map((at) => hex(bytes.subarray(at, at + 100)))
    expect(new Set(pieces).size).toBe(3)
    expect(pieces).not.toContain('00'.repeat(100))
  })
  it.each([-1, 1.5, Number.NaN, 2 ** 31, Number.POSITIVE_INFINITY])('refuses the number %d', (n) => {
    expect(refusalCode(() => randomBytes(n))).toBe('misuse')
  })
})
