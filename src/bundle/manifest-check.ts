import type { FileDigests } from './digesting.ts'
import type { FormProblem } from './form-problems.ts'
import {
  classify,
  LISTED_TAG_FILES,
  MANIFEST_ALGORITHMS,
  type ManifestAlgorithm,
  manifestPath,
  tagManifestPath,
} from './layout.ts'
import type { ManifestReader } from './manifest.ts'

/** Holds the four manifests that could be read against the files of the layout and their digests. */
export function* manifestProblems(
  manifests: ReadonlyMap<string, ManifestReader>,
  paths: readonly string[],
  digests: ReadonlyMap<string, FileDigests>,
): Generator<FormProblem> {
  for (const manifest of manifests.values()) yield* manifest.problems()
  const payload = paths.filter((path) => classify(path)?.payload)
  for (const algorithm of MANIFEST_ALGORITHMS) {
    const manifest = manifestPath(algorithm)
    const kinds = { manifest, algorithm, missing: 'not-listed', extra: 'listed-missing' } as const
    yield* compare(manifests.get(manifest), payload, digests, kinds)
    const tagManifest = tagManifestPath(algorithm)
    const tagKinds = {
      manifest: tagManifest,
      algorithm,
      missing: 'tag-manifest-list',
      extra: 'tag-manifest-list',
    } as const
    yield* compare(manifests.get(tagManifest), LISTED_TAG_FILES, digests, tagKinds)
  }
}

interface Kinds {
  readonly manifest: string
  readonly algorithm: ManifestAlgorithm
  readonly missing: FormProblem['code']
  readonly extra: FormProblem['code']
}

/** A manifest lists exactly the files that it should, each with its digest. */
function* compare(
  reader: ManifestReader | undefined,
  expected: readonly string[],
  digests: ReadonlyMap<string, FileDigests>,
  { manifest, algorithm, missing, extra }: Kinds,
): Generator<FormProblem> {
  if (!reader) return
  const values = { manifest }
  for (const path of expected) {
    const listed = reader.listed.get(path)
    const digest = digests.get(path)?.[algorithm]
    if (listed === undefined) yield { code: missing, path, values }
    else if (digest !== undefined && digest !== listed) yield { code: 'digest-differs', path, values }
  }
  const wanted = new Set(expected)
  for (const path of reader.listed.keys()) if (!wanted.has(path)) yield { code: extra, path, values }
}
