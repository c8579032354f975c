import { describe, expect, it } from 'vitest'
import { canonicalBytes, type Json, type JsonObject } from '../../src/encoding/json.ts'
import { checkPayload, EMPTY_ROOT, readPayload } from '../../src/record/payload.ts'
import { RELS } from '../../src/record/rel.ts'
import { refusal, refusalCode } from '../support/refusal.ts'
import { SAMPLES } from './samples/all.ts'
import { payloadOf } from './support/payload.ts'
import { REMOVED, setAt } from './support/sample.ts'
import { actId, agentId, hash, itemId, nationalWord, otherWord, text, withheld } from './support/values.ts'

const noted = { kind: 'rights', to: agentId(4) }

/** An event in whose header every member is said. */
const full: JsonObject = {
  ...payloadOf('notice.given', noted, {
    items: [itemId(1), itemId(2)],
    refs: [
      { rel: 'about', event: hash(2) },
      { rel: 'decision', event: hash(1) },
      { rel: 'source', event: hash(3), case: hash(4) },
    ],
  }),
  act: actId(1),
  signers: [
    { key: hash(1), prior: hash(5) },
    { key: hash(2), prior: null },
  ],
  occurred: { at: '2026-03-02T14:10:00+06:00', clock: { source: 'camera', offset: '-3.5', uncertainty: '0.5' } },
  recorded: { at: '2026-03-02T14:30:00+06:00', lateReason: text('No network') },
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
    { agent: agentId(3), capacity: otherWord('dog handler'), signs: 'paper', absent: false },
    { agent: agentId(4), capacity: 'owner', signs: { refused: { reason: text('He did not say') } } },
    {
      agent: agentId(5),
      capacity: 'guardian',
      signs: { unable: { reason: text('Cannot write'), certifiedBy: agentId(6) } },
    },
    {
      agent: agentId(6),
      capacity: nationalWord('attesting-witness'),
      signs: 'none',
      absent: { reason: text('Not found') },
    },
  ],
  basis: [{ kind: 'decision', instrument: text('Order'), article: '254' }, { kind: 'none-stated' }],
  attachments: [
    {
      digests: [
        { algorithm: 'md5', value: 'a'.repeat(32) },
        { algorithm: 'sha256', value: hash(6) },
      ],
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
  remarks: withheld(),
  ext: { 'org.example': { anything: ['goes'], 'free name': true } },
}

const refusedAt = (payload: unknown) => refusal(() => checkPayload(payload as Json)).path
const changed = (at: string, value: unknown) => setAt(full, at, value)

type Case = readonly [why: string, at: string, value: unknown, named?: string]

function faults(cases: readonly Case[]): void {
  it.each(cases.map((one) => [one[0], one] as const))('refuses %s', (_, [, at, value, named = at]) => {
    expect(refusedAt(changed(at, value))).toBe(named)
  })
}

function accepted(cases: readonly (readonly [string, string, unknown])[]): void {
  it.each(cases.map((one) => [one[0], one] as const))('accepts %s', (_, [, at, value]) => {
    expect(() => checkPayload(changed(at, value) as Json)).not.toThrow()
  })
}

describe('the header', () => {
  it('may say everything', () => {
    expect(checkPayload(full)).toEqual({ known: true, payload: full })
    expect(readPayload(canonicalBytes(full))).toEqual({ known: true, payload: full })
  })

  it.each(
    'case nonce type tv after signers items refs occurred recorded source participants language details'.split(' '),
  )('needs %s', (name) => {
    expect(refusedAt(changed(`/${name}`, REMOVED))).toBe(`/${name}`)
  })

  it.each('act place basis attachments remarks ext'.split(' '))('does without %s', (name) => {
    expect(() => checkPayload(changed(`/${name}`, REMOVED) as Json)).not.toThrow()
  })

  it.each(Object.keys(full).filter((name) => name !== 'case'))('has no null in %s', (name) => {
    expect(() => checkPayload(changed(`/${name}`, null) as Json)).toThrow()
  })

  it.each(['extra', '__proto__', 'constructor', 'toString', '$withheld'])('has no member %s', (name) => {
    expect(refusedAt(changed(`/${name}`, 'x'))).toBe(`/${name}`)
  })

  it.each([
    ['a list', []],
    ['a text', 'event'],
    ['null', null],
    ['a number', 1],
  ])('is not %s', (_, json) => {
    expect(refusalCode(() => checkPayload(json as Json))).toBe('payload-form')
  })

  it('is read from canonical bytes alone', () => {
    const bytes = new TextEncoder().encode(` ${new TextDecoder().decode(canonicalBytes(full))}`)
    expect(refusalCode(() => readPayload(bytes))).toBe('json-not-canonical')
  })

  it('is refused with a message that no name can garble', () => {
    const { message, path } = refusal(() => checkPayload(changed('/evil\u202E\u001B[31m', 1) as Json))
    for (const hidden of ['\u202E', '\u001B']) expect(message).not.toContain(hidden)
    expect(path).toBe('/evil\u202E\u001B[31m')
    expect(refusal(() => checkPayload(changed(`/${'x'.repeat(30_000)}`, 1) as Json)).message.length).toBeLessThan(400)
  })
})

describe('case, nonce, act, type, tv', () => {
  faults([
    ['a case in capitals', '/case', hash(0xca5e).toUpperCase()],
    ['a case of 63 digits', '/case', hash(1).slice(1)],
    ['no case outside of case.opened', '/case', null],
    ['a nonce of 15 bytes', '/nonce', 'A'.repeat(20)],
    ['a nonce with padding', '/nonce', 'AAAAAAAAAAAAAAAAAAAAAA=='],
    ['a nonce with bits set that are not used', '/nonce', 'AAAAAAAAAAAAAAAAAAAAAB'],
    ['a nonce in standard base64', '/nonce', '+AAAAAAAAAAAAAAAAAAAAA'],
    ['an act in capitals', '/act', actId(1).toUpperCase()],
    ['an act that is a UUID of version 1', '/act', 'c0000001-0000-1000-8000-000000000000'],
    ['an act of another variant', '/act', 'c0000001-0000-4000-c000-000000000000'],
    ['a version 0', '/tv', 0],
    ['a version in a string', '/tv', '1'],
    ['an empty type', '/type', ''],
    ['a type that is a number', '/type', 1],
  ])
  accepted([['every nonce that ends in A, Q, g or w', '/nonce', 'AAAAAAAAAAAAAAAAAAAAAw']])
})

describe('after', () => {
  faults([
    ['size 0 outside of case.opened', '/after/size', 0],
    ['a negative size', '/after/size', -1],
    ['a size beyond the safe integers', '/after/size', 2 ** 53],
    ['half an entry', '/after/size', 1.5],
    ['a root in base64', '/after/root', 'AAAA'],
    ['a head with a note', '/after/note', 'x'],
  ])

  const opened = payloadOf('case.opened', SAMPLES.get('case.opened')?.minimal ?? {})

  it('is the empty tree in case.opened, whose case is null', () => {
    expect(opened.after).toEqual({ size: 0, root: EMPTY_ROOT })
    expect(() => checkPayload(opened)).not.toThrow()
    expect(refusedAt({ ...opened, case: hash(1) })).toBe('/case')
    expect(refusedAt({ ...opened, after: { size: 1, root: EMPTY_ROOT } })).toBe('/after/size')
    expect(refusedAt({ ...opened, after: { size: 0, root: hash(1) } })).toBe('/after/root')
  })
})

describe('signers', () => {
  const many = (n: number) => Array.from({ length: n }, (_, at) => ({ key: hash(at), prior: null }))
  faults([
    ['none', '/signers', []],
    ['17', '/signers', many(17)],
    ['another order', '/signers', many(2).reverse()],
    ['one key twice', '/signers', [...many(1), ...many(1)]],
    ['a signer without prior', '/signers/0/prior', REMOVED],
    ['a prior that is no event id', '/signers/0/prior', 'first'],
    ['a key in capitals', '/signers/1/key', hash(0xab).toUpperCase()],
  ])
  accepted([
    ['16', '/signers', many(16)],
    ['equal priors', '/signers', many(2).map((signer) => ({ ...signer, prior: hash(9) }))],
  ])
})

describe('items', () => {
  faults([
    ['another order', '/items', [itemId(2), itemId(1)]],
    ['one item twice', '/items', [itemId(1), itemId(1)]],
    ['an item by its number', '/items/0', '12-A'],
    ['an item in capitals', '/items/0', 'AAAAAAAA-0000-4000-8000-000000000000'],
  ])
  accepted([['none', '/items', []]])

  it('name every item in the details, at every depth', () => {
    for (const [type, { full: details, ...needs }] of SAMPLES) {
      const payload = payloadOf(type, details, needs)
      const named = payload.items as string[]
      for (const item of named.filter((one) => !(needs.items ?? []).includes(one))) {
        const without = { ...payload, items: named.filter((one) => one !== item) }
        expect(refusedAt(without), `${type} ${item}`).toBe('/items')
      }
    }
  })

  it('need not name the item of another case', () => {
    const details = SAMPLES.get('case.linked')?.full as object
    expect(payloadOf('case.linked', details).items).toEqual([itemId(1)])
    expect(() => checkPayload(payloadOf('case.linked', details))).not.toThrow()
  })
})

describe('refs', () => {
  const ref = { rel: 'about', event: hash(2) }
  faults([
    ['another order of rels', '/refs', [{ ...ref, rel: 'order' }, ref, { rel: 'decision', event: hash(1) }]],
    ['another order of events', '/refs', [ref, { ...ref, event: hash(1) }, { rel: 'decision', event: hash(1) }]],
    ['one twice', '/refs', [ref, ref, { rel: 'decision', event: hash(1) }]],
    [
      'one twice, once as of another case',
      '/refs',
      [ref, { ...ref, case: hash(8) }, { rel: 'decision', event: hash(1) }],
    ],
    ['a rel of no list', '/refs/0/rel', 'see-also'],
    ['a rel in camelCase', '/refs/0/rel', 'withheldUnder'],
    ['an event by its index', '/refs/0/event', 7],
    ['a case that is this one', '/refs/0/case', hash(0xca5e)],
    ['a case that is null', '/refs/0/case', null],
  ])

  it('know the words of the list', () => {
    for (const rel of RELS) {
      const refs = [{ rel, event: hash(2) }]
      expect(() => checkPayload(payloadOf('notice.given', noted, { refs })), rel).not.toThrow()
    }
    expect(RELS.length).toBe(18)
  })

  it('sort "withheld-under" by its bytes', () => {
    const refs = RELS.map((rel) => ({ rel, event: hash(1) })).sort((a, b) => (a.rel < b.rel ? -1 : 1))
    expect(() => checkPayload(payloadOf('notice.given', noted, { refs }))).not.toThrow()
  })
})

describe('occurred', () => {
  const clock = { source: 'watch' }
  accepted([
    ['an instant', '/occurred', { at: '2026-03-02T14:10:00.123456789Z' }],
    ['a leap second', '/occurred', { at: '2016-12-31T23:59:60Z' }],
    ['an interval', '/occurred', { from: '2026-03-02T14:10:00Z', to: '2026-03-02T14:20:00Z', clock }],
    [
      'an interval that runs backwards: it is the statement',
      '/occurred',
      { from: '2026-03-02T14:20:00Z', to: '2026-03-02T14:10:00Z' },
    ],
    ['a day', '/occurred', { date: '2026-03-02', clock }],
    ['days', '/occurred', { dates: ['2026-03-02', '2026-03-04'] }],
    ['a local time', '/occurred', { local: '2026-03-02T14:10:00', clock }],
    ['a local time with a zone', '/occurred', { local: '2026-03-02T14:10:00', zone: 'Asia/Bishkek' }],
    ['nothing known', '/occurred', { unknown: true, clock }],
  ])
  faults([
    ['nothing', '/occurred', {}, '/occurred/at'],
    ['an instant without offset', '/occurred/at', '2026-03-02T14:10:00'],
    ['the offset -00:00', '/occurred/at', '2026-03-02T14:10:00-00:00'],
    ['30 February', '/occurred/at', '2026-02-30T14:10:00Z'],
    ['ten digits of fraction', '/occurred/at', '2026-03-02T14:10:00.1234567890Z'],
    ['an instant and a day', '/occurred', { at: '2026-03-02T14:10:00Z', date: '2026-03-02' }, '/occurred/date'],
    ['half an interval', '/occurred', { from: '2026-03-02T14:10:00Z' }, '/occurred/to'],
    ['three days', '/occurred/dates', ['2026-03-02', '2026-03-03', '2026-03-04'], '/occurred/dates'],
    ['known after all', '/occurred', { unknown: false }, '/occurred/unknown'],
    ['a zone without a local time', '/occurred', { date: '2026-03-02', zone: 'Asia/Bishkek' }, '/occurred/zone'],
    ['a clock beside', '/clock', clock],
    ['a clock without a name', '/occurred/clock/source', REMOVED],
    ['an offset that is a number', '/occurred/clock/offset', -3],
  ])
})

describe('recorded, source, language', () => {
  faults([
    ['a recording without instant', '/recorded', {}, '/recorded/at'],
    ['a recording on a day', '/recorded/at', '2026-03-02'],
    ['a late reason as a plain string', '/recorded/lateReason', 'no network'],
    ['a source of no list', '/source', 'hearsay'],
    ["a source of one's own", '/source', otherWord('rumour')],
    ['a language by name', '/language', 'Russian!'],
  ])
  accepted([
    ['a withheld late reason', '/recorded/lateReason', withheld()],
    ['source transcribed', '/source', 'transcribed'],
    ['source imported', '/source', 'imported'],
    ['source reported', '/source', 'reported'],
    ['the language "und"', '/language', 'und'],
    ['a language with script and region', '/language', 'uz-Cyrl-UZ'],
  ])
})

describe('place', () => {
  faults([
    ['a facility and a name', '/place/facility', agentId(1), '/place/name'],
    ['coordinates alone', '/place/name', REMOVED],
    ['a latitude that is a number', '/place/coordinates/lat', 42],
    ['a withheld facility', '/place', { facility: withheld() }, '/place/facility'],
    ['a withheld place', '/place', withheld(), '/place/facility'],
  ])
  accepted([
    ['a facility', '/place', { facility: agentId(1) }],
    ['a withheld name', '/place', { name: withheld('source'), coordinates: withheld() }],
  ])
})

describe('participants', () => {
  const one = { agent: agentId(1), capacity: 'investigator', signs: 'key' }
  faults([
    ['nobody', '/participants', []],
    ['nobody who signs by key', '/participants/0/signs', 'paper', '/participants'],
    ['more who sign by key than signers', '/participants', [one, one, one], '/participants'],
    ['a participant without "signs"', '/participants/1/signs', REMOVED],
    ['a way to sign of no list', '/participants/1/signs', 'thumb'],
    ['a refusal without reason', '/participants/2/signs/refused', {}, '/participants/2/signs/refused/reason'],
    ['a refusal and an inability', '/participants/2/signs/unable', { reason: text('x') }],
    ['a capacity of no list', '/participants/0/capacity', 'detective'],
    ['a name in place of an agent', '/participants/0/agent', text('A. Berg')],
    ['independence not declared either way', '/participants/0/independence/declared', REMOVED],
    ['an absence that is a text', '/participants/4/absent', 'yes'],
  ])
  accepted([
    ['as many who sign by key as signers', '/participants', [one, one]],
    ['a national signature', '/participants/1/signs', 'national'],
    ['a screen', '/participants/1/signs', 'screen'],
    ['withheld remarks and ties', '/participants/0/remarks', withheld('privileged')],
    ['presence without end', '/participants/0/presence', { from: '2026-03-02T14:00:00Z' }],
  ])
})

describe('basis', () => {
  faults([
    ['a kind of no list', '/basis/0/kind', 'custom'],
    ['a decision without its reference', '/refs', [{ rel: 'about', event: hash(2) }], '/basis/0/kind'],
    ['an instrument as a plain string', '/basis/0/instrument', 'CPC'],
  ])
  accepted([
    ['none', '/basis', []],
    [
      "words of one's own",
      '/basis',
      ['urgent', 'administrative', 'instrument', otherWord('treaty')].map((kind) => ({ kind })),
    ],
  ])

  it('needs its reference also where a national word stands for the decision', () => {
    const basis = [{ kind: nationalWord('decision') }]
    expect(refusedAt({ ...full, basis, refs: [] })).toBe('/basis/0/kind')
  })
})

describe('attachments', () => {
  faults([
    ['no SHA-256', '/attachments/0/digests', [{ algorithm: 'md5', value: 'a'.repeat(32) }]],
    ['no digest', '/attachments/0/digests', []],
    [
      'digests in another order',
      '/attachments/0/digests',
      [
        { algorithm: 'sha256', value: hash(6) },
        { algorithm: 'md5', value: 'a'.repeat(32) },
      ],
    ],
    ['a digest with a scope', '/attachments/0/digests/0/scope', 'tree'],
    ['a digest of another length', '/attachments/0/digests/0/value', 'aa', '/attachments/0/digests/0'],
    ['no size', '/attachments/0/bytes', REMOVED],
    ['no kind', '/attachments/0/kind', REMOVED],
    ['a media type without a slash', '/attachments/0/mediaType', 'pdf'],
    ['a name as a plain string', '/attachments/0/name', 'scan.pdf'],
    [
      'a name whose bytes are no base64',
      '/attachments/0/name',
      { bytes: 'caf=C3', encoding: 'utf-8' },
      '/attachments/0/name/bytes',
    ],
    ['a withheld digest', '/attachments/0/digests/0/value', withheld()],
    ['no pages in words', '/attachments/0/pages', 'three'],
  ])
  accepted([
    ['a name by its bytes', '/attachments/0/name', { bytes: '8fDu8u7q7us=', encoding: 'windows-1251' }],
    ['a withheld name', '/attachments/0/name', withheld()],
    ['a media type with a parameter', '/attachments/0/mediaType', 'text/plain; charset=utf-8'],
    ['a media type in capitals', '/attachments/0/mediaType', 'Image/PNG'],
    ['a dated instant', '/attachments/0/dated', '2026-03-02T10:00:00Z'],
  ])
})

describe('ext', () => {
  faults([
    ['a name that is no reverse DNS', '/ext', { example: {} }, '/ext/example'],
    ['a name in capitals', '/ext', { 'org.Example': {} }, '/ext/org.Example'],
    ['a name __proto__', '/ext/__proto__', {}, ''],
    ['a member that is no object', '/ext/org.example', 'x'],
    ['a list', '/ext', []],
    ['null', '/ext/org.example/a', null],
    ['an empty string', '/ext/org.example/a', ''],
    ['null under __proto__', '/ext/org.example/__proto__', null],
    [
      'null deep under __proto__',
      '/ext/org.example/__proto__',
      { constructor: [null] },
      '/ext/org.example/__proto__/constructor/0',
    ],
    ['a reserved name', '/ext/org.example/$ref', 'x'],
    ['an empty name', '/ext/org.example/', 'x'],
    ['a withheld value', '/ext/org.example/a', withheld(), '/ext/org.example/a/$withheld'],
  ])
  accepted([
    ['free names', '/ext/org.example', { 'a b': 1, 'A-B': true, имя: ['x'], __proto__x: {}, constructor: 'x' }],
    ['nothing', '/ext', {}],
    ['a member __proto__ among the free names', '/ext/org.example/__proto__', { a: 1 }],
  ])

  it('is read in linear time, whatever its name', () => {
    const start = performance.now()
    for (const name of ['a'.repeat(30_000), 'a-'.repeat(15_000), `${'a.'.repeat(15_000)}!`]) {
      expect(() => checkPayload({ ...full, ext: { [name]: {} } })).toThrow()
    }
    expect(performance.now() - start).toBeLessThan(500)
  })
})

describe('types and versions that are not known', () => {
  const foreign = (type: string, tv: number, details: unknown = { anyName: [1, 'x', true, { deep: withheld() }] }) =>
    ({ ...full, type, tv, details }) as Json

  it.each([
    ['x.acme.note', 1],
    ['x.Acme_Note', 7],
    ['something.else', 1],
    ['item.collected', 2],
    ['агент', 1],
    ['constructor', 1],
    ['Case.opened', 1],
  ])('%s, version %i, is read and not understood', (type, tv) => {
    expect(checkPayload(foreign(type, tv))).toEqual({ known: false, payload: foreign(type, tv) })
  })

  it.each([
    ['case.opened', 2, '/tv'],
    ['key.enrolled', 2, '/tv'],
    ['time.anchored', 2, '/tv'],
    ['event.withheld', 3, '/tv'],
    ['case.reopened', 1, '/type'],
    ['key.', 1, '/type'],
  ])('%s, version %i, is refused: these stay as they are', (type, tv, path) => {
    const sample = SAMPLES.get(type as never)
    expect(refusedAt(foreign(type, tv, sample?.full))).toBe(path)
  })

  it.each([
    ['null', { a: null }, '/details/a'],
    ['an empty string', { a: [''] }, '/details/a/0'],
    ['a name that is not camelCase', { 'a-b': 1 }, '/details/a-b'],
    ['a name with a capital first', { Name: 1 }, '/details/Name'],
    ['a reserved name', { a: { $ref: 'x' } }, '/details/a/$ref'],
    ['__proto__', JSON.parse('{"__proto__":{"a":1}}'), '/details/__proto__'],
    ['a withheld value in another form', { a: { $withheld: 'x', class: 'privacy' } }, '/details/a/$withheld'],
    ['a withheld value with a class of no list', { a: withheld('secret') }, '/details/a/$withheld'],
    ['a withheld value with more', { a: { ...withheld(), note: 'x' } }, '/details/a/$withheld'],
    ['details that are a list', [], '/details'],
  ])('%s in their details is refused', (_, details, path) => {
    expect(refusedAt(foreign('x.acme.note', 1, details))).toBe(path)
  })

  it('have a header like any other', () => {
    expect(refusedAt({ ...(foreign('x.acme.note', 1) as JsonObject), source: 'rumour' })).toBe('/source')
    expect(refusedAt({ ...(foreign('x.acme.note', 1) as JsonObject), case: null })).toBe('/case')
    expect(refusedAt({ ...(foreign('x.acme.note', 1) as JsonObject), participants: [] })).toBe('/participants')
  })
})
