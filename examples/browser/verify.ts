// Verification in a browser: a file of the reader, read where it lies. `build.ts` makes verify.js of this.
import { CHECKS, type CheckCode, holds, isFairtrailError, verifyBundle, zipSource } from 'fairtrail'

const form = document.querySelector('form') as HTMLFormElement
const status = document.querySelector('[role=status]') as HTMLElement
const list = document.querySelector('ul') as HTMLElement

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  const input = new FormData(form)
  list.replaceChildren()
  status.textContent = 'Reading ...'
  try {
    const files = await zipSource(input.get('bundle') as File)
    const report = await verifyBundle(files, { case: input.get('case') as string })
    const { integrity, identity, time, custody } = report
    const checks = [integrity, identity, time, custody].flatMap((part) => part.checks)
    status.textContent = holds(report)
      ? `No check of the log or the bundle failed: ${report.size} entries.`
      : 'The log or the bundle is not as it should be.'
    for (const check of checks.filter((one) => one.status !== 'passed')) say(`${check.status}: ${meaning(check.code)}`)
    for (const { item, breaks } of custody.items) for (const one of breaks) say(`custody of ${item}: ${one.code}`)
  } catch (error) {
    // What cannot be verified at all: another format, a mistyped fingerprint.
    if (!isFairtrailError(error)) throw error
    status.textContent = error.message
  }
})

const meaning = (code: string): string => `${code} (${CHECKS[code as CheckCode]?.means ?? ''})`

/** As text, never as markup: what a bundle says is not to be trusted. */
function say(text: string): void {
  const line = document.createElement('li')
  line.textContent = text
  list.append(line)
}
