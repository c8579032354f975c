import { REMOVED, type Sample } from '../support/sample.ts'
import { agentId, hash, itemId, nationalWord, otherWord, text, withheld } from '../support/values.ts'

const custodian = { agent: agentId(1), for: agentId(2) }

const tool = {
  name: 'imager',
  version: '4.1',
  configDigest: hash(21),
  instrument: 'SN 7',
  validation: 'VAL-12',
  calibratedUntil: '2026-12-31',
}

const digest = {
  algorithm: 'sha256',
  value: hash(22),
  scope: 'stream',
  bytes: 1000,
  tool,
  unreadable: [{ offset: 0, bytes: 512 }],
}

const quantity = { value: '12.50', unit: 'g', measure: 'net', uncertainty: '0.05', tool }

const description = {
  kind: 'digital',
  exhibit: '12-A',
  forensicRole: 'questioned',
  comparedWith: [itemId(9)],
  text: text('A black phone'),
  features: [{ scheme: 'imei', value: '490154203237518', check: 'ok' }],
  quantity,
  hazards: [text('Swollen battery')],
}

const observation = {
  contents: 'sealed-not-inventoried',
  condition: text('Screen cracked'),
  packaging: text('Shielded bag'),
  seals: [
    { number: 'A-0042', state: 'intact' },
    { imprint: 'eagle', state: otherWord('smeared') },
  ],
  quantity: { notMeasurable: text('Stuck to the wall') },
  features: [{ scheme: otherWord('engraving'), value: withheld(), check: 'none' }],
  digests: [digest],
  photos: [hash(23)],
}

const plain = { kind: 'physical' }
const collected = {
  goods: [{ item: itemId(1), description: plain }],
  custodian: { agent: agentId(1) },
  mode: 'seized',
  context: 'criminal',
}

export const itemSamples: Record<string, Sample> = {
  'item.collected': {
    minimal: collected,
    full: {
      goods: [
        { item: itemId(1), description, observation },
        {
          item: itemId(2),
          description: { ...plain, quantity: { denominations: [{ currency: 'KGS', face: '1000', count: 12 }] } },
        },
      ],
      custodian,
      mode: nationalWord('seized'),
      context: otherWord('at a hospital'),
      from: text('The owner'),
      foundWhere: text('Under the floor'),
      scope: 'plain-view',
      priorCustodians: [
        {
          who: text('A neighbour'),
          from: '2026-03-01T10:00:00Z',
          until: '2026-03-01T12:00:00Z',
          knownBy: text('His words'),
        },
        { who: withheld('source') },
      ],
      firstRecordedAt: '2026-03-02T09:00:00Z',
      captureCard: hash(24),
      detentionNote: text('Held at the time'),
    },
    variants: [
      { ...collected, from: withheld(), foundWhere: withheld(), detentionNote: withheld('protected') },
      {
        ...collected,
        goods: [{ item: itemId(1), description: { ...plain, text: withheld(), features: [] }, observation: {} }],
      },
      ...[
        'surrendered',
        'found',
        'removed-administratively',
        'handed-over',
        'sampled-from-person',
        'intercepted',
        'received-foreign',
      ].map((mode) => ({ ...collected, mode })),
      ...['border', 'customs', 'military', 'prison', 'intelligence', 'private', 'community'].map((context) => ({
        ...collected,
        context,
      })),
      ...['within', 'outside', 'contraband', otherWord('by chance')].map((scope) => ({ ...collected, scope })),
      ...['trace', 'substance', 'document', 'biological', 'container', otherWord('an animal')].map((kind) => ({
        ...collected,
        goods: [{ item: itemId(1), description: { kind } }],
      })),
    ],
    faults: [
      ['no goods', '/goods', []],
      ['an item without description', '/goods/0/description', REMOVED],
      ['a kind of no list', '/goods/0/description/kind', 'thing'],
      ['an IMEI that is a number', '/goods/0/description/features/0/value', 490154203237518],
      ['a check of no list', '/goods/0/description/features/0/check', 'valid'],
      ['a quantity in a number', '/goods/0/description/quantity/value', 12],
      ['a quantity with a comma', '/goods/0/description/quantity/value', '12,50'],
      ['a unit of no list', '/goods/0/description/quantity/unit', 'gram'],
      ['a measure of no list', '/goods/0/description/quantity/measure', 'dry'],
      [
        'a seal without number and imprint',
        '/goods/0/observation/seals/0/number',
        REMOVED,
        '/goods/0/observation/seals/0',
      ],
      ['a seal state of no list', '/goods/0/observation/seals/0/state', 'fine'],
      ['a currency in lower case', '/goods/1/description/quantity/denominations/0/currency', 'kgs'],
      ['half a banknote', '/goods/1/description/quantity/denominations/0/count', 0.5],
      [
        'a digest shorter than its algorithm',
        '/goods/0/observation/digests/0/value',
        hash(1).slice(2),
        '/goods/0/observation/digests/0',
      ],
      ['a digest in capitals', '/goods/0/observation/digests/0/value', 'A'.repeat(64)],
      ['a scope of no list', '/goods/0/observation/digests/0/scope', 'disk'],
      ['the same digest twice', '/goods/0/observation/digests', [digest, digest]],
      [
        'digests in another order',
        '/goods/0/observation/digests',
        [digest, { ...digest, algorithm: 'md5', value: 'a'.repeat(32) }],
      ],
      ['no custodian', '/custodian', REMOVED],
      ['a custodian that is an id', '/custodian', agentId(1)],
    ],
  },
  'item.acquired': {
    minimal: {
      source: { item: itemId(1) },
      result: { item: itemId(2), description: plain },
      custodian,
      method: 'physical',
      tool: { name: 'imager' },
    },
    full: {
      source: {
        remote: {
          url: 'https://example.org/channel',
          platform: 'example',
          account: text('@somebody'),
          accountType: 'undercover',
          accessMethod: 'login',
          serverJurisdiction: 'DE',
          channel: text('By order to the provider'),
        },
      },
      result: { item: itemId(2), description: plain, digests: [digest] },
      custodian,
      method: 'page',
      writeBlock: { used: true, tool },
      live: { justification: text('It was running'), effects: text('Memory changed') },
      tool,
      unreadable: [{ offset: 1024, bytes: 1 }],
      contextCaptured: text('The whole thread'),
      deviceClockOffset: '-3.5',
    },
    variants: ['file-system', 'logical', 'live', 'api', 'provider-return', otherWord('chip-off')].map((method, at) => ({
      source: at === 0 ? { remote: { url: withheld(), account: withheld('source') } } : { item: itemId(1) },
      result: { item: itemId(2), description: plain },
      custodian,
      method,
      writeBlock: at === 1 ? 'not-possible' : 'not-stated',
      tool: { name: 'imager' },
    })),
    faults: [
      ['an item and a remote source', '/source/item', itemId(1), '/source/remote'],
      ['neither an item nor a remote source', '/source', {}, '/source/item'],
      ['no tool', '/tool', REMOVED],
      ['a tool without a name', '/tool/name', ''],
      ['an address as a text with language', '/source/remote/url', text('https://example.org')],
      ['a range without length', '/unreadable/0/bytes', REMOVED],
      ['a negative offset', '/unreadable/0/offset', -1],
      ['an offset of the clock that is a number', '/deviceClockOffset', -3],
    ],
  },
  'item.derived': {
    minimal: { sources: [itemId(1)], products: [{ item: itemId(2), description: plain }], custodian, kind: 'split' },
    full: {
      sources: [itemId(1), itemId(3)],
      products: [{ item: itemId(2), description }],
      custodian,
      kind: 'redacted-copy',
      consumed: false,
      remainder: quantity,
      filter: text('Messages of March'),
      tool,
      controls: [itemId(4)],
      redactions: [
        {
          locator: 'page 3',
          ground: text('A source'),
          author: agentId(1),
          ruling: text('Of 3 March'),
          unredacted: { digest: hash(25), heldBy: agentId(2) },
        },
      ],
    },
    variants: [
      'merged',
      'sub-sample',
      'component-removed',
      'working-copy',
      'extract',
      'converted',
      'disclosure-copy',
      'segregated',
      otherWord('cast'),
    ].map((kind) => ({
      sources: [itemId(1)],
      products: [{ item: itemId(2), description: plain }],
      custodian,
      kind,
      filter: withheld('privileged'),
    })),
    faults: [
      ['no source', '/sources', []],
      ['no product', '/products', []],
      ['a product that is observed', '/products/0/observation', {}],
      ['a redaction without ground', '/redactions/0/ground', REMOVED],
    ],
  },
  'item.packed': {
    minimal: { container: itemId(1), contents: [itemId(2)] },
    full: {
      container: itemId(1),
      contents: [itemId(2), itemId(3)],
      packaging: text('Box'),
      shownTo: [agentId(3)],
      sealable: 'yes',
    },
    variants: [{ container: itemId(1), contents: [itemId(2)], sealable: { no: text('A car') } }],
    faults: [
      ['an empty container', '/contents', []],
      ['not sealable, without why', '/sealable', 'no'],
      ['not sealable, with why and how', '/sealable', { no: text('A car'), yes: true }, '/sealable/yes'],
    ],
  },
  'item.unpacked': {
    minimal: { container: itemId(1), contents: [itemId(2)] },
    full: {
      container: itemId(1),
      contents: [itemId(2)],
      packaging: text('Box'),
      shownTo: [agentId(3)],
      sealable: 'yes',
    },
    variants: [{ container: itemId(1), contents: [itemId(2)], sealable: { no: text('A car') } }],
    faults: [['no container', '/container', REMOVED]],
  },
  'item.relabelled': {
    minimal: { item: itemId(1), old: '12-A', new: '14', reason: text('New register') },
    full: { item: itemId(1), old: '12-A', new: '14', reason: text('New register') },
    faults: [['a number that is a number', '/new', 14]],
  },
  'item.observed': {
    items: [itemId(1)],
    minimal: { observation: {}, purpose: 'inventory' },
    full: { observation, purpose: 'audit', outcome: 'present', session: 'audit 2026-1' },
    variants: [
      ...['weighing', 'description', 'seal-check', 'presentation', otherWord('count')].map((purpose) => ({
        observation: {},
        purpose,
      })),
      ...['not-located', 'unexpectedly-present', 'not-checked'].map((outcome) => ({
        observation: {},
        purpose: 'audit',
        outcome,
      })),
      { observation: { contents: 'inventoried', condition: withheld(), quantity }, purpose: 'weighing' },
    ],
    faults: [
      ['an outcome of no list', '/outcome', 'lost'],
      ['contents of no list', '/observation/contents', 'seen'],
      ['a photo that is no SHA-256', '/observation/photos/0', 'photo.jpg'],
    ],
  },
  'item.accessed': {
    items: [itemId(1)],
    minimal: { by: agentId(1), mode: 'viewed', purpose: text('To look') },
    full: {
      by: agentId(1),
      mode: 'live',
      purpose: text('To look'),
      justification: text('Encrypted when off'),
      effects: text('Times of files'),
      tool,
      deviceLog: hash(26),
    },
    variants: ['handled', 'opened', 'powered', 'charged', 'write-blocked', 'copied', otherWord('X-rayed')].map(
      (mode) => ({
        by: agentId(1),
        mode,
        purpose: text('To look'),
      }),
    ),
    faults: [
      ['a purpose that is a word', '/purpose', 'inspection'],
      ['nobody', '/by', REMOVED],
    ],
  },
  'item.disposed': {
    items: [itemId(1), itemId(2)],
    minimal: { method: 'destroyed' },
    full: {
      method: 'data-erased',
      what: { items: [itemId(2)], reveals: ['A'.repeat(43)], content: [hash(27)], text: text('The copy') },
      urgent: { reason: text('Unstable') },
      recording: hash(28),
      retainedSample: itemId(3),
      batch: { id: 'act 7', cases: 40 },
      observation,
    },
    variants: ['sold', 'deposited', 'forfeited', 'consumed', otherWord('given to a museum')].map((method) => ({
      method,
    })),
    faults: [
      ['a reveal that is no commitment', '/what/reveals/0', 'A'.repeat(42)],
      ['a commitment with bits set that are not used', '/what/reveals/0', `${'A'.repeat(42)}B`],
      ['urgent without a reason', '/urgent/reason', REMOVED],
      ['a batch without an id', '/batch/id', REMOVED],
    ],
  },
  'seal.applied': {
    minimal: { on: itemId(1), number: 'A-0042' },
    full: { on: itemId(1), number: 'A-0042', imprint: 'eagle', kind: 'bag', signedBy: [agentId(1)], photo: hash(29) },
    variants: [
      { on: itemId(1), imprint: 'eagle' },
      ...['tape', 'wax', 'stamp', 'electronic', 'partial', otherWord('string')].map((kind) => ({
        on: itemId(1),
        number: '1',
        kind,
      })),
    ],
    faults: [
      ['an empty number', '/number', ''],
      ['a photo that is no SHA-256', '/photo', hash(1).toUpperCase().replace('0', 'A')],
    ],
  },
  'seal.opened': {
    minimal: { on: itemId(1), imprint: 'eagle', reason: text('To examine') },
    full: { on: itemId(1), number: 'A-0042', imprint: 'eagle', reason: text('To examine'), found: observation },
    faults: [['no reason', '/reason', REMOVED]],
  },
  'digest.measured': {
    minimal: {
      item: itemId(1),
      digest: { algorithm: 'sha256', value: hash(1), scope: 'device' },
      purpose: 'verification',
    },
    full: { item: itemId(1), digest, purpose: 'acquisition', outcome: { notComparable: text('Another scope') } },
    variants: [
      ...['container-file', 'logical-file', 'tree', 'memory'].map((scope) => ({
        item: itemId(1),
        digest: { algorithm: 'md5', value: 'a'.repeat(32), scope },
        purpose: 'disclosure',
        outcome: 'equal',
      })),
      ...Object.entries({ sha384: 96, sha512: 128, 'sha3-256': 64, 'sha3-384': 96, 'sha3-512': 128, sha1: 40 }).map(
        ([algorithm, length]) => ({
          item: itemId(1),
          digest: { algorithm, value: 'a'.repeat(length), scope: 'stream' },
          purpose: otherWord('return'),
          outcome: 'different',
        }),
      ),
    ],
    faults: [
      ['an algorithm of no list', '/digest/algorithm', 'crc32'],
      ['another algorithm of another length', '/digest/algorithm', 'sha512', '/digest'],
      ['not comparable, without why', '/outcome', 'not-comparable'],
    ],
  },
}
