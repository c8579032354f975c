/**
 * Script names that ECMAScript takes in `\p{Script=...}`, the frequent ones first. One that the runtime does not know
 * is left out.
 */
const NAMES = `Latin Cyrillic Arabic Han Greek Hebrew Armenian Georgian Devanagari Bengali Thai Hangul Hiragana
Katakana Bopomofo Adlam Ahom Anatolian_Hieroglyphs Avestan Balinese Bamum Bassa_Vah Batak Beria_Erfe
Bhaiksuki Brahmi Braille Buginese Buhid Canadian_Aboriginal Carian Caucasian_Albanian Chakma Cham
Cherokee Chorasmian Coptic Cuneiform Cypriot Cypro_Minoan Deseret Dives_Akuru Dogra Duployan
Egyptian_Hieroglyphs Elbasan Elymaic Ethiopic Garay Glagolitic Gothic Grantha Gujarati Gunjala_Gondi
Gurmukhi Gurung_Khema Hanifi_Rohingya Hanunoo Hatran Imperial_Aramaic Inscriptional_Pahlavi
Inscriptional_Parthian Javanese Kaithi Kannada Kawi Kayah_Li Kharoshthi Khitan_Small_Script Khmer Khojki
Khudawadi Kirat_Rai Lao Lepcha Limbu Linear_A Linear_B Lisu Lycian Lydian Mahajani Makasar Malayalam
Mandaic Manichaean Marchen Masaram_Gondi Medefaidrin Meetei_Mayek Mende_Kikakui Meroitic_Cursive
Meroitic_Hieroglyphs Miao Modi Mongolian Mro Multani Myanmar Nabataean Nag_Mundari Nandinagari
New_Tai_Lue Newa Nko Nushu Nyiakeng_Puachue_Hmong Ogham Ol_Chiki Ol_Onal Old_Hungarian Old_Italic
Old_North_Arabian Old_Permic Old_Persian Old_Sogdian Old_South_Arabian Old_Turkic Old_Uyghur Oriya Osage
Osmanya Pahawh_Hmong Palmyrene Pau_Cin_Hau Phags_Pa Phoenician Psalter_Pahlavi Rejang Runic Samaritan
Saurashtra Sharada Shavian Siddham Sidetic SignWriting Sinhala Sogdian Sora_Sompeng Soyombo Sundanese
Sunuwar Syloti_Nagri Syriac Tagalog Tagbanwa Tai_Le Tai_Tham Tai_Viet Tai_Yo Takri Tamil Tangsa Tangut
Telugu Thaana Tibetan Tifinagh Tirhuta Todhri Tolong_Siki Toto Tulu_Tigalari Ugaritic Vai Vithkuqi
Wancho Warang_Citi Yezidi Yi Zanabazar_Square`

/**
 * Scripts that one name is ordinarily written in together (Unicode Technical Standard 39, section 5.1: Jpan, Kore,
 * Hanb).
 */
const ORDINARY_MIXES = [
  ['Han', 'Hiragana', 'Katakana'],
  ['Han', 'Hangul'],
  ['Han', 'Bopomofo'],
]
const NONE_OF_ITS_OWN = '\\p{Script=Common}\\p{Script=Inherited}\\p{Cn}\\p{Co}\\p{Cs}'
const WITH_SCRIPT = new RegExp(`[^${NONE_OF_ITS_OWN}]`, 'gu')

interface Script {
  name: string
  /** Matches a character of the script. */
  letter: RegExp
  /** Matches a whole text in which no other script occurs. */
  alone: RegExp
}

/** For a character of a script that is not in the list: all such count as one. */
const UNKNOWN: Script = { name: '', letter: /./, alone: /$^/ }

let known: Script[] | undefined

/**
 * Where a text first leaves the scripts that it began with, in UTF-16 code units; -1 where it does not. Digits,
 * punctuation and marks (scripts Common and Inherited) belong to every script.
 */
export function scriptChange(text: string): number {
  let first: Script | undefined
  let mixes: string[][] = []
  for (const { 0: letter, index } of text.matchAll(WITH_SCRIPT)) {
    const script = scriptOf(letter)
    if (first === undefined) {
      if (script.alone.test(text)) return -1
      first = script
      mixes = ORDINARY_MIXES.filter((mix) => mix.includes(script.name))
    } else if (script !== first) {
      mixes = mixes.filter((mix) => mix.includes(script.name))
      if (mixes.length === 0) return index
    }
  }
  return -1
}

function scriptOf(letter: string): Script {
  known ??= NAMES.split(/\s+/).flatMap(supported)
  return known.find((script) => script.letter.test(letter)) ?? UNKNOWN
}

function supported(name: string): Script[] {
  try {
    const letter = new RegExp(`\\p{Script=${name}}`, 'u')
    return [{ name, letter, alone: new RegExp(`^[\\p{Script=${name}}${NONE_OF_ITS_OWN}]*$`, 'u') }]
  } catch {
    return []
  }
}
