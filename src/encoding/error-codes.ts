/** Every error code with what it means. docs/errors.md is made from this list. Kept in alphabetical order. */
export const ERROR_CODES = {
  'misuse': 'An argument is not of the documented shape; the program that called is at fault, not the data.',
} as const

export type ErrorCode = keyof typeof ERROR_CODES
