// A case from the search to the laboratory. `npx tsx first-case.ts`, or with Node 24 `node first-case.ts`.
import { createCase, custody, generateSigner, imei, item, newAct, organisation, person, seal } from 'fairtrail'
import { exportBundle } from 'fairtrail/node'
import { sqliteStore } from 'fairtrail/sqlite'

// Keys for this run. For work: `fairtrail key new`, read with `nodeSigner`; a smart card implements `Signer`.
const chief = person({ name: 'К. Бердибаев', signer: await generateSigner() })
const officer = person({ name: 'Б. Иманов', signer: await generateSigner() })
const clerk = person({ name: 'Н. Орлова', signer: await generateSigner() })
const police = organisation({ name: 'Следственный отдел' })
const laboratory = organisation({ name: 'Экспертная лаборатория' })
const logKey = await generateSigner()

const store = await sqliteStore('2026-17.db')
const kase = await createCase({ store, root: chief, log: logKey, language: 'ru', title: 'Case 17' })
await kase.enrol(chief, officer, { capacity: 'investigator', for: police }) // registers agent and organisation, enrols the key: both sign
await kase.enrol(chief, clerk, { capacity: 'reception-clerk', for: laboratory })

const seizure = { act: newAct(), occurred: '2026-03-02T14:10:00+06:00' }
const { items } = await kase.record(
  officer,
  item.collected({
    ...seizure,
    text: 'Black phone',
    features: [imei('490154203237518')],
    mode: 'seized',
    context: 'criminal',
  }),
)
const phone = items[0] as string
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

console.log(proof) // the clerk keeps it
const { timeline, breaks } = await kase.timeline(phone) // custodians, intervals, breaks
console.log(`${timeline.length} intervals, ${breaks.length} breaks`)
await exportBundle(kase, './bundle') // what the court gets
console.log(`fingerprint for the paper file: ${kase.fingerprint}`)
await kase.close()
