/** What a path of a bundle is. The list is closed: every other path is outside the layout. */
export type LayoutPart =
  | { readonly part: 'bagit' | 'bag-info' | 'manifest' | 'tag-manifest' | 'verify-md'; readonly payload: false }
  | { readonly part: 'bundle-json' | 'entries' | 'checkpoint' | 'reveals' | 'unlogged'; readonly payload: true }
  | { readonly part: 'timestamp'; readonly payload: true; readonly number: number; readonly form: 'tsr' | 'tsq' }
  | { readonly part: 'proof'; readonly payload: true; readonly event: string }
  | { readonly part: 'content'; readonly payload: true; readonly sha256: string }

/** The two algorithms of the manifests. */
export const MANIFEST_ALGORITHMS = ['sha256', 'sha512'] as const
export type ManifestAlgorithm = (typeof MANIFEST_ALGORITHMS)[number]

export const manifestPath = (algorithm: ManifestAlgorithm): string => `manifest-${algorithm}.txt`
export const tagManifestPath = (algorithm: ManifestAlgorithm): string => `tagmanifest-${algorithm}.txt`

/** The files that both tag manifests list, in the order of their bytes. */
export const LISTED_TAG_FILES = [
  'VERIFY.md',
  'bag-info.txt',
  'bagit.txt',
  'manifest-sha256.txt',
  'manifest-sha512.txt',
] as const

/** The files that no bundle lacks. */
export const REQUIRED_FILES = [
  ...LISTED_TAG_FILES,
  'data/bundle.json',
  'data/log/checkpoint',
  'data/log/entries.jsonl',
  'tagmanifest-sha256.txt',
  'tagmanifest-sha512.txt',
] as const

const FIXED: ReadonlyMap<string, LayoutPart> = new Map<string, LayoutPart>([
  ['bagit.txt', { part: 'bagit', payload: false }],
  ['bag-info.txt', { part: 'bag-info', payload: false }],
  ['manifest-sha256.txt', { part: 'manifest', payload: false }],
  ['manifest-sha512.txt', { part: 'manifest', payload: false }],
  ['tagmanifest-sha256.txt', { part: 'tag-manifest', payload: false }],
  ['tagmanifest-sha512.txt', { part: 'tag-manifest', payload: false }],
  ['VERIFY.md', { part: 'verify-md', payload: false }],
  ['data/bundle.json', { part: 'bundle-json', payload: true }],
  ['data/log/entries.jsonl', { part: 'entries', payload: true }],
  ['data/log/checkpoint', { part: 'checkpoint', payload: true }],
  ['data/reveals.jsonl', { part: 'reveals', payload: true }],
  ['data/unlogged.jsonl', { part: 'unlogged', payload: true }],
])

const FOLDERS: ReadonlySet<string> = new Set(['data', 'data/log', 'data/log/timestamps', 'data/proofs', 'data/content'])

const TIMESTAMP = /^data\/log\/timestamps\/([1-9][0-9]{0,5})\.(ts[rq])$/
const PROOF = /^data\/proofs\/([0-9a-f]{64})\.tlog-proof$/
const CONTENT = /^data\/content\/([0-9a-f]{64})$/

/** Which part of a bundle a path is; undefined outside the layout. `$` without the `m` flag stands at the end alone, never before a LF. */
export function classify(path: string): LayoutPart | undefined {
  const fixed = FIXED.get(path)
  if (fixed) return fixed
  const [, sha256] = CONTENT.exec(path) ?? []
  if (sha256) return { part: 'content', payload: true, sha256 }
  const [, event] = PROOF.exec(path) ?? []
  if (event) return { part: 'proof', payload: true, event }
  const [, number, form] = TIMESTAMP.exec(path) ?? []
  if (number) return { part: 'timestamp', payload: true, number: Number(number), form: form as 'tsr' | 'tsq' }
  return undefined
}

/** For a path outside the layout, the topmost folder of it that is no folder of a bundle (with its `/`), else the path itself. */
export function outsideAt(path: string): string {
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
    if (!FOLDERS.has(path.slice(0, slash))) return path.slice(0, slash + 1)
  }
  return path
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\x00-\x1f\x7f]/

/** True for a name that some program could take for a place outside the folder, or that has no one meaning. */
export function isUnsafePath(path: string): boolean {
  if (path === '' || path.includes('\\') || CONTROL.test(path) || /^[A-Za-z]:/.test(path)) return true
  return path.split('/').some((segment) => segment === '' || segment === '.' || segment === '..')
}

/** The top folder that a bag lies in, with its `/`; `''` for none; undefined where bagit.txt is at neither place. */
export function bagRoot(paths: readonly string[]): string | undefined {
  if (paths.includes('bagit.txt')) return ''
  const first = paths[0]
  if (first === undefined) return undefined
  const top = first.slice(0, first.indexOf('/') + 1)
  if (top === '' || !paths.every((path) => path.startsWith(top))) return undefined
  return paths.includes(`${top}bagit.txt`) ? top : undefined
}

/** What a name becomes on a system that ignores case and Unicode form; two names with one key may not be together in a bundle. */
export function collisionKey(path: string): string {
  return path.normalize('NFKC').toLowerCase().toUpperCase().normalize('NFC')
}
