import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parsePublicKeyPem, publicKeyPem } from '../../src/crypto/pem.ts'
import { exportPrivateKey, importPrivateKey } from '../../src/crypto/private-key.ts'
import { publicKeyFromRaw } from '../../src/crypto/public-key.ts'
import { generateSigner } from '../../src/crypto/signer.ts'
import type { PublicKey } from '../../src/crypto/types.ts'
import { utf8 } from '../../src/encoding/bytes.ts'
import { nodeSigner } from '../../src/node/signer.ts'
import { ed25519Cases } from './hostile-ed25519.ts'
import { p256Cases } from './hostile-p256.ts'
import { providers } from './providers.ts'

const version = spawnSync('openssl', ['version']).stdout?.toString() ?? ''
const hasOpenssl = /^OpenSSL [3-9]/.test(version)
const folder = mkdtempSync(join(tmpdir(), 'fairtrail-openssl-'))
const message = utf8('over paper and wire')

afterAll(() => rmSync(folder, { recursive: true }))

function at(name: string): string {
  return join(folder, name)
}

function openssl(...args: string[]): { status: number | null; text: string } {
  const { status, stdout, stderr } = spawnSync('openssl', args)
  return { status, text: `${stdout}${stderr}` }
}

function run(...args: string[]): void {
  const { status, text } = openssl(...args)
  if (status !== 0) throw new Error(`openssl ${args.join(' ')}: ${text}`)
}

/** Whether the command of verify-by-hand accepts. */
function accepts(key: PublicKey, bytes: Uint8Array, signature: Uint8Array): boolean {
  writeFileSync(at('key.pem'), publicKeyPem(key))
  writeFileSync(at('message'), bytes)
  writeFileSync(at('signature'), signature)
  const args = ['-pubin', '-inkey', at('key.pem'), '-rawin', '-in', at('message'), '-sigfile', at('signature')]
  const digest = key.algorithm === 'p256' ? ['-digest', 'sha256'] : []
  return openssl('pkeyutl', '-verify', ...args, ...digest).status === 0
}

describe.skipIf(!hasOpenssl)('OpenSSL (skipped: no openssl 3)', () => {
  const made: [string, string, string[]][] = [
    ['ed25519', 'plain', ['genpkey', '-algorithm', 'ED25519']],
    ['ed25519', 'with -aes256', ['genpkey', '-algorithm', 'ED25519', '-aes256', '-pass', 'pass:horse']],
    ['ed25519', 'with -aes128', ['genpkey', '-algorithm', 'ED25519', '-aes128', '-pass', 'pass:horse']],
    ['p256', 'plain', ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256']],
    [
      'p256',
      'with -aes-192-cbc',
      ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-aes-192-cbc', '-pass', 'pass:horse'],
    ],
  ]

  it.each(made)('%s made by genpkey, %s: we read the key, and each verifies the other', async (algorithm, _, args) => {
    run(...args, '-out', at('private.pem'))
    run('pkey', '-in', at('private.pem'), '-passin', 'pass:horse', '-pubout', '-out', at('public.pem'))
    const pem = readFileSync(at('private.pem'), 'utf8')
    const publicKey = parsePublicKeyPem(readFileSync(at('public.pem'), 'utf8'))
    expect(publicKey.algorithm).toBe(algorithm)
    writeFileSync(at('message'), message)
    const digest = algorithm === 'p256' ? ['-digest', 'sha256'] : []
    run(
      'pkeyutl',
      '-sign',
      '-inkey',
      at('private.pem'),
      '-passin',
      'pass:horse',
      '-rawin',
      '-in',
      at('message'),
      '-out',
      at('theirs'),
      ...digest,
    )
    const theirs = new Uint8Array(readFileSync(at('theirs')))
    for (const provider of providers) {
      // OpenSSL does not bring s to its low form: about half of its P-256 signatures are refused as they are.
      const answer = await provider.verify(publicKey, message, theirs)
      if (algorithm === 'ed25519') expect(answer).toBe('verified')
      expect(await provider.verify(publicKey, utf8('another'), theirs)).toBe('failed')
    }
    for (const read of [importPrivateKey, nodeSigner]) {
      const signer = await read(pem, 'horse')
      expect(signer.publicKey.id).toBe(publicKey.id)
      const ours = await signer.sign(message)
      expect(accepts(publicKey, message, ours)).toBe(true)
      expect(accepts(publicKey, utf8('another'), ours)).toBe(false)
    }
  })

  it.each(['hmacWithSHA1', 'hmacWithSHA256', 'hmacWithSHA384', 'hmacWithSHA512'])(
    'reads "pkcs8 -topk8 -v2 aes-256-cbc -v2prf %s"',
    async (prf) => {
      run('genpkey', '-algorithm', 'ED25519', '-out', at('plain.pem'))
      const args = ['-topk8', '-v2', 'aes-256-cbc', '-v2prf', prf, '-iter', '3000', '-passout', 'pass:horse']
      run('pkcs8', ...args, '-in', at('plain.pem'), '-out', at('pkcs8.pem'))
      const plain = await importPrivateKey(readFileSync(at('plain.pem'), 'utf8'))
      const again = await importPrivateKey(readFileSync(at('pkcs8.pem'), 'utf8'), 'horse')
      expect(again.publicKey.id).toBe(plain.publicKey.id)
    },
  )

  it.each(['ed25519', 'p256'] as const)(
    '%s exported by us is read by openssl pkey, and signs there',
    async (algorithm) => {
      const signer = await generateSigner(algorithm)
      writeFileSync(at('ours.pem'), await exportPrivateKey(signer, 'horse'))
      run('pkey', '-in', at('ours.pem'), '-passin', 'pass:horse', '-pubout', '-out', at('ours.pub'))
      expect(readFileSync(at('ours.pub'), 'utf8')).toBe(publicKeyPem(signer.publicKey))
      expect(openssl('pkey', '-in', at('ours.pem'), '-passin', 'pass:hors', '-noout').status).not.toBe(0)
      expect(openssl('pkey', '-in', at('ours.pem'), '-passin', 'pass:horse', '-noout', '-check').text).toContain(
        'valid',
      )
    },
  )

  it('refuses scrypt by name, as in "pkcs8 -topk8 -scrypt"', async () => {
    run('genpkey', '-algorithm', 'ED25519', '-out', at('plain.pem'))
    run('pkcs8', '-topk8', '-scrypt', '-passout', 'pass:horse', '-in', at('plain.pem'), '-out', at('scrypt.pem'))
    await expect(importPrivateKey(readFileSync(at('scrypt.pem'), 'utf8'), 'horse')).rejects.toThrow('key derivation')
  })
})

describe.skipIf(!hasOpenssl)('what OpenSSL accepts and we refuse (skipped: no openssl 3)', () => {
  /** Measured with OpenSSL 3.0.19; docs/format.md and verify-by-hand.md name these. */
  const LOOSER = [
    'A identity, canonical',
    'A identity, not canonical',
    'A of small order, canonical',
    'A of small order, not canonical',
    'A with torsion',
    'R identity, canonical',
  ]

  it('Ed25519: weak keys, and R = the identity; nothing else', () => {
    const differing = new Set<string>()
    for (const { key, message: text, signature, valid, kind } of ed25519Cases()) {
      // pkeyutl -rawin reads no empty file; no signed text of ours is empty.
      if (text.length === 0) continue
      const accepted = accepts(publicKeyFromRaw('ed25519', key), text, signature)
      if (valid) expect(accepted, kind).toBe(true)
      else if (accepted) differing.add(kind)
    }
    if (version.startsWith('OpenSSL 3.0.')) expect([...differing].sort()).toEqual(LOOSER)
    else for (const kind of differing) expect(LOOSER).toContain(kind)
  })

  it('P-256: a high s, and no other form', () => {
    const differing = new Set<string>()
    for (const { key, message: text, signature, valid, kind, why } of p256Cases()) {
      const accepted = accepts(publicKeyFromRaw('p256', key), text, signature)
      if (valid) expect(accepted, why).toBe(true)
      else if (accepted) differing.add(kind)
    }
    expect([...differing]).toEqual(['high s'])
  })
})
