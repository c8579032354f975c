/** The signature algorithms whose signatures are checked. The algorithm of a key is its AlgorithmIdentifier. */
export type SignatureAlgorithm = 'ed25519' | 'p256' | 'ml-dsa-65'

/** A public key in its one accepted encoding. Made by `parsePublicKey` and `publicKeyFromRaw`. */
export interface PublicKey {
  /** `other`: an AlgorithmIdentifier that is carried and shown, and whose signatures are never checked. */
  readonly algorithm: SignatureAlgorithm | 'other'
  /** DER SubjectPublicKeyInfo (RFC 5280, section 4.1). */
  readonly spki: Uint8Array
  /** Content of the BIT STRING: Ed25519 32 bytes, P-256 the uncompressed point of 65, ML-DSA-65 1952. */
  readonly raw: Uint8Array
  /** Key id: lowercase hex SHA-256 of `spki`. */
  readonly id: string
}

/** The port behind which a private key lives: a file, a smart card, an HSM, a service. */
export interface Signer {
  readonly publicKey: PublicKey
  /** Ed25519: 64 bytes. P-256: DER with a low s. ML-DSA-65: 3309 bytes. */
  sign(message: Uint8Array): Promise<Uint8Array>
}

/** `not-checked`: the algorithm is `other`, or the library that it needs is absent. */
export type SignatureCheck = 'verified' | 'failed' | 'not-checked'

/** Digest algorithms by the names used in a record; `sha1` and `md5` are legacy, for digests others have made. */
export type DigestAlgorithm = 'sha256' | 'sha384' | 'sha512' | 'sha3-256' | 'sha3-384' | 'sha3-512' | 'sha1' | 'md5'

/** An incremental digest. */
export interface Hasher {
  update(bytes: Uint8Array): void
  /** The digest; the hasher is then spent. */
  digest(): Uint8Array
}

/** Where digests and signature checks come from. Every provider gives the same answer for the same bytes. */
export interface CryptoProvider {
  readonly name: 'portable' | 'webcrypto' | 'node'
  sha256(bytes: Uint8Array): Uint8Array
  sha512(bytes: Uint8Array): Uint8Array
  /** Undefined where the platform lacks the algorithm. */
  hasher(algorithm: DigestAlgorithm): Hasher | undefined
  /** Never throws on hostile bytes: what is not a valid signature by the key is `failed`. */
  verify(key: PublicKey, message: Uint8Array, signature: Uint8Array): Promise<SignatureCheck> | SignatureCheck
}
