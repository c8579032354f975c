import { base64 } from '../../encoding/base64.ts'
import { canonicalBytes, parseJson } from '../../encoding/json.ts'
import { bytesOf } from './input.ts'
import { accepted, type Operation } from './operation.ts'

export const encodingOperations: Readonly<Record<string, Operation>> = {
  'json.parse': (input) => accepted({ canonical: base64(canonicalBytes(parseJson(bytesOf(input, 'bytes')))) }),
  'base64.decode': (input) => accepted({ bytes: base64(bytesOf(input, 'text')) }),
}
