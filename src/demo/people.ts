import { type Agent, agent, type Case, carrier, organisation, person, type SigningAgent } from '../index.ts'
import { generateNodeSigner } from '../node.ts'

/** Everybody in the story. Names are invented; keys are made anew for each run and exist in memory alone. */
export interface People {
  /** Decides about keys, and signs nothing else. */
  readonly chief: SigningAgent
  readonly prosecutor: SigningAgent
  readonly investigator: SigningAgent
  readonly courier: SigningAgent
  readonly clerk: SigningAgent
  readonly expert: SigningAgent
  readonly secondExpert: SigningAgent
  /** Attesting witnesses: they sign on paper. */
  readonly witnesses: readonly [Agent, Agent]
  readonly court: Agent
  readonly prosecution: Agent
  readonly police: Agent
  readonly post: Agent
  readonly laboratory: Agent
  readonly evidenceStore: Agent
}

export async function makePeople(): Promise<People> {
  const signing = async (name: string) => person({ name, signer: await generateNodeSigner() })
  return {
    chief: await signing('К. Бердибаев'),
    prosecutor: await signing('Э. Асанова'),
    investigator: await signing('Б. Иманов'),
    courier: await signing('Т. Жумабаев'),
    clerk: await signing('Н. Орлова'),
    expert: await signing('М. Сулайманова'),
    secondExpert: await signing('В. Ким'),
    witnesses: [person({ name: 'А. Токтогулов' }), person({ name: 'Г. Петрова' })],
    court: organisation({ name: 'Районный суд' }),
    prosecution: organisation({ name: 'Прокуратура' }),
    police: organisation({ name: 'Следственный отдел' }),
    post: carrier({ name: 'Фельдъегерская связь' }),
    laboratory: organisation({ name: 'Экспертная лаборатория' }),
    evidenceStore: organisation({ name: 'Камера хранения вещественных доказательств' }),
  }
}

/** Registers agents and enrols keys: each enrolment is signed by the chief and by the new key. */
export async function enrolPeople(kase: Case, people: People): Promise<void> {
  const { chief, investigator, courier, clerk, expert, secondExpert, police, post, laboratory } = people
  await kase.enrol(chief, people.prosecutor, { capacity: 'prosecutor', for: people.prosecution })
  await kase.enrol(chief, investigator, { capacity: 'investigator', for: police })
  await kase.enrol(chief, courier, { capacity: 'courier', for: post })
  await kase.enrol(chief, clerk, { capacity: 'reception-clerk', for: laboratory })
  await kase.enrol(chief, expert, { capacity: 'expert', for: laboratory })
  await kase.enrol(chief, secondExpert, { capacity: 'expert', for: laboratory })
  for (const one of [people.court, people.evidenceStore, ...people.witnesses]) {
    await kase.record(chief, agent.registered({ agent: one, kind: one.kind, names: [one.name] }))
  }
}
