import { type DerElement, DerReader, derOid, TAG } from '../crypto/der.ts'
import { equalBytes, hex, utf8Decode } from '../encoding/bytes.ts'
import { isFairtrailError } from '../encoding/error.ts'

/** Names of X.501 as certificates and tokens carry them (RFC 5280, sections 4.1.2.4 and 4.2.1.6). */

interface NameAttribute {
  readonly type: string
  /** The text; `#` and the hex of the DER where the value is no character string. */
  readonly text: string
}

/** GeneralName `directoryName [4]`. */
const DIRECTORY_NAME = 0xa4

const LABELS: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.97': 'organizationIdentifier',
  '1.2.840.113549.1.9.1': 'emailAddress',
}

/**
 * A Name as text in the manner of RFC 4514: last part first, special characters escaped. It is for people and never compared; characters
 * that deceive the eye are the reader's to escape.
 * @throws FairtrailError `der-syntax`
 */
export function nameText(name: DerElement): string {
  return attributesOf(name)
    .map((set) => set.map(({ type, text }) => `${LABELS[type] ?? type}=${escaped(text)}`).join('+'))
    .reverse()
    .join(', ')
}

/**
 * True where the GeneralName is the subject, or one of the alternative names, of a certificate. A directory name also agrees where the
 * same text stands in another string type, as authorities write it; letter case and white space count.
 */
export function isNameOf(
  generalName: DerElement,
  certificate: { readonly subject: DerElement; readonly alternativeNames: readonly Uint8Array[] },
): boolean {
  if (certificate.alternativeNames.some((other) => equalBytes(other, generalName.bytes))) return true
  if (generalName.tag !== DIRECTORY_NAME) return false
  const reader = DerReader.inside(generalName, 'directoryName')
  const name = reader.read(TAG.sequence)
  reader.end()
  return JSON.stringify(attributesOf(name)) === JSON.stringify(attributesOf(certificate.subject))
}

function attributesOf(name: DerElement): NameAttribute[][] {
  const sets: NameAttribute[][] = []
  for (const names = DerReader.inside(name, 'Name'); !names.atEnd; ) {
    const set: NameAttribute[] = []
    for (const parts = DerReader.inside(names.read(TAG.set), 'Name'); !parts.atEnd; ) {
      const part = DerReader.inside(parts.read(TAG.sequence), 'Name')
      const type = derOid(part.read(TAG.oid), 'Name')
      const value = part.readAny()
      part.end()
      set.push({ type, text: textOf(value) ?? `#${hex(value.bytes)}` })
    }
    sets.push(set)
  }
  return sets
}

function textOf({ tag, content }: DerElement): string | undefined {
  switch (tag) {
    // UTF8String
    case 0x0c:
      return utf8Text(content)
    // NumericString, PrintableString, TeletexString (as Latin-1, which is what issuers put there), IA5String, VisibleString
    case 0x12:
    case 0x13:
    case 0x14:
    case 0x16:
    case 0x1a:
      return Array.from(content, (byte) => String.fromCharCode(byte)).join('')
    // BMPString
    case 0x1e:
      return content.length % 2 === 0 ? utf16Text(content) : undefined
    default:
      return undefined
  }
}

function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return utf8Decode(bytes)
  } catch (error) {
    if (isFairtrailError(error)) return undefined
    throw error
  }
}

function utf16Text(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 2) {
    text += String.fromCharCode((bytes[i] as number) * 256 + (bytes[i + 1] as number))
  }
  return text.toWellFormed()
}

function escaped(text: string): string {
  return text.replace(/[,+"\\<>;]|^[ #]| $/g, '\\$&').replace(/\p{Cc}/gu, controlEscape)
}

function controlEscape(character: string): string {
  return `\\${character.charCodeAt(0).toString(16).padStart(2, '0')}`
}
