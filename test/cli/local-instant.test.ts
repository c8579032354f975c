import { afterEach, describe, expect, it } from 'vitest'
import { localInstant } from '../../src/cli/local-instant.ts'
import { parseInstant } from '../../src/encoding/instant.ts'

const zone = process.env.TZ

afterEach(() => {
  if (zone === undefined) delete process.env.TZ
  else process.env.TZ = zone
})

describe('the instant of the clock', () => {
  it.each([
    ['Asia/Bishkek', '2026-03-02T14:10:00+06:00'],
    ['UTC', '2026-03-02T08:10:00Z'],
    ['Asia/Kolkata', '2026-03-02T13:40:00+05:30'],
    ['America/St_Johns', '2026-03-02T04:40:00-03:30'],
    ['Pacific/Kiritimati', '2026-03-02T22:10:00+14:00'],
    ['Pacific/Pago_Pago', '2026-03-01T21:10:00-11:00'],
  ])('has the offset of its time zone: %s', (name, text) => {
    process.env.TZ = name
    const instant = localInstant(new Date('2026-03-02T08:10:00.999Z'))
    expect(instant).toBe(text)
    expect(() => parseInstant(instant)).not.toThrow()
  })
})
