import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { Json, JsonObject } from '../../src/encoding/json.ts'
import { SAMPLES } from '../record/samples/all.ts'
import { payloadOf } from '../record/support/payload.ts'
import { REMOVED, type Sample, setAt } from '../record/support/sample.ts'
import { agentId, hash, itemId, text, withheld } from '../record/support/values.ts'
import { type Vector, writeVectors } from './vector.ts'

/**
 * Makes test/vectors/entries.jsonl: requests `entry.check`. Canonical JSON, envelopes and event ids are put together here, not by src.
 * Keys are not asked for, so that signatures are bytes that no key made. Run: `node test/vectors/make-entries.ts`.
 */
export const entriesVectors: string = fileURLToPath(new URL('./entries.jsonl', import.meta.url))

const TYPE = 'application/vnd.fairtrail.event.v1+json'

/** RFC 8785 for what stands in these payloads: no numbers but integers. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`
}

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest()
const base64 = (bytes: string | Uint8Array) => Buffer.from(bytes).toString('base64')
const signature = (key: string) => base64(Buffer.concat([sha256(key), sha256(`again ${key}`)]))

interface Line {
  readonly keyid: string
  readonly sig: string
}

const lines = (payload: JsonObject): Line[] => {
  const signers = Array.isArray(payload.signers) ? (payload.signers as { key?: unknown }[]) : []
  return signers.map(({ key }) => ({ keyid: String(key), sig: signature(String(key)) }))
}

/** An envelope as text. The payload is given in bytes or as a value. */
function envelope(payload: string | Uint8Array, signatures: readonly object[], payloadType = TYPE): string {
  return canonical({ payload: base64(payload), payloadType, signatures })
}

const ofPayload = (payload: JsonObject) => envelope(canonical(payload), lines(payload))

const noted = { kind: 'rights', to: agentId(4) }
const good = payloadOf('notice.given', noted)
const opening = payloadOf('case.opened', SAMPLES.get('case.opened')?.minimal ?? {})

/** A header in which every member is said. */
const full: JsonObject = {
  ...payloadOf('notice.given', noted, {
    items: [itemId(1), itemId(2)],
    refs: [
      { rel: 'about', event: hash(2) },
      { rel: 'decision', event: hash(1) },
      { rel: 'source', event: hash(3), case: hash(4) },
    ],
  }),
  act: 'c0000001-0000-4000-8000-000000000000',
  signers: [
    { key: hash(1), prior: hash(5) },
    { key: hash(2), prior: null },
  ],
  occurred: { at: '2026-03-02T14:10:00+06:00', clock: { source: 'camera', offset: '-3.5', uncertainty: '0.50' } },
  recorded: { at: '2026-03-02T14:30:00.25+06:00', lateReason: text('No network') },
  place: { name: text('A flat'), address: withheld(), coordinates: { lat: '42.87', lon: '74.59', accuracy: '10' } },
  participants: [
    {
      agent: agentId(1),
      capacity: 'investigator',
      for: agentId(2),
      presence: { from: '2026-03-02T14:00:00Z', until: '2026-03-02T15:00:00Z' },
      independence: { declared: true, ties: withheld() },
      signs: 'key',
      remarks: text('None'),
    },
    { agent: agentId(4), capacity: 'owner', signs: { refused: { reason: text('He did not say') } } },
    {
      agent: agentId(5),
      capacity: 'guardian',
      signs: { unable: { reason: text('Cannot write'), certifiedBy: agentId(6) } },
    },
  ],
  basis: [{ kind: 'decision', instrument: text('Order'), article: '254' }],
  attachments: [
    {
      digests: [{ algorithm: 'sha256', value: hash(6) }],
      bytes: 12,
      mediaType: 'application/pdf',
      kind: 'protocol',
      name: text('scan.pdf'),
      lang: 'ru',
      dated: '2026-03-02',
      issuer: text('The police'),
      pages: 3,
    },
  ],
  remarks: withheld('privileged'),
  ext: { 'org.example': { 'Free name': [1, true, 'x'] } },
}

type Change = readonly [why: string, at: string, value: unknown]

/** Accepted in place of a member of the full header. */
const ACCEPTED: readonly Change[] = [
  ['a header without act', '/act', REMOVED],
  ['a header without place', '/place', REMOVED],
  ['a header without basis', '/basis', REMOVED],
  ['a header without attachments', '/attachments', REMOVED],
  ['a header without remarks and ext', '/remarks', REMOVED],
  ['no items, no basis: stated to be none', '/basis', []],
  ['16 signers', '/signers', Array.from({ length: 16 }, (_, at) => ({ key: hash(at), prior: null }))],
  ['an instant with nine digits of fraction', '/occurred/at', '2026-03-02T14:10:00.123456789Z'],
  ['second 60', '/occurred/at', '2016-12-31T23:59:60Z'],
  ['an offset of 14:00', '/occurred/at', '2026-03-02T14:10:00-14:00'],
  ['occurred: an interval', '/occurred', { from: '2026-03-02T14:10:00Z', to: '2026-03-02T14:20:00Z' }],
  ['occurred: a day, 29 February', '/occurred', { date: '2024-02-29' }],
  ['occurred: days', '/occurred', { dates: ['2026-03-01', '2026-03-04'] }],
  ['occurred: a local time with a zone', '/occurred', { local: '2026-03-02T14:10:00', zone: 'Asia/Bishkek' }],
  ['occurred: unknown', '/occurred', { unknown: true }],
  ['a place that is a facility', '/place', { facility: agentId(7) }],
  ['a withheld name of a place', '/place/name', withheld('source')],
  ['withheld coordinates', '/place/coordinates', withheld()],
  ['a withheld late reason', '/recorded/lateReason', withheld()],
  ['a file name by its bytes', '/attachments/0/name', { bytes: '8fLu', encoding: 'windows-1251' }],
  ['text in another normal form', '/recorded/lateReason/text', 'e\u0301'],
  ['text with bidi controls: shown escaped, never refused', '/recorded/lateReason/text', '\u202Etxt'],
  ['a language tag with script and region', '/language', 'uz-Cyrl-UZ'],
  ['the language tag und', '/language', 'und'],
  ['a grandfathered language tag', '/language', 'i-klingon'],
  ['a member __proto__ among the free names of ext', '/ext/org.example/__proto__', { a: 1 }],
]

/** Refused in place of a member of the full header. */
const REFUSED: readonly Change[] = [
  ...'case nonce type tv after signers items refs occurred recorded source participants language details'
    .split(' ')
    .map((name) => [`no ${name}`, `/${name}`, REMOVED] as const),
  ['a member of no list', '/extra', 'x'],
  ['a member __proto__', '/__proto__', { act: 'x' }],
  ['a member constructor', '/constructor', 'x'],
  ['a withheld header member that is not marked', '/source', withheld()],
  ['null in place of an absent member', '/act', null],
  ['an empty list of signers', '/signers', []],
  ['17 signers', '/signers', Array.from({ length: 17 }, (_, at) => ({ key: hash(at), prior: null }))],
  [
    'signers in another order',
    '/signers',
    [
      { key: hash(2), prior: null },
      { key: hash(1), prior: null },
    ],
  ],
  [
    'a signer twice',
    '/signers',
    [
      { key: hash(1), prior: null },
      { key: hash(1), prior: null },
    ],
  ],
  ['a signer without prior', '/signers/0/prior', REMOVED],
  ['a case in capitals', '/case', hash(0xca5e).toUpperCase()],
  ['no case outside of case.opened', '/case', null],
  ['a nonce of 15 bytes', '/nonce', 'A'.repeat(20)],
  ['a nonce with bits set that are not used', '/nonce', 'AAAAAAAAAAAAAAAAAAAAAB'],
  ['a padded nonce', '/nonce', 'AAAAAAAAAAAAAAAAAAAAAA=='],
  ['an act of UUID version 1', '/act', 'c0000001-0000-1000-8000-000000000000'],
  ['an act of another variant', '/act', 'c0000001-0000-4000-c000-000000000000'],
  ['an act in capitals', '/act', 'C0000001-0000-4000-8000-000000000000'],
  ['version 0', '/tv', 0],
  ['size 0 outside of case.opened', '/after/size', 0],
  ['a negative size', '/after/size', -1],
  ['a head with a third member', '/after/index', 1],
  ['items in another order', '/items', [itemId(2), itemId(1)]],
  ['an item twice', '/items', [itemId(1), itemId(1)]],
  ['an item by its exhibit number', '/items/0', '12-A'],
  [
    'refs in another order',
    '/refs',
    [
      { rel: 'decision', event: hash(1) },
      { rel: 'about', event: hash(2) },
    ],
  ],
  [
    'a ref twice',
    '/refs',
    [
      { rel: 'decision', event: hash(1) },
      { rel: 'decision', event: hash(1) },
    ],
  ],
  [
    'a ref twice, once as of another case',
    '/refs',
    [
      { rel: 'decision', event: hash(1) },
      { rel: 'decision', event: hash(1), case: hash(2) },
    ],
  ],
  ['a rel of no list', '/refs/0/rel', 'see-also'],
  ['a ref of another case that is this one', '/refs/0/case', hash(0xca5e)],
  ['occurred in two forms', '/occurred', { at: '2026-03-02T14:10:00Z', date: '2026-03-02' }],
  ['occurred: half an interval', '/occurred', { from: '2026-03-02T14:10:00Z' }],
  ['occurred: unknown, false', '/occurred', { unknown: false }],
  ['occurred: no form', '/occurred', { clock: { source: 'camera' } }],
  ['occurred: three days', '/occurred', { dates: ['2026-03-01', '2026-03-02', '2026-03-03'] }],
  ['an instant without offset', '/occurred/at', '2026-03-02T14:10:00'],
  ['an instant with the offset -00:00', '/occurred/at', '2026-03-02T14:10:00-00:00'],
  ['an offset beyond 14:00', '/occurred/at', '2026-03-02T14:10:00+14:01'],
  ['an instant of 30 February', '/occurred/at', '2026-02-30T14:10:00Z'],
  ['an instant of the year 0000', '/occurred/at', '0000-03-02T14:10:00Z'],
  ['an instant with ten digits of fraction', '/occurred/at', '2026-03-02T14:10:00.1234567890Z'],
  ['an instant with a point and no fraction', '/occurred/at', '2026-03-02T14:10:00.Z'],
  ['an instant in lower case', '/occurred/at', '2026-03-02t14:10:00z'],
  ['second 61', '/occurred/at', '2026-03-02T14:10:61Z'],
  ['29 February of no leap year', '/occurred', { date: '2026-02-29' }],
  ['a decimal with an exponent', '/occurred/clock/offset', '1e3'],
  ['a decimal with a leading zero', '/occurred/clock/offset', '03.5'],
  ['a decimal that ends in a point', '/occurred/clock/offset', '3.'],
  ['a decimal with a plus', '/occurred/clock/offset', '+3.5'],
  ['a decimal of 41 characters', '/occurred/clock/offset', `0.${'1'.repeat(39)}`],
  ['a decimal that is a number', '/occurred/clock/offset', 3],
  ['recorded on a day', '/recorded/at', '2026-03-02'],
  ['a source of no list', '/source', 'hearsay'],
  ['a place of two forms', '/place/facility', agentId(7)],
  ['coordinates without a name', '/place/name', REMOVED],
  ['a withheld place', '/place', withheld()],
  ['nobody who signs by key', '/participants/0/signs', 'paper'],
  [
    'more who sign by key than signers',
    '/participants',
    Array(3).fill({ agent: agentId(1), capacity: 'judge', signs: 'key' }),
  ],
  ['nobody', '/participants', []],
  ['a way to sign of no list', '/participants/1/signs', 'thumb'],
  ['a refusal without reason', '/participants/1/signs', { refused: {} }],
  ['a capacity of no list', '/participants/0/capacity', 'detective'],
  ['a plain "other"', '/participants/0/capacity', 'other'],
  ['"other" without a text', '/participants/0/capacity', { code: 'other' }],
  ['a basis of no list', '/basis/0/kind', 'custom'],
  ['a basis "decision" without a reference to it', '/refs', [{ rel: 'about', event: hash(2) }]],
  ['an attachment without SHA-256', '/attachments/0/digests', [{ algorithm: 'sha512', value: 'a'.repeat(128) }]],
  [
    'digests in another order',
    '/attachments/0/digests',
    [
      { algorithm: 'sha256', value: hash(6) },
      { algorithm: 'md5', value: 'a'.repeat(32) },
    ],
  ],
  ['a digest in capitals', '/attachments/0/digests/0/value', 'A'.repeat(64)],
  ['a digest of another length', '/attachments/0/digests/0/value', 'a'.repeat(62)],
  ['a size in a string', '/attachments/0/bytes', '12'],
  ['text without a language', '/recorded/lateReason', { text: 'x' }],
  ['a plain string in place of text', '/recorded/lateReason', 'x'],
  ['an empty text', '/recorded/lateReason/text', ''],
  ['a language tag with an underscore', '/language', 'ky_KG'],
  ['an empty language tag', '/language', ''],
  ['a withheld value without class', '/remarks', { $withheld: 'A'.repeat(43) }],
  ['a withheld value with a class of no list', '/remarks', withheld('secret')],
  ['a withheld value with one more member', '/remarks', { ...withheld(), salt: 'A'.repeat(43) }],
  ['a commitment with bits set that are not used', '/remarks/$withheld', `${'A'.repeat(42)}B`],
  ['a commitment of 42 characters', '/remarks/$withheld', 'A'.repeat(42)],
  ['ext by a name without a point', '/ext', { example: {} }],
  ['ext with a member that is no object', '/ext/org.example', 'x'],
  ['null in ext', '/ext/org.example/a', null],
  ['an empty string in ext', '/ext/org.example/a', ''],
  ['null in ext, under __proto__', '/ext/org.example/__proto__', null],
  ['a reserved name in ext', '/ext/org.example/$ref', 1],
  ['a withheld value in ext', '/ext/org.example/a', withheld()],
]

const OPTIONAL = ['act', 'place', 'basis', 'attachments', 'remarks', 'ext']

/** The full header with a value changed, and without the optional members that the change is not about. */
function changed([, at, value]: Change): JsonObject {
  const about = at.split('/')[1]
  const kept = Object.entries(full).filter(
    ([name]) => !OPTIONAL.includes(name) || name === about || (name === 'basis' && about === 'refs'),
  )
  return setAt(Object.fromEntries(kept), at, value) as JsonObject
}

/** Rules of these types tie members together: their faults stand among all members. */
const TIED = new Set(['key.revoked', 'proceeding.recorded', 'correction.made'])

/** Details with a fault: what is required, and the member that the fault is about. */
function faulty(type: string, { minimal, full: all }: Sample, [, at, value]: Change): object {
  const about = at.split('/')[1] as string
  const details = TIED.has(type) ? all : { ...minimal, ...pick(all, about) }
  return setAt(details, at, value) as object
}

const pick = (from: object, name: string) => Object.fromEntries(Object.entries(from).filter(([own]) => own === name))

const foreign = (type: string, tv: number, details: Json = { any: 'thing' }) => ({ ...good, type, tv, details })

export function makeEntryVectors(): Vector[] {
  const vectors: Vector[] = []
  const seen = new Set<string>()
  const push = (why: string, entry: string | Uint8Array, expect: Vector['expect']) => {
    const encoded = base64(entry)
    // What is required, and every member, are the same where there is nothing optional; so are some faults.
    if (seen.has(encoded)) return
    seen.add(encoded)
    vectors.push({ id: `entry-${vectors.length + 1}`, op: 'entry.check', in: { entry: encoded }, expect, why })
  }
  const accepted = (why: string, payload: JsonObject) => {
    const eventId = sha256(canonical(payload)).toString('hex')
    push(why, ofPayload(payload), { ok: true, out: { eventId, type: payload.type as string } })
  }
  const refused = (why: string, entry: JsonObject | string | Uint8Array) =>
    push(why, typeof entry === 'object' && !(entry instanceof Uint8Array) ? ofPayload(entry) : entry, { ok: false })

  for (const [type, sample] of SAMPLES) {
    accepted(`${type}: what is required`, payloadOf(type, sample.minimal, sample))
    accepted(`${type}: every member`, payloadOf(type, sample.full, sample))
    const required = Object.keys(sample.minimal)
    for (const name of required) {
      refused(`${type}: no ${name}`, payloadOf(type, setAt(sample.minimal, `/${name}`, REMOVED) as object, sample))
    }
    for (const change of [['a member of no list', '/extra', 'x'] as const, ...sample.faults]) {
      refused(`${type}: ${change[0]}`, payloadOf(type, faulty(type, sample, [change[0], change[1], change[2]]), sample))
    }
    if (sample.refs) refused(`${type}: without its reference`, payloadOf(type, sample.full, { ...sample, refs: [] }))
    const named = payloadOf(type, sample.full, sample).items as string[]
    const inDetails = named.find((item) => !sample.items?.includes(item))
    if (inDetails !== undefined) {
      const items = named.filter((item) => item !== inDetails)
      refused(`${type}: an item of the details that the header does not name`, {
        ...payloadOf(type, sample.full, sample),
        items,
      })
    }
  }

  accepted('a header in which everything is said', full)
  for (const change of ACCEPTED) accepted(change[0], changed(change))
  for (const change of REFUSED) refused(change[0], changed(change))

  refused('case.opened in a case', { ...opening, case: hash(1) })
  refused('case.opened at a later head', { ...opening, after: { size: 1, root: hash(1) } })
  refused('case.opened over a root that is not that of the empty tree', {
    ...opening,
    after: { size: 0, root: hash(1) },
  })
  const received = SAMPLES.get('custody.received')?.minimal ?? {}
  const withoutReason = setAt(received, '/noRelease', REMOVED) as object
  const refs = (rel: string) => ({ refs: [{ rel, event: hash(6) }] })
  accepted('a receipt over a release', payloadOf('custody.received', withoutReason, refs('release')))
  accepted('a receipt of what arrives from another case', payloadOf('custody.received', withoutReason, refs('source')))
  refused('a receipt over a release that there is not', payloadOf('custody.received', received, refs('release')))
  refused('a receipt over neither', payloadOf('custody.received', withoutReason, refs('about')))

  accepted('a private type', foreign('x.acme.note', 1))
  accepted('a private type, another version', foreign('x.acme.note', 12))
  accepted('a type that this version does not have', foreign('item.teleported', 1))
  accepted('a newer version of a known type', foreign('item.collected', 2))
  accepted('a withheld value in details that are not known', foreign('x.acme.note', 1, { a: [withheld()] }))
  refused('a newer version of case.opened', { ...opening, tv: 2 })
  refused('a newer version of time.anchored', foreign('time.anchored', 2, { note: 'n' }))
  refused('a newer version of event.withheld', foreign('event.withheld', 2, { inner: withheld() }))
  refused('another type under case.', foreign('case.reopened', 1))
  refused('another type under key.', foreign('key.lost', 1))
  refused('an empty type', foreign('', 1))
  refused('null in details that are not known', foreign('x.acme.note', 1, { a: null }))
  refused('an empty string in details that are not known', foreign('x.acme.note', 1, { a: [''] }))
  refused('a name that is not camelCase in details that are not known', foreign('x.acme.note', 1, { 'a-b': 1 }))
  refused('a reserved name in details that are not known', foreign('x.acme.note', 1, { $ref: 'x' }))
  refused(
    'a withheld value of another form in details that are not known',
    foreign('x.acme.note', 1, { a: { $withheld: 'x', class: 'privacy' } }),
  )
  refused('details that are a list', foreign('x.acme.note', 1, []))

  const json = canonical(good)
  const own = lines(good)
  const withPayload = (payload: string | Uint8Array) => envelope(payload, own)
  refused('a payload with white space', withPayload(json.replace(',', ', ')))
  refused('a payload that ends with a line feed', withPayload(`${json}\n`))
  refused('a payload that begins with a byte order mark', withPayload(`\ufeff${json}`))
  refused('a payload with members in another order', withPayload(`{"tv":1,${json.slice(1).replace('"tv":1,', '')}`))
  refused('a payload with a member twice', withPayload(json.replace('"tv":1', '"tv":1,"tv":1')))
  refused('a payload with an escape that is not needed', withPayload(json.replace('"direct"', '"\\u0064irect"')))
  refused('a payload with a fraction', withPayload(json.replace('"tv":1', '"tv":1.0')))
  refused('a payload with an exponent', withPayload(json.replace('"tv":1', '"tv":1e0')))
  refused('a payload with an unsafe integer', withPayload(json.replace('"size":7', '"size":9007199254740992')))
  refused('a payload with -0', withPayload(json.replace('"size":7', '"size":-0')))
  refused('a payload with U+0000', withPayload(json.replace('"direct"', '"direct\\u0000"')))
  refused('a payload with a lone surrogate', withPayload(json.replace('"direct"', '"\\ud800"')))
  refused('a payload that is not UTF-8', withPayload(Buffer.from(json.replace('direct', 'dir\xFFct'), 'latin1')))
  refused('a payload that is a list', withPayload(`[${json}]`))
  refused('a payload of nothing', withPayload(''))
  const nested = (depth: number) => `${'['.repeat(depth)}1${']'.repeat(depth)}`
  const deep = (depth: number) =>
    canonical({ ...good, ext: { 'org.example': { a: 'NESTED' } } }).replace('"NESTED"', nested(depth))
  const atDepth = deep(61)
  push('64 nested containers', withPayload(atDepth), {
    ok: true,
    out: { eventId: sha256(atDepth).toString('hex'), type: 'notice.given' },
  })
  refused('65 nested containers', withPayload(deep(62)))
  const sized = (size: number): JsonObject => {
    const bare = canonical({ ...good, ext: { 'org.example': { a: '' } } }).length
    return { ...good, ext: { 'org.example': { a: 'x'.repeat(size - bare) } } }
  }
  accepted('a payload of 32,768 bytes', sized(32_768))
  refused('a payload of 32,769 bytes', sized(32_769))

  const two = {
    ...good,
    signers: [
      { key: hash(1), prior: null },
      { key: hash(2), prior: null },
    ],
  }
  const [first, second] = lines(two) as [Line, Line]
  accepted('two signers', two)
  refused('one signature for two signers', envelope(canonical(two), [first]))
  refused('two signatures for one signer', envelope(json, [own[0] as Line, second]))
  refused('signatures in another order than the signers', envelope(canonical(two), [second, first]))
  refused('one signature twice', envelope(canonical(two), [first, first]))
  refused('a signature by another key', envelope(json, [second]))
  refused('no signature', envelope(json, []))
  refused('a key id in capitals', envelope(json, [{ ...(own[0] as Line), keyid: hash(1).replace('1', 'A') }]))
  refused('a signature with a certificate', envelope(json, [{ ...(own[0] as Line), cert: 'x' }]))
  refused('another payload type', envelope(json, own, 'application/vnd.fairtrail.event.v2+json'))
  refused('a payload type in capitals', envelope(json, own, TYPE.toUpperCase()))
  const text0 = ofPayload(good)
  refused('an envelope with white space', text0.replace(',', ', '))
  refused('an envelope with one more member', text0.replace('{', '{"a":1,'))
  refused('an envelope that ends with a line feed', `${text0}\n`)
  refused(
    'a payload in base64url',
    text0.replace(/"payload":"[^"]*"/, (member) => member.replaceAll('+', '-').replace('e', '-')),
  )
  refused('an empty entry', '')
  refused('an entry that is a payload', json)
  return vectors
}

if (import.meta.main) writeVectors(entriesVectors, makeEntryVectors())
