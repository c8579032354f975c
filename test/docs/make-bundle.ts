import { createHash } from 'node:crypto'
import { exportTo } from '../../src/bundle/export.ts'
import { createCase } from '../../src/case/create.ts'
import { enrol } from '../../src/case/enrol.ts'
import { generateSigner } from '../../src/crypto/signer.ts'
import { base64 } from '../../src/encoding/base64.ts'
import { utf8 } from '../../src/encoding/bytes.ts'
import { cosignCheckpoint } from '../../src/log/cosignature.ts'
import { folderSink } from '../../src/node/bundle-folder.ts'
import { organisation, person } from '../../src/record/build/agents.ts'
import { custody, item } from '../../src/record/build/builders.ts'
import { memoryStore } from '../../src/store/memory.ts'

/** A small case as a bundle in a folder: keys of both algorithms, a cosigner, withheld values with reveals, a file. Answers the case id. */
export async function makeBundle(folder: string): Promise<string> {
  const [rootKey, officerKey, clerkKey, logKey, cosignerKey] = await Promise.all([
    generateSigner('p256'),
    generateSigner('p256'),
    generateSigner(),
    generateSigner(),
    generateSigner(),
  ])
  const chief = person({ name: 'Э. Асанова', signer: rootKey })
  const officer = person({ name: 'Б. Иманов', signer: officerKey })
  const clerk = person({ name: 'C. Berg', signer: clerkKey })
  const police = organisation({ name: 'Police' })
  const laboratory = organisation({ name: 'Laboratory' })
  const bar = organisation({ name: 'Bar' })
  const kase = await createCase({
    store: memoryStore(),
    root: chief,
    log: logKey,
    language: 'ru',
    title: 'Дело 17',
    cosigners: {
      members: [{ organisation: bar.id as never, name: 'bar.example/2026', key: base64(cosignerKey.publicKey.spki) }],
      quorum: 1,
    },
    clock: () => '2026-03-02T09:00:00Z',
  })
  await enrol(kase, chief, officer, { capacity: 'investigator', for: police })
  await enrol(kase, chief, clerk, { capacity: 'reception-clerk', for: laboratory })

  const photo = utf8('not really a photo')
  const sha256 = createHash('sha256').update(photo).digest('hex')
  const { items } = await kase.record(
    officer,
    item.collected({
      occurred: '2026-03-02T14:10:00+06:00',
      text: 'Black phone, "cracked" / болгон',
      mode: 'seized',
      context: 'criminal',
      from: 'the owner',
      attachments: [
        { digests: [{ algorithm: 'sha256', value: sha256 }], bytes: 18, mediaType: 'image/jpeg', kind: 'photo' },
      ],
    }),
  )
  const release = await kase.record(
    officer,
    custody.released({ occurred: '2026-03-03T09:00:00+06:00', items, to: laboratory, purpose: 'laboratory' }),
  )
  await kase.record(clerk, custody.received({ occurred: '2026-03-03T09:40:00+06:00', release, result: 'accepted' }))
  const note = await kase.checkpoint()
  const text = note.slice(0, note.lastIndexOf('\n\n') + 1)
  const line = await cosignCheckpoint(text, 'bar.example/2026', cosignerKey, 1_772_500_000)
  await kase.addCosignatures(`${text}\n${line}`)
  const content = new Map([[sha256, { size: photo.length, open: () => [photo] }]])
  await exportTo(kase, await folderSink(folder), { reveals: 'all', content })
  await kase.close()
  return kase.fingerprint
}
