import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { Json, JsonObject } from '../../src/encoding/json.ts'
import { SAMPLES } from '../record/samples/all.ts'
import { FULL_HEADER, HEADER_PARTS } from '../record/samples/header.ts'
import { payloadOf } from '../record/support/payload.ts'
import { REMOVED, type Sample, setAt } from '../record/support/sample.ts'
import { agentId, hash, withheld } from '../record/support/values.ts'
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

const REQUIRED =
  'case nonce type tv after signers items refs occurred recorded source participants language details'.split(' ')

type Change = readonly [why: string, at: string, value: unknown]

/** Members that a rule ties to another. */
const TOGETHER: ReadonlyMap<string, string> = new Map([
  ['refs', 'basis'],
  ['basis', 'refs'],
  ['participants', 'signers'],
])

/** A header with what the change is about as it stands where everything is said, and then changed. */
function changed([, at, value]: Change): JsonObject {
  const about = at.split('/')[1] as string
  const said = { ...pick(FULL_HEADER, about), ...pick(FULL_HEADER, TOGETHER.get(about)) }
  return setAt({ ...good, ...said }, at, value) as JsonObject
}

/** Rules of these types tie members together: their faults stand among all members. */
const TIED = new Set(['key.revoked', 'proceeding.recorded', 'correction.made'])

/** Details with a fault: what is required, and the member that the fault is about. */
function faulty(type: string, { minimal, full: all }: Sample, [, at, value]: Change): object {
  const about = at.split('/')[1] as string
  const details = TIED.has(type) ? all : { ...minimal, ...pick(all, about) }
  return setAt(details, at, value) as object
}

const pick = (from: object, name: string | undefined) =>
  Object.fromEntries(Object.entries(from).filter(([own]) => own === name))

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

  accepted('a header in which everything is said', FULL_HEADER)
  for (const name of REQUIRED) refused(`header: no ${name}`, setAt(good, `/${name}`, REMOVED) as JsonObject)
  for (const [part, { accepted: fine, faults }] of Object.entries(HEADER_PARTS)) {
    for (const change of fine) accepted(`${part}: ${change[0]}`, changed(change))
    for (const [why, at, value] of faults) refused(`${part}: ${why}`, changed([why, at, value]))
  }

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
