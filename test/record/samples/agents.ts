import { REMOVED, type Sample } from '../support/sample.ts'
import { agentId, hash, nationalWord, otherWord, text, withheld } from '../support/values.ts'

export const agentSamples: Record<string, Sample> = {
  'agent.registered': {
    minimal: { agent: agentId(3), kind: 'person', names: [] },
    full: {
      agent: agentId(3),
      kind: 'facility',
      names: [text('Vault 2'), withheld()],
      employer: agentId(4),
      unit: agentId(5),
      chainOfCommand: [agentId(6)],
      pseudonym: false,
      ageBand: 'adult',
      sex: 'female',
      languages: ['ky', 'ru'],
      credentials: [
        {
          kind: 'licence',
          issuer: text('Ministry of Justice'),
          scope: text('Handwriting'),
          from: '2020-01-01',
          until: '2030-01-01',
          document: hash(11),
        },
        { kind: otherWord('warrant card') },
      ],
      facility: {
        regime: text('Two keys'),
        accessList: [agentId(7)],
        conditions: text('18 degrees'),
        approved: true,
      },
    },
    variants: [
      { agent: agentId(3), kind: 'organisation', names: [withheld('protected')] },
      { agent: agentId(3), kind: 'unit', names: [] },
      { agent: agentId(3), kind: 'carrier', names: [] },
      { agent: agentId(3), kind: 'person', names: [], ageBand: withheld(), sex: withheld() },
      { agent: agentId(3), kind: 'person', names: [], ageBand: 'child', sex: otherWord('not stated in the passport') },
    ],
    faults: [
      ['a kind of no list', '/kind', 'robot'],
      ['a name that is a plain string', '/names/0', 'Vault 2'],
      ['a withheld list of names', '/names', withheld()],
      ['a language tag with an underscore', '/languages/0', 'ky_KG'],
      ['an age in years', '/ageBand', 41],
      ['a credential with an instant', '/credentials/0/from', '2020-01-01T00:00:00Z'],
    ],
  },
  'agent.appointed': {
    minimal: { agent: agentId(3), capacity: 'expert' },
    full: {
      agent: agentId(3),
      capacity: nationalWord('expert'),
      from: '2026-03-01',
      until: '2026-04-01',
      by: 'defence',
      expert: {
        warningSigned: true,
        declaration: { conflicts: text('None.'), earlierRoles: ['specialist'] },
      },
      interpreter: { warningSigned: true },
    },
    variants: [
      { agent: agentId(3), capacity: 'interpreter', by: 'legal-aid' },
      {
        agent: agentId(3),
        capacity: 'expert',
        by: 'authority',
        expert: { declaration: { conflicts: withheld('protected') } },
      },
    ],
    faults: [
      ['no capacity', '/capacity', REMOVED],
      ['a capacity of no list', '/capacity', 'hero'],
      ['a warning that is a word', '/expert/warningSigned', 'yes'],
      ['by nobody known', '/by', 'court'],
    ],
  },
}
