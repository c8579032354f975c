export { canonicalBytes, canonicalJson } from './json-canonical.ts'
export { type ParseOptions, parseJson } from './json-parse.ts'

/** A value of the accepted subset: numbers are safe integers. */
export type Json = null | boolean | number | string | Json[] | JsonObject

/**
 * Names are data: look them up with `Object.hasOwn`, copy with spread (never `Object.assign` or `copy[name] =`),
 * because `__proto__` and `constructor` are ordinary names here.
 */
export interface JsonObject {
  [name: string]: Json
}
