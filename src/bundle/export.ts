import { contentNames } from '../assess/content-names.ts'
import { NoteKeys } from '../authority/note-keys.ts'
import { quorumOf } from '../authority/quorum.ts'
import type { Case } from '../case/case.ts'
import { compareUtf8, utf8 } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import { canonicalJson, type JsonObject } from '../encoding/json.ts'
import { openLogCheckpoint } from '../log/open-checkpoint.ts'
import type { Reveal } from '../withheld/reveal.ts'
import { type BagFile, type BagSink, type BagWritten, writeBag } from './bag-write.ts'
import { VERIFY_MD } from './verify-md.ts'

/** A file of evidence or an attachment, found by its SHA-256. */
export interface ContentFile {
  readonly size: number
  open(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

export interface ExportOptions {
  /**
   * Which withheld values go with the bundle: none unless said, because whoever gets the bundle can read them. `all`, or a choice by reveal.
   */
  reveals?: 'all' | 'none' | ((reveal: Reveal) => boolean) | undefined
  /** Files by their lowercase hex SHA-256. Only those that the record names go with the bundle. */
  content?: ReadonlyMap<string, ContentFile> | undefined
  /** The agent whom the bundle is made for. */
  to?: string | undefined
  /** Signed entries of this case that the log lacks and that the bundle's maker holds. */
  unlogged?: readonly Uint8Array[] | undefined
}

/**
 * Writes a case as a bundle (format, section 10) at the newest head that has its quorum. Entries after that head travel beside it, as
 * "appended, not yet cosigned".
 * @throws FairtrailError `no-quorum` before the first head that has it, and the codes of `writeBag`
 */
export async function exportTo(kase: Case, sink: BagSink, options: ExportOptions = {}): Promise<BagWritten> {
  const { size, note } = await quorumHead(kase)
  const { provider } = kase.environment
  const entries = kase.log.entries.slice(0, size)
  const reveals = await revealLines(kase, size, options.reveals ?? 'none')
  const unlogged = await unloggedLines(kase, size, options.unlogged ?? [])
  const payload: BagFile[] = [
    text('data/bundle.json', bundleJson(size, options.to)),
    text('data/log/checkpoint', note),
    { path: 'data/log/entries.jsonl', open: () => entryLines(kase, size) },
  ]
  if (reveals !== '') payload.push(text('data/reveals.jsonl', reveals))
  if (unlogged !== '') payload.push(text('data/unlogged.jsonl', unlogged))
  for (const sha256 of contentNames(entries).keys()) {
    const file = options.content?.get(sha256)
    if (file) payload.push({ path: `data/content/${sha256}`, size: file.size, open: () => file.open() })
  }
  return writeBag(payload, sink, { crypto: provider, verifyMd: utf8(VERIFY_MD) })
}

function bundleJson(size: number, to: string | undefined): string {
  return canonicalJson({ format: 1, kind: 'full', size, content: [], ...(to === undefined ? {} : { to }) })
}

function text(path: string, content: string): BagFile {
  const bytes = utf8(content)
  return { path, size: bytes.length, open: () => [bytes] }
}

const LF = Uint8Array.of(0x0a)

async function* entryLines(kase: Case, size: number): AsyncIterable<Uint8Array> {
  for await (const envelope of kase.environment.store.entries(0, size)) {
    yield envelope
    yield LF
  }
}

/** The newest kept checkpoint with the quorum of the authority at its size; where none is asked for, the newest head of all. */
export async function quorumHead(kase: Case): Promise<{ size: number; note: string }> {
  await kase.refresh()
  const newest = kase.authority.authorityAt(kase.size)
  if (newest?.authority.cosigners.quorum === 0) return { size: kase.size, note: await kase.checkpoint() }
  const keys = new NoteKeys(kase.authority.periods)
  for await (const { size, note } of kase.environment.store.notes()) {
    const period = kase.authority.authorityAt(size)
    if (!period) continue
    const { cosigners } = await openLogCheckpoint(note, keys.of(note, size, period), kase.environment.provider)
    const ids = cosigners.map(({ key }) => key.publicKey.id)
    if (quorumOf(period, ids).state !== 'not-met') return { size, note }
  }
  throw new FairtrailError(
    'no-quorum',
    'No checkpoint of this case has the cosignatures that its authority asks for. Take a checkpoint, have it cosigned, and add what comes back.',
  )
}

async function revealLines(kase: Case, size: number, chosen: NonNullable<ExportOptions['reveals']>): Promise<string> {
  const { reveals } = kase.environment
  if (chosen === 'none' || !reveals) return ''
  const lines: { index: number; path: string; line: string }[] = []
  for await (const reveal of reveals.all()) {
    const index = kase.log.byId(reveal.event)?.index
    if (index === undefined || index >= size) continue
    if (typeof chosen === 'function' && !chosen(reveal)) continue
    const { event, path, salt, value } = reveal
    lines.push({ index, path, line: `${canonicalJson({ event, path, salt, value } as unknown as JsonObject)}\n` })
  }
  return lines
    .sort((a, b) => a.index - b.index || compareUtf8(a.path, b.path))
    .map(({ line }) => line)
    .join('')
}

async function unloggedLines(kase: Case, size: number, held: readonly Uint8Array[]): Promise<string> {
  const decoder = new TextDecoder()
  const lines: string[] = []
  for await (const envelope of kase.environment.store.entries(size)) lines.push(`${decoder.decode(envelope)}\n`)
  return [...lines, ...held.map((envelope) => `${decoder.decode(envelope)}\n`)].join('')
}
