import type { Signer } from '../crypto/types.ts'
import { FairtrailError } from '../encoding/error.ts'
import { caseOrigin, formatCheckpoint } from '../log/checkpoint.ts'
import { signNote } from '../log/note.ts'
import type { HighWater, LogHead } from './ports.ts'

/** The log's key, through its port, and the highest head it has signed, kept beside it. */
export interface LogKey {
  signer: Signer
  /** Without one, only the store itself tells what was signed: enough until the store is restored from a backup. */
  highWater?: HighWater
}

/** A log key, or its signer alone. */
export type LogKeyInput = Signer | LogKey

export const parseLogKey = (input: LogKeyInput): LogKey => ('signer' in input ? input : { signer: input })

/**
 * Signs the heads of one log, and never two histories (format, section 5): a head is durable in the store before it comes here, and it
 * must extend the highest head that this key signed before.
 */
export class LogSigner {
  readonly #key: LogKey
  readonly #case: string
  #highest: LogHead | undefined

  constructor(caseId: string, key: LogKey) {
    this.#case = caseId
    this.#key = key
  }

  get publicKey(): Signer['publicKey'] {
    return this.#key.signer.publicKey
  }

  /**
   * The checkpoint of a head, as a note signed by the log.
   * @param rootAt - the root, in lowercase hex, that this log has at a smaller size
   * @throws FairtrailError `log-behind`, `log-forked`, and the codes of the high-water mark
   */
  async sign(head: LogHead, rootAt: (size: number) => string): Promise<string> {
    const { highWater, signer } = this.#key
    this.#check(this.#highest ?? (await highWater?.read(this.#case)), head, rootAt)
    if (highWater) {
      // Written first and read afterwards: so no second process with another store slips in between.
      await highWater.write(this.#case, head)
      this.#check(await highWater.read(this.#case), head, rootAt)
    }
    this.#highest = head
    const origin = caseOrigin(this.#case)
    return signNote(formatCheckpoint({ origin, ...head }), origin, signer)
  }

  #check(highest: LogHead | undefined, head: LogHead, rootAt: (size: number) => string): void {
    if (highest === undefined) return
    if (highest.size > head.size) {
      throw new FairtrailError(
        'log-behind',
        `The log key has signed a head of ${highest.size} entries; this store has ${head.size}. It was probably restored from a backup: ` +
          'add the missing entries (their submitters keep envelope and log proof) before anything is signed.',
      )
    }
    if (rootAt(highest.size) !== highest.root) {
      throw new FairtrailError(
        'log-forked',
        `The log key has signed another history: at ${highest.size} entries its root was ${highest.root}. Nothing is signed.`,
      )
    }
  }
}
