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
    const [manifest, tagManifest] = [manifestPath(algorithm), tagManifestPath(algorithm)]
    yield* listProblems(manifests.get(manifest), payload, { manifest, missing: 'not-listed', extra: 'listed-missing' })
    yield* digestProblems(manifests.get(manifest), algorithm, digests, manifest)
    const kinds = { manifest: tagManifest, missing: 'tag-manifest-list', extra: 'tag-manifest-list' } as const
    yield* listProblems(manifests.get(tagManifest), LISTED_TAG_FILES, kinds)
    yield* digestProblems(manifests.get(tagManifest), algorithm, digests, tagManifest)
  }
}

interface ListKinds {
  readonly manifest: string
  readonly missing: FormProblem['code']
  readonly extra: FormProblem['code']
}

/** A manifest lists exactly the files that it should. */
function* listProblems(
  reader: ManifestReader | undefined,
  expected: readonly string[],
  kinds: ListKinds,
): Generator<FormProblem> {
  if (!reader) return
  const values = { manifest: kinds.manifest }
  for (const path of expected) if (!reader.listed.has(path)) yield { code: kinds.missing, path, values }
  const wanted = new Set(expected)
  for (const path of reader.listed.keys()) if (!wanted.has(path)) yield { code: kinds.extra, path, values }
}

function* digestProblems(
  reader: ManifestReader | undefined,
  algorithm: ManifestAlgorithm,
  digests: ReadonlyMap<string, FileDigests>,
  manifest: string,
): Generator<FormProblem> {
  for (const [path, listed] of reader?.listed ?? []) {
    const digest = digests.get(path)?.[algorithm]
    if (digest !== undefined && digest !== listed) yield { code: 'digest-differs', path, values: { manifest } }
  }
}
