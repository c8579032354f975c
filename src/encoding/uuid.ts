import { hex } from './bytes.ts'
import { FairtrailError } from './error.ts'
import { type RandomBytes, randomBytes } from './random.ts'

/** Version and variant bits set, lowercase. */
export const UUID4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** True for a UUID of version 4 (RFC 9562, section 5.4) in lowercase, its version and variant bits set. */
export function isUuid4(text: string): boolean {
  return UUID4.test(text)
}

/**
 * A new UUID of version 4, lowercase.
 * @throws FairtrailError `misuse` where the source does not give the 16 bytes asked for.
 */
export function uuid4(random: RandomBytes = randomBytes): string {
  const bytes = Uint8Array.from(random(16))
  if (bytes.length !== 16) throw new FairtrailError('misuse', 'The source of random bytes did not give 16 bytes.')
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const digits = hex(bytes)
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`
}
