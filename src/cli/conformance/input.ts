import { unbase64 } from '../../encoding/base64.ts'
import { FairtrailError } from '../../encoding/error.ts'
import type { Json } from '../../encoding/json.ts'
import type { Input } from './operation.ts'

/** The members of a request's `in`, each read as what the protocol says it is. */

const DECIMAL = /^(0|[1-9][0-9]*)$/

/** @throws FairtrailError `conformance-request` */
export function textOf(input: Input, name: string): string {
  const value = memberOf(input, name)
  if (typeof value !== 'string') throw badRequest(`in.${name} is not a string.`)
  return value
}

/** Undefined for a member that is absent. */
export function optionalText(input: Input, name: string): string | undefined {
  return Object.hasOwn(input, name) ? textOf(input, name) : undefined
}

/** @throws FairtrailError `conformance-request`, `base64-syntax` */
export function bytesOf(input: Input, name: string): Uint8Array {
  return unbase64(textOf(input, name))
}

/** @throws FairtrailError `conformance-request` */
export function textsOf(input: Input, name: string): string[] {
  const value = memberOf(input, name)
  if (!Array.isArray(value)) throw badRequest(`in.${name} is not an array.`)
  return value.map((element) => {
    if (typeof element !== 'string') throw badRequest(`in.${name} holds something that is not a string.`)
    return element
  })
}

/** @throws FairtrailError `conformance-request`, `base64-syntax` */
export function bytesListOf(input: Input, name: string): Uint8Array[] {
  return textsOf(input, name).map(unbase64)
}

/**
 * A size or an index. Beyond the safe integers it is no longer exact, and stays beyond them, where every check refuses it.
 * @throws FairtrailError `conformance-request`
 */
export function countOf(input: Input, name: string): number {
  const text = textOf(input, name)
  if (!DECIMAL.test(text)) throw badRequest(`in.${name} is not a decimal string.`)
  return Number(text)
}

/** @throws FairtrailError `conformance-request` for a member that is absent */
export function memberOf(input: Input, name: string): Json {
  if (!Object.hasOwn(input, name)) throw badRequest(`in.${name} is missing.`)
  return input[name] as Json
}

export function badRequest(message: string): FairtrailError {
  return new FairtrailError('conformance-request', message)
}

export function unsupported(what: string): FairtrailError {
  return new FairtrailError('unsupported', `Not built, or not here: ${what}.`)
}
