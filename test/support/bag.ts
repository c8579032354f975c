import { createHash } from 'node:crypto'
import { type BagFile, type BagSink, writeBag } from '../../src/bundle/bag-write.ts'
import type { Digests } from '../../src/bundle/digesting.ts'
import type { FormProblem } from '../../src/bundle/form-problems.ts'

/** The digests of node:crypto, which share no code with the library's portable ones. */
export const digests: Digests = {
  hasher: (algorithm) => {
    const hash = createHash(algorithm)
    return { update: (bytes) => void hash.update(bytes), digest: () => new Uint8Array(hash.digest()) }
  },
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
export const sha512 = (bytes: Uint8Array): string => createHash('sha512').update(bytes).digest('hex')

export const verifyMd = bytesOf('# How to verify\n')
export const checkOptions = { crypto: digests, verifyMd: sha256(verifyMd) }

const content = bytesOf('a seized file')

/** A payload that has every part of the layout once. Its files say nothing: only their names and bytes are looked at here. */
export const samplePayload: ReadonlyMap<string, Uint8Array> = new Map([
  ['data/bundle.json', bytesOf('{}')],
  ['data/log/entries.jsonl', bytesOf(`${'{"payload":"AAAA"}\n'.repeat(40)}`)],
  ['data/log/checkpoint', bytesOf('origin\n1\nroot\n')],
  ['data/log/timestamps/1.tsr', bytesOf('response')],
  ['data/log/timestamps/1.tsq', bytesOf('query')],
  ['data/reveals.jsonl', bytesOf('{}\n')],
  ['data/unlogged.jsonl', bytesOf('{}\n')],
  [`data/proofs/${'0'.repeat(64)}.tlog-proof`, bytesOf('proof\n')],
  [`data/content/${sha256(content)}`, content],
])

export const bagFiles = (files: ReadonlyMap<string, Uint8Array>): BagFile[] =>
  [...files].map(([path, bytes]) => ({ path, size: bytes.length, open: () => [bytes] }))

/** A sink that keeps the files. */
export function memorySink(): BagSink & { files: Map<string, Uint8Array>; state: string } {
  const files = new Map<string, Uint8Array>()
  const sink = {
    files,
    state: 'open',
    async add(file: BagFile) {
      const chunks: Uint8Array[] = []
      for await (const chunk of file.open()) chunks.push(chunk)
      files.set(file.path, new Uint8Array(Buffer.concat(chunks)))
    },
    async finish() {
      sink.state = 'finished'
    },
    async abort() {
      sink.state = 'aborted'
    },
  }
  return sink
}

/** The files of a good bag. */
export async function sampleBag(payload = samplePayload): Promise<Map<string, Uint8Array>> {
  const sink = memorySink()
  await writeBag(bagFiles(payload), sink, { crypto: digests, verifyMd })
  return sink.files
}

/** Writes manifests and bag-info anew, so that only the change made before stands out. */
export function remake(files: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> {
  const payload = [...files].filter(([path]) => path.startsWith('data/')).sort(byPath)
  const remade = new Map(files)
  remade.set(
    'bag-info.txt',
    bytesOf(`Payload-Oxum: ${payload.reduce((sum, [, bytes]) => sum + bytes.length, 0)}.${payload.length}\n`),
  )
  remade.set('manifest-sha256.txt', manifest(payload, sha256))
  remade.set('manifest-sha512.txt', manifest(payload, sha512))
  return remakeTags(remade)
}

export function remakeTags(files: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> {
  const tags = [...files]
    .filter(([path]) => !path.includes('/') && !path.startsWith('tagmanifest') && path !== 'fetch.txt')
    .sort(byPath)
  return new Map(files)
    .set('tagmanifest-sha256.txt', manifest(tags, sha256))
    .set('tagmanifest-sha512.txt', manifest(tags, sha512))
}

function manifest(files: readonly (readonly [string, Uint8Array])[], hash: (bytes: Uint8Array) => string): Uint8Array {
  return bytesOf(files.map(([path, bytes]) => `${hash(bytes)}  ${path}\n`).join(''))
}

function byPath([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

/** `code path` of each problem. */
export const told = (problems: readonly FormProblem[]): string[] =>
  problems.map(({ code, path }) => (path === undefined ? code : `${code} ${path}`))
