import { beforeEach, describe, expect, it } from 'vitest'
import { idOf, type TestAgent, withKey } from '../support/agents.ts'
import { enrolment, type LogBuilder, registration } from '../support/log-builder.ts'
import { replay } from '../support/replay.ts'
import { anchorAt, at, chief, officer, openLog, policeman, powers, registrar, roots } from './cast.ts'

let log: LogBuilder
beforeEach(async () => {
  log = await openLog()
})

const anchor = (seconds: number, by?: TestAgent) => anchorAt(log, seconds, by)

describe('a registrar whose key was compromised', () => {
  const late = policeman('late')

  async function compromised(reason = 'compromised') {
    const early = await log.notice([officer])
    await anchor(100, chief)
    await anchor(200, chief)
    const enrolled = await log.enrol([registrar], late)
    const notice = await log.notice([late])
    await anchor(300, chief)
    await log.revoke(roots, registrar.key, reason, reason === 'error' ? undefined : at(150))
    return { early, enrolled, notice }
  }

  it('takes with it what it enrolled afterwards, each by its own interval', async () => {
    const { early, enrolled, notice } = await compromised()
    const { result, signature, moves, fold } = await replay(log)
    expect(result(early)).toBe('stands: in-force')
    expect(result(notice)).toBe('does-not-stand: registrar-compromised')
    expect(result(enrolled, registrar)).toBe('does-not-stand: compromised')
    expect(moves(notice)).toBe(true)
    expect(signature(notice).values).toMatchObject({
      enrolled: enrolled.index,
      registrars: [{ key: registrar.key, agent: registrar.id, revoked: { by: 'roots', reason: 'compromised' } }],
    })
    // By order nothing is undone.
    expect(fold.orders[enrolled.index]?.judgement?.effect).toBe(true)
  })

  it('leaves open what no time places', async () => {
    const enrolled = await log.enrol([registrar], late)
    const notice = await log.notice([late])
    await log.revoke(roots, registrar.key, 'lost', at(150))
    const { result } = await replay(log)
    expect(result(notice)).toBe('undetermined: registrar-not-placed')
    expect(result(enrolled, late)).toBe('undetermined: registrar-not-placed')
  })

  it('is set right by the roots, who renew the enrolment', async () => {
    const { enrolled, notice } = await compromised()
    const refs = [{ rel: 'supersedes', event: enrolled.id }]
    await log.append({ by: [...roots, late], type: 'key.enrolled', details: enrolment(late), refs })
    const after = await log.notice([late])
    const { result } = await replay(log)
    expect(result(notice)).toBe('stands: in-force')
    expect(result(after)).toBe('stands: in-force')
  })

  it('takes all with it where the roots revoke it as enrolled in error, and nothing where it is retired', async () => {
    const { early, notice } = await compromised('error')
    const { result } = await replay(log)
    expect(result(early)).toBe('does-not-stand: registrar-revoked-as-error')
    expect(result(notice)).toBe('does-not-stand: registrar-revoked-as-error')
    await log.revoke(roots, registrar.key, 'left-office')
    expect((await replay(log)).result(notice)).toBe('stands: in-force')
  })

  it('takes nothing with it that another registrar signed as well', async () => {
    const second = withKey(policeman('registrar 2'), 'registrar 2', { capacity: 'registrar' })
    await log.enrol(roots, second, powers)
    await log.append({
      by: roots,
      type: 'agent.registered',
      details: registration(late.id, { employer: idOf('police') }),
    })
    await log.append({ by: [registrar, second, late], type: 'key.enrolled', details: enrolment(late) })
    const notice = await log.notice([late])
    await log.revoke(roots, registrar.key, 'error')
    expect((await replay(log)).result(notice)).toBe('stands: in-force')
    await log.revoke(roots, second.key, 'error')
    expect((await replay(log)).result(notice)).toBe('does-not-stand: registrar-revoked-as-error')
  })

  it('can still be acted for by nobody: it enrols nothing more', async () => {
    await compromised()
    const more = policeman('more')
    const entry = await log.enrol([registrar], more)
    expect(log.fold.orders[entry.index]?.judgement?.effect).toBe(false)
  })
})
