import type { Json } from '../../src/encoding/json.ts'

/**
 * A slow second opinion on what the accepted subset is, made of the runtime's parser and of what the text looks like
 * without its strings.
 */
export function model(bytes: Uint8Array): { value: Json } | 'refused' {
  let text: string
  let value: Json
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    value = JSON.parse(text)
  } catch {
    return 'refused'
  }
  const literal = /"(?:[^"\\]|\\.)*"/g
  const strings = (text.match(literal) ?? []).map((raw): string => JSON.parse(raw))
  const bare = text.replace(literal, '""')
  const numbers = bare.match(/-?\d[\d.eE+-]*/g) ?? []
  const accepted =
    strings.every((string) => !string.includes('\0') && !/\p{Surrogate}/u.test(string)) &&
    numbers.every((raw) => /^-?\d+$/.test(raw) && raw !== '-0' && Number.isSafeInteger(Number(raw))) &&
    // A duplicate name leaves fewer members in the value than colons in the text.
    (bare.match(/:/g) ?? []).length === members(value) &&
    depth(bare) <= 64
  return accepted ? { value } : 'refused'
}

/** The canonical form, from the words of RFC 8785, section 3.2, with no table and no regular expression. */
export function canonicalModel(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalModel).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const names = Object.keys(value).sort(byCodeUnits)
    return `{${names.map((name) => `${string(name)}:${canonicalModel(value[name] as Json)}`).join(',')}}`
  }
  return typeof value === 'string' ? string(value) : `${value}`
}

function string(text: string): string {
  let out = '"'
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    const short = '\b\t\n\f\r"\\'.indexOf(text[i] as string)
    if (short >= 0) out += `\\${'btnfr"\\'[short]}`
    else if (unit < 0x20) out += `\\u00${unit < 0x10 ? '0' : '1'}${'0123456789abcdef'[unit % 16]}`
    else out += text[i]
  }
  return `${out}"`
}

function byCodeUnits(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return a.charCodeAt(i) - b.charCodeAt(i)
  }
  return a.length - b.length
}

function members(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0
  const own = Array.isArray(value) ? 0 : Object.keys(value).length
  return own + Object.values(value).reduce((sum: number, inner) => sum + members(inner), 0)
}

function depth(bare: string): number {
  let now = 0
  let most = 0
  for (const character of bare) {
    if (character === '[' || character === '{') most = Math.max(most, ++now)
    if (character === ']' || character === '}') now--
  }
  return most
}
