import { mkdirSync, readFileSync } from 'node:fs'
import type { OpensslFolder } from './openssl.ts'

/** Real authorities: `openssl req`, `x509` and `ts -reply`, with a configuration made here. Shared with the example and the bench. */

export type AuthorityKind = 'rsa' | 'p256' | 'p384'

export interface Authority {
  readonly kind: AuthorityKind
  /** Answers a request as `openssl ts -reply` does, with options as the configuration names them. */
  reply(request: Uint8Array, settings?: Readonly<Record<string, string>>): Uint8Array
  readonly root: Uint8Array
  readonly intermediate: Uint8Array
  readonly signer: Uint8Array
}

export const AUTHORITY_POLICY = '1.3.6.1.4.1.55555.1'

const NEW_KEY = {
  rsa: ['rsa:2048'],
  p256: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  p384: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-384'],
} as const

const EXTENSIONS = `
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[intermediate]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[signer]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature, nonRepudiation
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
`

/** A root, an authority below it, and a time-stamp authority below that. */
export function makeAuthority(folder: OpensslFolder, kind: AuthorityKind): Authority {
  const own = (name: string) => `${kind}/${name}`
  mkdirSync(folder.at(kind))
  folder.write(own('x509.cnf'), `[req]\ndistinguished_name = name\n[name]\n${EXTENSIONS}`)
  makeCertificate(folder, kind, 'root')
  makeCertificate(folder, kind, 'intermediate', 'root')
  makeCertificate(folder, kind, 'signer', 'intermediate')
  folder.write(own('serial'), '01\n')

  function reply(request: Uint8Array, settings: Readonly<Record<string, string>> = {}): Uint8Array {
    const usual = {
      serial: folder.at(own('serial')),
      signer_cert: folder.at(own('signer.pem')),
      certs: folder.at(own('intermediate.pem')),
      signer_key: folder.at(own('signer.key')),
      signer_digest: kind === 'p384' ? 'sha384' : 'sha256',
      default_policy: AUTHORITY_POLICY,
      other_policies: '1.3.6.1.4.1.55555.2',
      digests: 'sha1, sha256, sha384, sha512',
      accuracy: 'secs:1, millisecs:500, microsecs:100',
      ordering: 'yes',
      tsa_name: 'yes',
      ess_cert_id_alg: 'sha256',
    }
    const lines = Object.entries({ ...usual, ...settings }).map(([name, value]) => `${name} = ${value}\n`)
    const config = folder.write(own('ts.cnf'), `[tsa]\ndefault_tsa = here\n[here]\n${lines.join('')}`)
    const query = folder.write(own('query'), request)
    folder.run('ts', '-reply', '-config', config, '-queryfile', query, '-out', folder.at(own('reply')))
    return new Uint8Array(readFileSync(folder.at(own('reply'))))
  }

  const der = (name: string) => new Uint8Array(readFileSync(folder.at(own(`${name}.der`))))
  return { kind, reply, root: der('root'), intermediate: der('intermediate'), signer: der('signer') }
}

function makeCertificate(folder: OpensslFolder, kind: AuthorityKind, name: string, issuer?: string): void {
  const at = (file: string) => folder.at(`${kind}/${file}`)
  const subject = `/C=KG/O=Test ${kind}/CN=Test ${name}`
  const config = at('x509.cnf')
  const key = [...NEW_KEY[kind], '-nodes', '-keyout', at(`${name}.key`)]
  folder.run('req', '-new', '-config', config, '-subj', subject, '-out', at(`${name}.csr`), '-newkey', ...key)
  const signing =
    issuer === undefined
      ? ['-signkey', at(`${name}.key`)]
      : ['-CA', at(`${issuer}.pem`), '-CAkey', at(`${issuer}.key`), '-CAcreateserial']
  const sign = ['x509', '-req', '-in', at(`${name}.csr`), '-days', '3650', '-extfile', config, '-extensions', name]
  folder.run(...sign, ...signing, '-out', at(`${name}.pem`))
  folder.run('x509', '-in', at(`${name}.pem`), '-outform', 'DER', '-out', at(`${name}.der`))
}
