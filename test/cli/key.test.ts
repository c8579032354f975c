import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Io } from '../../src/cli/command.ts'
import { keyCommand } from '../../src/cli/key.ts'
import { loadSigner } from '../../src/cli/key-file.ts'
import { parsePublicKeyPem, publicKeyPem, writePem } from '../../src/crypto/pem.ts'
import { importPrivateKey } from '../../src/crypto/private-key.ts'
import { keyIdOf, publicKeyFromRaw } from '../../src/crypto/public-key.ts'
import { unbase64 } from '../../src/encoding/base64.ts'
import { parseFingerprint } from '../../src/encoding/fingerprint.ts'
import { nodeProvider } from '../../src/node/provider.ts'
import { testFolder } from '../support/folder.ts'
import { fakeIo } from '../support/io.ts'
import { hasTool, runTool } from '../support/tools.ts'

const PASSPHRASE = 'пароль with spaces'
const ENV = { FAIRTRAIL_PASSPHRASE: PASSPHRASE }

async function run(cwd: string, args: string[], changes: Partial<Io> = {}) {
  const io = fakeIo({ cwd, ...changes })
  const code = await keyCommand.run(args, io)
  return { code, out: io.out(), err: io.err() }
}

/** A terminal at which somebody types these lines. */
function typing(...lines: string[]): Partial<Io> & { asked: [string, boolean][] } {
  const asked: [string, boolean][] = []
  return {
    asked,
    isTerminal: { stdout: true, stderr: true, stdin: true },
    ask: async (prompt, options) => {
      asked.push([prompt, options?.hidden === true])
      const line = lines.shift()
      if (line === undefined) throw new Error('asked too often')
      return line
    },
  }
}

const read = (cwd: string, name: string) => readFileSync(join(cwd, name), 'utf8')
const mode = (cwd: string, name: string) => statSync(join(cwd, name)).mode & 0o777

describe('fairtrail key new', () => {
  it.each(['ed25519', 'p256'] as const)('makes a key of %s that signs, and says its id', async (algorithm) => {
    const cwd = testFolder()
    const { code, out, err } = await run(cwd, ['new', '--out', 'k.pem', '--algorithm', algorithm], { env: ENV })
    expect([code, err]).toEqual([0, ''])
    const signer = await importPrivateKey(read(cwd, 'k.pem'), PASSPHRASE)
    const publicKey = parsePublicKeyPem(read(cwd, 'k.pem.pub'))
    expect([publicKey.algorithm, publicKey.id]).toEqual([algorithm, signer.publicKey.id])
    const message = new TextEncoder().encode('message')
    expect(await nodeProvider.verify(publicKey, message, await signer.sign(message))).toBe('verified')
    expect(parseFingerprint(/key id: *(.*)/.exec(out)?.[1] as string)).toBe(publicKey.id)
    expect(out).toContain('private key: k.pem (encrypted')
    expect(out).toContain('public key:  k.pem.pub\n')
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
  })

  it('makes an Ed25519 key where no algorithm is named, and another one each time', async () => {
    const cwd = testFolder()
    for (const name of ['a', 'b']) await run(cwd, ['new', '--out', name], { env: ENV })
    const [a, b] = ['a.pub', 'b.pub'].map((name) => parsePublicKeyPem(read(cwd, name)))
    expect([a?.algorithm, b?.algorithm]).toEqual(['ed25519', 'ed25519'])
    expect(a?.id).not.toBe(b?.id)
  })

  it('writes the private key for the owner alone, and leaves no other file', async () => {
    const cwd = testFolder()
    const before = process.umask(0)
    try {
      await run(cwd, ['new', '--out', 'k.pem'], { env: ENV })
    } finally {
      process.umask(before)
    }
    expect([mode(cwd, 'k.pem'), mode(cwd, 'k.pem.pub')]).toEqual([0o600, 0o644])
    expect(readdirSync(cwd).sort()).toEqual(['k.pem', 'k.pem.pub'])
  })

  it('encrypts, and never writes the private key or the passphrase anywhere else', async () => {
    const cwd = testFolder()
    const { out, err } = await run(cwd, ['new', '--out', 'k.pem'], { env: ENV })
    expect(read(cwd, 'k.pem')).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/)
    await expect(importPrivateKey(read(cwd, 'k.pem'))).rejects.toMatchObject({ code: 'passphrase-needed' })
    await expect(importPrivateKey(read(cwd, 'k.pem'), 'another')).rejects.toMatchObject({ code: 'passphrase-wrong' })
    for (const text of [out, err, read(cwd, 'k.pem.pub')]) {
      expect(text).not.toContain('PRIVATE KEY')
      expect(text).not.toContain(PASSPHRASE)
    }
  })

  it('leaves the private key unprotected when told so, says it, and asks nothing', async () => {
    const cwd = testFolder()
    const { out } = await run(cwd, ['new', '--out', 'k.pem', '--no-passphrase'], typing())
    expect(read(cwd, 'k.pem')).toMatch(/^-----BEGIN PRIVATE KEY-----\n/)
    expect(mode(cwd, 'k.pem')).toBe(0o600)
    expect((await importPrivateKey(read(cwd, 'k.pem'))).publicKey.id).toBe(
      keyIdOf(parsePublicKeyPem(read(cwd, 'k.pem.pub')).spki),
    )
    expect(out).toContain('not protected')
  })

  it.skipIf(!hasTool('openssl', 'version')).each(['ed25519', 'p256'])(
    'makes files of %s that OpenSSL reads (skipped: no openssl)',
    async (algorithm) => {
      const cwd = testFolder()
      await run(cwd, ['new', '--out', 'k.pem', '--algorithm', algorithm], { env: ENV })
      await run(cwd, ['new', '--out', 'plain.pem', '--algorithm', algorithm, '--no-passphrase'])
      for (const name of ['k.pem', 'plain.pem']) {
        const args = ['pkey', '-in', name, '-passin', `pass:${PASSPHRASE}`, '-pubout']
        const { code, out } = runTool('openssl', args, { cwd })
        expect([code, out.toString()]).toEqual([0, read(cwd, `${name}.pub`)])
      }
    },
  )

  it('asks for the passphrase twice and hidden, where there is a terminal', async () => {
    const cwd = testFolder()
    const terminal = typing('secret', 'secret')
    expect((await run(cwd, ['new', '--out', 'k.pem'], terminal)).code).toBe(0)
    expect(terminal.asked).toEqual([
      ['New passphrase for k.pem: ', true],
      ['The same again: ', true],
    ])
    await expect(importPrivateKey(read(cwd, 'k.pem'), 'secret')).resolves.toBeDefined()
  })

  it.each([
    ['the two differ', typing('secret', 'Secret'), 'usage', 'differ'],
    ['it is empty', typing(''), 'usage', '--no-passphrase'],
    ['nobody can be asked', {}, 'passphrase-needed', '--passphrase-file FILE, or set FAIRTRAIL_PASSPHRASE'],
    ['the variable is empty', { env: { FAIRTRAIL_PASSPHRASE: '' } }, 'usage', 'FAIRTRAIL_PASSPHRASE is set and empty'],
  ])('makes no key where %s', async (_, changes, code, hint) => {
    const cwd = testFolder()
    const making = run(cwd, ['new', '--out', 'k.pem'], changes)
    await expect(making).rejects.toMatchObject({ code, message: expect.stringContaining(hint) })
    expect(readdirSync(cwd)).toEqual([])
  })

  it('reads the passphrase from a file, whose name goes before the environment; the end of the line is no part of it', async () => {
    for (const end of ['', '\n', '\r\n']) {
      const cwd = testFolder()
      writeFileSync(join(cwd, 'p'), ` from a file ${end}`)
      await run(cwd, ['new', '--out', 'k.pem', '--passphrase-file', 'p'], { env: ENV })
      await expect(importPrivateKey(read(cwd, 'k.pem'), ' from a file ')).resolves.toBeDefined()
    }
  })

  it.each([
    ['is empty', '', 'usage'],
    ['has an empty line', '\n', 'usage'],
    ['has two lines', 'a\nb\n', 'usage'],
    ['has an empty line at its end', 'a\n\n', 'usage'],
    ['is not UTF-8', Uint8Array.of(0xff), 'file-unreadable'],
    ['is too large', 'a'.repeat(70_000), 'file-unreadable'],
    ['is absent', undefined, 'file-not-found'],
  ])('makes no key where the file of the passphrase %s', async (_, content, code) => {
    const cwd = testFolder()
    if (content !== undefined) writeFileSync(join(cwd, 'p'), content)
    const making = run(cwd, ['new', '--out', 'k.pem', '--passphrase-file', 'p'])
    await expect(making).rejects.toMatchObject({ code })
    expect(existsSync(join(cwd, 'k.pem'))).toBe(false)
  })

  it.each(['k.pem', 'k.pem.pub'])('writes over nothing: %s is there', async (name) => {
    for (const make of [
      (path: string) => writeFileSync(path, 'mine'),
      (path: string) => mkdirSync(path),
      (path: string) => symlinkSync('nowhere', path),
    ]) {
      const cwd = testFolder()
      make(join(cwd, name))
      const terminal = typing()
      const making = run(cwd, ['new', '--out', 'k.pem'], terminal)
      await expect(making).rejects.toMatchObject({ code: 'file-exists', message: expect.stringContaining(name) })
      expect(readdirSync(cwd)).toEqual([name])
      expect(terminal.asked).toEqual([])
    }
  })

  it('leaves nothing where the public key comes to stand in the way while the passphrase is typed', async () => {
    const cwd = testFolder()
    const terminal = typing('secret', 'secret')
    const ask: Io['ask'] = (...question) => {
      writeFileSync(join(cwd, 'k.pem.pub'), 'mine')
      return (terminal.ask as Io['ask'])(...question)
    }
    await expect(run(cwd, ['new', '--out', 'k.pem'], { ...terminal, ask })).rejects.toMatchObject({
      code: 'file-exists',
    })
    expect(readdirSync(cwd)).toEqual(['k.pem.pub'])
    expect(read(cwd, 'k.pem.pub')).toBe('mine')
  })

  it('says why a file cannot be written', async () => {
    const cwd = testFolder()
    const making = run(cwd, ['new', '--out', 'absent/k.pem'], { env: ENV })
    await expect(making).rejects.toMatchObject({
      code: 'file-write-failed',
      message: expect.stringContaining('absent/k.pem: cannot be written (there is no such folder)'),
    })
  })

  it.each([
    [['new'], '--out petrova.pem'],
    [['new', 'k.pem'], '--out petrova.pem'],
    [['new', '--out', 'k', '--algorithm', 'rsa'], 'ed25519 or p256'],
    [['new', '--out', 'k', '--passphrase', 'secret'], '--passphrase'],
    [['new', '--out', 'k', '--no-passphrase', '--passphrase-file', 'p'], 'exclude each other'],
    [['show'], 'fairtrail key show petrova.pem.pub'],
    [['show', 'a', 'b'], 'Name one file'],
    [['make'], 'fairtrail key new'],
    [[], 'fairtrail key new'],
  ])('refuses %j and says what to do', async (args, hint) => {
    const cwd = testFolder()
    await expect(run(cwd, args, { env: ENV })).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(hint),
    })
    expect(readdirSync(cwd)).toEqual([])
  })
})

describe('fairtrail key show', () => {
  it('prints the same of the private and the public key, encrypted or not', async () => {
    const cwd = testFolder()
    await run(cwd, ['new', '--out', 'k.pem'], { env: ENV })
    const publicPem = read(cwd, 'k.pem.pub')
    const expected = {
      code: 0,
      out: expect.stringMatching(
        /^key id: {5}(?:[0-9a-f]{4} ){15}[0-9a-f]{4}\nalgorithm: {2}Ed25519\n-----BEGIN PUBLIC/,
      ),
      err: '',
    }
    const shown = await run(cwd, ['show', 'k.pem.pub'])
    expect(shown).toEqual(expected)
    expect(shown.out.endsWith(publicPem)).toBe(true)
    expect(parseFingerprint(shown.out.split('\n')[0]?.slice(8) as string)).toBe(parsePublicKeyPem(publicPem).id)
    expect(await run(cwd, ['show', 'k.pem'], { env: ENV })).toEqual(shown)
    const terminal = typing(PASSPHRASE)
    expect(await run(cwd, ['show', 'k.pem'], terminal)).toEqual(shown)
    expect(terminal.asked).toEqual([['Passphrase of k.pem: ', true]])
    writeFileSync(join(cwd, 'p'), `${PASSPHRASE}\n`)
    expect(await run(cwd, ['show', 'k.pem', '--passphrase-file', 'p'])).toEqual(shown)
  })

  it('asks for no passphrase where none is needed', async () => {
    const cwd = testFolder()
    await run(cwd, ['new', '--out', 'k.pem', '--no-passphrase'])
    const terminal = typing()
    expect((await run(cwd, ['show', 'k.pem'], terminal)).code).toBe(0)
    expect((await run(cwd, ['show', 'k.pem.pub'], terminal)).code).toBe(0)
    expect(terminal.asked).toEqual([])
  })

  it('follows links, and reads what is not the size of a file (a pipe of the shell)', async () => {
    const cwd = testFolder()
    await run(cwd, ['new', '--out', 'k.pem', '--no-passphrase'])
    symlinkSync('k.pem.pub', join(cwd, 'link'))
    expect((await run(cwd, ['show', 'link'])).out).toBe((await run(cwd, ['show', 'k.pem'])).out)
  })

  it('prints a weak key, says that it cannot be relied on, and ends with 1', async () => {
    const cwd = testFolder()
    const weak = new Uint8Array(32)
    weak[0] = 1
    writeFileSync(join(cwd, 'weak'), publicKeyPem(publicKeyFromRaw('ed25519', weak)))
    const { code, out, err } = await run(cwd, ['show', 'weak'])
    expect(code).toBe(1)
    expect(out).toContain('key id:')
    expect(err).toMatch(/^Signatures by this key cannot be relied on: .+\.\n$/)
  })

  it('says of a key of another algorithm that its signatures are not checked', async () => {
    const cwd = testFolder()
    const x25519 = unbase64('MCowBQYDK2VuAyEASczl4Er4MVJuRtwC7bZXXfeMWVN3etJOFf7XHqupNPw=')
    writeFileSync(join(cwd, 'other'), writePem('PUBLIC KEY', x25519))
    const { code, out } = await run(cwd, ['show', 'other'])
    expect(code).toBe(0)
    expect(out).toContain('signatures are kept and not checked')
  })

  it.each([
    ['is no PEM', 'hello', 'pem-syntax', 'f: Not accepted as PEM'],
    ['has two keys', 'PP', 'pem-syntax', 'f: Not accepted as PEM'],
    ['has a public key cut off', writePem('PUBLIC KEY', new Uint8Array(10)), 'der-syntax', 'f: '],
    ['has a private key cut off', writePem('PRIVATE KEY', new Uint8Array(10)), 'private-key-syntax', 'f: '],
    ['is not UTF-8', Uint8Array.of(0xff, 0xfe), 'file-unreadable', 'f: cannot be used (it is no text in UTF-8)'],
    ['is too large', ' '.repeat(1_000_000), 'file-unreadable', 'f: cannot be used (it has more than 65536 bytes'],
    ['is absent', undefined, 'file-not-found', 'f: there is no such file'],
  ])('refuses a file that %s, by its name', async (_, content, code, message) => {
    const cwd = testFolder()
    const key = publicKeyPem(publicKeyFromRaw('ed25519', new Uint8Array(32)))
    if (content !== undefined) writeFileSync(join(cwd, 'f'), content === 'PP' ? key + key : content)
    await expect(run(cwd, ['show', 'f'])).rejects.toMatchObject({ code, message: expect.stringContaining(message) })
  })

  it('refuses another passphrase, a missing one, and a folder', async () => {
    const cwd = testFolder()
    await run(cwd, ['new', '--out', 'k.pem'], { env: ENV })
    await expect(run(cwd, ['show', 'k.pem'], { env: { FAIRTRAIL_PASSPHRASE: 'x' } })).rejects.toMatchObject({
      code: 'passphrase-wrong',
      message: expect.stringMatching(/^k\.pem: /),
    })
    await expect(run(cwd, ['show', 'k.pem'])).rejects.toMatchObject({ code: 'passphrase-needed' })
    await expect(run(cwd, ['show', '.'])).rejects.toMatchObject({
      code: 'file-unreadable',
      message: expect.stringContaining('it is a folder'),
    })
  })

  it.skipIf(process.getuid?.() === 0)('says that it may not read a file (skipped: root may read all)', async () => {
    const cwd = testFolder()
    writeFileSync(join(cwd, 'f'), '')
    chmodSync(join(cwd, 'f'), 0)
    await expect(run(cwd, ['show', 'f'])).rejects.toMatchObject({
      code: 'file-unreadable',
      message: expect.stringContaining('no permission'),
    })
  })
})

describe('the signer of a file', () => {
  it('signs, and is not made of a public key', async () => {
    const cwd = testFolder()
    await run(cwd, ['new', '--out', 'k.pem'], { env: ENV })
    const signer = await loadSigner('k.pem', undefined, fakeIo({ cwd, env: ENV }))
    const message = new Uint8Array(3)
    const publicKey = parsePublicKeyPem(read(cwd, 'k.pem.pub'))
    expect(await nodeProvider.verify(publicKey, message, await signer.sign(message))).toBe('verified')
    await expect(loadSigner('k.pem.pub', undefined, fakeIo({ cwd, env: ENV }))).rejects.toMatchObject({
      code: 'pem-syntax',
      message: expect.stringMatching(/^k\.pem\.pub: .*PRIVATE KEY/),
    })
  })
})
