/** What is said of anchors and of the times that they give; beside these the codes of errors that refuse a note. */
export const TIME_REASONS = {
  'accuracy-not-stated': 'A token does not say how exact its time is; it is taken as exact.',
  'another-origin': 'The checkpoint is of another log.',
  'another-root': 'The log signed a root for this size that its entries do not give: two histories.',
  'authority-not-confirmed': 'The cosigners were named by a change of authority that is not confirmed.',
  'beyond-anchor': 'The log signed a size that it did not have where the anchor stands.',
  'beyond-log': 'The checkpoint is larger than what is read here.',
  'quorum-none-asked': 'The authority asks for no cosigner, so the checkpoint gives no time.',
  'quorum-not-met': 'The checkpoint has fewer cosigners than the authority asks for, so it gives no time.',
  'time-beyond-calendar':
    'Cosigners say a time after the year 9999, which is no time, and without them there is no quorum.',
  'signed-after-is-later-than-logged-before':
    'One independent time says that a statement was signed after what another says it was logged before.',
} as const

export type TimeReason = keyof typeof TIME_REASONS
