/**
 * fairtrail: chain of custody of forensic evidence that the other side can check. This is the core: it runs in Node and in browsers and
 * touches no file, no network and, but as a default for recording, no clock. Files and SQLite are in `fairtrail/node` and `fairtrail/sqlite`.
 *
 * @packageDocumentation
 */
export { CHECKS, type CheckCode } from './assess/codes.ts'
export {
  type Check,
  type CheckAbout,
  type CheckStatus,
  type EventReport,
  FAIL_ON,
  type FailOn,
  holds,
  type Report,
  type RuleResult,
  type SignerReport,
} from './assess/report.ts'
export type { SeenFile } from './assess/seen.ts'
export type { BagSink, BagWritten } from './bundle/bag-write.ts'
export { type ContentFile, type ExportOptions, exportTo } from './bundle/export.ts'
export { type BundleFile, type BundleFiles, memoryFiles } from './bundle/files.ts'
export { type BundleLimits, DEFAULT_LIMITS } from './bundle/limits.ts'
export { type VerifyOptions, verifyBundle } from './bundle/verify.ts'
export { zipSource } from './bundle/zip-source.ts'
export { zipSink } from './bundle/zip-write.ts'
export { Case, type DraftOptions, type Recorded } from './case/case.ts'
export { type Clock, systemClock } from './case/clock.ts'
export { type CreateCaseOptions, createCase, type RootHolder } from './case/create.ts'
export {
  type Draft,
  type DraftContents,
  draftEnvelope,
  formatDraft,
  parseDraft,
  readDraft,
  signDraft,
} from './case/draft.ts'
export type { EnrolOptions } from './case/enrol.ts'
export type { LogKey, LogKeyInput } from './case/log-signer.ts'
export { openCase } from './case/open.ts'
export type { CaseOptions } from './case/options.ts'
export type { HighWater, LogHead, Reveals, Store, StoredNote, StoreEntry, StoreWithReveals } from './case/ports.ts'
export type { CaseEvent } from './case/recorder-view.ts'
export { defaultProvider } from './crypto/default-provider.ts'
export { parsePublicKeyPem, publicKeyPem } from './crypto/pem.ts'
export { portableProvider } from './crypto/portable.ts'
export { exportPrivateKey, importPrivateKey } from './crypto/private-key.ts'
export { parsePublicKey, publicKeyFromRaw } from './crypto/public-key.ts'
export { generateSigner } from './crypto/signer.ts'
export type { CryptoProvider, DigestAlgorithm, PublicKey, SignatureAlgorithm, Signer } from './crypto/types.ts'
export { webCryptoProvider } from './crypto/webcrypto.ts'
export { BREAK_CODES, type BreakCode } from './custody/breaks.ts'
export type { BreakReport, IntervalReport, ItemReport } from './custody/item-report.ts'
export { type ErrorPlace, FairtrailError, isFairtrailError } from './encoding/error.ts'
export { ERROR_CODES, type ErrorCode } from './encoding/error-codes.ts'
export { formatFingerprint, parseFingerprint } from './encoding/fingerprint.ts'
export { canonicalBytes, canonicalJson, type Json, type JsonObject, parseJson } from './encoding/json.ts'
export {
  type Agent,
  carrier,
  facility,
  newAct,
  newItem,
  organisation,
  person,
  type SigningAgent,
  unit,
} from './record/build/agents.ts'
export {
  acknowledgement,
  act,
  agent,
  allegation,
  application,
  assessment,
  caseEvent,
  correction,
  custody,
  decision,
  defenceAccess,
  digest,
  disclosure,
  discrepancy,
  event,
  examination,
  item,
  key,
  notice,
  paper,
  proceeding,
  review,
  seal,
  storage,
  time,
  translation,
} from './record/build/builders.ts'
export { type Feature, iccid, imei, plate, serial } from './record/build/features.ts'
export type { BuilderInput, EventInput, HeaderInput } from './record/build/input.ts'
export { type Decided, type EventLike, type ItemLike, shown, withhold } from './record/build/loose.ts'
export type { Header } from './record/header.ts'
export { checkPayload, type ForeignPayload, type Payload, type ReadPayload } from './record/payload.ts'
export type { Details, EventType } from './record/vocabulary.ts'
export { memoryStore } from './store/memory.ts'
export type { WithheldClass, WithheldValue } from './withheld/commitment.ts'
export type { Reveal } from './withheld/reveal.ts'
