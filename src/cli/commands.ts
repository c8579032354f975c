import type { Command } from './command.ts'
import { conformanceCommand } from './conformance.ts'
import { hashCommand } from './hash.ts'
import { keyCommand } from './key.ts'

/** Every command, in the order in which `fairtrail --help` lists them. */
export const COMMANDS: readonly Command[] = [hashCommand, keyCommand, conformanceCommand]
