/**
 * Asks an authority for a time-stamp over HTTP and verifies the answer. The authority here is local, `openssl ts -reply` behind node:http;
 * a real one differs by its address and its certificate. Needs openssl 3. Run: `node examples/timestamp-http.ts`
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  certificatesFromPem,
  formatInstant,
  parseTimestampResponse,
  requestTimestamp,
  timestampBounds,
  timestampRequest,
  verifyTimestamp,
} from 'fairtrail/timestamp'

const folder = mkdtempSync(join(tmpdir(), 'timestamp-'))
const server = await startAuthority()
try {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`

  // What is stamped: the text of a checkpoint, its three lines with their LF.
  const message = new TextEncoder().encode(`fairtrail/case/${'0'.repeat(64)}\n7\nq83vEjRWeJA=\n`)
  const request = timestampRequest(message)
  const response = await requestTimestamp(fetch, url, request)

  // Request and token are kept: the details of a time.anchored have both. Whoever verifies brings the roots.
  const { token } = parseTimestampResponse(response)
  const roots = certificatesFromPem(readFileSync(join(folder, 'tsa.pem'), 'utf8'))
  if (token === undefined) throw new Error('refused')
  const found = await verifyTimestamp({ token, message, roots, request })
  if (!found.ok) throw new Error(`${found.code}: ${found.message}`)
  console.log(`${found.authority.subject} states that the checkpoint existed before`)
  console.log(formatInstant(timestampBounds(found).existedBefore))

  const other = await verifyTimestamp({ token, message: new TextEncoder().encode('another text'), roots, request })
  console.log(other.ok ? 'accepted' : `Over another text it is refused: ${other.message}`)
} finally {
  server.close()
  rmSync(folder, { recursive: true })
}

/** An authority with one certificate, which is its own root. */
async function startAuthority() {
  const openssl = (args: string) => execFileSync('openssl', args.split(' '), { cwd: folder, stdio: 'pipe' })
  openssl(
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=Example-authority -keyout tsa.key -out tsa.pem -addext extendedKeyUsage=critical,timeStamping -addext keyUsage=critical,digitalSignature',
  )
  writeFileSync(join(folder, 'serial'), '01\n')
  writeFileSync(
    join(folder, 'tsa.cnf'),
    '[tsa]\ndefault_tsa = here\n[here]\nserial = serial\nsigner_cert = tsa.pem\nsigner_key = tsa.key\nsigner_digest = sha256\n' +
      'default_policy = 1.2.3.4.1\ndigests = sha256\naccuracy = secs:1\ness_cert_id_alg = sha256\n',
  )
  const answer = createServer(async (incoming, outgoing) => {
    const query: Buffer[] = []
    for await (const part of incoming) query.push(part)
    writeFileSync(join(folder, 'query'), Buffer.concat(query))
    openssl('ts -reply -config tsa.cnf -queryfile query -out reply')
    outgoing.setHeader('content-type', 'application/timestamp-reply').end(readFileSync(join(folder, 'reply')))
  })
  await new Promise<void>((resolve) => answer.listen(0, '127.0.0.1', resolve))
  return answer
}
