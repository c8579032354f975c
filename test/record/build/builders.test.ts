import { describe, expect, it } from 'vitest'
import * as builders from '../../../src/record/build/builders.ts'
import { custody, item } from '../../../src/record/build/builders.ts'
import { iccid, imei, plate, serial } from '../../../src/record/build/features.ts'
import { eventInput } from '../../../src/record/build/input.ts'
import { VOCABULARY } from '../../../src/record/vocabulary.ts'
import { refusal, refusalCode } from '../../support/refusal.ts'
import { SAMPLES } from '../samples/all.ts'
import { agentId, hash, itemId, text } from '../support/values.ts'
import { detailsOf, made, openPayload, SIGNER } from './context.ts'

const occurred = '2026-03-02T14:10:00+06:00'
const custodian = { agent: SIGNER.agent, for: SIGNER.for }

/** Samples that hold no commitment: a builder takes values. */
const inTheOpen = [...SAMPLES].filter(
  ([type, { full }]) => type !== 'case.opened' && !JSON.stringify(full).includes('$withheld'),
)

describe('builders', () => {
  it('are there for every type', () => {
    const names = new Map<string, (input: never) => { type: string }>()
    for (const [family, verbs] of Object.entries(builders)) {
      if (typeof verbs === 'function') continue
      const prefix = family === 'caseEvent' ? 'case' : kebab(family)
      for (const [verb, build] of Object.entries(verbs)) names.set(`${prefix}.${kebab(verb)}`, build as never)
    }
    // An inner event is filed with `event`: its value is an envelope.
    expect([...names.keys()].sort()).toEqual(
      Object.keys(VOCABULARY)
        .filter((type) => type !== 'event.withheld')
        .sort(),
    )
    for (const [type, build] of names) {
      if (/^(item\.(collected|acquired|derived)|custody\.)/.test(type)) continue
      expect(build({ occurred } as never).type).toBe(type)
    }
  })

  it.each(inTheOpen)(
    '%s: full details in the long form come out as they went in',
    (type, { full, items = [], refs = [] }) => {
      const input = eventInput(type, { ...full, header: { occurred, items, refs: named(refs) } })
      expect(detailsOf(input)).toEqual(full)
    },
  )
})

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const named = (refs: readonly object[]) =>
  Object.fromEntries(
    (refs as { rel: string; event: string }[]).map(({ rel, event }) => [
      rel.replace(/-(.)/g, (_, l: string) => l.toUpperCase()),
      event,
    ]),
  )

describe('item.collected', () => {
  const how = { occurred, mode: 'seized', context: 'criminal' } as const

  it('of one item, flat', () => {
    const input = item.collected({
      ...how,
      text: 'Чёрный телефон',
      exhibit: '12-A',
      features: [imei('490154203237518')],
      quantity: { value: '1', unit: '1', measure: 'count' },
      condition: 'Экран разбит',
      packaging: 'Пакет',
      seals: ['A-0042', { number: 'A-0043', state: 'damaged' }],
      photos: [hash(3)],
    })
    const [id] = input.items
    expect(detailsOf(input)).toEqual({
      goods: [
        {
          item: id,
          description: {
            kind: 'physical',
            exhibit: '12-A',
            text: { lang: 'ru', text: 'Чёрный телефон' },
            features: [{ scheme: 'imei', value: '490154203237518', check: 'ok' }],
            quantity: { value: '1', unit: '1', measure: 'count' },
          },
          observation: {
            condition: { lang: 'ru', text: 'Экран разбит' },
            packaging: { lang: 'ru', text: 'Пакет' },
            seals: [
              { number: 'A-0042', state: 'intact' },
              { number: 'A-0043', state: 'damaged' },
            ],
            photos: [hash(3)],
          },
        },
      ],
      custodian,
      mode: 'seized',
      context: 'criminal',
    })
    expect(openPayload(input).items).toEqual([id])
  })

  it('of many, each described; ids are new unless given', () => {
    const input = item.collected({
      ...how,
      goods: [
        { item: itemId(1), kind: 'digital' },
        { text: 'Нож', comparedWith: [itemId(1)] },
      ],
      custodian: { agent: agentId(9) },
      from: 'Сосед',
    })
    expect(input.items[0]).toBe(itemId(1))
    expect(input.items[1]).toMatch(/^[0-9a-f-]{36}$/)
    expect(detailsOf(input)).toMatchObject({
      goods: [
        { item: itemId(1), description: { kind: 'digital' } },
        { description: { kind: 'physical', comparedWith: [itemId(1)] } },
      ],
      custodian: { agent: agentId(9) },
      from: { lang: 'ru', text: 'Сосед' },
    })
  })

  it('takes goods in the long form too', () => {
    const goods = [{ item: itemId(1), description: { kind: 'trace' }, observation: { contents: 'inventoried' } }]
    expect(detailsOf(item.collected({ ...how, goods: goods as never })).goods).toEqual(goods)
  })

  it('loses nothing that it does not know', () => {
    expect(refusal(() => made(item.collected({ ...how, goods: [{}], text: 'x' }))).path).toBe('/details/text')
    expect(refusal(() => made(item.collected({ ...how, goods: [{ colour: 'red' }] as never }))).path).toBe(
      '/details/goods/0/colour',
    )
    expect(refusal(() => made(item.collected({ ...how, colour: 'red' } as never))).path).toBe('/details/colour')
  })
})

describe('item.acquired', () => {
  const how = { occurred, method: 'physical', tool: { name: 'imager' } } as const

  it('of an item: the result is digital and new', () => {
    const input = item.acquired({
      ...how,
      source: { id: itemId(1) },
      exhibit: '12-A-1',
      digests: [
        { algorithm: 'sha256', value: hash(1), scope: 'stream' },
        { algorithm: 'md5', value: 'a'.repeat(32), scope: 'stream' },
      ],
    })
    expect(detailsOf(input)).toEqual({
      source: { item: itemId(1) },
      result: {
        item: input.items[0],
        description: { kind: 'digital', exhibit: '12-A-1' },
        digests: [
          { algorithm: 'md5', value: 'a'.repeat(32), scope: 'stream' },
          { algorithm: 'sha256', value: hash(1), scope: 'stream' },
        ],
      },
      custodian,
      method: 'physical',
      tool: { name: 'imager' },
    })
    expect(openPayload(input).items).toEqual([itemId(1), input.items[0]].sort())
  })

  it('of a remote service', () => {
    const input = item.acquired({
      ...how,
      method: 'page',
      item: itemId(2),
      source: { remote: { url: 'https://example.org', account: '@x' } },
      text: 'Канал',
    })
    expect(detailsOf(input)).toMatchObject({
      source: { remote: { url: 'https://example.org', account: { lang: 'ru', text: '@x' } } },
      result: { item: itemId(2), description: { text: { lang: 'ru', text: 'Канал' } } },
    })
  })
})

describe('item.derived', () => {
  it('makes one product, digital where the kind says so', () => {
    const copy = item.derived({ occurred, from: itemId(1), kind: 'working-copy', text: 'Копия' })
    expect(detailsOf(copy)).toEqual({
      sources: [itemId(1)],
      products: [{ item: copy.items[0], description: { kind: 'digital', text: { lang: 'ru', text: 'Копия' } } }],
      custodian,
      kind: 'working-copy',
    })
    const part = item.derived({ occurred, from: itemId(1), kind: { code: 'other', text: 'Слепок' } })
    expect(detailsOf(part)).toMatchObject({ products: [{ description: { kind: 'physical' } }] })
  })

  it('makes several of several', () => {
    const input = item.derived({
      occurred,
      from: [itemId(1), { id: itemId(2) }],
      kind: 'split',
      products: [{ item: itemId(3) }, { item: itemId(4), kind: 'trace' }],
    })
    expect(input.items).toEqual([itemId(3), itemId(4)])
    expect(detailsOf(input)).toMatchObject({
      sources: [itemId(1), itemId(2)],
      products: [{ item: itemId(3) }, { description: { kind: 'trace' } }],
    })
    expect(
      refusal(() =>
        made(item.derived({ occurred, from: itemId(1), kind: 'split', products: [{}], text: 'x' } as never)),
      ).path,
    ).toBe('/details/text')
  })
})

describe('custody', () => {
  const out = { occurred, to: agentId(7), purpose: 'laboratory' } as const

  it('is released: items alike, with their seals', () => {
    const input = custody.released({
      ...out,
      to: { agent: agentId(7) },
      items: [itemId(2), itemId(1)],
      seals: ['A-0042'],
      condition: 'Цел',
    })
    const observation = { seals: [{ number: 'A-0042', state: 'intact' }], condition: { lang: 'ru', text: 'Цел' } }
    expect(detailsOf(input)).toEqual({
      from: custodian,
      to: { agent: agentId(7) },
      purpose: 'laboratory',
      goods: [
        { item: itemId(2), observation },
        { item: itemId(1), observation },
      ],
    })
    expect(openPayload(input).items).toEqual([itemId(1), itemId(2)])
    expect(input.items).toEqual([itemId(2), itemId(1)])
  })

  it('is released: each of the goods with its own', () => {
    const goods = [{ item: itemId(1), observation: { contents: 'inventoried' as const } }, { item: itemId(2) }]
    expect(detailsOf(custody.released({ ...out, to: { agent: agentId(7) }, goods })).goods).toEqual(goods)
    const beside = { ...out, to: { agent: agentId(7) }, goods, seals: ['A'] } as never
    expect(refusal(() => made(custody.released(beside))).path).toBe('/details/seals')
  })

  const release = { event: hash(8), items: [itemId(1), itemId(2)] }

  it('is received: one answer for all that was released', () => {
    const input = custody.received({ occurred, release, result: 'reserved', reservation: 'Печать', seals: ['A-0042'] })
    const good = {
      result: 'reserved',
      reservation: { lang: 'ru', text: 'Печать' },
      observation: { seals: [{ number: 'A-0042', state: 'intact' }] },
    }
    expect(openPayload(input)).toMatchObject({
      refs: [{ rel: 'release', event: hash(8) }],
      items: [itemId(1), itemId(2)],
      details: {
        custodian,
        goods: [
          { item: itemId(1), ...good },
          { item: itemId(2), ...good },
        ],
      },
    })
  })

  it('is received: an answer for each, over a release by its id or over none', () => {
    const goods = [{ item: itemId(1), result: 'accepted' as const }]
    expect(openPayload(custody.received({ occurred, release: hash(8), goods })).refs).toEqual([
      { rel: 'release', event: hash(8) },
    ])
    const found = openPayload(custody.received({ occurred, goods, noRelease: { reason: 'Найдено у двери' } }))
    expect(found).toMatchObject({
      refs: [],
      details: { noRelease: { reason: text('x') && { lang: 'ru', text: 'Найдено у двери' } } },
    })
    expect(refusal(() => made(custody.received({ occurred, goods }))).path).toBe('/refs')
  })

  it('is received: introduces what the record does not have', () => {
    const goods = [{ item: itemId(5), result: 'accepted' as const }]
    const input = custody.received({
      occurred,
      goods,
      noRelease: { reason: 'Из дела 9' },
      introduces: [{ item: itemId(5), description: { kind: 'physical', text: 'Сейф' } }],
    })
    expect(detailsOf(input)).toMatchObject({
      introduces: [{ item: itemId(5), description: { text: { lang: 'ru', text: 'Сейф' } } }],
    })
  })

  it('is not received without an answer for each item', () => {
    expect(refusalCode(() => custody.received({ occurred, release: hash(8), result: 'accepted' } as never))).toBe(
      'misuse',
    )
    const beside = { occurred, release, goods: [{ item: itemId(1), result: 'accepted' }], result: 'accepted' } as never
    expect(refusal(() => made(custody.received(beside))).path).toBe('/details/result')
  })
})

describe('features', () => {
  it.each([
    ['490154203237518', 'ok'],
    ['490154203237519', 'failed'],
    ['356938035643809', 'ok'],
    ['35693803564380', 'failed'],
    ['4901542032375180', 'failed'],
    ['49015420323751X', 'failed'],
    ['0'.repeat(15), 'ok'],
    ['490154203237581', 'failed'],
  ])('IMEI %s: %s', (value, check) => {
    expect(imei(value)).toEqual({ scheme: 'imei', value, check })
  })

  it('fail where any one digit of an IMEI is another, and where two neighbours change places (but 0 and 9)', () => {
    const good = '490154203237518'
    for (let at = 0; at < good.length; at++) {
      for (let digit = 0; digit < 10; digit++) {
        const other = good.slice(0, at) + digit + good.slice(at + 1)
        expect(imei(other).check).toBe(other === good ? 'ok' : 'failed')
      }
      const [a = '', b = ''] = good.slice(at, at + 2)
      if (a === b || b === '' || (a + b).match(/09|90/)) continue
      expect(imei(good.slice(0, at) + b + a + good.slice(at + 2)).check).toBe('failed')
    }
  })

  it.each([
    ['8991101200003204514', 'ok'],
    ['89911012000032045120', 'ok'],
    ['8991101200003204515', 'failed'],
    ['89911012000032045', 'failed'],
  ])('ICCID %s: %s', (value, check) => {
    expect(iccid(value).check).toBe(check)
  })

  it('have no check digit where the scheme has none', () => {
    expect(serial('SN 1')).toEqual({ scheme: 'serial', value: 'SN 1', check: 'none' })
    expect(plate('01KG123ABC')).toEqual({ scheme: 'plate', value: '01KG123ABC', check: 'none' })
  })

  it('are recorded where they fail: a failing check digit is the truth too', () => {
    const input = item.collected({ occurred, mode: 'found', context: 'criminal', features: [imei('1')] })
    expect(detailsOf(input)).toMatchObject({
      goods: [{ description: { features: [{ value: '1', check: 'failed' }] } }],
    })
  })
})
