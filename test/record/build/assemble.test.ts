import { describe, expect, it } from 'vitest'
import { newAct, newItem, organisation, person } from '../../../src/record/build/agents.ts'
import {
  acknowledgement,
  custody,
  event,
  item,
  notice,
  seal,
  storage,
  time,
} from '../../../src/record/build/builders.ts'
import { REL_NAMES } from '../../../src/record/build/input.ts'
import { RELS } from '../../../src/record/rel.ts'
import { refusal, refusalCode } from '../../support/refusal.ts'
import { agentId, hash, itemId, nationalWord } from '../support/values.ts'
import { context, detailsOf, made, openPayload, SIGNER } from './context.ts'

const occurred = '2026-03-02T14:10:00+06:00'
const rights = (more: object = {}) => notice.given({ occurred, kind: 'rights', to: agentId(4), ...more })

describe('the header of a recorded event', () => {
  it('is filled in', () => {
    const { payload, read } = made(rights())
    expect(payload).toEqual({
      case: hash(0xca5e),
      nonce: expect.stringMatching(/^[A-Za-z0-9_-]{22}$/),
      type: 'notice.given',
      tv: 1,
      after: { size: 7, root: hash(7) },
      signers: [{ key: hash(5), prior: hash(6) }],
      items: [],
      refs: [],
      occurred: { at: occurred },
      recorded: { at: '2026-03-02T15:00:00Z' },
      source: 'direct',
      participants: [{ agent: agentId(1), capacity: 'investigator', for: agentId(2), signs: 'key' }],
      language: 'ru',
      details: { kind: 'rights', to: agentId(4) },
    })
    expect(read).toEqual({ known: true, payload })
  })

  it('has a fresh nonce each time', () => {
    expect(made(rights()).payload.nonce).not.toBe(made(rights()).payload.nonce)
  })

  it('takes what is said of it', () => {
    const act = newAct()
    const payload = openPayload(
      rights({
        act,
        place: { name: 'Квартира', address: 'ул. Ахунбаева' },
        basis: [{ kind: 'urgent', instrument: 'УПК', article: '213' }],
        attachments: [
          {
            digests: [
              { algorithm: 'sha256', value: hash(1) },
              { algorithm: 'md5', value: 'a'.repeat(32) },
            ],
            bytes: 3,
            mediaType: 'image/png',
            kind: 'photo',
            name: 'a.png',
          },
        ],
        remarks: 'Без замечаний',
        source: 'transcribed',
        items: [itemId(2), { id: itemId(1) }, itemId(2)],
        lateReason: 'Не было связи',
        ext: { 'org.example': { any: 1 } },
      }),
    )
    expect(payload).toMatchObject({
      act,
      place: { name: { lang: 'ru', text: 'Квартира' }, address: { lang: 'ru', text: 'ул. Ахунбаева' } },
      basis: [{ kind: 'urgent', instrument: { lang: 'ru', text: 'УПК' }, article: '213' }],
      remarks: { lang: 'ru', text: 'Без замечаний' },
      source: 'transcribed',
      items: [itemId(1), itemId(2)],
      recorded: { at: '2026-03-02T15:00:00Z', lateReason: { lang: 'ru', text: 'Не было связи' } },
      ext: { 'org.example': { any: 1 } },
    })
    // Digests are sorted here, so that nobody needs to know the order.
    expect(payload).toHaveProperty('attachments.0.digests.0.algorithm', 'md5')
  })

  it('has a language of its own where one is said, and texts go by it', () => {
    const payload = openPayload(
      notice.given({ occurred, kind: 'rights', to: agentId(4), contents: 'Rights', header: { language: 'en' } }),
    )
    expect(payload).toMatchObject({ language: 'en', details: { contents: { lang: 'en', text: 'Rights' } } })
    // A notice has a language among its details: the plain one is that.
    const other = openPayload(notice.given({ occurred, kind: 'rights', to: agentId(4), language: 'ky' }))
    expect(other).toMatchObject({ language: 'ru', details: { language: 'ky' } })
    const lang = { lang: 'de', text: 'Rechte' }
    expect(detailsOf(rights({ contents: lang })).contents).toEqual(lang)
  })

  it('leaves out what is undefined', () => {
    const payload = openPayload(rights({ act: undefined, place: undefined, contents: undefined, refs: undefined }))
    expect(Object.keys(payload)).not.toContain('act')
    expect(payload.details).toEqual({ kind: 'rights', to: agentId(4) })
  })

  it('is refused where a value would have to be guessed', () => {
    expect(refusal(() => made(event('notice.given', { kind: 'rights', to: agentId(4) } as never)))).toMatchObject({
      code: 'occurred-required',
      path: '/occurred',
    })
    expect(refusalCode(() => made({ type: 'item.invented' as never, header: {}, details: {}, items: [] }))).toBe(
      'payload-form',
    )
    expect(refusalCode(() => made({ type: 'constructor' as never, header: {}, details: {}, items: [] }))).toBe(
      'payload-form',
    )
  })

  it('takes the moment of recording for what only recording does', () => {
    expect(openPayload(time.anchored({ note: 'note' })).occurred).toEqual({ at: '2026-03-02T15:00:00Z' })
    const registered = event('agent.registered', { agent: agentId(3), kind: 'person', names: [] })
    expect(openPayload(registered).occurred).toEqual({ at: '2026-03-02T15:00:00Z' })
    const earlier = event('agent.registered', {
      agent: agentId(3),
      kind: 'person',
      names: [],
      occurred: { date: '2026-03-01' },
    })
    expect(openPayload(earlier).occurred).toEqual({ date: '2026-03-01' })
  })

  it.each([
    [{ from: '2026-03-02T14:10:00Z', to: '2026-03-02T14:20:00Z' }],
    [{ dates: ['2026-03-01', '2026-03-02'] as [string, string] }],
    [{ local: '2026-03-02T14:10:00', zone: 'Asia/Bishkek', clock: { source: 'camera', offset: '-3.5' } }],
    [{ unknown: true as const }],
  ])('takes every form of occurred: %j', (when) => {
    expect(openPayload(notice.given({ occurred: when, kind: 'rights', to: agentId(4) })).occurred).toEqual(when)
  })

  it('has no member of an input that stands nowhere: it is refused, with its name', () => {
    for (const name of ['contens', 'tv', 'nonce', 'constructor']) {
      expect(refusal(() => made(rights({ [name]: 'x' }))).path).toBe(`/details/${name}`)
    }
    const input = JSON.parse(
      `{"occurred":"${occurred}","kind":"rights","to":"${agentId(4)}","__proto__":{"contents":"x"}}`,
    )
    expect(refusal(() => made(notice.given(input))).path).toBe('/details/__proto__')
    const inner = { ...rights(), details: JSON.parse(`{"kind":{"code":"rights","__proto__":{}},"to":"${agentId(4)}"}`) }
    expect(refusalCode(() => made(inner))).toBe('payload-form')
  })
})

describe('signers and participants', () => {
  const other = { key: hash(3), agent: agentId(3), capacity: 'expert', prior: null }

  it('sorts signers by key; participants stand in the order of signing', () => {
    const { payload } = made(rights(), { signers: [SIGNER, other] })
    expect(payload.signers).toEqual([
      { key: hash(3), prior: null },
      { key: hash(5), prior: hash(6) },
    ])
    expect((payload.participants as { agent: string }[]).map(({ agent }) => agent)).toEqual([agentId(1), agentId(3)])
  })

  it('takes what is said of a signer into their line, and lists the others after', () => {
    const officer = person({ name: 'A', id: agentId(1) })
    const participants = [
      { agent: agentId(8), capacity: 'attesting-witness' as const, signs: 'paper' as const },
      { agent: officer, capacity: 'specialist' as const, signs: 'key' as const, remarks: 'Нет' },
    ]
    expect(openPayload(rights({ participants })).participants).toEqual([
      {
        agent: agentId(1),
        capacity: 'specialist',
        for: agentId(2),
        signs: 'key',
        remarks: { lang: 'ru', text: 'Нет' },
      },
      { agent: agentId(8), capacity: 'attesting-witness', signs: 'paper' },
    ])
  })

  it('keeps somebody who signs on paper apart from the same agent who signs by key', () => {
    const participants = [{ agent: agentId(1), capacity: 'custodian' as const, signs: 'paper' as const }]
    expect(openPayload(rights({ participants })).participants).toHaveLength(2)
  })

  it('has one participant for an agent with two keys', () => {
    const { payload } = made(rights(), { signers: [SIGNER, { ...SIGNER, key: hash(9) }] })
    expect(payload.signers).toHaveLength(2)
    expect(payload.participants).toHaveLength(1)
  })

  it('refuses a participant who does not say how they sign', () => {
    const participants = [{ agent: agentId(8), capacity: 'owner' }] as never
    expect(refusal(() => made(rights({ participants }))).path).toBe('/participants/1/signs')
  })
})

describe('references', () => {
  it('are given by the camelCase name of their rel, an event by id or as record answered', () => {
    for (const [name, rel] of REL_NAMES) {
      const input = name === 'source' ? { refs: { source: hash(1) } } : { [name]: hash(1) }
      expect(openPayload(rights(input)).refs, name).toEqual([{ rel, event: hash(1) }])
    }
    expect([...REL_NAMES.values()]).toEqual([...RELS])
    expect(REL_NAMES.get('withheldUnder')).toBe('withheld-under')
    expect(openPayload(rights({ about: { event: hash(2), index: 4 } })).refs).toEqual([
      { rel: 'about', event: hash(2) },
    ])
  })

  it('are sorted, the same one once, several under one name', () => {
    const refs = openPayload(
      rights({ order: hash(1), about: [hash(3), { event: hash(2) }, hash(3)], refs: { decision: hash(4) } }),
    ).refs
    expect(refs).toEqual([
      { rel: 'about', event: hash(2) },
      { rel: 'about', event: hash(3) },
      { rel: 'decision', event: hash(4) },
      { rel: 'order', event: hash(1) },
    ])
  })

  it('name the case of an event of another case', () => {
    const source = { event: hash(1), case: hash(2) }
    expect(openPayload(rights({ refs: { source } })).refs).toEqual([{ rel: 'source', ...source }])
    expect(refusal(() => made(rights({ about: { event: hash(1), case: hash(0xca5e) } }))).path).toBe('/refs/0/case')
  })

  it('are needed where the type needs them', () => {
    expect(refusal(() => made(acknowledgement.signed({ occurred, outcome: 'agreed' }))).path).toBe('/refs')
    const payload = openPayload(acknowledgement.signed({ occurred, outcome: 'agreed', acknowledges: hash(1) }))
    expect(payload.refs).toEqual([{ rel: 'acknowledges', event: hash(1) }])
  })
})

describe('agents, items, texts, custodians', () => {
  const laboratory = organisation({ name: 'Лаборатория', id: agentId(7) })

  it('are given as objects or ids', () => {
    expect(detailsOf(notice.given({ occurred, kind: 'rights', to: laboratory }))).toEqual({
      kind: 'rights',
      to: agentId(7),
    })
    expect(
      detailsOf(seal.applied({ occurred, on: { id: itemId(1) }, number: 'A', signedBy: [laboratory, agentId(8)] })),
    ).toEqual({
      on: itemId(1),
      number: 'A',
      signedBy: [agentId(7), agentId(8)],
    })
  })

  it('name in the header every item of the details', () => {
    const payload = openPayload(
      item.packed({ occurred, container: itemId(3), contents: [itemId(2), { id: itemId(1) }] }),
    )
    expect(payload.items).toEqual([itemId(1), itemId(2), itemId(3)])
  })

  it('are written in the language of the case, also in the long form of a coded term', () => {
    const details = detailsOf(notice.given({ occurred, kind: { code: 'other', text: 'Иное' }, to: agentId(4) }))
    expect(details.kind).toEqual({ code: 'other', text: { lang: 'ru', text: 'Иное' } })
    const place = detailsOf(
      storage.moved({ occurred, items: [itemId(1)], to: { place: nationalWord('desk') as never } }),
    )
    expect(place).toEqual({ to: { place: nationalWord('desk') } })
  })

  it('refuse an empty text, with its place', () => {
    expect(refusal(() => made(rights({ contents: '' }))).path).toBe('/details/contents/text')
  })

  it('take a custodian as an agent', () => {
    const details = detailsOf(custody.released({ occurred, items: [itemId(1)], to: laboratory, purpose: 'laboratory' }))
    expect(details.to).toEqual({ agent: agentId(7) })
  })

  it('take the signer who comes first for the custodian who is not said, with the organisation', () => {
    const first = { key: hash(9), agent: agentId(6), capacity: 'custodian', prior: null }
    const input = custody.released({ occurred, items: [itemId(1)], to: laboratory, purpose: 'laboratory' })
    expect(detailsOf(input).from).toEqual({ agent: agentId(1), for: agentId(2) })
    expect(detailsOf(input, { signers: [first, SIGNER] }).from).toEqual({ agent: agentId(6) })
    const said = custody.released({
      occurred,
      from: { agent: agentId(5), for: laboratory },
      items: [itemId(1)],
      to: laboratory,
      purpose: 'laboratory',
    })
    expect(detailsOf(said).from).toEqual({ agent: agentId(5), for: agentId(7) })
  })

  it('do not guess a custodian who is said by nobody where the type has no default', () => {
    const input = custody.released({ occurred, items: [itemId(1)], purpose: 'laboratory' } as never)
    expect(refusal(() => made(input)).path).toBe('/details/to')
  })

  it('have new ids', () => {
    expect(newItem()).not.toBe(newItem())
    expect(newAct()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/)
  })
})

it('an input is left as it was', () => {
  const input = rights({ contents: 'x', items: [itemId(2), itemId(1)] })
  const before = structuredClone(input)
  made(input)
  expect(input).toEqual(before)
  expect(context().signers).toEqual([SIGNER])
})
