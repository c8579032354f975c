import { FairtrailError } from './error.ts'

/** Answers `n` fresh random bytes. */
export type RandomBytes = (n: number) => Uint8Array

/** The most that one call of getRandomValues gives (Web Cryptography API, section 10.1.1). */
const AT_ONCE = 65_536

/**
 * Cryptographically strong random bytes of the runtime.
 * @throws FairtrailError `misuse` where `n` is not a whole number from 0 to 2^31 - 1.
 */
export const randomBytes: RandomBytes = (n) => {
  if (!(Number.isInteger(n) && n >= 0 && n < 2 ** 31)) {
    throw new FairtrailError('misuse', 'The number of random bytes is a whole number from 0 to 2^31 - 1.')
  }
  const bytes = new Uint8Array(n)
  for (let at = 0; at < n; at += AT_ONCE) {
    globalThis.crypto.getRandomValues(bytes.subarray(at, at + AT_ONCE))
  }
  return bytes
}
