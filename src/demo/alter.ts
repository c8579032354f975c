import { createHash } from 'node:crypto'
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** One word of one entry, and what is put in its place. */
export interface Alteration {
  /** Event id of the entry. */
  event: string
  from: string
  to: string
}

/**
 * Copies a bundle, puts another word into one entry, and makes every manifest fit again: what anybody can do who has the bundle and no key.
 */
export function alterBundle(bundle: string, altered: string, { event, from, to }: Alteration): void {
  cpSync(bundle, altered, { recursive: true })
  const path = 'data/log/entries.jsonl'
  const lines = readFileSync(join(altered, path), 'utf8').split('\n')
  const at = lines.findIndex((line) => line !== '' && hash('sha256', payloadOf(line)) === event)
  const line = lines[at]
  if (line === undefined) throw new Error('The bundle does not have the entry that was to be altered.')
  const payload = payloadOf(line).toString('utf8')
  const place = payload.indexOf(from)
  if (place === -1) throw new Error(`The entry does not have the word ${from}.`)
  const changed = payload.slice(0, place) + to + payload.slice(place + from.length)
  lines[at] = line.replace(/"payload":"[^"]*"/, `"payload":"${Buffer.from(changed).toString('base64')}"`)
  const before = readFileSync(join(altered, path)).length
  const content = Buffer.from(lines.join('\n'))
  writeFileSync(join(altered, path), content)
  refit(altered, path, content.length - before)
}

const payloadOf = (line: string): Buffer => Buffer.from((JSON.parse(line) as { payload: string }).payload, 'base64')

const hash = (algorithm: 'sha256' | 'sha512', bytes: Uint8Array): string =>
  createHash(algorithm).update(bytes).digest('hex')

/** RFC 8493: the size of the payload, the manifests, and the manifests of the manifests. */
function refit(bundle: string, path: string, growth: number): void {
  const info = join(bundle, 'bag-info.txt')
  const sized = readFileSync(info, 'utf8').replace(
    /^Payload-Oxum: (\d+)/m,
    (_, octets) => `Payload-Oxum: ${Number(octets) + growth}`,
  )
  writeFileSync(info, sized)
  for (const algorithm of ['sha256', 'sha512'] as const) relist(bundle, `manifest-${algorithm}.txt`, algorithm, [path])
  const tags = ['bag-info.txt', 'manifest-sha256.txt', 'manifest-sha512.txt']
  for (const algorithm of ['sha256', 'sha512'] as const) relist(bundle, `tagmanifest-${algorithm}.txt`, algorithm, tags)
}

function relist(bundle: string, manifest: string, algorithm: 'sha256' | 'sha512', paths: readonly string[]): void {
  const file = join(bundle, manifest)
  if (!existsSync(file)) return
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => {
      const path = paths.find((one) => line.endsWith(`  ${one}`))
      return path === undefined ? line : `${hash(algorithm, readFileSync(join(bundle, path)))}  ${path}`
    })
  writeFileSync(file, lines.join('\n'))
}
