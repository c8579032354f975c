import { createHash } from 'node:crypto'
import { sha256 } from '@noble/hashes/sha2.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../../src/encoding/json.ts'
import { commitmentOf, hasWithheldForm, isWithheld, opens, WITHHELD_CLASSES } from '../../src/withheld/commitment.ts'

const event = { case: 'c'.repeat(64), nonce: 'AAAAAAAAAAAAAAAAAAAAAA' }
const reveal = { path: '/details/from', salt: `${'S'.repeat(42)}A`, value: { lang: 'ru', text: 'Сосед' } as Json }
const commitment = commitmentOf({ ...event, ...reveal }, sha256)

/** What one writes by hand, without this library: format, section 9. */
function byHand(): string {
  const list = `["${event.case}","${event.nonce}","${reveal.path}","${reveal.salt}",{"lang":"ru","text":"Сосед"}]`
  const hash = createHash('sha256').update(`fairtrail/withheld/v1\0${list}`).digest('base64')
  return hash.replaceAll('+', '-').replaceAll('/', '_').replace('=', '')
}

describe('a commitment', () => {
  it('is what a hand-made hash gives', () => {
    expect(commitment).toBe(byHand())
    expect(commitment).toMatch(/^[A-Za-z0-9_-]{43}$/)
  })

  it('is opened by its reveal', () => {
    expect(opens(commitment, reveal, event, sha256)).toBe(true)
  })

  it.each([
    ['case', { ...event, case: 'd'.repeat(64) }, reveal],
    ['case, null', { ...event, case: null }, reveal],
    ['nonce', { ...event, nonce: 'AAAAAAAAAAAAAAAAAAAAAQ' }, reveal],
    ['path', event, { ...reveal, path: '/details/foundWhere' }],
    ['path, written otherwise', event, { ...reveal, path: 'details/from' }],
    ['salt', event, { ...reveal, salt: `${'S'.repeat(42)}E` }],
    ['value', event, { ...reveal, value: { lang: 'ru', text: 'Соседка' } }],
    ['value, one member more', event, { ...reveal, value: { lang: 'ru', text: 'Сосед', a: 1 } }],
    ['value, of another kind', event, { ...reveal, value: '{"lang":"ru","text":"Сосед"}' }],
  ])('is not opened where one thing is another: %s', (_, at, other) => {
    expect(opens(commitment, other, at, sha256)).toBe(false)
  })

  it('does not depend on the order of members', () => {
    expect(opens(commitment, { ...reveal, value: { text: 'Сосед', lang: 'ru' } }, event, sha256)).toBe(true)
  })

  it('needs 32 bytes of salt in base64url: a short one would be guessed with its value', () => {
    for (const salt of [
      '',
      'S',
      'S'.repeat(42),
      'S'.repeat(44),
      `${'S'.repeat(43)}=`,
      'S'.repeat(43),
      `+${'S'.repeat(41)}A`,
    ]) {
      const made = commitmentOf({ ...event, ...reveal, salt }, sha256)
      expect(opens(made, { ...reveal, salt }, event, sha256), salt).toBe(false)
    }
  })

  it('is not opened by a value that has no canonical form, and that throws nothing', () => {
    const nested = (depth: number): Json => (depth === 0 ? 'x' : [nested(depth - 1)])
    const deep = commitmentOf({ ...event, ...reveal, value: nested(63) }, sha256)
    expect(opens(deep, { ...reveal, value: nested(63) }, event, sha256)).toBe(true)
    expect(opens(deep, { ...reveal, value: nested(64) }, event, sha256)).toBe(false)
    for (const value of [1.5, -0, 'a\uD800', undefined, Number.NaN]) {
      expect(opens(commitment, { ...reveal, value: value as Json }, event, sha256)).toBe(false)
    }
  })

  it('binds path and salt apart: no two lists are written alike', () => {
    const string = fc.string({ unit: 'binary' }).map((text) => text.replaceAll(/[\0\p{Surrogate}]/gu, '-'))
    fc.assert(
      fc.property(
        fc.array(string, { minLength: 5, maxLength: 5 }),
        fc.array(string, { minLength: 5, maxLength: 5 }),
        (a, b) => {
          const of = ([caseId = '', nonce = '', path = '', salt = '', value = '']: string[]) =>
            commitmentOf({ case: caseId, nonce, path, salt, value }, sha256)
          expect(of(a) === of(b)).toBe(a.join('\u0000') === b.join('\u0000'))
        },
      ),
    )
  })
})

describe('what stands in place of a value', () => {
  it('is told by its member', () => {
    for (const value of [null, 'x', 1, [], {}, { withheld: 'x' }, Object.create({ $withheld: 'x' })])
      expect(isWithheld(value)).toBe(false)
    expect(isWithheld({ $withheld: 'x' })).toBe(true)
  })

  it('has exactly its form', () => {
    for (const reason of WITHHELD_CLASSES) expect(hasWithheldForm({ $withheld: commitment, class: reason })).toBe(true)
    for (const value of [
      {},
      [],
      { $withheld: commitment },
      { class: 'privacy' },
      { $withheld: commitment, class: 'secret' },
      { $withheld: commitment, class: 'privacy', note: 'x' },
      { $withheld: `${commitment}=`, class: 'privacy' },
      { $withheld: `${'A'.repeat(42)}B`, class: 'privacy' },
      { $withheld: [commitment], class: 'privacy' },
      { $withheld: commitment, class: ['privacy'] },
      { $withheld: `${commitment}\n`, class: 'privacy' },
    ]) {
      expect(hasWithheldForm(value), JSON.stringify(value)).toBe(false)
    }
  })
})
