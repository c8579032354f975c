import { describe, expect, it } from 'vitest'
import { BREAK_CODES } from '../../src/custody/breaks.ts'
import { contentsLines } from './lines/contents.ts'
import { identityLines } from './lines/identity.ts'
import { placesLines } from './lines/places.ts'
import { receiptsLines } from './lines/receipts.ts'
import { recordLines } from './lines/record.ts'
import { sealsLines } from './lines/seals.ts'
import { transitLines } from './lines/transit.ts'
import { breaksIn, TestRecord } from './support/record.ts'

const LINES = [
  ...transitLines,
  ...receiptsLines,
  ...placesLines,
  ...recordLines,
  ...identityLines,
  ...sealsLines,
  ...contentsLines,
]

const NAMES = [
  ...['phone', 'card', 'box', 'bag', 'knife', 'drugs', 'sample', 'disk', 'image', 'copy', 'extract', 'powder', 'cash'],
  ...['channel', 'container', 'bag of powder'],
]

describe.each(BREAK_CODES)('%s', (code) => {
  const lines = LINES.filter((line) => line.code === code)

  it.each(lines)('$it', ({ make, breaks, options }) => {
    const record = new TestRecord()
    make(record)
    expect(breaksIn(record.replay(options), NAMES)).toEqual(breaks)
  })

  it('has a case in which it is found, and a near one in which it is not', () => {
    const found = lines.filter((line) => line.breaks.some((one) => one.startsWith(`${code} `)))
    expect(found.length).toBeGreaterThan(0)
    expect(lines.length).toBeGreaterThan(found.length)
  })
})
