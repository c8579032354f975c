import type { Case } from '../case/case.ts'
import { FairtrailError } from '../encoding/error.ts'
import { isInstant } from '../encoding/instant.ts'
import { quoted } from '../encoding/text.ts'
import { isUuid4 } from '../encoding/uuid.ts'
import { type Agent, organisation, person, type SigningAgent } from '../record/build/agents.ts'
import { capacity } from '../record/shapes/parties.ts'
import { namesOf } from '../report/names.ts'
import { agentOf, withCase } from './case-file.ts'
import type { Command, Io } from './command.ts'
import { ENROL_HELP } from './enrol-help.ts'
import { loadSigner } from './key-file.ts'
import { parseOptions, usage } from './options.ts'
import { PASSPHRASE_OPTIONS } from './passphrase.ts'
import { keepProof, proofFolder } from './proofs.ts'

const OPTIONS = {
  by: { type: 'string', multiple: true },
  log: { type: 'string' },
  key: { type: 'string' },
  name: { type: 'string' },
  agent: { type: 'string' },
  capacity: { type: 'string', multiple: true },
  for: { type: 'string' },
  from: { type: 'string' },
  until: { type: 'string' },
  proofs: { type: 'string' },
  ...PASSPHRASE_OPTIONS,
} as const

/** Plain words for capacities; `other` needs a text, and is for a program. */
const CAPACITIES: readonly string[] = Object.keys(capacity.def.options[0].def.entries)
type Capacity = keyof (typeof capacity.def.options)[0]['def']['entries']

/** `fairtrail enrol`: puts a person's key in force. */
export const enrolCommand: Command = {
  name: 'enrol',
  summary: 'Put the key of a person in force in a case',
  help: ENROL_HELP,
  run,
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions({ args: [...args], options: OPTIONS, allowPositionals: true })
  const [path, ...more] = positionals
  if (path === undefined || more.length > 0) throw usage('Name one case: fairtrail enrol 2026-17.db --by chief.pem ...')
  const { by = [], log, key, name, agent, from, until, for: employer } = values
  if (by.length === 0) throw usage('Say who enrols: --by ROOT.pem, the key of a root holder or of a registrar.')
  if (log === undefined) throw usage('Name the key of the log: --log LOG.pem')
  if (key === undefined)
    throw usage('Name the private key of the person who is enrolled: --key OFFICER.pem. Both sign.')
  if (name === undefined && agent === undefined) {
    throw usage('Give the name of the person: --name "NAME"; or --agent ID for one who is in the record already.')
  }
  if (name === '') throw usage('--name is empty: give the name of the person.')
  if (agent !== undefined && !isUuid4(agent)) throw usage('--agent takes the id that enrol printed for the person.')
  const capacities = capacitiesOf(values.capacity ?? [])
  for (const [option, value] of [
    ['--from', from],
    ['--until', until],
  ] as const) {
    if (value !== undefined && !isInstant(value))
      throw usage(`${option} is an instant with its offset, such as 2026-03-02T14:10:00+06:00.`)
  }
  const passphraseFile = values['passphrase-file']
  return withCase(path, { log, passphraseFile }, io, async (kase) => {
    const enrollers: SigningAgent[] = []
    for (const file of by) enrollers.push(agentOf(kase, await loadSigner(file, passphraseFile, io), file))
    checkRoots(kase, enrollers)
    const signer = await loadSigner(key, passphraseFile, io)
    const known = kase.authority.keys.get(signer.publicKey.id)
    if (known) throw usage(`The key in ${key} is enrolled in this case already, for the agent ${known.agent}.`)
    const who = person({ name: name ?? '', signer, ...(agent === undefined ? {} : { id: agent }) })
    if (name === undefined && !kase.authority.agents.has(who.id)) {
      throw usage(`The record does not know the agent ${who.id} yet: give --name "NAME" too.`)
    }
    const forWhom = employer === undefined ? undefined : await organisationOf(kase, employer)
    const recorded = await kase.enrol(enrollers, who, { capacity: capacities, for: forWhom, from, until })
    const proof = keepProof(proofFolder(path, values.proofs, io), recorded)
    io.stdout(
      `agent id:      ${who.id}\n` +
        (forWhom === undefined ? '' : `organisation:  ${forWhom.id}\n`) +
        `key id:        ${signer.publicKey.id}\n` +
        `event:         ${recorded.event} (entry ${recorded.index})\n` +
        `log proof:     ${proof}\n`,
    )
    return 0
  })
}

function capacitiesOf(given: readonly string[]): Capacity[] {
  if (given.length === 0) throw usage('Say in what capacity the person acts: --capacity investigator (see --help).')
  for (const one of given) {
    if (!CAPACITIES.includes(one) || one === 'root')
      throw usage(`${quoted(one)} is no capacity. It is one of: ${CAPACITIES.filter((c) => c !== 'root').join(', ')}.`)
  }
  return given as Capacity[]
}

/** Asked before anything is written, because registrations would stay where the enrolment is refused. */
function checkRoots(kase: Case, enrollers: readonly SigningAgent[]): void {
  const roots = kase.authority.authorityAt(kase.size)?.authority.roots
  const asRoots = enrollers.filter(({ signer }) => kase.authority.keys.get(signer.publicKey.id)?.use === 'root')
  const persons = new Set(asRoots.map(({ id }) => id))
  if (!roots || asRoots.length < enrollers.length || persons.size >= roots.threshold) return
  throw new FairtrailError(
    'append-refused',
    `In this case ${roots.threshold} root holders enrol together, and --by names ${persons.size}: name the others too.`,
  )
}

/** An organisation by its id, or by a name: one that the record knows under it, or a new one. */
async function organisationOf(kase: Case, given: string): Promise<Agent> {
  if (given === '') throw usage('--for is empty: give the name of the organisation, or its id.')
  if (isUuid4(given)) {
    if (kase.authority.agents.has(given)) return organisation({ id: given, name: '' })
    throw usage(`--for: the record knows no organisation with the id ${given}. Give its name, and it is registered.`)
  }
  const names = namesOf(await payloadsOf(kase))
  const found = [...names.agents].filter(([, { kind, name }]) => kind === 'organisation' && name === given)
  if (found.length > 1) {
    const ids = found.map(([id]) => id).join(', ')
    throw usage(`--for: several organisations have the name ${quoted(given)}. Give the id of one of them: ${ids}.`)
  }
  const id = found[0]?.[0]
  return organisation({ name: given, ...(id === undefined ? {} : { id }) })
}

async function payloadsOf(kase: Case) {
  const payloads = []
  for await (const { payload } of kase.events()) payloads.push(payload)
  return payloads
}
