import { concat, utf8Decode } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import type { BundleFiles } from './files.ts'

/** More than any checkpoint, description or log proof has. */
const MOST = 1_048_576

/**
 * A small text file of a bundle; empty where it is not there, which the form check says.
 * @throws FairtrailError `text-utf8` where it is no UTF-8, `bundle-limit`, `bundle-damaged`
 */
export async function readSmall(files: BundleFiles, path: string): Promise<string> {
  const file = files.files.get(path)
  if (!file) return ''
  if (file.size > MOST) {
    throw new FairtrailError('bundle-limit', `${path} has ${file.size} bytes; at most ${MOST} are read.`, {
      place: path,
    })
  }
  const parts: Uint8Array[] = []
  for await (const part of file.open()) parts.push(part)
  return utf8Decode(concat(...parts))
}
