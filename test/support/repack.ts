import { type BagFile, writeBag } from '../../src/bundle/bag-write.ts'
import { VERIFY_MD } from '../../src/bundle/verify-md.ts'
import { nodeProvider } from '../../src/node/provider.ts'

const TAG = /^(bagit|bag-info|(tag)?manifest-sha(256|512))\.txt$|^VERIFY\.md$/

/** The same payload in a bundle whose manifests fit: what a forger who knows BagIt would hand over. */
export async function repack(files: ReadonlyMap<string, Uint8Array>): Promise<Map<string, Uint8Array>> {
  const payload: BagFile[] = [...files]
    .filter(([path]) => !TAG.test(path))
    .map(([path, bytes]) => ({ path, size: bytes.length, open: () => [bytes] }))
  const packed = new Map<string, Uint8Array>()
  await writeBag(
    payload,
    {
      async add({ path, open }) {
        const parts: Uint8Array[] = []
        for await (const part of open()) parts.push(part)
        packed.set(path, new Uint8Array(Buffer.concat(parts)))
      },
      finish: async () => {},
      abort: async () => {},
    },
    { crypto: nodeProvider, verifyMd: new TextEncoder().encode(VERIFY_MD) },
  )
  return packed
}

export const linesIn = (files: ReadonlyMap<string, Uint8Array>, path = 'data/log/entries.jsonl'): string[] =>
  new TextDecoder().decode(files.get(path)).split('\n').slice(0, -1)

/** A bundle with other lines in one of its files, and manifests that fit. */
export function withLines(
  files: ReadonlyMap<string, Uint8Array>,
  lines: readonly string[],
  path = 'data/log/entries.jsonl',
): Promise<Map<string, Uint8Array>> {
  const text = lines.map((line) => `${line}\n`).join('')
  return repack(new Map([...files, [path, new TextEncoder().encode(text)]]))
}
