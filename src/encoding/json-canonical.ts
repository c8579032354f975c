import { FairtrailError } from './error.ts'
import type { Json } from './json.ts'
import { MAX_DEPTH, pointer } from './json-pointer.ts'
import { quoted } from './text.ts'

const encoder = new TextEncoder()
const PLAIN = /^[ !#-[\]-~]*$/
const REFUSED_CHARACTER = /[\0\p{Surrogate}]/u

/**
 * The RFC 8785 canonical form of a value of the accepted subset.
 * @throws FairtrailError `json-value`, with the path, for what the subset excludes: `undefined`, functions, bigints,
 * numbers that are not safe integers, `-0`, lone surrogates, U+0000, objects of a class, holes in an array, more than
 * 64 nested containers (so: cycles).
 */
export function canonicalJson(value: Json): string {
  return write(value, [])
}

/** The UTF-8 bytes of {@link canonicalJson}. */
export function canonicalBytes(value: Json): Uint8Array {
  return encoder.encode(canonicalJson(value))
}

function write(value: unknown, path: (string | number)[]): string {
  switch (typeof value) {
    case 'string':
      return writeString(value, path)
    case 'number':
      if (Number.isSafeInteger(value) && !Object.is(value, -0)) return String(value)
      throw refusal(`the number ${Object.is(value, -0) ? '-0' : value}; only safe integers are accepted`, path)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      if (value === null) return 'null'
      if (path.length >= MAX_DEPTH) throw refusal(`more than ${MAX_DEPTH} nested containers, or a cycle`, path)
      return Array.isArray(value) ? writeArray(value, path) : writeObject(value, path)
    default:
      throw refusal(`a value of type ${typeof value}`, path)
  }
}

function writeArray(array: readonly unknown[], path: (string | number)[]): string {
  let text = '['
  for (let i = 0; i < array.length; i++) {
    path.push(i)
    text += (i === 0 ? '' : ',') + write(array[i], path)
    path.pop()
  }
  return `${text}]`
}

function writeObject(object: object, path: (string | number)[]): string {
  const prototype = Object.getPrototypeOf(object)
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw refusal('an object of a class; only plain objects are accepted', path)
  }
  let text = '{'
  // The default sort is by UTF-16 code units, as RFC 8785, section 3.2.3 asks.
  for (const name of Object.keys(object).sort()) {
    path.push(name)
    text += `${text.length === 1 ? '' : ','}${writeString(name, path)}:${write((object as Record<string, unknown>)[name], path)}`
    path.pop()
  }
  return `${text}}`
}

function writeString(text: string, path: readonly (string | number)[]): string {
  if (PLAIN.test(text)) return `"${text}"`
  if (REFUSED_CHARACTER.test(text)) throw refusal('a text with U+0000 or a lone surrogate', path)
  // RFC 8785, section 3.2.2.2 is defined as what ECMAScript's JSON.stringify does with a string.
  return JSON.stringify(text)
}

function refusal(what: string, path: readonly (string | number)[]): FairtrailError {
  const at = pointer(path)
  return new FairtrailError('json-value', `The value at ${quoted(at, 120)} has no canonical form: ${what}.`, {
    path: at,
  })
}
