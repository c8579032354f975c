import { mlDsa65Library } from '../src/crypto/ml-dsa-65.ts'
import { portableProvider } from '../src/crypto/portable.ts'
import { parsePublicKey } from '../src/crypto/public-key.ts'
import { generateSigner } from '../src/crypto/signer.ts'
import type { CryptoProvider, SignatureAlgorithm, Signer } from '../src/crypto/types.ts'
import { webCryptoProvider } from '../src/crypto/webcrypto.ts'
import { nodeProvider } from '../src/node/provider.ts'
import { generateNodeSigner } from '../src/node/signer.ts'

/**
 * Microseconds for each signature check and each signature, of each provider, and how many times the fastest that is.
 * Run: `node bench/signatures.ts`. The message has 1,500 bytes, as an entry's.
 */
const MESSAGE = new Uint8Array(1500).fill(0x5a)
const ROUNDS = 5
const SECONDS_PER_ROUND = 0.3

/** The best of some rounds, in microseconds: the machine's other work only ever adds. */
async function microseconds(run: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now()
    let count = 0
    for (; performance.now() - started < SECONDS_PER_ROUND * 1000; count++) await run()
    best = Math.min(best, ((performance.now() - started) * 1000) / count)
  }
  return best
}

function table(title: string, rows: readonly (readonly [string, number])[]): void {
  const fastest = Math.min(...rows.map(([, time]) => time))
  console.log(`\n${title}`)
  for (const [name, time] of rows) {
    console.log(`  ${name.padEnd(34)}${time.toFixed(1).padStart(10)} us${(time / fastest).toFixed(1).padStart(8)} x`)
  }
}

async function verifications(algorithm: SignatureAlgorithm): Promise<void> {
  const { publicKey, sign } = await generateNodeSigner(algorithm)
  const signature = await sign(MESSAGE)
  const rows: [string, number][] = []
  for (const provider of [nodeProvider, await webCryptoProvider(), portableProvider]) {
    if (provider === undefined) continue
    const check = () => provider.verify(publicKey, MESSAGE, signature)
    const answer = await check()
    if (answer === 'verified') rows.push([provider.name, await microseconds(check)])
    else console.log(`  ${provider.name}: ${algorithm} ${answer}`)
  }
  table(`${algorithm}: verify, one key many times`, rows)
}

/** What the first signature of a key costs: decoding, and the check of the key itself. */
async function firstVerification(provider: CryptoProvider): Promise<[string, number]> {
  const { publicKey, sign } = await generateNodeSigner('ed25519')
  const signature = await sign(MESSAGE)
  return [provider.name, await microseconds(() => provider.verify(parsePublicKey(publicKey.spki), MESSAGE, signature))]
}

async function signatures(algorithm: SignatureAlgorithm): Promise<void> {
  const signers: [string, Signer][] = [['node', await generateNodeSigner(algorithm)]]
  if (algorithm !== 'ml-dsa-65' || (await mlDsa65Library()) !== undefined) {
    signers.push(['portable', await generateSigner(algorithm)])
  }
  const rows: [string, number][] = []
  for (const [name, { sign }] of signers) rows.push([name, await microseconds(() => sign(MESSAGE))])
  table(`${algorithm}: sign`, rows)
}

for (const algorithm of ['ed25519', 'p256', 'ml-dsa-65'] as const) {
  await verifications(algorithm)
  await signatures(algorithm)
}
table('ed25519: verify, a new key each time', [
  await firstVerification(nodeProvider),
  await firstVerification(portableProvider),
])
table('SHA-256', [
  ['node', await microseconds(() => nodeProvider.sha256(MESSAGE))],
  ['portable', await microseconds(() => portableProvider.sha256(MESSAGE))],
])
