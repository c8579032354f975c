import { REMOVED, type Sample } from '../support/sample.ts'
import { agentId, hash, nationalWord, otherWord, text, withheld } from '../support/values.ts'

export const itselfSamples: Record<string, Sample> = {
  'discrepancy.recorded': {
    minimal: { state: 'opened', kind: 'gap' },
    full: {
      state: 'closed',
      kind: nationalWord('mix-up'),
      interval: { from: '2026-03-01T00:00:00Z', until: '2026-03-02T00:00:00Z' },
      cause: text('Two boxes alike'),
      actions: text('Labels compared'),
      outcome: text('Put right'),
    },
    variants: ['loss', 'damage', 'quantity', 'identity', 'document', otherWord('flood')].map((kind) => ({
      state: 'updated',
      kind,
      cause: withheld('protected'),
    })),
    faults: [
      ['a state of no list', '/state', 'reopened'],
      ['a kind of no list', '/kind', 'problem'],
    ],
  },
  'correction.made': {
    refs: [{ rel: 'corrects', event: hash(51) }],
    minimal: { path: '/details/old', reason: text('A slip') },
    full: { path: '/details/old', shown: '12-A', corrected: { number: '12-B', pages: [1, 2] }, reason: text('A slip') },
    variants: [
      { voidForThisCase: true, reason: text('Of another case') },
      { path: '/ext/org.example~1a/~0', shown: withheld(), corrected: withheld('protected'), reason: text('A slip') },
      { path: '/details/sealable', shown: false, corrected: true, reason: text('A slip') },
    ],
    faults: [
      ['neither a path nor void', '/path', REMOVED],
      ['a path and void', '/voidForThisCase', true, '/path'],
      ['not void', '/voidForThisCase', false],
      ['a path without slash', '/path', 'details/old'],
      ['the whole payload', '/path', ''],
      ['a pointer with a bare tilde', '/path', '/details/~old'],
      ['nothing in place of a value', '/corrected', null],
      ['an empty string', '/corrected/number', '', '/corrected'],
      ['a name with a hyphen', '/corrected/my-number', '1', '/corrected'],
      [
        'a withheld value inside of another',
        '/corrected/number',
        { $withheld: 'short', class: 'privacy' },
        '/corrected',
      ],
    ],
  },
  'paper.transcribed': {
    minimal: { scan: hash(52) },
    full: {
      scan: hash(52),
      formKind: 'custody form 7',
      copiedBy: agentId(1),
      checkedBy: agentId(2),
      conflicts: text('The hour'),
    },
    faults: [['a scan by name', '/scan', 'scan.pdf']],
  },
  'assessment.recorded': {
    minimal: {
      tool: { name: 'fairtrail', version: '1.0.0' },
      profileDigest: hash(53),
      inputHead: { size: 9, root: hash(54) },
      resultDigest: hash(55),
    },
    full: {
      tool: { name: 'fairtrail', version: '1.0.0' },
      profileDigest: hash(53),
      inputHead: { size: 9, root: hash(54) },
      resultDigest: hash(55),
      givenTo: [agentId(1)],
    },
    faults: [
      ['no head', '/inputHead', REMOVED],
      ['a size in a string', '/inputHead/size', '9'],
    ],
  },
  'time.anchored': {
    minimal: { note: 'fairtrail/case/...\n1\nroot\n\n— log sig\n' },
    full: {
      note: 'fairtrail/case/...\n1\nroot\n\n— log sig\n',
      tokens: ['MAAA'],
      requests: ['MAA='],
      prefix: { size: 7, sha512: 'a'.repeat(128) },
    },
    variants: [{ note: 'n', tokens: [], requests: [] }],
    faults: [
      ['an empty token', '/tokens/0', ''],
      ['a token without padding', '/tokens/0', 'MAA'],
      ['a token with bits set that are not used', '/tokens/0', 'MAB='],
      ['a token with white space', '/tokens/0', 'MAAA\n'],
      ['a token in base64url', '/tokens/0', 'M-_A'],
      ['a prefix of nothing', '/prefix/size', 0],
      ['a prefix by SHA-256', '/prefix/sha512', hash(1)],
    ],
  },
  'event.withheld': {
    minimal: { inner: withheld() },
    full: { inner: withheld('privileged') },
    variants: ['protected', 'source', 'other'].map((reason) => ({ inner: withheld(reason) })),
    faults: [
      ['an inner event in the open', '/inner', text('an envelope'), '/inner/$withheld'],
      ['a class of no list', '/inner/class', 'secret'],
      ['no class', '/inner/class', REMOVED],
      ['a commitment that is too short', '/inner/$withheld', 'A'.repeat(42)],
      ['a commitment with bits set that are not used', '/inner/$withheld', `${'A'.repeat(42)}B`],
      ['a commitment in standard base64', '/inner/$withheld', `+${'A'.repeat(42)}`],
    ],
  },
}
