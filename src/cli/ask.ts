import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { FairtrailError } from '../encoding/error.ts'

/**
 * Asks for one line on the terminal. The question goes to standard error, so that it does not mix with what the command gives out.
 * @throws FairtrailError `aborted` where there is no terminal, or the answer was refused (Ctrl-C, Ctrl-D)
 */
export async function ask(prompt: string, { hidden = false }: { hidden?: boolean } = {}): Promise<string> {
  const { stdin, stderr } = process
  if (stdin.isTTY !== true) {
    throw new FairtrailError('aborted', `Nobody can be asked here, as the input is no terminal: ${prompt.trim()}`)
  }
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: stdin, output: hidden ? nowhere : stderr, terminal: true, historySize: 0 })
    let answered = false
    lines.once('SIGINT', () => lines.close())
    lines.once('close', () => {
      if (hidden || !answered) stderr.write('\n')
      if (!answered) reject(new FairtrailError('aborted', 'Ended on request; nothing was done.'))
    })
    if (hidden) stderr.write(prompt)
    lines.question(hidden ? '' : prompt, (answer) => {
      answered = true
      lines.close()
      resolve(answer)
    })
  })
}
