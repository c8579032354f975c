import { FairtrailError } from '../encoding/error.ts'

/** @throws FairtrailError `misuse` for what is not a whole number from 0 up to 2^53 - 1. */
export function checkCount(value: number, name: string): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new FairtrailError('misuse', `${name} is a whole number from 0 upwards; this was given: ${String(value)}.`)
  }
}

export function closedStore(): FairtrailError {
  return new FairtrailError('misuse', 'The store was closed, and is asked again.')
}
