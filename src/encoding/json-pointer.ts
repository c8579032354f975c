/** Nested containers that are accepted; the next one is refused. */
export const MAX_DEPTH = 64

/** RFC 6901 pointer of the names and indexes from the root. */
export function pointer(steps: readonly (string | number)[]): string {
  let text = ''
  for (const step of steps) text += `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`
  return text
}
