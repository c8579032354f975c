import { formatDuration } from 'date-fns/formatDuration'
import { parseInstant } from '../encoding/instant.ts'
import type { Texts } from './texts.ts'

/**
 * An instant as it was written, with the date in the reader's language and the offset that was stated: never moved to another time zone.
 * @param instant of the format: `2026-03-02T14:10:00+06:00`
 */
export function instantText(instant: string, { lang }: Texts): string {
  const [, year = '', month = '', day = '', time = '', offset = ''] =
    /^(\d{4})-(\d\d)-(\d\d)T([\d:.]+)(Z|[+-]\d\d:\d\d)$/.exec(instant) ?? []
  if (year === '') return instant
  const date = new Date(0)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  const written = new Intl.DateTimeFormat(lang, { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' })
  return `${written.format(date)}, ${time} (${offset === 'Z' ? 'UTC' : `UTC${offset}`})`
}

/** A duration in its two largest units, days at the most: months have no fixed length. */
export function durationText(seconds: number, { locale }: Texts): string {
  const whole = Math.abs(Math.floor(seconds))
  const duration = {
    days: Math.floor(whole / 86_400),
    hours: Math.floor(whole / 3600) % 24,
    minutes: Math.floor(whole / 60) % 60,
    seconds: whole % 60,
  }
  const units = (['days', 'hours', 'minutes', 'seconds'] as const).filter((unit) => duration[unit] > 0).slice(0, 2)
  return formatDuration(duration, {
    format: units.length === 0 ? ['seconds'] : units,
    zero: units.length === 0,
    locale,
  })
}

/** Seconds between two instants. */
export function secondsBetween(from: string, to: string): number {
  return Number((parseInstant(to) - parseInstant(from)) / 1_000_000_000n)
}
