import { REMOVED, type Sample } from '../support/sample.ts'
import { agentId, hash, itemId, nationalWord, otherWord, spki, text, withheld } from '../support/values.ts'

const authority = {
  serial: 1,
  roots: { threshold: 1, holders: [{ agent: agentId(1), name: text('A. Chief'), keys: [spki('root')] }] },
  log: { operator: agentId(2), key: spki('log') },
  cosigners: { members: [], quorum: 0 },
  policy: { algorithms: ['ed25519'] },
}

const fullAuthority = {
  serial: 4,
  roots: {
    threshold: 2,
    holders: [
      { agent: agentId(1), name: text('A. Chief'), keys: [spki('root'), spki('second root key')] },
      { agent: agentId(3), name: withheld(), keys: [spki('other root')] },
    ],
  },
  log: { operator: agentId(2), key: spki('log') },
  cosigners: {
    members: [
      { organisation: agentId(4), name: 'bar.example/2026', key: spki('bar') },
      { organisation: agentId(5), name: 'court_1', key: spki('court') },
    ],
    groups: [
      { name: 'defence', members: ['bar.example/2026'], threshold: 1 },
      { name: 'all', members: ['bar.example/2026', 'court_1'], threshold: 2 },
    ],
    quorum: 2,
  },
  policy: { algorithms: ['ed25519', 'p256', 'ml-dsa-65', 'other'], pair: ['ed25519', 'ml-dsa-65'] },
}

const quorumOfMembers = { ...fullAuthority, cosigners: { members: fullAuthority.cosigners.members, quorum: 2 } }

export const caseSamples: Record<string, Sample> = {
  'case.opened': {
    minimal: { authority },
    full: {
      authority: fullAuthority,
      numbers: [{ register: 'ERDR', number: '17-2026', on: '2026-03-01' }],
      title: text('Case 17'),
      charges: text('Article 255'),
    },
    variants: [
      { authority, numbers: [], title: withheld(), charges: withheld('protected') },
      { authority: quorumOfMembers },
    ],
    faults: [
      ['serial 0', '/authority/serial', 0],
      ['a serial in a string', '/authority/serial', '1'],
      ['no root holder', '/authority/roots/holders', []],
      ['a root holder without a key', '/authority/roots/holders/0/keys', []],
      ['a threshold of 0', '/authority/roots/threshold', 0],
      ['a threshold above the holders', '/authority/roots/threshold', 3],
      ['a key that is no SubjectPublicKeyInfo', '/authority/log/key', 'AAAA'],
      [
        'a key in base64url',
        '/authority/log/key',
        spki('log').replaceAll('/', '_').replaceAll('+', '-').replace('A', '-'),
      ],
      ['one key twice', '/authority/log/key', spki('bar'), '/authority'],
      ['one root key twice', '/authority/roots/holders/0/keys/1', spki('root'), '/authority'],
      ['a quorum above the groups', '/authority/cosigners/quorum', 3],
      ['a negative quorum', '/authority/cosigners/quorum', -1],
      [
        'a quorum above the members',
        '/authority',
        { ...quorumOfMembers, cosigners: { ...quorumOfMembers.cosigners, quorum: 3 } },
        '/authority/cosigners/quorum',
      ],
      ['a cosigner with a capital', '/authority/cosigners/members/0/name', 'Bar'],
      ['a cosigner without a name', '/authority/cosigners/members/0/name', ''],
      ['a name of 256 characters', '/authority/cosigners/members/0/name', 'a'.repeat(256)],
      ['one name for two cosigners', '/authority/cosigners/members/1/name', 'bar.example/2026', '/authority/cosigners'],
      [
        'a group of a name that no member has',
        '/authority/cosigners/groups/0/members/0',
        'nobody',
        '/authority/cosigners',
      ],
      [
        'a group that names a member twice',
        '/authority/cosigners/groups/1/members/1',
        'bar.example/2026',
        '/authority/cosigners',
      ],
      ['a group without members', '/authority/cosigners/groups/0/members', []],
      ['a group that cannot be met', '/authority/cosigners/groups/0/threshold', 2, '/authority/cosigners'],
      ['an algorithm of no list', '/authority/policy/algorithms/0', 'rsa'],
      ['no algorithm', '/authority/policy/algorithms', []],
      ['half a pair', '/authority/policy/pair', ['ed25519']],
      ['a pair in another order', '/authority/policy/pair', ['ml-dsa-65', 'ed25519'], '/authority/policy/pair/0'],
      ['a title without its language', '/title', 'Case 17'],
      ['a day that does not exist', '/numbers/0/on', '2026-02-30'],
    ],
  },
  'case.authority-changed': {
    refs: [{ rel: 'supersedes', event: hash(9) }],
    minimal: { authority: { ...authority, serial: 2 }, reason: text('The operator changes.') },
    full: {
      authority: fullAuthority,
      reason: text('The operator changes.'),
      compromised: [{ key: hash(3), since: '2026-03-01T00:00:00Z' }],
    },
    faults: [
      ['a reason that is a word', '/reason', 'superseded'],
      ['a compromised key without a moment', '/compromised/0/since', REMOVED],
      ['a compromised key given as a key', '/compromised/0/key', spki('root')],
    ],
  },
  'key.enrolled': {
    minimal: { agent: agentId(1), capacities: [], spki: spki('officer'), storage: 'token' },
    full: {
      agent: agentId(1),
      organisation: agentId(2),
      capacities: ['investigator', otherWord('night duty'), nationalWord('expert')],
      spki: spki('officer'),
      from: '2026-03-01T00:00:00Z',
      until: '2027-03-01T00:00:00Z',
      storage: nationalWord('smart-card'),
      identification: text('By passport.'),
      certificate: hash(4),
      pairedWith: hash(5),
      registrar: { organisations: [agentId(2)], capacities: ['reception-clerk'] },
    },
    variants: ['file', 'software', 'smart-card', 'token', 'tpm', 'hsm', 'phone', 'service'].map((storage) => ({
      agent: agentId(1),
      capacities: ['expert'],
      spki: spki('officer'),
      storage,
      identification: withheld(),
    })),
    faults: [
      ['a capacity of no list', '/capacities/0', 'boss'],
      ['a capacity "other" without a text', '/capacities/1', { code: 'other' }],
      ['a long form that says no more than the plain word', '/capacities/1', { code: 'expert' }],
      ['a plain "other"', '/capacities/1', 'other'],
      ['a date where an instant stands', '/from', '2026-03-01'],
      ['a registrar without organisations', '/registrar/organisations', REMOVED],
      ['an agent in capitals', '/agent', agentId(1).toUpperCase()],
      ['a key id for a key', '/spki', hash(1)],
    ],
  },
  'key.revoked': {
    minimal: { key: hash(3), reason: 'left-office' },
    full: {
      key: hash(3),
      reason: 'lost',
      compromisedSince: '2026-03-01T00:00:00Z',
      statement: text('Left on a train.'),
    },
    variants: [
      { key: hash(3), reason: 'superseded' },
      { key: hash(3), reason: 'error' },
      { key: hash(3), reason: 'compromised', compromisedSince: '2026-03-01T00:00:00Z', statement: withheld() },
    ],
    faults: [
      ['lost, without a moment', '/compromisedSince', REMOVED],
      ['left office, with a moment', '/reason', 'left-office', '/compromisedSince'],
      ['a reason of no list', '/reason', otherWord('stolen')],
    ],
  },
  'case.linked': {
    minimal: { relation: 'continues', other: { case: hash(8) } },
    full: {
      relation: nationalWord('joined'),
      other: { case: hash(8), checkpoint: 'fairtrail/case/...\n1\nroot\n\n— sig\n' },
      items: [{ here: itemId(1), there: 'f0000000-0000-4000-8000-000000000000', custodyIn: 'there' }],
    },
    variants: ['foreign-counterpart', 'severed', 'same-item'].map((relation) => ({
      relation,
      other: { case: hash(8) },
    })),
    faults: [
      ['no other case', '/other/case', REMOVED],
      ['a case number for a case id', '/other/case', '17-2026'],
      ['custody nowhere', '/items/0/custodyIn', 'nowhere'],
      ['an item that is no UUID', '/items/0/there', 'exhibit 3'],
    ],
  },
  'case.closed': {
    minimal: { reason: text('Judgment final.') },
    full: { reason: text('Judgment final.') },
    faults: [['a reason without a language', '/reason/lang', REMOVED]],
  },
}
