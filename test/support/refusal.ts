import { FairtrailError } from '../../src/encoding/error.ts'
import type { ErrorCode } from '../../src/encoding/error-codes.ts'

/** The FairtrailError that a call throws. Any other exception, and none, is an error of the test. */
export function refusal(call: () => unknown): FairtrailError {
  let answer: unknown
  try {
    answer = call()
  } catch (error) {
    if (error instanceof FairtrailError) return error
    throw error
  }
  throw new Error(`expected a refusal, got ${String(answer)}`)
}

/** The code of the FairtrailError that a call throws. */
export function refusalCode(call: () => unknown): ErrorCode {
  return refusal(call).code
}
