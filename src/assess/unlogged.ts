import type { CryptoProvider, PublicKey } from '../crypto/types.ts'
import { isFairtrailError } from '../encoding/error.ts'
import { type EntryForm, readEntry } from '../record/entry.ts'
import { carriedKeys, type LogReader } from '../record/log-reader.ts'
import type { CheckList } from './check-list.ts'

/**
 * Signed entries that travel beside the log (format, section 5): of this case, not in the log, by signers whom the log or another of them
 * enrols. Shown, never replayed, accusing nobody.
 */
export async function checkUnlogged(
  checks: CheckList,
  log: LogReader,
  lines: readonly Uint8Array[],
  provider: CryptoProvider,
): Promise<void> {
  const fail = (line: number, error: string) => {
    checks.add({ code: 'unlogged', status: 'failed', place: `data/unlogged.jsonl, line ${line}`, values: { error } })
  }
  const forms: { line: number; form: EntryForm }[] = []
  const keys = new Map<string, PublicKey>(log.keys)
  for (const [at, bytes] of lines.entries()) {
    try {
      const form = readEntry(bytes, provider.sha256)
      forms.push({ line: at + 1, form })
      for (const key of carriedKeys(form)) if (!keys.has(key.id)) keys.set(key.id, key)
    } catch (error) {
      if (!isFairtrailError(error)) throw error
      fail(at + 1, error.code)
    }
  }
  for (const { line, form } of forms) {
    const error = await problemOf(form, log, keys, provider)
    if (error) fail(line, error)
    else
      checks.add({
        code: 'unlogged',
        status: 'passed',
        subject: form.id,
        values: { type: form.payload.type, reason: 'appended-not-yet-cosigned' },
      })
  }
}

async function problemOf(
  form: EntryForm,
  log: LogReader,
  keys: ReadonlyMap<string, PublicKey>,
  provider: CryptoProvider,
) {
  if (form.payload.case !== log.caseId) return 'entry-case'
  if (log.byId(form.id)) return 'entry-in-log'
  for (const { key, sig } of form.signatures) {
    const publicKey = keys.get(key)
    if (!publicKey) return 'entry-signer-unknown'
    if ((await provider.verify(publicKey, form.signed, sig)) === 'failed') return 'entry-signature'
  }
  return undefined
}
