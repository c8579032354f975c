import { scriptChange } from './scripts.ts'

export { isLanguageTag } from './language-tag.ts'

/**
 * What in a text can deceive the eye. By the runtime's Unicode tables: never a ground for refusing, and never compared
 * between implementations.
 */
export interface Deception {
  code: 'not-nfc' | 'bidi-control' | 'zero-width' | 'mixed-scripts'
  /** UTF-16 code units before the first place. */
  offset: number
}

const ASCII = /^[\0-\x7F]*$/
const BIDI = /\p{Bidi_Control}/u
/**
 * All that is invisible by default: zero-width spaces and joiners, soft hyphen, fillers, variation selectors, tags; and
 * interlinear annotations.
 */
const ZERO_WIDTH = /(?!\p{Bidi_Control})[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/u
const SHOWN_ESCAPED = /[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/u
/** A character with the marks, and the medial and final Hangul letters, that normalization can join to it. */
const CLUSTER = /[^\p{M}\u1160-\u11FF][\p{M}\u1160-\u11FF]*|[\p{M}\u1160-\u11FF]+/gu
const NOT_ASCII = /[^\0-\x7F]/gu

/**
 * The deceptions of a text, each kind once, at its first place. Mixed scripts are looked for in a name alone: free text
 * quotes other languages.
 */
export function deceptions(text: string, kind: 'text' | 'name'): Deception[] {
  const found: Deception[] = []
  if (ASCII.test(text)) return found
  const add = (code: Deception['code'], offset: number) => {
    if (offset !== -1) found.push({ code, offset })
  }
  add('not-nfc', firstDifference(text, text.normalize('NFC')))
  add('bidi-control', text.search(BIDI))
  add('zero-width', text.search(ZERO_WIDTH))
  if (kind === 'name') add('mixed-scripts', scriptChange(text))
  return found
}

/**
 * The text with every control character, line and paragraph separator, bidi control, invisible character, lone
 * surrogate and character that is not in NFC shown as `\u{...}` (lowercase hex). A backslash that stands before `u{` is
 * escaped too, so that two texts never look the same because one spells out what the other holds. The answer is in NFC.
 */
export function escaped(text: string): string {
  const decomposed = decomposedPlaces(text)
  return text.replace(/./gsu, (character, at: number) =>
    decomposed.has(at) || SHOWN_ESCAPED.test(character) || (character === '\\' && text.startsWith('u{', at + 1))
      ? `\\u{${character.codePointAt(0)?.toString(16)}}`
      : character,
  )
}

/** The text, escaped and in double quotes, for a message: cut after `most` UTF-16 code units. */
export function quoted(text: string, most = 60): string {
  return text.length <= most
    ? `"${escaped(text)}"`
    : `"${escaped(text.slice(0, most))}" (cut; ${text.length} characters)`
}

/** Offsets of the characters above ASCII that are part of what normalization to NFC would change. */
function decomposedPlaces(text: string): Set<number> {
  const places = new Set<number>()
  const composed = text.normalize('NFC')
  if (composed === text) return places
  let joined = ''
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    const whole = cluster.normalize('NFC')
    joined += whole
    if (whole !== cluster) for (const { index: inside } of cluster.matchAll(NOT_ASCII)) places.add(index + inside)
  }
  // A few scripts join letters that are no marks. Where the clusters do not account for every change, everything above
  // ASCII is escaped.
  if (joined !== composed) for (const { index } of text.matchAll(NOT_ASCII)) places.add(index)
  return places
}

function firstDifference(a: string, b: string): number {
  if (a === b) return -1
  let i = 0
  while (a.charCodeAt(i) === b.charCodeAt(i)) i++
  return i
}
