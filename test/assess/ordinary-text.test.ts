import { describe, expect, it } from 'vitest'
import { ORDINARY } from '../../src/assess/deceptive-text.ts'
import { deceptions } from '../../src/encoding/text.ts'

const ordinary = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter((one) =>
  ORDINARY.test(one),
)

describe('ordinary text, which is not looked into further', () => {
  it('has Russian, German and French among it', () => {
    for (const text of ['Ёлка № 5 — «да»', 'Größe „groß“', 'ça où œuf…', 'plain'])
      expect(ORDINARY.test(text)).toBe(true)
  })

  it('deceives nobody, in any two characters one after the other', () => {
    for (const first of ordinary)
      expect(deceptions(ordinary.map((second) => first + second).join(''), 'text')).toEqual([])
  })

  it('has no bidi control, zero-width character, soft hyphen, combining mark or surrogate', () => {
    for (const one of ['\u202e', '\u200b', '\u00ad', '\u0301', '\ud800', '\u2066', '\u0483', '\n', '\u007f'])
      expect(ORDINARY.test(`a${one}`)).toBe(false)
  })
})
