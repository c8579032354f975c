/**
 * Verifies a bundle of signed events against as many bare Ed25519 verifications, in the same run.
 *
 *   node bench/verify-bundle.ts [EVENTS=20000]
 */

import type { CryptoProvider } from '../src/crypto/types.ts'
import { webCryptoProvider } from '../src/crypto/webcrypto.ts'
import { holds, memoryFiles, verifyBundle } from '../src/index.ts'
import { nodeProvider, threadedProvider } from '../src/node/provider.ts'
import { readEntry } from '../src/record/entry.ts'
import { bundleOf, looked, tellStory } from '../test/support/case-story.ts'
import { linesIn } from '../test/support/repack.ts'

const events = Number(process.argv[2] ?? 20_000)
const { kase, cast, phone } = await tellStory()
const condition = 'Упаковка целая, печать без повреждений, номер читается. '.repeat(5)
while (kase.size < events)
  await kase.record(
    cast.officer,
    looked(phone, { observation: { condition, seals: [{ number: 'A-0042', state: 'intact' }] } }),
  )
const files = await bundleOf(kase)
const lines = linesIn(files).map((line) => new TextEncoder().encode(line))
const forms = lines.slice(11).map((line) => readEntry(line, nodeProvider.sha256))
const payload = forms.reduce((sum, { signed }) => sum + signed.length, 0) / forms.length
console.log(`${events} events, payloads of ${Math.round(payload)} bytes`)

const key = cast.officer.signer.publicKey
async function bare(provider: CryptoProvider): Promise<number> {
  const start = performance.now()
  for (let at = 0; at < events; at += 500) {
    const batch = Array.from({ length: Math.min(500, events - at) }, (_, i) => {
      const { signed, signatures } = forms[(at + i) % forms.length] as (typeof forms)[number]
      return provider.verify(key, signed, signatures[0]?.sig as Uint8Array)
    })
    if ((await Promise.all(batch)).some((check) => check !== 'verified')) throw new Error('a signature failed')
  }
  return performance.now() - start
}

async function whole(provider: CryptoProvider): Promise<number> {
  const start = performance.now()
  const report = await verifyBundle(memoryFiles(files), { case: kase.id, provider })
  if (!holds(report)) throw new Error('the bundle does not hold')
  return performance.now() - start
}

const web = (await webCryptoProvider()) as CryptoProvider
await whole(nodeProvider)
const measured: Record<string, number[]> = { bareNode: [], wholeNode: [], bareWeb: [], wholeWeb: [], threads: [] }
for (let round = 0; round < 3; round++) {
  measured.bareNode?.push(await bare(nodeProvider))
  measured.wholeNode?.push(await whole(nodeProvider))
  measured.bareWeb?.push(await bare(web))
  measured.wholeWeb?.push(await whole(web))
  measured.threads?.push(await whole(threadedProvider))
}
const median = (name: string) => (measured[name] as number[]).toSorted((a, b) => a - b)[1] as number
const us = (name: string) => `${((median(name) / events) * 1000).toFixed(0)} microseconds an event`
for (const name of Object.keys(measured)) console.log(name.padEnd(10), us(name))
console.log(`verify / bare on one core (node:crypto): ${(median('wholeNode') / median('bareNode')).toFixed(2)}`)
console.log(
  `verify with Web Crypto kept busy / bare on one core: ${(median('wholeWeb') / median('bareNode')).toFixed(2)}`,
)
console.log(
  `verify with node:crypto on threads / bare on one core: ${(median('threads') / median('bareNode')).toFixed(2)}`,
)
console.log(
  `peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB, log ${((files.get('data/log/entries.jsonl')?.length ?? 0) / 1e6).toFixed(0)} MB`,
)
