import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { eventSchema } from '../../scripts/docs/event-schema.ts'
import { printJson } from '../../scripts/docs/print-json.ts'
import type { Json, JsonObject } from '../../src/encoding/json.ts'
import { marks } from '../../src/record/kit.ts'
import { checkPayload } from '../../src/record/payload.ts'
import { defOf } from '../../src/record/schema-def.ts'
import { type EventType, VOCABULARY } from '../../src/record/vocabulary.ts'
import { SAMPLES } from '../record/samples/all.ts'
import { FULL_HEADER, HEADER_PARTS } from '../record/samples/header.ts'
import { payloadOf } from '../record/support/payload.ts'
import { REMOVED, setAt } from '../record/support/sample.ts'
import { agentId, hash, text, withheld } from '../record/support/values.ts'

const file = readFileSync(new URL('../../docs/schema/event.v1.schema.json', import.meta.url), 'utf8')
const schema: JsonObject = JSON.parse(file)
const defs = schema.$defs as JsonObject

const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, keywords: ['x-fairtrail-withhold'] })
const validate = ajv.compile(schema)

function isRead(payload: unknown): boolean {
  try {
    checkPayload(payload as Json)
    return true
  } catch {
    return false
  }
}

describe('docs/schema/event.v1.schema.json', () => {
  it('is what the vocabulary gives now', () => {
    expect(JSON.parse(JSON.stringify(eventSchema()))).toEqual(schema)
    expect(`${printJson(eventSchema())}\n`).toBe(file)
  })

  it('is a JSON Schema of draft 2020-12 that another implementation takes, strictly', () => {
    expect(ajv.validateSchema(schema)).toBe(true)
  })

  it('has the details of every type, described', () => {
    for (const type of Object.keys(VOCABULARY)) expect(defs[type], type).toHaveProperty('description')
  })

  it('refers to nothing that is not there, and has nothing that is not referred to', () => {
    const used = new Set([...file.matchAll(/"#\/\$defs\/([^"]+)"/g)].map((match) => match[1]))
    expect([...used].sort()).toEqual(Object.keys(defs).sort())
  })

  it('marks every member that may be withheld', () => {
    const stated = file.match(/"x-fairtrail-withhold": "W{1,2}"/g)?.length
    const counted = new Set<object>()
    const count = (part: Parameters<typeof defOf>[0]) => {
      if (marks.get(part)?.withhold) counted.add(part)
      const { shape = {}, element, innerType, options = [] } = defOf(part)
      for (const inner of [...Object.values(shape), element, innerType, ...options]) if (inner) count(inner)
    }
    for (const { details } of Object.values(VOCABULARY)) count(details)
    // The header has marks of its own, in `remarks`, `recorded`, `place`, `participants` and `attachments`.
    expect(stated).toBeGreaterThanOrEqual(counted.size)
    expect(defs.Feature).toHaveProperty('properties.value.x-fairtrail-withhold', 'WW')
    expect(defs['custody.released']).toHaveProperty('properties.carrier.properties.tracking.x-fairtrail-withhold', 'W')
    expect(schema).toHaveProperty('properties.remarks.x-fairtrail-withhold', 'WW')
  })

  it('carries the comments of the sources as descriptions', () => {
    expect(defs).toHaveProperty('Clock.properties.offset.description', 'Seconds, device minus true.')
    expect(schema).toHaveProperty('properties.after.description', 'The tree head that the signers saw.')
    expect(defs).toHaveProperty(
      'Description.description',
      'What an item is, as it was described when it entered the record.',
    )
  })

  it('says in words what it cannot express', () => {
    expect(schema).toHaveProperty('properties.items.$comment', 'Refused beyond this schema: not sorted, or not unique.')
    expect(defs).toHaveProperty('Date.$comment', 'Refused beyond this schema: not a real day.')
  })
})

describe('an event by the schema, with ajv', () => {
  it.each([...SAMPLES])('%s: every valid sample passes', (type, sample) => {
    for (const details of [sample.minimal, sample.full, ...(sample.variants ?? [])]) {
      const passes = validate(payloadOf(type, details, sample))
      expect(validate.errors ?? [], `${type} ${JSON.stringify(details)}`).toEqual([])
      expect(passes).toBe(true)
    }
  })

  /** What the schema says in words alone, of headers. */
  const BEYOND_OF_HEADERS = new Set([
    'a case that is this one',
    'a decimal of 41 characters',
    'a digest of another length',
    'an empty name',
    'an empty string',
    'another order',
    'another order of events',
    'another order of rels',
    'a reserved name',
    'a withheld value',
    'digests in another order',
    'more who sign by key than signers',
    'no SHA-256',
    'no digest',
    'null',
    'null deep under __proto__',
    'null under __proto__',
    'one key twice',
    'one item twice',
    'one twice',
    'one twice, once as of another case',
    '29 February of no leap year',
    '30 February',
    'an offset beyond 14:00',
    'the offset -00:00',
  ])

  /** What the schema says in words alone. */
  const BEYOND = new Set([
    'a threshold above the holders',
    'a key that is no SubjectPublicKeyInfo',
    'a key id for a key',
    'one key twice',
    'one root key twice',
    'a quorum above the groups',
    'a quorum above the members',
    'one name for two cosigners',
    'a group of a name that no member has',
    'a group that names a member twice',
    'a group that cannot be met',
    'a day that does not exist',
    'lost, without a moment',
    'left office, with a moment',
    'a seal without number and imprint',
    'a digest shorter than its algorithm',
    'another algorithm of another length',
    'the same digest twice',
    'digests in another order',
    'a change of status without status',
    'a status with a hearing',
    'neither a path nor void',
    'a path and void',
    'nothing in place of a value',
    'an empty string',
    'a name with a hyphen',
    'a withheld value inside of another',
  ])

  it('refuses the faults of the samples, but for exactly those that a schema cannot see', () => {
    const passing = [...SAMPLES].flatMap(([type, sample]) =>
      sample.faults
        .filter(([, at, value]) => validate(payloadOf(type, setAt(sample.full, at, value) as object, sample)))
        .map(([why]) => why),
    )
    expect(new Set(passing)).toEqual(BEYOND)
  })

  it('accepts of a header what is accepted, and refuses its faults, but for exactly those that a schema cannot see', () => {
    const passing: string[] = []
    for (const [part, { accepted, faults }] of Object.entries(HEADER_PARTS)) {
      for (const [why, at, value] of accepted) {
        expect(validate(setAt(FULL_HEADER, at, value)), `${part}: ${why}`).toBe(true)
      }
      passing.push(...faults.filter(([, at, value]) => validate(setAt(FULL_HEADER, at, value))).map(([why]) => why))
    }
    expect(new Set(passing)).toEqual(BEYOND_OF_HEADERS)
  })

  it('passes whatever the library reads: no fault of a sample is a fault of the schema alone', () => {
    let read = 0
    for (const [type, sample] of SAMPLES) {
      const full = payloadOf(type, sample.full, sample)
      for (const at of pointers(full)) {
        for (const value of [REMOVED, 'x', text('x'), withheld(), [], hash(1), agentId(1), '2026-03-02', 1, true]) {
          if (at === '') continue
          const payload = setAt(full, at, value)
          if (!isRead(payload)) continue
          read++
          if (!validate(payload))
            expect.fail(`${type} ${at} ${String(JSON.stringify(value))}: ${ajv.errorsText(validate.errors)}`)
        }
      }
    }
    expect(read).toBeGreaterThan(1000)
  })

  it.each<[string, object, boolean]>([
    ['a private type', { type: 'x.acme.note', tv: 3, details: { any: 'thing' } }, true],
    ['a newer version of a type', { tv: 2, details: { any: 'thing' } }, true],
    ['another version of a type that stays', { type: 'time.anchored', tv: 2, details: { note: 'n' } }, false],
    ['another type under case.', { type: 'case.reopened', details: {} }, false],
    ['another type under key.', { type: 'key.lost', details: {} }, false],
    ['no case', { case: null }, false],
    ['size 0', { after: { size: 0, root: hash(1) } }, false],
    ['nobody who signs by key', { participants: [{ agent: agentId(1), capacity: 'judge', signs: 'paper' }] }, false],
    ['a decision without its reference', { basis: [{ kind: 'decision' }] }, false],
    [
      'a decision with its reference',
      { basis: [{ kind: 'decision' }], refs: [{ rel: 'decision', event: hash(1) }] },
      true,
    ],
  ])('%s', (_, header, passes) => {
    const payload = {
      ...payloadOf('case.closed', { reason: text('x') }),
      type: 'notice.given',
      details: { kind: 'rights', to: agentId(1) },
      ...header,
    }
    expect(validate(payload)).toBe(passes)
    expect(isRead(payload)).toBe(passes)
  })

  it('holds a receipt to one of release, source and noRelease, and never to release beside noRelease', () => {
    const { minimal } = SAMPLES.get('custody.received' as EventType) as { minimal: object }
    const bare = setAt(minimal, '/noRelease', REMOVED) as object
    const refs = (rel: string) => ({ refs: [{ rel, event: hash(1) }] })
    const cases: [object, object, boolean][] = [
      [minimal, {}, true],
      [bare, refs('release'), true],
      [bare, refs('source'), true],
      [minimal, refs('source'), true],
      [bare, refs('about'), false],
      [bare, {}, false],
      [minimal, refs('release'), false],
    ]
    for (const [details, needs, passes] of cases) {
      const payload = payloadOf('custody.received', details, needs)
      expect([validate(payload), isRead(payload)], JSON.stringify(needs)).toEqual([passes, passes])
    }
  })
})

function pointers(value: unknown, at = ''): string[] {
  if (typeof value !== 'object' || value === null) return [at]
  return [at, ...Object.entries(value).flatMap(([name, inner]) => pointers(inner, `${at}/${name}`))]
}
