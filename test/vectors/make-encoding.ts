/**
 * Writes encoding.jsonl: node test/vectors/make-encoding.ts > test/vectors/encoding.jsonl
 *
 * Every expected answer is written here by hand, from section 1 of the format, RFC 8259, RFC 8785 and RFC 4648; none is computed by the library.
 */
import { fileURLToPath } from 'node:url'

export interface Vector {
  id: string
  op: 'json.parse' | 'base64.decode'
  in: Record<string, string>
  expect: { ok: boolean; out?: Record<string, string> }
  why: string
}

type Input = string | number[]

const bytesOf = (input: Input): Buffer => (typeof input === 'string' ? Buffer.from(input, 'utf8') : Buffer.from(input))
const ascii = (text: string): number[] => [...Buffer.from(text, 'latin1')]

/** Accepted JSON: id, input, canonical form, why. */
const accepted: [id: string, input: Input, canonical: string, why: string][] = [
  ['null', 'null', 'null', 'Any value can be the document, not only objects and arrays.'],
  ['true', 'true', 'true', 'A boolean.'],
  ['empty-string', '""', '""', 'The empty string is a string; only the record profile refuses it.'],
  ['empty-containers', '[[],{}]', '[[],{}]', 'Empty containers.'],
  ['space-everywhere', ' \t\r\n{ "a" :\n[ 1 , 2 ]\r} \n', '{"a":[1,2]}', 'The four white space characters of RFC 8259, everywhere they may stand.'],
  ['safe-max', '9007199254740991', '9007199254740991', 'The greatest safe integer.'],
  ['safe-min', '-9007199254740991', '-9007199254740991', 'The least safe integer.'],
  ['zero', '0', '0', 'Zero, without sign.'],
  ['sixteen-digits', '1000000000000001', '1000000000000001', 'Sixteen digits, each of which counts.'],
  ['order-by-name', '{"b":1,"a":2}', '{"a":2,"b":1}', 'Members are ordered by name.'],
  ['order-nested', '[{"b":{"d":1,"c":2},"a":3}]', '[{"a":3,"b":{"c":2,"d":1}}]', 'At every depth; the order of an array stays.'],
  ['order-integer-names', '{"10":1,"9":2,"1":3}', '{"1":3,"10":1,"9":2}', 'Integer-like names are ordered as text, not as numbers: "10" before "9".'],
  ['order-empty-name', '{"a":1,"":2}', '{"":2,"a":1}', 'The empty name comes first.'],
  ['order-prefix', '{"aa":1,"a":2}', '{"a":2,"aa":1}', 'A name comes before those that it begins.'],
  ['order-case', '{"a":1,"B":2}', '{"B":2,"a":1}', 'Capitals come before small letters.'],
  ['order-utf16', '{"\u{ffff}":1,"\u{10000}":2}', '{"\u{10000}":2,"\u{ffff}":1}', 'By UTF-16 code units: U+10000 (D800 DC00) before U+FFFF, although its UTF-8 bytes are greater.'],
  ['order-utf16-private-use', '{"\u{e000}":1,"\u{10ffff}":2,"\u{d7ff}":3}', '{"\u{d7ff}":3,"\u{10ffff}":2,"\u{e000}":1}', 'Surrogates lie between U+D7FF and U+E000.'],
  ['order-control', '{"]":1,"\\u0001":2,"\\n":3,"\\"":4}', '{"\\u0001":2,"\\n":3,"\\"":4,"]":1}', 'By the characters, not by the backslashes of their escapes.'],
  ['order-by-decoded-name', '{"\\u0062":1,"a":2}', '{"a":2,"b":1}', 'An escaped name is ordered by what it stands for.'],
  ['proto', '{"b":1,"__proto__":{"a":2}}', '{"__proto__":{"a":2},"b":1}', '"__proto__" is a member like any other.'],
  ['proto-null', '{"__proto__":null}', '{"__proto__":null}', '"__proto__" with null is not lost.'],
  ['constructor', '{"constructor":1,"toString":2,"hasOwnProperty":3}', '{"constructor":1,"hasOwnProperty":3,"toString":2}', 'Names that objects inherit in some languages.'],
  ['escapes-short', '"\\b\\t\\n\\f\\r\\"\\\\"', '"\\b\\t\\n\\f\\r\\"\\\\"', 'The seven escapes that the canonical form has.'],
  ['escapes-long-to-short', '"\\u0008\\u0009\\u000a\\u000c\\u000d\\u0022\\u005c"', '"\\b\\t\\n\\f\\r\\"\\\\"', 'Long escapes of them become short.'],
  ['escapes-control', '"\\u0001\\u000B\\u001F"', '"\\u0001\\u000b\\u001f"', 'Other control characters: four hex digits, in lowercase.'],
  ['escape-slash', '"\\/"', '"/"', 'A slash is not escaped in the canonical form.'],
  ['escape-letter', '"\\u0041\\u00e9\\u20AC"', '"Aé€"', 'Letters are not escaped, inside or outside ASCII.'],
  ['escape-pair', '"\\ud83d\\uDE00"', '"\u{1f600}"', 'A pair of surrogates is one character.'],
  ['delete-character', '"\\u007f"', '"\u007f"', 'U+007F is not escaped.'],
  ['line-separators', '"\\u2028\\u2029"', '"\u2028\u2029"', 'U+2028 and U+2029 are not escaped.'],
  ['bom-inside', '"\ufeff"', '"\ufeff"', 'U+FEFF inside a string is a character.'],
  ['noncharacters', '"\ufffe\uffff\u{10ffff}"', '"\ufffe\uffff\u{10ffff}"', 'Noncharacters are characters to UTF-8.'],
  ['no-normalization', '"A\\u030a"', '"A\u030a"', 'A text that is not NFC stays as it is.'],
  ['no-normalization-of-names', '{"A\u030a":1,"\u00c5":2}', '{"A\u030a":1,"\u00c5":2}', 'Names are compared without normalizing: these are two.'],
  ['no-trimming-of-names', '{"a":1," a":2,"a ":3}', '{" a":2,"a":1,"a ":3}', 'Names with spaces are other names.'],
  ['withheld-name', '{"$withheld":"x"}', '{"$withheld":"x"}', 'Names with "$" are a matter of the record profile, not of the encoding.'],
  ['nested-64', '['.repeat(64) + ']'.repeat(64), '['.repeat(64) + ']'.repeat(64), 'Sixty-four nested containers are accepted.'],
  ['nested-64-objects', '{"a":'.repeat(64) + '0' + '}'.repeat(64), '{"a":'.repeat(64) + '0' + '}'.repeat(64), 'Objects count as arrays do; a number is no container.'],
  ['nested-64-twice', `[${'['.repeat(63)}${']'.repeat(63)},${'['.repeat(63)}${']'.repeat(63)}]`, `[${'['.repeat(63)}${']'.repeat(63)},${'['.repeat(63)}${']'.repeat(63)}]`, 'Depth is what is open at once, not what was opened in all.'],
]

/** Refused JSON: id, input, why. */
const refused: [id: string, input: Input, why: string][] = [
  ['empty', '', 'No bytes are no document.'],
  ['space-alone', ' \n', 'White space is no document.'],
  ['trailing-value', '{}{}', 'Two documents.'],
  ['trailing-letter', '1x', 'Something after the document.'],
  ['trailing-nul', [...ascii('{}'), 0], 'A NUL after the document.'],
  ['trailing-comma', '1,', 'A comma after the document.'],
  ['comma-array-end', '[1,]', 'A comma before the end of an array.'],
  ['comma-array-start', '[,1]', 'A comma at the start of an array.'],
  ['comma-object-end', '{"a":1,}', 'A comma before the end of an object.'],
  ['comma-missing', '[1 2]', 'No comma between elements.'],
  ['colon-missing', '{"a" 1}', 'No colon.'],
  ['value-missing', '{"a":}', 'No value.'],
  ['name-unquoted', '{a:1}', 'A name without quotes.'],
  ['name-number', '{1:1}', 'A name that is a number.'],
  ['name-single-quotes', "{'a':1}", 'A name in single quotes.'],
  ['bracket-mismatch', '[1}', 'An array closed as an object.'],
  ['bracket-open', '[[1]', 'An array that is not closed.'],
  ['comment', '/**/1', 'A comment.'],
  ['word-capital', 'True', 'A word in capitals.'],
  ['word-long', 'nulls', 'A word that goes on.'],
  ['nan', 'NaN', 'NaN is no JSON.'],
  ['infinity', '-Infinity', 'Infinity is no JSON.'],
  ['space-no-break', '\u00a01', 'A no-break space is not white space in JSON.'],
  ['space-form-feed', '\f1', 'A form feed is not white space in JSON.'],
  ['space-line-separator', '\u20281', 'U+2028 is not white space in JSON.'],
  ['fraction', '1.5', 'A fraction.'],
  ['fraction-zero', '56.0', 'A fraction, though the number is whole.'],
  ['fraction-empty', '1.', 'A point without digits.'],
  ['fraction-bare', '.5', 'A point without digits before it.'],
  ['exponent', '1e2', 'An exponent.'],
  ['exponent-capital', '1E+2', 'An exponent, with a capital and a sign.'],
  ['exponent-zero', '0e0', 'An exponent of zero.'],
  ['minus-zero', '-0', '-0 and 0 would be two texts of one number.'],
  ['minus-zero-nested', '{"a":[-0]}', '-0, in a container.'],
  ['minus-alone', '-', 'A sign without digits.'],
  ['plus', '+1', 'A plus sign.'],
  ['leading-zero', '01', 'A leading zero.'],
  ['leading-zero-negative', '-01', 'A leading zero after the sign.'],
  ['hexadecimal', '0x10', 'A hexadecimal number.'],
  ['unsafe', '9007199254740992', '2^53: the first integer that cannot be told from its neighbour.'],
  ['unsafe-odd', '9007199254740993', '2^53 + 1: read as a double it becomes 2^53.'],
  ['unsafe-negative', '-9007199254740992', '-2^53.'],
  ['unsafe-twenty-digits', '18446744073709551615', '2^64 - 1.'],
  ['unsafe-long', '1' + '0'.repeat(400), 'A number beyond every double.'],
  ['duplicate', '{"a":1,"a":2}', 'A duplicate name: readers differ on which counts.'],
  ['duplicate-same-value', '{"a":1,"a":1}', 'A duplicate name, though the values are the same.'],
  ['duplicate-apart', '{"a":1,"b":2,"a":3}', 'A duplicate name that is no neighbour.'],
  ['duplicate-escaped', '{"a":1,"\\u0061":2}', 'A duplicate name in another writing.'],
  ['duplicate-pair', '{"\u{1f600}":1,"\\ud83d\\ude00":2}', 'A duplicate name, once as a pair of escapes.'],
  ['duplicate-empty', '{"":1,"":2}', 'The empty name twice.'],
  ['duplicate-proto', '{"__proto__":1,"__proto__":2}', '"__proto__" twice.'],
  ['duplicate-nested', '[{"a":{"b":1,"b":2}}]', 'A duplicate name in an inner object.'],
  ['surrogate-high', '"\\ud800"', 'A lone high surrogate.'],
  ['surrogate-low', '"\\udfff"', 'A lone low surrogate.'],
  ['surrogate-reversed', '"\\ude00\\ud83d"', 'A pair in the wrong order.'],
  ['surrogate-two-high', '"\\ud83d\\ud83d\\ude00"', 'A lone high surrogate before a pair.'],
  ['surrogate-two-low', '"\\udc00\\udc00"', 'Two low surrogates.'],
  ['surrogate-high-then-e000', '"\\ud800\\ue000"', 'A high surrogate before an escape just above the surrogates.'],
  ['surrogate-high-then-dbff', '"\\ud800\\udbff"', 'A high surrogate before the last of its kind.'],
  ['surrogate-then-letter', '"\\ud83dx"', 'A high surrogate before a letter.'],
  ['surrogate-then-escape', '"\\ud83d\\n"', 'A high surrogate before another escape.'],
  ['surrogate-in-name', '{"\\ud800":1}', 'A lone surrogate in a name.'],
  ['nul-escaped', '"\\u0000"', 'U+0000, escaped.'],
  ['nul-escaped-in-name', '{"a\\u0000":1}', 'U+0000 in a name.'],
  ['nul-raw', [0x22, 0x00, 0x22], 'U+0000, raw.'],
  ['control-raw-newline', '"a\nb"', 'A raw line break in a string.'],
  ['control-raw-tab', '"\t"', 'A raw tab in a string.'],
  ['control-raw-1f', '"\u001f"', 'The last of the control characters, raw.'],
  ['escape-unknown', '"\\a"', 'An unknown escape.'],
  ['escape-hex', '"\\x41"', 'A hexadecimal escape of another language.'],
  ['escape-capital-u', '"\\U0041"', 'A capital U.'],
  ['escape-three-digits', '"\\u041"', 'Three hex digits.'],
  ['escape-braces', '"\\u{41}"', 'Braces.'],
  ['escape-at-end', '"\\', 'A backslash at the end.'],
  ['string-open', '"abc', 'A string without end.'],
  ['string-open-escaped', '"abc\\"', 'A string whose last quote is escaped.'],
  ['bom', '\ufeff{}', 'A byte order mark.'],
  ['bom-alone', '\ufeff', 'A byte order mark and nothing else.'],
  ['bom-after-space', ' \ufeff{}', 'A byte order mark that is not at the start.'],
  ['utf16', [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00], 'UTF-16 with its byte order mark.'],
  ['utf16-bare', [0x7b, 0x00, 0x7d, 0x00], 'UTF-16 without byte order mark.'],
  ['utf8-continuation', [0x22, 0x80, 0x22], 'A lone continuation byte.'],
  ['utf8-overlong-2', [0x22, 0xc0, 0xaf, 0x22], 'An overlong slash.'],
  ['utf8-overlong-nul', [0x22, 0xc0, 0x80, 0x22], 'An overlong U+0000.'],
  ['utf8-overlong-c1', [0x22, 0xc1, 0xbf, 0x22], 'An overlong U+007F.'],
  ['utf8-overlong-3', [0x22, 0xe0, 0x9f, 0xbf, 0x22], 'An overlong U+07FF.'],
  ['utf8-overlong-4', [0x22, 0xf0, 0x8f, 0xbf, 0xbf, 0x22], 'An overlong U+FFFF.'],
  ['utf8-surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22], 'A surrogate as three bytes.'],
  ['utf8-surrogate-pair', [0x22, 0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80, 0x22], 'A pair of surrogates as six bytes (CESU-8).'],
  ['utf8-beyond', [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22], 'U+110000.'],
  ['utf8-f5', [0x22, 0xf5, 0x80, 0x80, 0x80, 0x22], 'A lead byte that UTF-8 does not have.'],
  ['utf8-five-bytes', [0x22, 0xf8, 0x88, 0x80, 0x80, 0x80, 0x22], 'A form of five bytes.'],
  ['utf8-cut-2', [0x22, 0xc3, 0x22], 'A character of two bytes, cut off.'],
  ['utf8-cut-3', [0x22, 0xe2, 0x82, 0x22], 'A character of three bytes, cut off.'],
  ['utf8-cut-4', [0x22, 0xf0, 0x9f, 0x98, 0x22], 'A character of four bytes, cut off.'],
  ['utf8-cut-end', [0x22, 0xe2, 0x82], 'A character cut off by the end.'],
  ['utf8-latin1', [0x22, 0xe9, 0x22], 'Latin-1.'],
  ['utf8-in-name', [0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d], 'Invalid UTF-8 in a name.'],
  ['utf8-outside', [0x5b, 0xff, 0x5d], 'Invalid UTF-8 outside strings.'],
  ['nested-65', '['.repeat(65) + ']'.repeat(65), 'Sixty-five nested containers.'],
  ['nested-65-objects', '{"a":'.repeat(65) + '0' + '}'.repeat(65), 'Sixty-five nested objects.'],
  ['nested-65-mixed', '[{"a":'.repeat(32) + '[]' + '}]'.repeat(32), 'Sixty-five nested containers, arrays and objects in turn, the last one empty.'],
  ['nested-open', '['.repeat(30_000), 'Thirty thousand openings and no end.'],
]

/** Base64: id, text, bytes or null where refused, why. */
const base64: [id: string, text: string, bytes: Input | null, why: string][] = [
  ['empty', '', '', 'No characters are no bytes.'],
  ['one', 'Zg==', 'f', 'RFC 4648, section 10.'],
  ['two', 'Zm8=', 'fo', 'RFC 4648, section 10.'],
  ['three', 'Zm9v', 'foo', 'RFC 4648, section 10.'],
  ['six', 'Zm9vYmFy', 'foobar', 'RFC 4648, section 10.'],
  ['ones', '////', [0xff, 0xff, 0xff], 'The last digit of the alphabet.'],
  ['sixty-two', '++++', [0xfb, 0xef, 0xbe], 'The last digit but one.'],
  ['zeros', 'AAAA', [0, 0, 0], 'The first digit of the alphabet.'],
  ['one-zero', 'AA==', [0], 'One byte zero.'],
  ['two-zeros', 'AAA=', [0, 0], 'Two bytes zero.'],
  ['unpadded-one', 'Zg', null, 'No padding.'],
  ['unpadded-two', 'Zm8', null, 'No padding.'],
  ['half-padded', 'Zg=', null, 'Half of the padding.'],
  ['over-padded', 'Zm8==', null, 'Too much padding.'],
  ['padded-group', 'Zm9v====', null, 'A group of padding alone.'],
  ['padding-alone', '====', null, 'Padding alone.'],
  ['padding-three', 'Z===', null, 'Three characters of padding.'],
  ['padding-inside', 'Zg==Zg==', null, 'Padding inside: two texts joined.'],
  ['padding-before-digit', 'Zg=v', null, 'Padding before a digit.'],
  ['one-digit', 'Z', null, 'One digit stands for no byte.'],
  ['five-digits', 'Zm9vY', null, 'A last group of one digit.'],
  ['unused-bits-one', 'Zh==', null, 'Four unused bits, not all zero: a second text of the byte "f".'],
  ['unused-bits-one-high', 'Zo==', null, 'The highest unused bit set.'],
  ['unused-bits-two', 'Zm9=', null, 'Two unused bits, not all zero.'],
  ['unused-bits-two-high', 'Zm+=', null, 'The higher unused bit set.'],
  ['url-alphabet', '-_-_', null, 'The URL-safe alphabet.'],
  ['space', 'Zm 9', null, 'A space.'],
  ['space-group', 'Zm9v    ', null, 'A group of spaces.'],
  ['newline-inside', 'Zm9v\nZm9', null, 'A line break inside.'],
  ['newline-end', 'Zm9vYmE=\n', null, 'A line break at the end.'],
  ['crlf', 'Zm9v\r\nZm9v', null, 'A line break of two characters.'],
  ['nul', 'Zm9\0', null, 'U+0000.'],
  ['other-ascii', 'Zm9*', null, 'A character outside the alphabet.'],
  ['before-plus', 'Zm9,', null, 'A neighbour of the alphabet.'],
  ['after-nine', 'Zm9:', null, 'A neighbour of the alphabet.'],
  ['before-a', 'Zm9@', null, 'A neighbour of the alphabet.'],
  ['after-z', 'Zm9{', null, 'A neighbour of the alphabet.'],
  ['low-byte', 'Zm9\u0141', null, 'A letter whose low byte is a digit of the alphabet.'],
  ['full-width', 'Zm9\uff21', null, 'A full-width letter.'],
  ['beyond-bmp', 'Zm\u{1d400}', null, 'A letter above U+FFFF.'],
  ['bom', '\ufeffZm9', null, 'A byte order mark.'],
  ['data-url', 'data:;base64,Zm9v', null, 'A data URL.'],
]

export function* encodingVectors(): Generator<Vector> {
  for (const [id, input, canonical, why] of accepted) {
    const out = { canonical: Buffer.from(canonical, 'utf8').toString('base64') }
    yield { id: `json/${id}`, op: 'json.parse', in: { bytes: bytesOf(input).toString('base64') }, expect: { ok: true, out }, why }
  }
  for (const [id, input, why] of refused) {
    yield { id: `json/${id}`, op: 'json.parse', in: { bytes: bytesOf(input).toString('base64') }, expect: { ok: false }, why }
  }
  for (const [id, text, bytes, why] of base64) {
    const expect = bytes === null ? { ok: false } : { ok: true, out: { bytes: bytesOf(bytes).toString('base64') } }
    yield { id: `base64/${id}`, op: 'base64.decode', in: { text }, expect, why }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const vector of encodingVectors()) process.stdout.write(`${JSON.stringify(vector)}\n`)
}
