import type { JsonObject } from '../../../src/encoding/json.ts'
import { payloadOf } from '../support/payload.ts'
import { type Fault, REMOVED } from '../support/sample.ts'
import { actId, agentId, hash, itemId, nationalWord, otherWord, text, withheld } from '../support/values.ts'

/** An event in whose header every member is said. */
export const FULL_HEADER: JsonObject = {
  ...payloadOf(
    'notice.given',
    { kind: 'rights', to: agentId(4) },
    {
      items: [itemId(1), itemId(2)],
      refs: [
        { rel: 'about', event: hash(2) },
        { rel: 'decision', event: hash(1) },
        { rel: 'source', event: hash(3), case: hash(4) },
      ],
    },
  ),
  act: actId(1),
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
  remarks: withheld('privileged'),
  ext: { 'org.example': { 'Free name': [1, true, 'x'] } },
}

type Change = readonly [why: string, at: string, value: unknown]

/** What may stand in the place of a member of the full header, and what may not. */
export interface HeaderPart {
  readonly accepted: readonly Change[]
  readonly faults: readonly Fault[]
}

const key = (n: number) => ({ key: hash(n), prior: null })
const keys = (n: number) => Array.from({ length: n }, (_, at) => key(at))
const about = { rel: 'about', event: hash(2) }
const decision = { rel: 'decision', event: hash(1) }
const signing = { agent: agentId(1), capacity: 'investigator', signs: 'key' }
const sha = { algorithm: 'sha256', value: hash(6) }

export const HEADER_PARTS: Readonly<Record<string, HeaderPart>> = {
  'case, nonce, act, type, tv': {
    accepted: [['a nonce that ends in w', '/nonce', 'AAAAAAAAAAAAAAAAAAAAAw']],
    faults: [
      ['a case in capitals', '/case', hash(0xca5e).toUpperCase()],
      ['a case of 63 digits', '/case', hash(1).slice(1)],
      ['no case outside of case.opened', '/case', null],
      ['a nonce of 15 bytes', '/nonce', 'A'.repeat(20)],
      ['a nonce with padding', '/nonce', 'AAAAAAAAAAAAAAAAAAAAAA=='],
      ['a nonce with bits set that are not used', '/nonce', 'AAAAAAAAAAAAAAAAAAAAAB'],
      ['a nonce in standard base64', '/nonce', '+AAAAAAAAAAAAAAAAAAAAA'],
      ['an act in capitals', '/act', 'C0000001-0000-4000-8000-000000000000'],
      ['an act that is a UUID of version 1', '/act', 'c0000001-0000-1000-8000-000000000000'],
      ['an act of another variant', '/act', 'c0000001-0000-4000-c000-000000000000'],
      ['null in place of an act', '/act', null],
      ['a version 0', '/tv', 0],
      ['a version in a string', '/tv', '1'],
      ['an empty type', '/type', ''],
      ['a type that is a number', '/type', 1],
      ['a member of no list', '/extra', 'x'],
      ['a member __proto__', '/__proto__', { act: 'x' }],
      ['a member constructor', '/constructor', 'x'],
    ],
  },
  after: {
    accepted: [],
    faults: [
      ['size 0 outside of case.opened', '/after/size', 0],
      ['a negative size', '/after/size', -1],
      ['a size in a string', '/after/size', '7'],
      ['a root in base64', '/after/root', 'AAAA'],
      ['a head with a note', '/after/note', 'x'],
    ],
  },
  signers: {
    accepted: [
      ['16', '/signers', keys(16)],
      ['equal priors', '/signers', keys(2).map((one) => ({ ...one, prior: hash(9) }))],
    ],
    faults: [
      ['none', '/signers', []],
      ['17', '/signers', keys(17)],
      ['another order', '/signers', keys(2).reverse()],
      ['one key twice', '/signers', [key(1), key(1)]],
      ['a signer without prior', '/signers/0/prior', REMOVED],
      ['a prior that is no event id', '/signers/0/prior', 'first'],
      ['a key in capitals', '/signers/1/key', hash(0xab).toUpperCase()],
    ],
  },
  items: {
    accepted: [['none', '/items', []]],
    faults: [
      ['another order', '/items', [itemId(2), itemId(1)]],
      ['one item twice', '/items', [itemId(1), itemId(1)]],
      ['an item by its exhibit number', '/items/0', '12-A'],
      ['an item in capitals', '/items/0', 'AAAAAAAA-0000-4000-8000-000000000000'],
    ],
  },
  refs: {
    accepted: [],
    faults: [
      ['another order of rels', '/refs', [{ ...about, rel: 'order' }, about, decision]],
      ['another order of events', '/refs', [about, { ...about, event: hash(1) }, decision]],
      ['one twice', '/refs', [about, about, decision]],
      ['one twice, once as of another case', '/refs', [about, { ...about, case: hash(8) }, decision]],
      ['a rel of no list', '/refs/0/rel', 'see-also'],
      ['a rel in camelCase', '/refs/0/rel', 'withheldUnder'],
      ['an event by its index', '/refs/0/event', 7],
      ['a case that is this one', '/refs/0/case', hash(0xca5e)],
      ['a case that is null', '/refs/0/case', null],
    ],
  },
  occurred: {
    accepted: [
      ['nine digits of fraction', '/occurred', { at: '2026-03-02T14:10:00.123456789Z' }],
      ['second 60', '/occurred', { at: '2016-12-31T23:59:60Z' }],
      ['an offset of 14:00', '/occurred', { at: '2026-03-02T14:10:00-14:00' }],
      ['an interval', '/occurred', { from: '2026-03-02T14:10:00Z', to: '2026-03-02T14:20:00Z' }],
      [
        'an interval that runs backwards: that is the statement',
        '/occurred',
        { from: '2026-03-02T14:20:00Z', to: '2026-03-02T14:10:00Z' },
      ],
      ['29 February', '/occurred', { date: '2024-02-29', clock: { source: 'watch' } }],
      ['days', '/occurred', { dates: ['2026-03-02', '2026-03-04'] }],
      ['a local time', '/occurred', { local: '2026-03-02T14:10:00' }],
      ['a local time with a zone', '/occurred', { local: '2026-03-02T14:10:00', zone: 'Asia/Bishkek' }],
      ['nothing known', '/occurred', { unknown: true }],
    ],
    faults: [
      ['nothing', '/occurred', {}, '/occurred/at'],
      ['a clock alone', '/occurred', { clock: { source: 'watch' } }, '/occurred/at'],
      ['an instant without offset', '/occurred/at', '2026-03-02T14:10:00'],
      ['the offset -00:00', '/occurred/at', '2026-03-02T14:10:00-00:00'],
      ['an offset beyond 14:00', '/occurred/at', '2026-03-02T14:10:00+14:01'],
      ['30 February', '/occurred/at', '2026-02-30T14:10:00Z'],
      ['the year 0000', '/occurred/at', '0000-03-02T14:10:00Z'],
      ['ten digits of fraction', '/occurred/at', '2026-03-02T14:10:00.1234567890Z'],
      ['a point without fraction', '/occurred/at', '2026-03-02T14:10:00.Z'],
      ['lower case', '/occurred/at', '2026-03-02t14:10:00z'],
      ['second 61', '/occurred/at', '2026-03-02T14:10:61Z'],
      ['29 February of no leap year', '/occurred', { date: '2026-02-29' }, '/occurred/date'],
      ['an instant and a day', '/occurred', { at: '2026-03-02T14:10:00Z', date: '2026-03-02' }, '/occurred/date'],
      ['half an interval', '/occurred', { from: '2026-03-02T14:10:00Z' }, '/occurred/to'],
      ['three days', '/occurred', { dates: ['2026-03-02', '2026-03-03', '2026-03-04'] }, '/occurred/dates'],
      ['known after all', '/occurred', { unknown: false }, '/occurred/unknown'],
      ['a zone without a local time', '/occurred', { date: '2026-03-02', zone: 'Asia/Bishkek' }, '/occurred/zone'],
      ['a clock beside', '/clock', { source: 'watch' }],
      ['a clock without a name', '/occurred/clock/source', REMOVED],
      ['an offset of the clock that is a number', '/occurred/clock/offset', -3],
      ['a decimal with an exponent', '/occurred/clock/offset', '1e3'],
      ['a decimal with a leading zero', '/occurred/clock/offset', '03.5'],
      ['a decimal that ends in a point', '/occurred/clock/offset', '3.'],
      ['a decimal with a plus', '/occurred/clock/offset', '+3.5'],
      ['a decimal of 41 characters', '/occurred/clock/offset', `0.${'1'.repeat(39)}`],
    ],
  },
  'recorded, source, language': {
    accepted: [
      ['a withheld late reason', '/recorded/lateReason', withheld()],
      ['text in another normal form', '/recorded/lateReason/text', 'e\u0301'],
      ['text with bidi controls: shown escaped, never refused', '/recorded/lateReason/text', '\u202Etxt'],
      ['source transcribed', '/source', 'transcribed'],
      ['source imported', '/source', 'imported'],
      ['source reported', '/source', 'reported'],
      ['the language "und"', '/language', 'und'],
      ['a language with script and region', '/language', 'uz-Cyrl-UZ'],
      ['a grandfathered language tag', '/language', 'i-klingon'],
    ],
    faults: [
      ['a recording without instant', '/recorded/at', REMOVED],
      ['a recording on a day', '/recorded/at', '2026-03-02'],
      ['a late reason as a plain string', '/recorded/lateReason', 'no network'],
      ['a text without a language', '/recorded/lateReason/lang', REMOVED],
      ['an empty text', '/recorded/lateReason/text', ''],
      ['a source of no list', '/source', 'hearsay'],
      ["a source of one's own", '/source', otherWord('rumour')],
      ['a withheld source', '/source', withheld()],
      ['a language by name', '/language', 'Russian!'],
      ['a language tag with an underscore', '/language', 'ky_KG'],
      ['an empty language tag', '/language', ''],
    ],
  },
  place: {
    accepted: [
      ['a facility', '/place', { facility: agentId(1) }],
      ['a withheld name, withheld coordinates', '/place', { name: withheld('source'), coordinates: withheld() }],
    ],
    faults: [
      ['a facility and a name', '/place/facility', agentId(1), '/place/name'],
      ['coordinates without a name', '/place/name', REMOVED],
      ['a latitude that is a number', '/place/coordinates/lat', 42],
      ['a withheld facility', '/place', { facility: withheld() }, '/place/facility'],
      ['a withheld place', '/place', withheld(), '/place/facility'],
    ],
  },
  participants: {
    accepted: [
      ['as many who sign by key as signers', '/participants', [signing, signing]],
      ['a national signature', '/participants/1/signs', 'national'],
      ['a screen', '/participants/1/signs', 'screen'],
      ['withheld remarks', '/participants/0/remarks', withheld('privileged')],
      ['presence without end', '/participants/0/presence', { from: '2026-03-02T14:00:00Z' }],
    ],
    faults: [
      ['nobody', '/participants', []],
      ['nobody who signs by key', '/participants/0/signs', 'paper', '/participants'],
      ['more who sign by key than signers', '/participants', [signing, signing, signing], '/participants'],
      ['a participant without "signs"', '/participants/1/signs', REMOVED],
      ['a way to sign of no list', '/participants/1/signs', 'thumb'],
      ['a refusal without reason', '/participants/2/signs/refused', {}, '/participants/2/signs/refused/reason'],
      ['a refusal and an inability', '/participants/2/signs/unable', { reason: text('x') }],
      ['a capacity of no list', '/participants/0/capacity', 'detective'],
      ['a plain "other"', '/participants/0/capacity', 'other'],
      ['a name in place of an agent', '/participants/0/agent', text('A. Berg')],
      ['independence not declared either way', '/participants/0/independence/declared', REMOVED],
      ['an absence that is a text', '/participants/4/absent', 'yes'],
    ],
  },
  basis: {
    accepted: [
      ['none', '/basis', []],
      [
        "words of one's own",
        '/basis',
        ['urgent', 'administrative', 'instrument', otherWord('treaty')].map((kind) => ({ kind })),
      ],
    ],
    faults: [
      ['a kind of no list', '/basis/0/kind', 'custom'],
      ['a decision without its reference', '/refs', [about], '/basis/0/kind'],
      ['an instrument as a plain string', '/basis/0/instrument', 'CPC'],
    ],
  },
  attachments: {
    accepted: [
      ['a name by its bytes', '/attachments/0/name', { bytes: '8fLu', encoding: 'windows-1251' }],
      ['a withheld name', '/attachments/0/name', withheld()],
      ['a media type with a parameter', '/attachments/0/mediaType', 'text/plain; charset=utf-8'],
      ['a media type in capitals', '/attachments/0/mediaType', 'Image/PNG'],
      ['a dated instant', '/attachments/0/dated', '2026-03-02T10:00:00Z'],
    ],
    faults: [
      ['no SHA-256', '/attachments/0/digests', [{ algorithm: 'md5', value: 'a'.repeat(32) }]],
      ['no digest', '/attachments/0/digests', []],
      ['digests in another order', '/attachments/0/digests', [sha, { algorithm: 'md5', value: 'a'.repeat(32) }]],
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
      ['pages in words', '/attachments/0/pages', 'three'],
    ],
  },
  remarks: {
    accepted: [['in the open', '/remarks', text('None')]],
    faults: [
      ['withheld without class', '/remarks/class', REMOVED],
      ['withheld with a class of no list', '/remarks/class', 'secret'],
      ['withheld with a salt', '/remarks/salt', 'A'.repeat(43)],
      ['a commitment of 42 characters', '/remarks/$withheld', 'A'.repeat(42)],
      ['a commitment with bits set that are not used', '/remarks/$withheld', `${'A'.repeat(42)}B`],
    ],
  },
  ext: {
    accepted: [
      ['free names', '/ext/org.example', { 'a b': 1, 'A-B': true, имя: ['x'], constructor: 'x' }],
      ['nothing', '/ext', {}],
      ['a member __proto__ among the free names', '/ext/org.example/__proto__', { a: 1 }],
    ],
    faults: [
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
    ],
  },
}
