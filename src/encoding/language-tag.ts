/** RFC 5646, section 2.1, `irregular` and `regular`: tags from before the grammar. */
const GRANDFATHERED = new Set(
  (
    'en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn i-tao i-tay i-tsu sgn-be-fr sgn-be-nl sgn-ch-de ' +
    'art-lojban cel-gaulish no-bok no-nyn zh-guoyu zh-hakka zh-min zh-min-nan zh-xiang'
  ).split(' '),
)
const LANGUAGE = '(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})'
const SCRIPT = '(?:-[a-z]{4})?'
const REGION = '(?:-(?:[a-z]{2}|[0-9]{3}))?'
const VARIANTS = '(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*'
const EXTENSIONS = '(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*'
const PRIVATE_USE = 'x(?:-[a-z0-9]{1,8})+'
/**
 * Subtags of different kinds differ in their length or first character, so that a text matches in at most one way and
 * is read in linear time.
 */
const TAG = new RegExp(`^(?:${LANGUAGE}${SCRIPT}${REGION}${VARIANTS}${EXTENSIONS}(?:-${PRIVATE_USE})?|${PRIVATE_USE})$`)

/**
 * True for a well-formed BCP 47 language tag, in any case: the grammar of RFC 5646, section 2.1, and no more. Whether
 * its subtags are registered or repeated (validity, section 2.2.9) is not looked at.
 */
export function isLanguageTag(text: string): boolean {
  // Lowercasing could bring in ASCII from elsewhere: U+212A KELVIN SIGN becomes "k".
  if (!/^[A-Za-z0-9-]+$/.test(text)) return false
  const tag = text.toLowerCase()
  return TAG.test(tag) || GRANDFATHERED.has(tag)
}
