import type { OrderReason } from '../authority/codes.ts'

/** Why a signature stands, does not stand, or cannot be said to. The reasons of order come first, and are in authority/codes.ts. */
export const IDENTITY_REASONS = {
  'in-force': 'The key was in force, within its bounds, when it signed.',
  'before-end': 'Logged before the key was retired.',
  acknowledged:
    'Signed before the retirement was seen, logged after it; a standing key of the same agent acknowledges it.',
  'before-compromise':
    'Independent time shows it before the instant since which the key counts as lost or compromised.',
  'algorithm-not-checked': 'The key’s algorithm is carried and shown, and its signatures are never checked.',
  'library-missing': 'The signature needs a library that is not here.',
  'rests-on-unchecked':
    'The enrolment or the end of the key rests on a signature that needs a library that is not here.',
  'outside-bounds': 'Independent time shows it outside the bounds of the enrolment.',
  'bounds-not-established': 'No independent time shows it inside, or outside, the bounds of the enrolment.',
  'retired-before-logged':
    'Signed before the retirement was seen, logged after it; no standing key of the same agent acknowledges it.',
  compromised: 'Independent time shows it at or after the instant since which the key counts as lost or compromised.',
  'compromise-not-placed':
    'No independent time places it before or after the instant since which the key counts as lost or compromised.',
  'revoked-as-error': 'The roots revoked the key as enrolled in error.',
  'registrar-compromised':
    'The key was enrolled by a registrar’s key after that one counts as lost or compromised, and not renewed.',
  'registrar-not-placed':
    'No independent time places the enrolment before or after the compromise of the registrar’s key, and it was not renewed.',
  'registrar-revoked-as-error':
    'The key was enrolled by a registrar’s key that the roots revoked as enrolled in error, and not renewed.',
  'pair-unmet': 'The policy asks for both keys of the person, and the other one did not sign, or not in force.',
  'pair-not-checked':
    'The policy asks for both keys of the person; the other signature needs a library that is not here.',
} as const

export type IdentityReason = keyof typeof IDENTITY_REASONS | OrderReason
