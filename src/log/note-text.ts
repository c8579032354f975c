import { FairtrailError } from '../encoding/error.ts'

const LONE_SURROGATE = /\p{Surrogate}/u
const SPACE = 0x20
const LF = 0x0a

/** True where a text has a control character below U+0020, other than LF, which no note may have (C2SP signed-note). */
export function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < SPACE && code !== LF) return true
  }
  return false
}

/**
 * What holds for a note's text and for a whole note: it ends with LF, has a UTF-8 form and no control character but LF.
 * @throws FairtrailError `note-form`
 */
export function checkNoteText(text: string): void {
  if (!text.endsWith('\n')) throw noteForm('the last line does not end with a line feed')
  if (hasControl(text)) throw noteForm('there is a control character other than a line feed (a carriage return, a tab)')
  if (LONE_SURROGATE.test(text)) throw noteForm('there is a lone surrogate, which has no UTF-8 form')
}

export function noteForm(reason: string): FairtrailError {
  return new FairtrailError('note-form', `Not a signed note: ${reason}.`)
}
