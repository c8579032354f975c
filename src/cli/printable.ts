const NOT_PRINTED = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Surrogate}]/gu

/**
 * A message as it can be written to a terminal: what would move the cursor, turn the direction of the text or begin a line is shown as
 * `\u{...}`. Everything else stays, a `\u{...}` that the message has already too.
 */
export function printable(text: string): string {
  return text.replace(NOT_PRINTED, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
}
