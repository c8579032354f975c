import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { Json } from '../../src/encoding/json.ts'
import { type Vector, writeVectors } from './vector.ts'

/**
 * Makes test/vectors/withheld.jsonl: requests `withheld.reveal`. Commitments are computed here, over lists written as text, not by src.
 * Run: `node test/vectors/make-withheld.ts`.
 */
export const withheldVectors: string = fileURLToPath(new URL('./withheld.jsonl', import.meta.url))

const CASE = createHash('sha256').update('a case').digest('hex')
const OTHER_CASE = createHash('sha256').update('another case').digest('hex')
const NONCE = 'AAECAwQFBgcICQoLDA0ODw'
const SALT = createHash('sha256').update('a salt').digest('base64url')
const OTHER_SALT = createHash('sha256').update('another salt').digest('base64url')

interface Place {
  case: string | null
  nonce: string
  path: string
  salt: string
  /** JSON text of the value, in canonical form. */
  value: string
}

const PLACE: Place = {
  case: CASE,
  nonce: NONCE,
  path: '/details/from',
  salt: SALT,
  value: '{"lang":"ru","text":"Сосед"}',
}

function commitment({ case: caseId, nonce, path, salt, value }: Place, label = 'fairtrail/withheld/v1\0'): string {
  const list = `[${JSON.stringify(caseId)},${JSON.stringify(nonce)},${JSON.stringify(path)},${JSON.stringify(salt)},${value}]`
  return createHash('sha256').update(`${label}${list}`).digest('base64url')
}

export function makeWithheldVectors(): Vector[] {
  const vectors: Vector[] = []
  const push = (why: string, committed: string, { value, ...place }: Place, ok: boolean) => {
    const input: { [name: string]: Json } = {
      commitment: committed,
      ...place,
      value: Buffer.from(value).toString('base64'),
    }
    vectors.push({ id: `withheld-${vectors.length + 1}`, op: 'withheld.reveal', in: input, expect: { ok }, why })
  }
  const opens = (why: string, change: Partial<Place> = {}) => {
    const place = { ...PLACE, ...change }
    push(why, commitment(place), place, true)
  }
  /** The commitment is over the place; another one is shown. */
  const refused = (why: string, shown: Partial<Place>, committed = commitment(PLACE)) =>
    push(why, committed, { ...PLACE, ...shown }, false)

  opens('a text')
  opens('in entry 0, whose case is null', { case: null })
  opens('an element of a list', { path: '/details/names/0' })
  opens('a pointer with escapes', { path: '/ext/a~1b/~0' })
  opens('a string', { value: '"490154203237518"' })
  opens('a number', { value: '9007199254740991' })
  opens('a list', { value: '[1,[],{}]' })
  opens('true', { value: 'true' })
  opens('the base64 of an inner envelope', { path: '/details/inner', value: '"eyJwYXlsb2FkIjoiIn0="' })
  opens('characters above the Basic Multilingual Plane', { value: '{"lang":"und","text":"😀"}' })
  opens('a control character, escaped as RFC 8785 says', { value: '"\\u0001\\n\\"\\\\"' })
  opens('text that is not in normal form, as it is', { value: '"e\u0301"' })
  opens('members in the order of UTF-16 code units', { value: '{"😀":1,"\ufb33":2}' })
  opens('every kind of character of base64url', {
    salt: '-_AZaz09-_AZaz09-_AZaz09-_AZaz09-_AZaz09-_A',
    nonce: '-_AZaz09-_AZaz09-_AZaw',
  })

  push(
    'a value that is written otherwise: white space, order, escapes',
    commitment(PLACE),
    { ...PLACE, value: ' {"text": "\\u0421осед", "lang":"ru"} ' },
    true,
  )

  refused('another case', { case: OTHER_CASE })
  refused('no case', { case: null })
  refused('another nonce', { nonce: 'AAECAwQFBgcICQoLDA0OEA' })
  refused('another place', { path: '/details/foundWhere' })
  refused('the same place without its slash', { path: 'details/from' })
  refused('the same place, from the details', { path: '/from' })
  refused('a place inside', { path: '/details/from/text', value: '"Сосед"' })
  refused('another salt', { salt: OTHER_SALT })
  refused('the salt with padding', { salt: `${SALT}=` })
  refused('the salt in hex', { salt: Buffer.from(SALT, 'base64url').toString('hex') })
  refused('another value', { value: '{"lang":"ru","text":"Соседка"}' })
  refused('a value with another language', { value: '{"lang":"ky","text":"Сосед"}' })
  refused('a value with a member more', { value: '{"a":1,"lang":"ru","text":"Сосед"}' })
  refused('a value with a member less', { value: '{"text":"Сосед"}' })
  refused('the text of the value as a string', { value: JSON.stringify(PLACE.value) })
  refused('a text in another normal form', { value: '"\u00e9"' }, commitment({ ...PLACE, value: '"e\u0301"' }))
  refused('a number for a string of digits', { value: '1' }, commitment({ ...PLACE, value: '"1"' }))
  refused('null', { value: 'null' })
  refused('an empty commitment', {}, '')
  refused('the commitment in hex', {}, Buffer.from(commitment(PLACE), 'base64url').toString('hex'))
  refused('the commitment with padding', {}, `${commitment(PLACE)}=`)
  const { standard, value } = inStandardBase64()
  refused('the commitment in standard base64', { value }, standard)
  refused('a commitment over another label', {}, commitment(PLACE, 'fairtrail/withheld/v2\0'))
  refused('a commitment without the zero byte', {}, commitment(PLACE, 'fairtrail/withheld/v1'))
  refused('a commitment without a label', {}, commitment(PLACE, ''))
  refused('a commitment to the value alone', {}, createHash('sha256').update(PLACE.value).digest('base64url'))
  refused(
    'a salt of 16 bytes, which the commitment is over',
    { salt: 'A'.repeat(22) },
    commitment({ ...PLACE, salt: 'A'.repeat(22) }),
  )
  refused('an empty salt, which the commitment is over', { salt: '' }, commitment({ ...PLACE, salt: '' }))
  const loose = `${'A'.repeat(42)}B`
  refused(
    'a salt with bits set that are not used, which the commitment is over',
    { salt: loose },
    commitment({ ...PLACE, salt: loose }),
  )

  const broken = [
    '{"lang":"ru","lang":"ru","text":"Сосед"}',
    '{"lang":"ru","text":"Сосед"',
    '1.5',
    '-0',
    '9007199254740992',
    '"\\ud800"',
    '"\\u0000"',
    '',
  ]
  for (const value of broken)
    refused('a value that is no JSON of the accepted subset', { value }, commitment({ ...PLACE, value }))
  return vectors
}

/** A value whose commitment has other characters in standard base64, and that. */
function inStandardBase64(): { value: string; standard: string } {
  for (let count = 0; ; count++) {
    const value = `"${count}"`
    const made = commitment({ ...PLACE, value })
    if (/[-_]/.test(made))
      return { value, standard: Buffer.from(made, 'base64url').toString('base64').replace('=', '') }
  }
}

if (import.meta.main) writeVectors(withheldVectors, makeWithheldVectors())
