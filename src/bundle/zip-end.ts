import { FairtrailError } from '../encoding/error.ts'
import type { FormProblem } from './form-problems.ts'
import type { RandomReader } from './random-reader.ts'
import {
  CENTRAL_HEADER,
  CENTRAL_SIZE,
  END,
  END_SIZE,
  END64,
  END64_LOCATOR,
  END64_SIZE,
  LOCATOR_SIZE,
  safe64,
  view,
  WIDE16,
  WIDE32,
} from './zip-records.ts'

/** Where the central directory of an archive is. */
export interface ZipDirectory {
  readonly entries: number
  /** From the start of the file. */
  readonly from: number
  readonly to: number
  /** To be added to every offset that the archive gives: bytes put before an archive that does not count them. */
  readonly base: number
  readonly problems: readonly FormProblem[]
}

const LONGEST_COMMENT = 0xffff

/**
 * Finds the end records of an archive and the central directory before them.
 * @throws FairtrailError `bundle-unreadable` where there are none, or they contradict each other so that no directory can be told
 */
export async function findDirectory(reader: RandomReader): Promise<ZipDirectory> {
  const problems: FormProblem[] = []
  const tailSize = Math.min(reader.size, END_SIZE + LONGEST_COMMENT)
  const tailFrom = reader.size - tailSize
  const v = view(await reader.read(tailFrom, tailSize))
  let at = tailSize - END_SIZE
  while (at >= 0 && !(v.getUint32(at, true) === END && at + END_SIZE + v.getUint16(at + 20, true) <= tailSize)) at--
  if (at < 0) throw unreadable('it has no end record: it is no zip archive, or it was cut off')
  const comment = v.getUint16(at + 20, true)
  if (comment > 0) problems.push({ code: 'zip-comment', values: { bytes: comment } })
  const after = tailSize - (at + END_SIZE + comment)
  if (after > 0) problems.push({ code: 'zip-bytes-after', values: { bytes: after } })

  const short = {
    entries: v.getUint16(at + 10, true),
    size: v.getUint32(at + 12, true),
    offset: v.getUint32(at + 16, true),
  }
  if (
    v.getUint16(at + 4, true) !== 0 ||
    v.getUint16(at + 6, true) !== 0 ||
    v.getUint16(at + 8, true) !== short.entries
  ) {
    throw unreadable('its end record is that of an archive split over several files')
  }
  const wide = await readEnd64(reader, tailFrom + at)
  if (wide) {
    const agree = (field: 'entries' | 'size' | 'offset', all: number): boolean =>
      short[field] === all || short[field] === wide[field]
    if (!agree('entries', WIDE16) || !agree('size', WIDE32) || !agree('offset', WIDE32))
      problems.push({ code: 'zip-zip64' })
  }
  const { entries, size, offset } = wide ?? short
  const to = tailFrom + at - (wide ? END64_SIZE + LOCATOR_SIZE : 0)
  const base = to - (offset + size)
  if (!(base >= 0) || entries * CENTRAL_SIZE > size)
    throw unreadable('its end record gives a directory that has no room')
  if (base > 0 && entries > 0 && view(await reader.read(to - size, 4)).getUint32(0, true) !== CENTRAL_HEADER) {
    return {
      entries,
      from: offset,
      to: offset + size,
      base: 0,
      problems: [...problems, { code: 'zip-bytes-between', values: { bytes: base } }],
    }
  }
  if (wide && wide.located + base !== wide.from) problems.push({ code: 'zip-zip64' })
  if (base > 0) problems.push({ code: 'zip-bytes-before', values: { bytes: base } })
  return { entries, from: to - size, to, base, problems }
}

/** The ZIP64 end record that lies directly before its locator, which lies directly before the end record at `end`. */
async function readEnd64(reader: RandomReader, end: number): Promise<End64 | undefined> {
  if (end < LOCATOR_SIZE) return undefined
  const locator = view(await reader.read(end - LOCATOR_SIZE, LOCATOR_SIZE))
  if (locator.getUint32(0, true) !== END64_LOCATOR) return undefined
  const from = end - LOCATOR_SIZE - END64_SIZE
  const v = from >= 0 ? view(await reader.read(from, END64_SIZE)) : undefined
  if (!v || v.getUint32(0, true) !== END64 || safe64(v, 4) !== END64_SIZE - 12) {
    throw unreadable('its ZIP64 end record is not directly before the locator, or not of the one size that is read')
  }
  const split =
    locator.getUint32(4, true) !== 0 ||
    locator.getUint32(16, true) !== 1 ||
    v.getUint32(16, true) !== 0 ||
    v.getUint32(20, true) !== 0
  const record = {
    entries: safe64(v, 32),
    size: safe64(v, 40),
    offset: safe64(v, 48),
    located: safe64(locator, 8),
    from,
  }
  if (split || safe64(v, 24) !== record.entries)
    throw unreadable('its ZIP64 end record is that of an archive split over several files')
  if (!Object.values(record).every(Number.isSafeInteger))
    throw unreadable('its ZIP64 end record holds impossible numbers')
  return record
}

interface End64 {
  readonly entries: number
  readonly size: number
  readonly offset: number
  /** Where the locator says that the record is, and where it is. */
  readonly located: number
  readonly from: number
}

export function unreadable(why: string): FairtrailError {
  return new FairtrailError('bundle-unreadable', `The archive cannot be read: ${why}.`)
}
