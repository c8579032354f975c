import { utf8 } from '../src/encoding/bytes.ts'
import { nodeProvider } from '../src/node/provider.ts'
import { timestampRequest, verifyTimestamp } from '../src/timestamp.ts'
import { type AuthorityKind, makeAuthority } from '../test/time/support/authority.ts'
import { OpensslFolder, opensslVersion } from '../test/time/support/openssl.ts'

/**
 * 1,000 time-stamp tokens of one authority, each over a message of its own, with a chain of three certificates: milliseconds for each to
 * be verified by us and by `openssl ts -verify`, which is a process for each token, and the ratio. Needs openssl 3.
 * Run: `node bench/timestamps.ts [number of tokens]`.
 */
const COUNT = Number(process.argv[2] ?? 1000)

interface Stamped {
  readonly message: Uint8Array
  readonly token: Uint8Array
}

async function bench(folder: OpensslFolder, kind: AuthorityKind): Promise<void> {
  const { reply, root } = makeAuthority(folder, kind)
  const stamped: Stamped[] = Array.from({ length: COUNT }, (_, i) => {
    const message = utf8(`fairtrail/case/0000\n${i + 1}\nq83vEjRWeJA=\n`)
    return { message, token: reply(timestampRequest(message)) }
  })
  const ours = await milliseconds(stamped, async ({ message, token }) => {
    return (await verifyTimestamp({ message, token, roots: [root], provider: nodeProvider })).ok
  })
  const now = Math.floor(Date.now() / 1000)
  const rest = { what: '', roots: [root], untrusted: [], expect: 'ok' as const }
  const theirs = await milliseconds(stamped, (it) => folder.verify({ ...it, ...rest }, now).accepts)
  const ratio = (theirs / ours).toFixed(1)
  console.log(
    `  ${kind.padEnd(6)} ours ${ours.toFixed(3)} ms   openssl ${theirs.toFixed(3)} ms   ${ratio} times as fast`,
  )
}

/** For each token, all of which must be accepted. */
async function milliseconds(
  stamped: readonly Stamped[],
  accepts: (it: Stamped) => boolean | Promise<boolean>,
): Promise<number> {
  const started = performance.now()
  for (const it of stamped) if (!(await accepts(it))) throw new Error('A good token is refused.')
  return (performance.now() - started) / stamped.length
}

console.log(`${COUNT} tokens, ${opensslVersion}`)
const folder = new OpensslFolder()
try {
  for (const kind of ['rsa', 'p256', 'p384'] as const) await bench(folder, kind)
} finally {
  folder.remove()
}
