import { resolve } from 'node:path'
import { holds } from '../../assess/report.ts'
import { parseFingerprint } from '../../encoding/fingerprint.ts'
import type { JsonObject } from '../../encoding/json.ts'
import { textOf, textsOf, unsupported } from './input.ts'
import type { Operation } from './operation.ts'

export const bundleOperations: Readonly<Record<string, Operation>> = {
  'bundle.verify': async (input, { cwd, verifyBundleAt }) => {
    const path = resolve(cwd, textOf(input, 'path'))
    const options = {
      case: parseFingerprint(textOf(input, 'case')),
      seen: Object.hasOwn(input, 'seen') ? textsOf(input, 'seen').map((seen) => resolve(cwd, seen)) : [],
    }
    if (verifyBundleAt === undefined) throw unsupported('the verification of bundles')
    const report = await verifyBundleAt(path, options)
    return { ok: holds(report), out: report as unknown as JsonObject }
  },
}
