import type { Case, EventInput, Recorded, SigningAgent } from '../index.ts'
import type { Evidence, MeasuredFile } from './evidence.ts'
import type { People } from './people.ts'

/** What the acts of the story work with. */
export interface Stage {
  readonly kase: Case
  readonly people: People
  readonly evidence: Evidence
  /** Folder for the working copy. */
  readonly folder: string
  /** Name and version of the program that measures digests. */
  readonly tool: { name: string; version: string }
  /** Records at this minute of the story: the clock of the record is set to it. */
  record(at: string, by: SigningAgent | readonly SigningAgent[], input: EventInput): Promise<Recorded>
}

/** An instant of the story, in March 2026: `at(2, '14:10')`. */
export const at = (day: number, time: string): string => `2026-03-${String(day).padStart(2, '0')}T${time}:00+06:00`

/** SHA-256 and MD5, as the record has digests: sorted, with scope. */
export const digestsOf = (
  { sha256, md5, bytes }: MeasuredFile,
  scope: 'device' | 'logical-file',
  tool: Stage['tool'],
) => [
  { algorithm: 'md5' as const, value: md5, scope, bytes, tool },
  { algorithm: 'sha256' as const, value: sha256, scope, bytes, tool },
]

export const attachment = (file: MeasuredFile, mediaType: string, kind: string) => ({
  digests: [{ algorithm: 'sha256' as const, value: file.sha256 }],
  bytes: file.bytes,
  mediaType,
  kind,
  name: { lang: 'en', text: file.name },
})
