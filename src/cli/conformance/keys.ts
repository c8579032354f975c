import { checkPublicKey } from '../../crypto/key-check.ts'
import { portableProvider } from '../../crypto/portable.ts'
import { isSignatureAlgorithm, parsePublicKey, publicKeyFromRaw } from '../../crypto/public-key.ts'
import type { CryptoProvider, PublicKey } from '../../crypto/types.ts'
import { webCryptoProvider } from '../../crypto/webcrypto.ts'
import { nodeProvider } from '../../node/provider.ts'
import { badRequest, bytesOf, optionalText, textOf, unsupported } from './input.ts'
import { accepted, type Input, type Operation } from './operation.ts'

export const keyOperations: Readonly<Record<string, Operation>> = {
  'key.check': (input) => {
    const key = keyOf(input)
    checkPublicKey(key)
    return accepted({ keyId: key.id })
  },
  'signature.verify': async (input) => {
    const provider = await providerOf(input)
    const key = keyOf(input)
    if (key.algorithm === 'other') return { ok: false }
    const check = await provider.verify(key, bytesOf(input, 'message'), bytesOf(input, 'signature'))
    if (check === 'not-checked') throw unsupported(`signatures of ${key.algorithm} with the provider ${provider.name}`)
    return { ok: check === 'verified' }
  },
}

function keyOf(input: Input): PublicKey {
  const algorithm = optionalText(input, 'algorithm')
  if (Object.hasOwn(input, 'spki')) {
    if (Object.hasOwn(input, 'publicKey')) throw badRequest('in has both publicKey and spki; one is enough.')
    const key = parsePublicKey(bytesOf(input, 'spki'))
    if (algorithm === undefined || algorithm === key.algorithm) return key
    throw badRequest(`in.algorithm is ${algorithm}, and in.spki a key of ${key.algorithm}.`)
  }
  const raw = bytesOf(input, 'publicKey')
  const name = textOf(input, 'algorithm')
  if (!isSignatureAlgorithm(name)) throw unsupported(`the algorithm ${name}`)
  return publicKeyFromRaw(name, raw)
}

async function providerOf(input: Input): Promise<CryptoProvider> {
  const name = optionalText(input, 'provider') ?? 'node'
  const providers = [nodeProvider, portableProvider, await webCryptoProvider()]
  const found = providers.find((provider) => provider?.name === name)
  if (found === undefined) throw unsupported(`the provider ${name}`)
  return found
}
