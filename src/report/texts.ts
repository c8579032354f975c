import type { Locale } from 'date-fns'
import type { CheckStatus } from '../assess/report.ts'

export type Part = 'integrity' | 'identity' | 'time' | 'custody' | 'procedure'

/** What a check or a break says, and what it does not say. */
export interface Meaning {
  readonly means: string
  readonly notMeans: string
}

/** A sentence with `{name}` where a value stands. */
export type Template = string

/**
 * Everything that a report says in one language. Only data: the same catalogue serves the text report and the printed one. In templates
 * `{name}` is replaced; what comes from the record is escaped before.
 */
export interface Texts {
  /** BCP 47. */
  readonly lang: string
  /** For durations. */
  readonly locale: Locale
  readonly title: string
  readonly questions: Readonly<Record<Part, string>>
  /** How a list of checks of one status is headed. */
  readonly statuses: Readonly<Record<CheckStatus, string>>
  readonly checks: Readonly<Record<string, Meaning>>
  /** Other heads for a check, by `code/status`, where its meaning does not read well under that status. */
  readonly heads: Readonly<Record<string, string>>
  /** Sentences for the data of a check, by code, and by code and reason or state: `quorum/met`. */
  readonly details: Readonly<Record<string, Template>>
  /** What codes of reasons and errors mean. */
  readonly reasons: Readonly<Record<string, string>>
  readonly breaks: Readonly<Record<string, Meaning>>
  /** Signatures, as identity says of them. */
  readonly identities: Readonly<Record<string, string>>
  /** Where nobody holds an item, by the state of its custody. */
  readonly states: Readonly<Record<string, string>>
  readonly words: Readonly<Record<Word, Template>>
}

export type Word =
  | 'case'
  | 'otherCase'
  | 'read'
  | 'entries'
  | 'entry'
  | 'line'
  | 'about'
  | 'what'
  | 'elsewise'
  | 'statement'
  | 'none'
  | 'noItems'
  | 'noProfile'
  | 'events'
  | 'event'
  | 'late'
  | 'establishedBetween'
  | 'establishedBefore'
  | 'establishedAfter'
  | 'notEstablished'
  | 'signedBy'
  | 'item'
  | 'exhibit'
  | 'for'
  | 'from'
  | 'to'
  | 'until'
  | 'noTime'
  | 'lasted'
  | 'where'
  | 'seals'
  | 'noSeals'
  | 'recordedBy'
  | 'noTimeline'
  | 'breaks'
  | 'noBreaks'
  | 'agents'
  | 'explained'
  | 'nameWithheld'
  | 'partly'
  | 'moreInJson'
