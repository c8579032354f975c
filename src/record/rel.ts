/** How one event refers to another: the closed list of the vocabulary. */
export const RELS = [
  /** The release that a receipt answers. */
  'release',
  'order',
  'decision',
  'application',
  'answers',
  'about',
  /** Led to this one: a statement, a tip. Not a derivation. */
  'informed-by',
  'found-through',
  'notice',
  'acknowledges',
  'corrects',
  'supersedes',
  'thread',
  'explains',
  'withheld-under',
  'made-from-this',
  /** Another case's event. */
  'source',
  'reviews',
] as const

export type Rel = (typeof RELS)[number]
