import { describe, expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import type { Command, Io } from '../../src/cli/command.ts'
import { COMMANDS } from '../../src/cli/commands.ts'
import { nodeProblem } from '../../src/cli/node-version.ts'
import { usage } from '../../src/cli/options.ts'
import { runProgram } from '../../src/cli/program.ts'
import { programHelp } from '../../src/cli/program-help.ts'
import { type ErrorPlace, FairtrailError } from '../../src/encoding/error.ts'
import { fakeIo } from '../support/io.ts'

/** A command that does what a test says. */
const command = (run: Command['run']): Command => ({ name: 'weigh', summary: 'Weigh it', help: 'HELP\n', run })

async function run(
  args: string[],
  { does = async () => 0, env = {} }: { does?: Command['run']; env?: Io['env'] } = {},
) {
  const io = fakeIo({ env })
  const code = await runProgram(args, io, [command(does)])
  return { code, out: io.out(), err: io.err() }
}

const throwing = (error: unknown) => async () => {
  throw error
}

describe('the list of commands', () => {
  const help = programHelp(COMMANDS)

  it.each(COMMANDS.map((each): [string, Command] => [each.name, each]))('has %s, in a line of its own', (_, each) => {
    expect(help).toMatch(new RegExp(`^  ${each.name} +\\S`, 'm'))
    expect(help).toContain(`  ${each.summary}\n`)
    expect(each.summary).toMatch(/^[A-Z][^\n]*[^.\n]$/)
  })

  it('names each command once', () => {
    expect(new Set(COMMANDS.map(({ name }) => name)).size).toBe(COMMANDS.length)
    for (const { name } of COMMANDS) expect(['help', '--help', '--version']).not.toContain(name)
  })

  it.each([['--help'], ['-h'], ['help']])('is printed by %s', async (argument) => {
    const io = fakeIo()
    expect(await runProgram([argument], io, COMMANDS)).toBe(0)
    expect([io.out(), io.err()]).toEqual([help, ''])
  })

  it('is printed without arguments too, with the exit code of a command line that asks for nothing', async () => {
    const io = fakeIo()
    expect(await runProgram([], io, COMMANDS)).toBe(2)
    expect([io.out(), io.err()]).toEqual([help, ''])
  })
})

describe.each([
  ['fairtrail', programHelp(COMMANDS)],
  ...COMMANDS.map(({ name, help }): [string, string] => [`fairtrail ${name}`, help]),
] as [string, string][])('the help of %s', (name, help) => {
  it('says how it is used and what its exit codes mean', () => {
    expect(help).toMatch(/^Usage:$/m)
    expect(help).toContain(`  ${name}`)
    expect(help).toMatch(/^Exit code$/m)
    expect(help).toMatch(/[^\n]\n$/)
  })

  it('has lines of at most 100 columns, in characters that every terminal has', () => {
    for (const line of help.split('\n')) {
      expect(line.length, line).toBeLessThanOrEqual(100)
      expect(line, line).toMatch(/^(?:[\x20-\x7e]*[\x21-\x7e])?$/)
    }
  })
})

it.each(COMMANDS.map(({ name }) => name))(
  'the help of %s is printed when asked for, and nothing is run',
  async (name) => {
    const text = COMMANDS.find((each) => each.name === name)?.help
    for (const args of [
      [name, '--help'],
      [name, '-h'],
      ['help', name],
      [name, 'some', '--nonsense', '--help'],
    ]) {
      const io = fakeIo()
      expect(await runProgram(args, io, COMMANDS)).toBe(0)
      expect([io.out(), io.err()]).toEqual([text, ''])
    }
  },
)

describe('the command line', () => {
  it('gives a command what stands after its name, and its exit code back', async () => {
    for (const code of [0, 1, 2]) {
      const given: unknown[] = []
      const does: Command['run'] = async (args) => {
        given.push(args)
        return code
      }
      expect(await run(['weigh', 'a', '--b', '-1'], { does })).toEqual({ code, out: '', err: '' })
      expect(given).toEqual([['a', '--b', '-1']])
    }
  })

  it('gives a command the word --help where it stands after --', async () => {
    const given: unknown[] = []
    await run(['weigh', '--', '--help'], { does: async (args) => given.push(args) })
    expect(given).toEqual([['--', '--help']])
  })

  it('says its version, which is that of the package', async () => {
    expect(await run(['--version'])).toEqual({ code: 0, out: `fairtrail ${packageJson.version}\n`, err: '' })
  })

  it.each([
    [['wiegh'], 'fairtrail: There is no command "wiegh". The commands are: weigh.\n  help: fairtrail --help\n'],
    [['help', 'wiegh'], 'fairtrail: There is no command "wiegh". The commands are: weigh.\n  help: fairtrail --help\n'],
    [
      ['--quiet', 'weigh'],
      'fairtrail: There is no option before the command "--quiet". The commands are: weigh.\n  help: fairtrail --help\n',
    ],
    [[''], 'fairtrail: There is no command "". The commands are: weigh.\n  help: fairtrail --help\n'],
    [
      ['\u001b[2J'],
      'fairtrail: There is no command "\\u{1b}[2J". The commands are: weigh.\n  help: fairtrail --help\n',
    ],
  ])('refuses %j and says what there is', async (args, err) => {
    expect(await run(args)).toEqual({ code: 2, out: '', err })
  })
})

describe('an error', () => {
  const refused = (message: string, place: ErrorPlace) => throwing(new FairtrailError('json-number', message, place))

  it('of usage says what to do, and where help is', async () => {
    expect(await run(['weigh'], { does: throwing(usage('Put something on it.')) })).toEqual({
      code: 2,
      out: '',
      err: 'fairtrail weigh: Put something on it.\n  help: fairtrail weigh --help\n',
    })
    const { err } = await run(['weigh'], { does: throwing(usage('Unknown. See --help.')) })
    expect(err).toBe('fairtrail weigh: Unknown. See --help.\n')
  })

  it.each([
    ['all of it', { place: 'a.json', path: '/b/0', offset: 17 }, 'a.json, "/b/0", byte 17'],
    ['a path alone', { path: '/b/0' }, '"/b/0"'],
    ['a path that a terminal would obey', { path: '/\u001b[2J' }, '"/\\u{1b}[2J"'],
    ['an offset of 0', { offset: 0 }, 'byte 0'],
  ])('says where: %s', async (_, place, where) => {
    const { err, code } = await run(['weigh'], { does: refused('A fraction.', place) })
    expect([code, err]).toEqual([2, `fairtrail weigh: A fraction.\n  where: ${where}\n`])
  })

  it.each([
    ['nothing is known', 'A fraction.', {}],
    ['it is the root', 'A fraction.', { path: '' }],
    ['the message says it', 'A fraction in a.json at byte 17, /b.', { place: 'a.json', path: '/b', offset: 17 }],
  ])('is one line where %s', async (_, message, place) => {
    expect((await run(['weigh'], { does: refused(message, place) })).err).toBe(`fairtrail weigh: ${message}\n`)
  })

  it('never writes what a terminal would obey', async () => {
    const { err } = await run(['weigh'], { does: refused('a\u001b[31m\r\nb\u202e\u009b', {}) })
    expect(err).toBe('fairtrail weigh: a\\u{1b}[31m\\u{d}\\u{a}b\\u{202e}\\u{9b}\n')
  })

  it('that was not expected is a short line, and says how to see more', async () => {
    const { code, out, err } = await run(['weigh'], { does: throwing(new RangeError('out\nof range')) })
    expect([code, out]).toEqual([2, ''])
    expect(err).toBe(
      'fairtrail: an error that was not expected. RangeError: out\\u{a}of range\n' +
        '  To see where it arose, set FAIRTRAIL_DEBUG=1 and run it again.\n',
    )
    expect((await run(['weigh'], { does: throwing('a string') })).err).toContain('not expected. a string\n')
    expect((await run(['weigh'], { does: throwing(undefined) })).code).toBe(2)
  })

  it('has its stack, and that of its cause, where FAIRTRAIL_DEBUG is 1, and only then', async () => {
    const error = new FairtrailError('misuse', 'outer', {}, { cause: new Error('inner') })
    const shown = await run(['weigh'], { does: throwing(error), env: { FAIRTRAIL_DEBUG: '1' } })
    expect(shown.err).toMatch(/^fairtrail weigh: outer\n.*program\.test\.ts.*inner/s)
    expect((await run(['weigh'], { does: throwing(error), env: { FAIRTRAIL_DEBUG: '0' } })).err).toBe(
      'fairtrail weigh: outer\n',
    )
  })
})

describe('the version of Node', () => {
  it.each(['22.13.0', '22.18.1', '23.0.0', '24.1.0', '100.0.0', '24.0.0-nightly20250101'])(
    '%s is enough',
    (version) => {
      expect(nodeProblem(version)).toBeUndefined()
    },
  )

  it.each(['22.12.9', '22.2.0', '21.99.0', '20.20.2', '18.0.0', '4.0.0', '9.13.0'])(
    '%s is not, and it is said',
    (version) => {
      expect(nodeProblem(version)).toMatch(/^fairtrail needs Node\.js 22\.13 or newer, and this is [\d.]+\. [^\n]+$/)
    },
  )

  it('that is needed is the one of the package', () => {
    expect(packageJson.engines.node).toBe('>=22.13')
  })
})
