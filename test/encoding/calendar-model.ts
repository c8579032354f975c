/**
 * A slow calendar: every day of the years 0001 to 9999, counted one by one, with its distance in days from 1970-01-01.
 */
export function* everyDay(): Generator<{ text: string; year: number; month: number; day: number; days: number }> {
  // 719,162 days lie before 1970-01-01: 1969 years of 365 days, and the leap days of 492 - 19 + 4 years.
  let days = -(1969 * 365 + 492 - 19 + 4)
  for (let year = 1; year <= 9999; year++) {
    const leap = year % 400 === 0 || (year % 4 === 0 && year % 100 !== 0)
    const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    for (let month = 1; month <= 12; month++) {
      for (let day = 1; day <= (lengths[month - 1] as number); day++) {
        yield { text: `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`, year, month, day, days: days++ }
      }
    }
  }
}

export function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}
