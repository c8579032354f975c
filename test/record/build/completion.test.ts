import { describe, expect, expectTypeOf, it } from 'vitest'
import type { Case, Recorded } from '../../../src/case/case.ts'
import type { SigningAgent } from '../../../src/record/build/agents.ts'
import { newAct, organisation } from '../../../src/record/build/agents.ts'
import {
  agent,
  custody,
  decision,
  digest,
  event,
  item,
  notice,
  seal,
  time,
} from '../../../src/record/build/builders.ts'
import { imei } from '../../../src/record/build/features.ts'
import type { BuilderInput, EventInput } from '../../../src/record/build/input.ts'
import { shown, withhold } from '../../../src/record/build/loose.ts'
import type { Details, EventType } from '../../../src/record/vocabulary.ts'
import { agentId, hash } from '../support/values.ts'

/** What an editor completes and the compiler refuses. Each `@ts-expect-error` is a call that must not compile. */
const occurred = '2026-03-02T14:10:00+06:00'
const to = organisation({ name: 'Laboratory' })

describe('what a recorder can write', () => {
  it('is the first program of a developer, as it stands', () => {
    const program = async (kase: Case, officer: SigningAgent, clerk: SigningAgent, laboratory: typeof to) => {
      const seizure = { act: newAct(), occurred }
      const {
        items: [phone = ''],
      } = await kase.record(
        officer,
        item.collected({
          ...seizure,
          text: 'Black phone',
          features: [imei('490154203237518')],
          mode: 'seized',
          context: 'criminal',
        }),
      )
      await kase.record(officer, seal.applied({ ...seizure, on: phone, number: 'A-0042' }))
      const release = await kase.record(
        officer,
        custody.released({
          occurred: '2026-03-03T09:00:00+06:00',
          items: [phone],
          to: laboratory,
          purpose: 'laboratory',
          seals: ['A-0042'],
        }),
      )
      const { proof } = await kase.record(
        clerk,
        custody.received({ occurred: '2026-03-03T09:40:00+06:00', release, result: 'accepted', seals: ['A-0042'] }),
      )
      return { proof, release }
    }
    expectTypeOf(program).returns.resolves.toHaveProperty('proof').toEqualTypeOf<string>()
    expectTypeOf<Recorded>().toHaveProperty('items')
  })

  it('names its members, and no others', () => {
    expectTypeOf(notice.given({ occurred, kind: 'rights', to })).toEqualTypeOf<EventInput<'notice.given'>>()
    // @ts-expect-error: a member is missing
    notice.given({ occurred, kind: 'rights' })
    // @ts-expect-error: a word of no list
    notice.given({ occurred, kind: 'right', to })
    // @ts-expect-error: a member that the type does not have
    notice.given({ occurred, kind: 'rights', to, contens: 'x' })
    // @ts-expect-error: a type that there is not
    expect(() => event('notice.taken', { occurred })).toThrow('not a type of this vocabulary')
  })

  it('says when it happened, but where recording itself is what happens', () => {
    // @ts-expect-error: occurred is a statement of fact
    notice.given({ kind: 'rights', to })
    // @ts-expect-error: not an interval
    notice.given({ occurred: { from: occurred }, kind: 'rights', to })
    time.anchored({ note: 'x' })
    agent.registered({ agent: to, kind: 'organisation', names: ['x'] })
    expectTypeOf<BuilderInput<'time.anchored'>>().not.toHaveProperty('mode')
  })

  it('is a text with or without its language, a coded term with or without its law', () => {
    notice.given({ occurred, kind: { code: 'other', text: 'x' }, to, contents: { lang: 'ky', text: 'x' } })
    notice.given({ occurred, kind: { code: 'rights', national: { scheme: 'kz', code: '65', label: 'x' } }, to })
    // @ts-expect-error: a text is not a number
    notice.given({ occurred, kind: 'rights', to, contents: 7 })
    // @ts-expect-error: a coded term in its long form has a code
    notice.given({ occurred, kind: { text: 'x' }, to })
  })

  it('shows and withholds where that is possible', () => {
    item.collected({ occurred, mode: 'seized', context: 'criminal', from: shown('x'), text: withhold('x', 'source') })
    event('agent.registered', { agent: to, kind: 'person', names: [shown('x'), 'y'] })
    // @ts-expect-error: an exhibit number is never withheld
    item.collected({ occurred, mode: 'seized', context: 'criminal', exhibit: withhold('x') })
    // @ts-expect-error: a class of no list
    withhold('x', 'secret')
  })

  it('takes items and agents by object or id, and does not mix references up with anything else', () => {
    custody.released({ occurred, items: ['x', { id: 'x' }], to: { agent: to, for: 'x' }, purpose: 'court' })
    notice.given({ occurred, kind: 'rights', to: 'x', about: [hash(1), { event: hash(2) }], withheldUnder: hash(3) })
    // @ts-expect-error: a rel in kebab-case
    notice.given({ occurred, kind: 'rights', to, 'withheld-under': hash(3) })
    // @ts-expect-error: `source` is how the statement came about; another case's event stands in refs
    notice.given({ occurred, kind: 'rights', to, source: { event: hash(1), case: hash(2) } })
    notice.given({ occurred, kind: 'rights', to, refs: { source: { event: hash(1), case: hash(2) } } })
  })

  it('keeps a name of the details where header and details share it', () => {
    notice.given({ occurred, kind: 'rights', to, language: 'ky', header: { language: 'ru' } })
    expectTypeOf<BuilderInput<'item.acquired'>['source']>().not.toEqualTypeOf<string | undefined>()
    expectTypeOf<BuilderInput<'decision.made'>['source']>().toEqualTypeOf<
      'direct' | 'transcribed' | 'imported' | 'reported' | undefined
    >()
    decision.made({
      occurred,
      kind: 'hold',
      issuer: { agent: to, office: 'court' },
      dated: '2026-03-01',
      outcome: 'granted',
    })
  })

  it('answers a release for all items or for each', () => {
    const release = { event: hash(1), items: ['x'] }
    custody.received({ occurred, release, result: 'refused', reservation: withhold('x') })
    custody.received({ occurred, goods: [{ item: 'x', result: 'accepted' }], noRelease: { reason: 'x' } })
    // @ts-expect-error: one answer for all needs what record answered
    expect(() => custody.received({ occurred, release: hash(1), result: 'accepted' })).toThrow('for each item')
    // @ts-expect-error: neither a result nor goods
    custody.received({ occurred, release })
    // @ts-expect-error: a product is described, not observed
    item.derived({ occurred, from: 'x', kind: 'split', seals: ['A'] })
    // @ts-expect-error: a digest has a scope
    digest.measured({ occurred, item: 'x', digest: { algorithm: 'sha256', value: hash(1) }, purpose: 'verification' })
  })

  it('files an inner event as bytes or base64', () => {
    event('event.withheld', { occurred: { unknown: true }, inner: new Uint8Array(1), withheldUnder: hash(1) })
    event('event.withheld', { occurred, inner: withhold('AAAA', 'privileged') })
    // @ts-expect-error: an event that is not signed
    event('event.withheld', { occurred, inner: notice.given({ occurred, kind: 'rights', to: agentId(1) }) })
  })
})

describe('what a reader gets', () => {
  it("is the record's own form, type by type", () => {
    expectTypeOf<Details<'acknowledgement.signed'>>().toEqualTypeOf<{
      outcome: 'agreed' | 'with-remarks' | 'refused'
    }>()
    expectTypeOf<Details<'custody.released'>['dueBack']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<EventType>().toExtend<string>()
    expectTypeOf<'item.collected'>().toExtend<EventType>()
  })

  it('has no undefined in a member that is there', () => {
    // @ts-expect-error: absent is absent
    const details: Details<'storage.moved'> = { to: { facility: 'x' as never, shelf: undefined } }
    expectTypeOf(details).toExtend<object>()
  })
})
