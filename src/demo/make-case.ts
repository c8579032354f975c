import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCase, type Recorded } from '../index.ts'
import { exportBundle, generateNodeSigner, nodeProvider } from '../node.ts'
import { sqliteStore } from '../sqlite.ts'
import { discrepancyOfPapers, lateAndCorrected } from './act-afterwards.ts'
import { laboratoryWork } from './act-laboratory.ts'
import { handovers, search } from './act-search.ts'
import { type Evidence, makeEvidence } from './evidence.ts'
import { enrolPeople, makePeople } from './people.ts'
import { at, type Stage } from './story-kit.ts'

/** What the demonstration has made in its folder. */
export interface MadeCase {
  /** In groups of four: for the paper file. */
  readonly fingerprint: string
  readonly size: number
  readonly evidence: Evidence
  /** Exhibit numbers by item. */
  readonly items: ReadonlyMap<string, string>
  /** Paths of the log proofs that the submitters keep. */
  readonly kept: readonly string[]
  /** The expert's conclusion, which somebody then alters. */
  readonly concluded: string
}

/** Plays the story into a case, and exports it: `evidence/`, `case.db`, `bundle/`, `bundle.zip`, `fingerprint.txt`, `kept/`. */
export async function makeCase(out: string, ownFolder: string | undefined, tool: Stage['tool']): Promise<MadeCase> {
  const folder = join(out, 'evidence')
  const evidence = await makeEvidence(folder, ownFolder)
  const people = await makePeople()
  let now = at(2, '09:00')
  const kase = await createCase({
    store: await sqliteStore(join(out, 'case.db')),
    root: people.chief,
    log: await generateNodeSigner(),
    language: 'ru',
    title: 'Дело 2026-17 (вымышленное)',
    operator: people.police,
    clock: () => now,
    provider: nodeProvider,
  })
  writeFileSync(join(out, 'fingerprint.txt'), `${kase.fingerprint}\n`)
  await enrolPeople(kase, people)
  const record: Stage['record'] = (moment, by, input) => {
    now = moment
    return kase.record(by, input)
  }
  const stage: Stage = { kase, people, evidence, folder, tool, record }
  const found = await search(stage)
  const received = await handovers(stage, found)
  await discrepancyOfPapers(stage, found)
  const concluded = await laboratoryWork(stage, found)
  await lateAndCorrected(stage, found)

  const content = [evidence.photo, evidence.protocol, evidence.image, ...evidence.own].flatMap(
    (file) => file?.path ?? [],
  )
  const options = { files: content, reveals: forTheCourt }
  await exportBundle(kase, join(out, 'bundle'), options)
  await exportBundle(kase, join(out, 'bundle.zip'), options)
  const kept = [keep(out, 'reception-clerk', received), keep(out, 'expert', concluded)]
  const { fingerprint, size } = kase
  await kase.close()
  const items = new Map([
    [found.phone, 'phone'],
    [found.notebook, 'notebook'],
  ])
  if (found.stick !== undefined) items.set(found.stick, 'memory stick')
  for (const { item, name } of evidence.own) items.set(item, name)
  return { fingerprint, size, evidence, items, kept, concluded: concluded.event }
}

/** A submitter keeps the log proof of what they signed. */
function keep(out: string, who: string, { event, proof }: Recorded): string {
  const folder = join(out, 'kept', who)
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${event}.tlog-proof`)
  writeFileSync(path, proof)
  return path
}

/** A court reads who acted; whose the things were, and the number in a phone, stay withheld. */
const forTheCourt = ({ path }: { path: string }): boolean =>
  !/^\/details\/(from$|goods\/\d+\/description\/features)/.test(path)
