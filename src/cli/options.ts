import { type ParseArgsConfig, parseArgs } from 'node:util'
import { FairtrailError } from '../encoding/error.ts'

/** An error of usage: the command line cannot be used as it is. The message says what to do. */
export function usage(message: string, cause?: unknown): FairtrailError {
  return new FairtrailError('usage', message, {}, cause === undefined ? undefined : { cause })
}

/**
 * Options and arguments of a command, by node:util `parseArgs`.
 * @throws FairtrailError `usage` for an unknown option, a missing value and the like
 */
export function parseOptions<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config)
  } catch (cause) {
    throw usage(`${cause instanceof Error ? cause.message : String(cause)} See --help.`, cause)
  }
}
