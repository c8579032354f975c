export { formatInstant } from './encoding/instant.ts'
export type { TimestampHash } from './time/rfc3161-algorithms.ts'
export { distinctAuthorities, type TimestampBounds, timestampBounds } from './time/rfc3161-authorities.ts'
export { type FetchedResponse, type FetchPort, requestTimestamp } from './time/rfc3161-http.ts'
export { TIMESTAMP_REASONS, type TimestampReason, type TimestampRefusal } from './time/rfc3161-reasons.ts'
export {
  parseTimestampRequest,
  type TimestampRequest,
  type TimestampRequestOptions,
  timestampRequest,
} from './time/rfc3161-request.ts'
export { parseTimestampResponse, type TimestampResponse, type TimestampStatus } from './time/rfc3161-response.ts'
export { parseTimestampToken, type TimestampToken } from './time/rfc3161-token.ts'
export {
  type Timestamp,
  type TimestampParty,
  type TimestampQuestion,
  type TimestampResult,
  verifyTimestamp,
} from './time/rfc3161-verify.ts'
export { certificatesFromPem } from './time/x509-pem.ts'
