import { formatInstant } from '../../src/encoding/instant.ts'
import { idOf, type TestAgent, testAgent, withKey } from '../support/agents.ts'
import { type LogBuilder, logBuilder, testCosigner } from '../support/log-builder.ts'

const police = idOf('police')
const root = (label: string) => testAgent(label, { capacity: 'root' })

/** Two root holders, both of whom must sign. */
export const [chief, deputy] = [root('chief'), root('deputy')] as const
export const roots = [chief, deputy]
export const registrar = testAgent('registrar', { capacity: 'registrar', for: police })
export const powers = { registrar: { organisations: [police], capacities: ['investigator'] } }
export const policeman = (label: string): TestAgent => testAgent(label, { for: police })
/** Enrolled by the registrar, like the clerk. */
export const officer = policeman('officer')
/** The officer's second key, which is not enrolled. */
export const officer2 = withKey(officer, 'officer 2')
export const clerk = policeman('clerk')

const [a, b] = [testCosigner('a'), testCosigner('b')] as const
const T = 1_772_000_000

/** The instant of some seconds on the clock of these tests. */
export const at = (seconds: number): string => formatInstant(BigInt(T + seconds) * 1_000_000_000n)

export async function openLog(): Promise<LogBuilder> {
  const log = await logBuilder({ roots, threshold: 2, cosigners: [a, b], quorum: 2 })
  await log.enrol(roots, registrar, powers)
  await log.enrol([registrar], officer)
  await log.enrol([registrar], clerk)
  return log
}

/** Appends an anchor whose cosigners say a time; by default signed by the clerk. */
export const anchorAt = (log: LogBuilder, seconds: number, by: TestAgent = clerk) =>
  log.anchor(
    [by],
    [
      [a, T + seconds],
      [b, T + seconds],
    ],
  )
