import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isResponse } from '../../../src/time/rfc3161-response.ts'
import type { TokenCase } from './case.ts'

/** `openssl ts` as a second opinion. */

export const opensslVersion: string = spawnSync('openssl', ['version']).stdout?.toString().trim() ?? ''
export const hasOpenssl: boolean = /^OpenSSL [3-9]/.test(opensslVersion)

export interface Opinion {
  readonly accepts: boolean
  readonly text: string
}

/** A folder for the files that openssl reads; `remove` it in the end. */
export class OpensslFolder {
  readonly path: string = mkdtempSync(join(tmpdir(), 'fairtrail-ts-'))

  at(name: string): string {
    return join(this.path, name)
  }

  write(name: string, content: Uint8Array | string): string {
    writeFileSync(this.at(name), content)
    return this.at(name)
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true })
  }

  /** Runs openssl here; throws with what it said where it fails. */
  run(...args: readonly string[]): void {
    const { accepts, text } = this.try(...args)
    if (!accepts) throw new Error(`openssl ${args.join(' ')}: ${text}`)
  }

  try(...args: readonly string[]): Opinion {
    const { status, stdout, stderr } = spawnSync('openssl', args, { cwd: this.path })
    return { accepts: status === 0, text: `${stdout}${stderr}` }
  }

  /** What `openssl ts -verify` says at a time in seconds since 1970. */
  verify({ token, message, roots, untrusted, request }: TokenCase, seconds: number): Opinion {
    const wrapped = isResponse(token)
    const asked = request ? ['-queryfile', this.write('request', request)] : ['-data', this.write('message', message)]
    return this.try(
      ...['ts', '-verify', ...asked, '-in', this.write('token', token), ...(wrapped ? [] : ['-token_in'])],
      ...['-CAfile', this.write('roots.pem', pemOf(roots)), '-attime', String(seconds)],
      ...(untrusted.length === 0 ? [] : ['-untrusted', this.write('untrusted.pem', pemOf(untrusted))]),
    )
  }
}

export function pemOf(certificates: readonly Uint8Array[]): string {
  const block = (der: Uint8Array) =>
    `-----BEGIN CERTIFICATE-----\n${(
      Buffer.from(der)
        .toString('base64')
        .match(/.{1,64}/g) ?? []
    ).join('\n')}\n-----END CERTIFICATE-----\n`
  return certificates.map(block).join('')
}
