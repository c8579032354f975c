/** The instant of a date by the clock and the time zone of this machine, to the second: `2026-03-02T14:10:00+06:00`. */
export function localInstant(date: Date): string {
  const minutes = -date.getTimezoneOffset()
  const shifted = new Date(date.getTime() + minutes * 60_000)
  const away = Math.abs(minutes)
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.floor(away / 60))}:${two(away % 60)}`
  return shifted.toISOString().slice(0, 19) + (minutes === 0 ? 'Z' : offset)
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}
