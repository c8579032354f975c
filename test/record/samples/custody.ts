import { REMOVED, type Sample } from '../support/sample.ts'
import { agentId, itemId, nationalWord, otherWord, text, withheld } from '../support/values.ts'

const from = { agent: agentId(1), for: agentId(2) }
const to = { agent: agentId(4) }
const released = { from, to, purpose: 'laboratory', goods: [{ item: itemId(1) }] }
const observation = { seals: [{ number: 'A-0042', state: 'intact' }] }

export const custodySamples: Record<string, Sample> = {
  'custody.released': {
    minimal: released,
    full: {
      from,
      to,
      purpose: nationalWord('loan'),
      goods: [{ item: itemId(1), observation }, { item: itemId(2) }],
      dueBack: '2026-04-01',
      carrier: { agent: agentId(5), tracking: 'EE 123' },
      useConditions: text('Not for another case'),
    },
    variants: [
      ...['court', 'storage', 'courier', 'defence', 'return-to-owner', 'permanent', 'export', 'other-case'].map(
        (purpose) => ({
          ...released,
          purpose,
        }),
      ),
      { ...released, purpose: otherWord('exhibition'), carrier: { agent: agentId(5), tracking: withheld() } },
    ],
    faults: [
      ['to nobody', '/to', REMOVED],
      ['from nobody', '/from', REMOVED],
      ['no goods', '/goods', []],
      ['a purpose of no list', '/purpose', 'exam'],
      ['a result in a release', '/goods/0/result', 'accepted'],
    ],
  },
  'custody.received': {
    minimal: {
      custodian: to,
      goods: [{ item: itemId(1), result: 'accepted' }],
      noRelease: { reason: text('Found at the door') },
    },
    full: {
      custodian: { agent: agentId(4), for: agentId(5) },
      introduces: [{ item: itemId(2), description: { kind: 'physical' } }],
      goods: [
        { item: itemId(1), result: 'reserved', reservation: text('One seal'), observation },
        { item: itemId(2), result: 'accepted' },
      ],
      noRelease: { reason: text('Found at the door') },
    },
    variants: [
      {
        custodian: to,
        goods: [
          { item: itemId(1), result: 'refused', reservation: withheld('protected') },
          { item: itemId(2), result: 'not-present' },
        ],
        noRelease: { reason: text('Found at the door') },
      },
    ],
    faults: [
      ['no goods', '/goods', []],
      ['an item without an answer', '/goods/0/result', REMOVED],
      ['an answer of no list', '/goods/0/result', 'ok'],
      ['no release, without why', '/noRelease', {}, '/noRelease/reason'],
      ['neither a release nor why', '/noRelease', REMOVED, '!/refs'],
    ],
  },
  'storage.moved': {
    items: [itemId(1)],
    minimal: { to: { facility: agentId(5) } },
    full: { to: { facility: agentId(5), shelf: text('B-3') } },
    variants: [
      { to: { place: 'desk', shelf: withheld() } },
      { to: { place: 'vehicle' } },
      { to: { place: 'scene' } },
      { to: { place: otherWord('a tent') } },
    ],
    faults: [
      ['a facility and a place', '/to/place', 'desk'],
      ['nowhere', '/to', {}, '/to/facility'],
      ['a place of no list', '/to', { place: 'home' }, '/to/place'],
      ['a facility by name', '/to/facility', 'Vault 2'],
    ],
  },
}
