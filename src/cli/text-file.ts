import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { utf8Decode } from '../encoding/bytes.ts'
import { FairtrailError, isFairtrailError } from '../encoding/error.ts'
import { showName } from '../interop/file-name.ts'
import { pathBytes, systemError } from '../node/open-file.ts'

/**
 * The text of a small file, or of what a shell puts in the place of one.
 * @param most bytes that are accepted
 * @throws FairtrailError `file-not-found`, `file-unreadable`, also for a file that is larger, or is no UTF-8
 */
export async function readTextFile(path: string, cwd: string, most = 65_536): Promise<string> {
  const name = pathBytes(path)
  const bytes = new Uint8Array(most + 1)
  let length = 0
  try {
    const file = await open(resolve(cwd, path))
    try {
      for (let read = -1; read !== 0 && length <= most; length += read) {
        read = (await file.read(bytes, length, bytes.length - length, null)).bytesRead
      }
    } finally {
      await file.close()
    }
  } catch (cause) {
    throw systemError(name, cause)
  }
  if (length > most) throw unreadable(name, `it has more than ${most} bytes, so it is not what is expected here`)
  try {
    return utf8Decode(bytes.subarray(0, length))
  } catch (cause) {
    if (isFairtrailError(cause)) throw unreadable(name, 'it is no text in UTF-8')
    throw cause
  }
}

function unreadable(name: Uint8Array, problem: string): FairtrailError {
  const shown = showName(name)
  return new FairtrailError('file-unreadable', `${shown}: cannot be used (${problem}).`, { place: shown })
}
