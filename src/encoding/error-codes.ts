/** Every error code with what it means. docs/errors.md is made from this list. Kept in alphabetical order. */
export const ERROR_CODES = {
  'bundle-exists': 'A bundle is not written over what is already at the place given.',
  'bundle-limit': 'A bundle, or a line or file of it, is larger than a limit; the message names the limit, which can be raised.',
  'bundle-unreadable': 'A bundle, or a file of it, cannot be read, or its container has other bytes than its headers describe.',
  'bundle-write': 'A bundle could not be written; nothing is left at the place given.',
  'high-water-conflict': "The log key's high-water file names another root for the same size: the key would sign a second history.",
  'high-water-unreadable': "The log key's high-water file is there and cannot be read as one; nothing may be signed until it is restored.",
  'high-water-write-failed': "The log key's high-water file could not be written; it is as it was.",
  'lines-end': 'The last line of a file does not end with a line feed.',
  'misuse': 'An argument is not of the documented shape; the program that called is at fault, not the data.',
  'sqlite-missing': 'This runtime has no node:sqlite; it needs Node 22.13 or newer, or another SQLite driver given as an option.',
  'store-busy': 'Another program held the store locked for longer than the time allowed; nothing was written.',
  'store-contract': 'A store does not do what the contract of its port asks.',
  'store-foreign': 'The file is not a store of this library; it was not changed.',
  'store-newer': 'The store was made by a newer version of this library; it was not changed.',
  'store-not-found': 'There is no store at this path.',
  'store-unreadable': 'The store is damaged, cut short, lacks an entry, or cannot be opened.',
  'store-write-failed': 'The store could not be written (disk full, no permission, a fault of the device); nothing is half-written.',
} as const

export type ErrorCode = keyof typeof ERROR_CODES
