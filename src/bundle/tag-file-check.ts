import { equalBytes, utf8 } from '../encoding/bytes.ts'
import type { FileDigests } from './digesting.ts'
import type { BundleFile } from './files.ts'
import type { FormProblem } from './form-problems.ts'
import { BAGIT_TXT, bagitVersion, parseBagInfo } from './manifest.ts'

/** What is wrong with bagit.txt, bag-info.txt and VERIFY.md, as far as they could be read. */
export function* tagFileProblems(
  layoutFiles: readonly BundleFile[],
  small: ReadonlyMap<string, Uint8Array>,
  digests: ReadonlyMap<string, FileDigests>,
  verifyMd: string,
): Generator<FormProblem> {
  const bagit = small.get('bagit.txt')
  if (bagit && !equalBytes(bagit, utf8(BAGIT_TXT))) {
    const version = bagitVersion(bagit)
    if (version !== undefined && version !== '1.0')
      yield { code: 'bagit-version', path: 'bagit.txt', values: { version } }
    else yield { code: 'bagit-txt', path: 'bagit.txt' }
  }
  const info = small.get('bag-info.txt')
  if (info) {
    const says = parseBagInfo(info)
    let octets = 0
    let files = 0
    for (const { path, size } of layoutFiles) {
      if (!path.startsWith('data/')) continue
      octets += size
      files++
    }
    if (says === undefined) yield { code: 'bag-info', path: 'bag-info.txt' }
    else if (says !== `${octets}.${files}`)
      yield { code: 'payload-oxum', path: 'bag-info.txt', values: { says, found: `${octets}.${files}` } }
  }
  const verify = digests.get('VERIFY.md')
  if (verify && verify.sha256 !== verifyMd)
    yield { code: 'verify-md', path: 'VERIFY.md', values: { sha256: verify.sha256 } }
}
