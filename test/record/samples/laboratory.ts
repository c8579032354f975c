import { REMOVED, type Sample } from '../support/sample.ts'
import { agentId, hash, itemId, nationalWord, otherWord, text, withheld } from '../support/values.ts'

const started = {
  discipline: 'digital',
  inputs: [{ item: itemId(1), as: 'original' }],
  noOrder: { reason: text('Urgent') },
}
const concluded = { discipline: 'drugs', outcome: 'opinion' }
const disciplines = [
  'video',
  'audio',
  'documents',
  'handwriting',
  'fingerprints',
  'dna',
  'biological',
  'chemistry',
  'explosives',
  'firearms',
  'trace',
  'linguistics',
  'psychology',
  'religious-studies',
  'medicine',
  'technical',
  'economics',
]

export const laboratorySamples: Record<string, Sample> = {
  'examination.started': {
    minimal: started,
    full: {
      noOrder: { reason: text('Urgent') },
      discipline: nationalWord('digital'),
      inputs: [
        { item: itemId(1), as: 'original', reason: text('It cannot be copied') },
        { item: itemId(2), as: 'working-copy' },
      ],
      observation: { condition: text('As received') },
      bench: agentId(6),
      precautions: [text('Gloves')],
      examiners: [agentId(7)],
    },
    variants: [...disciplines, otherWord('palynology')].map((discipline) => ({ ...started, discipline })),
    faults: [
      ['a discipline of no list', '/discipline', 'magic'],
      ['an input of no kind', '/inputs/0/as', 'copy'],
      ['neither an order nor why', '/noOrder', REMOVED, '!/refs'],
    ],
  },
  'examination.concluded': {
    minimal: concluded,
    full: {
      discipline: 'drugs',
      outcome: nationalWord('opinion'),
      conclusions: [
        { question: '1', text: text('It is heroin'), result: 'supports' },
        { question: '2', result: 'inconclusive' },
      ],
      method: { id: 'M-7', version: '2', validation: text('File 12'), deviations: text('None') },
      accreditation: text('KG 417'),
      tools: [{ name: 'GC-MS' }],
      toolsUndisclosed: false,
      notesKept: true,
      outputsKept: true,
      limits: text('No purity'),
      errorRates: text('Not known'),
      parts: [{ expert: agentId(7), part: text('Question 1') }],
      dissent: [{ expert: agentId(8), text: text('Not question 2'), attachment: hash(31) }],
      attended: [agentId(9)],
    },
    variants: [
      { ...concluded, outcome: 'no-opinion-possible' },
      { ...concluded, outcome: 'withdrawn' },
      {
        ...concluded,
        conclusions: [
          { question: '1', text: withheld('protected'), result: 'contrary' },
          { question: '2', result: 'does-not-support' },
          { question: '3', result: otherWord('of no use') },
        ],
        dissent: [{ expert: agentId(8), text: withheld() }],
      },
    ],
    faults: [
      ['an outcome of no list', '/outcome', 'guilty'],
      ['a question that is a text with language', '/conclusions/0/question', text('Is it heroin?')],
      ['a conclusion without result', '/conclusions/0/result', REMOVED],
      ['a dissent of nobody', '/dissent/0/expert', REMOVED],
    ],
  },
  'review.made': {
    minimal: { kind: 'relevance', by: agentId(1) },
    full: {
      kind: nationalWord('privilege-sift'),
      by: agentId(1),
      independence: { declared: true, ties: text('None') },
      method: text('By search terms'),
      findings: [
        { subject: { item: itemId(1) }, tag: 'privileged', note: text('Letters to counsel') },
        { subject: { agent: agentId(2) }, tag: 'source' },
        { subject: 'folder 3', tag: 'open' },
      ],
      alternatives: text('A shared account'),
      limits: text('Not the deleted files'),
      contraryFindings: text('None'),
    },
    variants: [
      ...[
        'exculpatory',
        'remit',
        'authenticity',
        'neutral-wording',
        'source-risk',
        'human-rights-risk',
        'inquiry',
        'technical',
        'store-audit',
        otherWord('second look'),
      ].map((kind) => ({ kind, by: agentId(1) })),
      {
        kind: 'remit',
        by: agentId(1),
        independence: { declared: false, ties: withheld() },
        findings: [{ subject: 'all', tag: 'in', note: withheld('privileged') }],
      },
    ],
    faults: [
      ['a finding about nothing', '/findings/0/subject', REMOVED],
      [
        'a finding about two things',
        '/findings/0/subject',
        { item: itemId(1), agent: agentId(2) },
        '/findings/0/subject/agent',
      ],
      ['independence that is not declared either way', '/independence/declared', REMOVED],
    ],
  },
}
