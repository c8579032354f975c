import type { ErrorCode } from './error-codes.ts'

/** Where in the input an error lies. Every member is optional: only what is known is said. */
export interface ErrorPlace {
  /** RFC 6901 pointer into a JSON document; `''` is its root. */
  path?: string
  /** Byte offset from the start of the input. */
  offset?: number
  /** A file, a line or a field, in words, where neither a pointer nor an offset says it. */
  place?: string
}

/**
 * The one family of errors. `code` is stable and documented (docs/errors.md); the message is for people and may change.
 *
 * ```ts
 * try { parseJson(bytes) } catch (error) { if (isFairtrailError(error) && error.code === 'json-duplicate-name') ... }
 * ```
 */
export class FairtrailError extends Error {
  override readonly name = 'FairtrailError'
  readonly code: ErrorCode
  readonly path: string | undefined
  readonly offset: number | undefined
  readonly place: string | undefined

  constructor(code: ErrorCode, message: string, place: ErrorPlace = {}, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.path = place.path
    this.offset = place.offset
    this.place = place.place
  }
}

/** True for errors of this library, also across two copies of it in one program. */
export function isFairtrailError(value: unknown): value is FairtrailError {
  return value instanceof Error && value.name === 'FairtrailError' && 'code' in value
}
