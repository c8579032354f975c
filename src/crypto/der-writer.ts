import { concat, unhex } from '../encoding/bytes.ts'
import { TAG } from './der.ts'

/** DER of one element (X.690, section 10), its content being the parts one after the other. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = concat(...parts)
  return concat(Uint8Array.of(tag, ...lengthOctets(content.length)), content)
}

export function derSequence(...parts: readonly Uint8Array[]): Uint8Array {
  return der(TAG.sequence, ...parts)
}

export function derOctets(bytes: Uint8Array): Uint8Array {
  return der(TAG.octetString, bytes)
}

/** A BIT STRING of whole bytes. */
export function derBitString(bytes: Uint8Array): Uint8Array {
  return der(TAG.bitString, Uint8Array.of(0), bytes)
}

export function derNull(): Uint8Array {
  return der(TAG.null)
}

/** An INTEGER from a number or bigint that is not negative. */
export function derUnsigned(value: number | bigint): Uint8Array {
  const digits = value.toString(16)
  const bytes = unhex(digits.length % 2 === 0 ? digits : `0${digits}`)
  return (bytes[0] as number) >= 0x80 ? der(TAG.integer, Uint8Array.of(0), bytes) : der(TAG.integer, bytes)
}

/** An OBJECT IDENTIFIER from its dotted form. */
export function derObjectId(dotted: string): Uint8Array {
  const [root = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt)
  return der(TAG.oid, Uint8Array.from([root * 40n + second, ...rest].flatMap(base128)))
}

function base128(arc: bigint): number[] {
  const octets = [Number(arc & 127n)]
  for (let left = arc >> 7n; left > 0n; left >>= 7n) octets.unshift(0x80 | Number(left & 127n))
  return octets
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length]
  const octets: number[] = []
  for (let left = length; left > 0; left = Math.floor(left / 256)) octets.unshift(left % 256)
  return [0x80 | octets.length, ...octets]
}
