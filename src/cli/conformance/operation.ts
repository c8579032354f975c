import type { Report } from '../../assess/report.ts'
import type { ErrorCode } from '../../encoding/error-codes.ts'
import type { Json, JsonObject } from '../../encoding/json.ts'
import type { TimestampReason } from '../../time/rfc3161-reasons.ts'

/** What an operation makes of a request. */
export interface Answer {
  /** False: refused, or checked and not valid. */
  ok: boolean
  /** Why a request was refused; never compared between implementations. */
  code?: ErrorCode | TimestampReason
  out?: JsonObject
}

/** The member `in` of a request: any JSON, until its members are read by the functions of input.ts. */
export type Input = Readonly<Record<string, Json>>

/** What operations use of the world around them. */
export interface OperationContext {
  /** The folder against which relative paths are read. */
  readonly cwd: string
  /** Verifies a bundle on disk; absent, `bundle.verify` is unsupported. */
  readonly verifyBundleAt?: VerifyBundleAt
}

/**
 * @param path the bundle, a folder or a zip file
 * @returns the report, also where a check about log or bundle failed
 * @throws FairtrailError where the bundle could not be read at all
 */
export type VerifyBundleAt = (
  path: string,
  options: { readonly case: string; readonly seen: readonly string[] },
) => Promise<Report>

/** @throws FairtrailError what the library throws for the data at hand, `conformance-request`, `unsupported` */
export type Operation = (input: Input, context: OperationContext) => Answer | Promise<Answer>

/** Accepted, with what came out. */
export function accepted(out: JsonObject): Answer {
  return { ok: true, out }
}
