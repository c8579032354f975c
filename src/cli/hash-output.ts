import type { DigestAlgorithm } from '../crypto/types.ts'
import { utf8 } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import { fileName, nameText, showName } from '../interop/file-name.ts'
import { type HashedFile, hashdeepHead, hashdeepLine, sumLines } from '../interop/hash-lists.ts'
import type { Io } from './command.ts'

export type HashFormat = 'sha256sum' | 'hashdeep' | 'json'

export function isHashFormat(text: string): text is HashFormat {
  return text === 'sha256sum' || text === 'hashdeep' || text === 'json'
}

/** Writes a list file by file, so that a folder of any size needs no memory of its own. */
export interface HashOutput {
  /** @throws FairtrailError `hash-list-name` for a name that the format, or this output, cannot hold; nothing is then written */
  file(file: HashedFile): void
  end(): void
}

/** `before` is called ahead of every piece that is written. */
export function hashOutput(
  format: HashFormat,
  algorithms: readonly DigestAlgorithm[],
  io: Io,
  before: () => void,
): HashOutput {
  const write = (bytes: Uint8Array, name?: Uint8Array) => {
    before()
    const text = nameText(bytes)
    if (text !== undefined) io.stdout(text)
    else if (io.stdoutBytes !== undefined) io.stdoutBytes(bytes)
    else throw notText(name ?? bytes)
  }
  if (format === 'json') return jsonOutput(write)
  if (format === 'hashdeep') {
    write(hashdeepHead(algorithms))
    return { file: (file) => write(hashdeepLine(file), file.name), end: () => undefined }
  }
  return { file: (file) => write(sumLines(file), file.name), end: () => undefined }
}

/** One array, an element a line. */
function jsonOutput(write: (bytes: Uint8Array) => void): HashOutput {
  let between = '[\n'
  return {
    file({ name, bytes, digests }) {
      write(utf8(between + JSON.stringify({ file: fileName(name), bytes, digests })))
      between = ',\n'
    },
    end() {
      write(utf8(between === ',\n' ? '\n]\n' : '[]\n'))
    },
  }
}

function notText(name: Uint8Array): FairtrailError {
  const shown = showName(name)
  return new FairtrailError(
    'hash-list-name',
    `${shown}: the name is not UTF-8 and cannot be written here as text. --format json can hold it.`,
    { place: shown },
  )
}
