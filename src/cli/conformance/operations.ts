import { bundleOperations } from './bundle.ts'
import { encodingOperations } from './encoding.ts'
import { keyOperations } from './keys.ts'
import { logOperations } from './log.ts'
import type { Operation } from './operation.ts'
import { recordOperations } from './record.ts'
import { timestampOperations } from './timestamp.ts'

/** Every operation that is built, by the name that requests use. Another name is `unsupported`. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  [encodingOperations, keyOperations, recordOperations, logOperations, timestampOperations, bundleOperations].flatMap(
    Object.entries,
  ),
)
