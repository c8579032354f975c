import { nodeProvider } from '../../node/provider.ts'
import { verifyTimestamp } from '../../time/rfc3161-verify.ts'
import { badRequest, bytesListOf, bytesOf, optionalText, unsupported } from './input.ts'
import { accepted, type Input, type Operation } from './operation.ts'

/** Longer nonces are read by no authority. */
const NONCE = /^(0|[1-9]\d{0,159})$/
const NANOS = 1_000_000_000n

export const timestampOperations: Readonly<Record<string, Operation>> = {
  'timestamp.verify': async (input) => {
    const policy = optionalText(input, 'policy')
    const nonce = nonceOf(input)
    const found = await verifyTimestamp({
      token: bytesOf(input, 'token'),
      message: bytesOf(input, 'message'),
      roots: bytesListOf(input, 'roots'),
      untrusted: Object.hasOwn(input, 'untrusted') ? bytesListOf(input, 'untrusted') : [],
      provider: nodeProvider,
      ...(policy === undefined ? {} : { policy }),
      ...(nonce === undefined ? {} : { nonce }),
    })
    if (!found.ok) {
      if (found.code === 'platform-missing') throw unsupported(found.message)
      return { ok: false, code: found.code }
    }
    return accepted({
      genTime: seconds(found.genTime),
      ...(found.accuracy === undefined ? {} : { accuracy: seconds(found.accuracy) }),
      authority: found.authority.keyId,
    })
  },
}

function nonceOf(input: Input): bigint | undefined {
  const text = optionalText(input, 'nonce')
  if (text === undefined) return undefined
  if (!NONCE.test(text)) throw badRequest('in.nonce is not a decimal string.')
  return BigInt(text)
}

/** Seconds, as the times of cosignatures are, but exact: a fraction without trailing zeros where there is one. */
function seconds(nanos: bigint): string {
  if (nanos < 0n) return `-${seconds(-nanos)}`
  const decimals = String(nanos % NANOS)
    .padStart(9, '0')
    .replace(/0+$/, '')
  return `${nanos / NANOS}${decimals === '' ? '' : `.${decimals}`}`
}
