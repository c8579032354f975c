import { checkpointCommand } from './checkpoint.ts'
import type { Command } from './command.ts'
import { conformanceCommand } from './conformance.ts'
import { createCommand } from './create.ts'
import { demoCommand } from './demo.ts'
import { enrolCommand } from './enrol.ts'
import { exportCommand } from './export.ts'
import { hashCommand } from './hash.ts'
import { keyCommand } from './key.ts'
import { recordCommand } from './record.ts'
import { showCommand } from './show.ts'
import { signCommand } from './sign.ts'
import { verifyCommand } from './verify.ts'

/** Every command, in the order in which `fairtrail --help` lists them. */
export const COMMANDS: readonly Command[] = [
  demoCommand,
  keyCommand,
  createCommand,
  enrolCommand,
  hashCommand,
  recordCommand,
  signCommand,
  checkpointCommand,
  exportCommand,
  verifyCommand,
  showCommand,
  conformanceCommand,
]
