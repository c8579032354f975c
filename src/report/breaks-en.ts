import type { BreakCode } from '../custody/breaks.ts'
import type { Meaning } from './texts.ts'

/** What each break says, and what it does not say or what else may explain it. */
export const BREAKS_EN: Readonly<Record<BreakCode, Meaning>> = {
  gap: {
    means: 'Between two recorded events nobody is recorded as holding it.',
    notMeans: 'A handover may have been made and not recorded.',
  },
  overlap: {
    means: 'Two custodians are recorded for the same time.',
    notMeans: 'Clocks that differ, or a handover recorded late, look the same.',
  },
  'in-transit': {
    means: 'It was released, and no receipt is recorded so far.',
    notMeans: 'It may be on its way, or the receipt may not be recorded yet.',
  },
  'release-without-receipt': {
    means: 'It was released, no receipt is recorded, and a later event shows it elsewhere.',
    notMeans: 'It may have been received without a record of it.',
  },
  'receipt-without-release': {
    means: 'It was received, and no release is recorded.',
    notMeans: 'Whoever gave it may take no part in this record.',
  },
  'receipt-by-another-than-named': {
    means: 'It was received by somebody else than the release names.',
    notMeans: 'A colleague of another unit, or a changed plan, is the usual reason.',
  },
  'release-by-one-who-does-not-hold': {
    means: 'It was released by somebody who is not recorded as holding it.',
    notMeans: 'An earlier handover may be missing from the record.',
  },
  'place-conflict': {
    means: 'The record places it, or who held it, where it cannot be at the same time.',
    notMeans: 'A move that was not recorded, or a time stated wrongly, looks the same.',
  },
  'act-before-collection': {
    means: 'Something was done with it before it entered the record.',
    notMeans: 'A time stated wrongly, or a late entry, looks the same.',
  },
  'act-after-disposal-closing-or-export': {
    means: 'Something was done with it after it was disposed of or had left, or after the case was closed.',
    notMeans: 'The item may have been mistaken for another, or the disposal may have been partial.',
  },
  'orphan-derivation': {
    means: 'It was made from an item that the record does not have, or that was not there.',
    notMeans: 'The source may be recorded elsewhere.',
  },
  'seal-mismatch': {
    means: 'The seals found are not those that were applied.',
    notMeans: 'A number written down wrongly, or a new seal that was not recorded, looks the same.',
  },
  'seal-found-damaged': {
    means: 'A seal was found damaged or missing.',
    notMeans: 'Seals are also damaged by handling and transport.',
  },
  'digest-mismatch': {
    means: 'Two digests of the same scope differ.',
    notMeans: 'Reading errors, or a live system, change a digest too.',
  },
  'contents-differ': {
    means: 'The contents of a package are described differently.',
    notMeans: 'Two people may have counted or named the same things differently.',
  },
  'quantity-outside-uncertainty': {
    means: 'Two quantities differ by more than their uncertainty.',
    notMeans: 'Drying, another balance, or an uncertainty that was not stated can explain it.',
  },
  'relabel-without-link': {
    means: 'It has another number, and no relabelling links the two.',
    notMeans: 'The number may have been given again without a record.',
  },
  'item-introduced-twice': {
    means: 'Two events say that it entered the record.',
    notMeans: 'The second may have been written to describe it again.',
  },
  'item-in-two-logs': {
    means: 'It is at home in two logs at once.',
    notMeans: 'The return from the other case may not be recorded yet.',
  },
  'not-located': {
    means: 'Somebody looked for it and did not find it.',
    notMeans: 'It may have been somewhere else, recorded or not.',
  },
  'loan-overdue': {
    means: 'It was lent, and not returned by the day that was set.',
    notMeans: 'A longer loan may have been agreed and not recorded.',
  },
  'chronology-impossible': {
    means: 'The times and the order that are stated cannot both be right.',
    notMeans: 'A clock that was off, or a slip of the pen, is the usual reason.',
  },
}
