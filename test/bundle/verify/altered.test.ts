import { beforeAll, describe, expect, it } from 'vitest'
import { type Check, holds, memoryFiles, type Report, type VerifyOptions, verifyBundle } from '../../../src/index.ts'
import { nodeProvider } from '../../../src/node/provider.ts'
import { bundleOf, looked, type Story, tellStory } from '../../support/case-story.ts'
import { linesIn, repack, withLines } from '../../support/repack.ts'

let story: Story
let files: Map<string, Uint8Array>

beforeAll(async () => {
  story = await tellStory()
  files = await bundleOf(story.kase)
})

const verify = (bundle: ReadonlyMap<string, Uint8Array>, options: Partial<VerifyOptions> = {}): Promise<Report> =>
  verifyBundle(memoryFiles(bundle), { case: story.kase.fingerprint, provider: nodeProvider, ...options })

const checksOf = ({ integrity, identity, time, custody }: Report): Check[] =>
  [integrity, identity, time, custody].flatMap(({ checks }) => checks)
const failed = (report: Report) => checksOf(report).filter(({ status }) => status === 'failed')
const failedCodes = (report: Report) => [...new Set(failed(report).map(({ code }) => code))].sort()

describe('a bundle as it was exported', () => {
  it('holds, and nothing in it fails', async () => {
    const report = await verify(files)
    expect(failed(report)).toEqual([])
    expect(holds(report)).toBe(true)
    expect(report).toMatchObject({ case: story.kase.id, size: 11, kind: 'full' })
  })

  it('gives the same bytes of a report each time', async () => {
    expect(JSON.stringify(await verify(files))).toBe(JSON.stringify(await verify(files)))
  })

  it('gives the same bytes when exported twice', async () => {
    expect(await bundleOf(story.kase)).toEqual(files)
  })

  it('says that it has no independent time, no quorum and no certainty of being the only log', async () => {
    const checks = checksOf(await verify(files))
    expect(checks).toContainEqual(expect.objectContaining({ code: 'only-log', status: 'not-checked' }))
    expect(checks).toContainEqual(expect.objectContaining({ code: 'rewritable-prefix', status: 'undetermined' }))
    const quorum = checks.find(({ code }) => code === 'quorum')
    expect(quorum?.values).toMatchObject({ state: 'none-asked' })
  })

  it('says what is withheld from a reader without reveals', async () => {
    const report = await verify(await bundleOf(story.kase, { reveals: 'none' }))
    expect(holds(report)).toBe(true)
    const withheld = report.integrity.checks.filter(({ status }) => status === 'withheld')
    expect(withheld.map(({ entries }) => entries[0])).toEqual([0, 1, 2, 4, 5, 7])
    expect(JSON.stringify(report)).not.toContain('Асанов')
  })
})

describe('the fingerprint', () => {
  it('fails with another one, and the report does not show the right one', async () => {
    const report = await verify(files, { case: 'ab'.repeat(32) })
    expect(failedCodes(report)).toEqual(['pin'])
    expect(report.case).toBeNull()
    expect(report).toMatchObject({ checkpoint: null, identity: { events: [] }, custody: { items: [] } })
    expect(JSON.stringify(report)).not.toContain(story.kase.id)
  })

  it.each(['', 'ab', 'x'.repeat(64), 'ab'.repeat(33)])('is misuse where it is %j', async (pin) => {
    await expect(verify(files, { case: pin })).rejects.toMatchObject({ code: 'fingerprint' })
  })
})

/** What a forger does to the lines of the log; manifests fit each time. */
const FORGERIES: [string, (lines: string[]) => string[], string[]][] = [
  ['cut off at the end', (l) => l.slice(0, -1), ['bundle-form', 'tree']],
  ['without an entry in the middle', (l) => l.filter((_, at) => at !== 8), ['after', 'bundle-form', 'tree']],
  [
    'with two entries exchanged',
    (l) => [...l.slice(0, 8), l[9] as string, l[8] as string, l[10] as string],
    ['after', 'tree'],
  ],
  ['with an entry twice', (l) => [...l, l[9] as string], ['bundle-form', 'repeated-id', 'tree']],
  ['with a line that is no entry', (l) => [...l, '{}'], ['bundle-form', 'malformed', 'tree']],
  ['with an empty line', (l) => [...l, ''], ['bundle-form', 'malformed', 'tree']],
  [
    'with a signature of another entry',
    (l) => l.map((line, at) => (at === 8 ? swapSignature(line, l[9] as string) : line)),
    ['malformed', 'tree'],
  ],
]

const signatureOf = (line: string) => /"sig":"([^"]*)"/.exec(line)?.[1] as string
const swapSignature = (line: string, other: string) => line.replace(signatureOf(line), signatureOf(other))

describe('a log that was changed, with manifests that fit', () => {
  it.each(FORGERIES)('fails %s', async (_, forge, codes) => {
    const report = await verify(await withLines(files, forge(linesIn(files))))
    expect(holds(report)).toBe(false)
    expect(failedCodes(report)).toEqual(expect.arrayContaining(codes))
  })

  it('names the entry and the place of a changed word', async () => {
    const lines = linesIn(files)
    const { payload, ...rest } = JSON.parse(lines[8] as string) as { payload: string }
    const changed = Buffer.from(payload, 'base64').toString().replace('A-0042', 'A-0043')
    lines[8] = JSON.stringify({ payload: Buffer.from(changed).toString('base64'), ...rest })
    const report = await verify(await withLines(files, lines))
    expect(failed(report)).toContainEqual(
      expect.objectContaining({ code: 'malformed', about: 'log', entries: [8], place: '/signatures/0/sig' }),
    )
  })

  it('notices every single flipped byte of the log and its checkpoint', async () => {
    for (const path of ['data/log/entries.jsonl', 'data/log/checkpoint', 'data/bundle.json', 'data/reveals.jsonl']) {
      const bytes = files.get(path) as Uint8Array
      const step = Math.max(1, Math.floor(bytes.length / 60))
      for (let at = 0; at < bytes.length; at += step) {
        const flipped = bytes.slice()
        flipped[at] = (flipped[at] as number) ^ 0x01
        const report = await verify(await repack(new Map([...files, [path, flipped]]))).catch(
          (error: unknown) => error as { code: string },
        )
        if ('code' in report) expect(['bundle-not-understood', 'bundle-limit']).toContain(report.code)
        else expect(holds(report), `${path}, byte ${at}`).toBe(false)
      }
    }
  })

  it('fails where the last line has no line feed', async () => {
    const bytes = files.get('data/log/entries.jsonl') as Uint8Array
    const report = await verify(await repack(new Map([...files, ['data/log/entries.jsonl', bytes.subarray(0, -1)]])))
    expect(failedCodes(report)).toEqual(expect.arrayContaining(['bundle-form']))
  })
})

describe('another log of the same matter', () => {
  it('does not have the fingerprint, however well it is made', async () => {
    const other = await tellStory()
    const report = await verify(await bundleOf(other.kase))
    expect(failedCodes(report)).toEqual(['pin'])
  })

  it('fails where its entries are put under the true entry 0', async () => {
    const other = await tellStory()
    const mixed = [linesIn(files)[0] as string, ...linesIn(await bundleOf(other.kase)).slice(1)]
    const report = await verify(await withLines(files, mixed))
    expect(failedCodes(report)).toEqual(expect.arrayContaining(['malformed', 'tree']))
  })
})

describe('what the reader holds', () => {
  const seen = (name: string, text: string | Uint8Array) => ({
    name,
    bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text,
  })

  it('passes with a log proof, a checkpoint and a statement of this log', async () => {
    const held = [
      seen('proof', story.proof),
      seen('note', await story.kase.checkpoint()),
      seen('entry', linesIn(files)[8] as string),
    ]
    const report = await verify(files, { seen: held })
    expect(report.integrity.checks.filter(({ code }) => code === 'seen').map(({ status }) => status)).toEqual([
      'passed',
      'passed',
      'passed',
    ])
  })

  it('shows that a bundle is older than a proof, or was cut off', async () => {
    const longer = await tellStory()
    const short = await bundleOf(longer.kase)
    const { proof } = await longer.kase.record(longer.cast.clerk, looked(longer.phone))
    const report = await verifyBundle(memoryFiles(short), {
      case: longer.kase.id,
      seen: [seen('proof', proof)],
      provider: nodeProvider,
    })
    expect(failed(report)).toContainEqual(
      expect.objectContaining({
        code: 'seen',
        about: 'bundle',
        values: { reason: 'bundle-older-or-cut-off', size: 12 },
      }),
    )
    expect(holds(report)).toBe(false)
  })

  it('says, accusing nobody, that a signed statement is not in the log', async () => {
    const { kase, cast, phone } = story
    const { signDraft, draftEnvelope } = await import('../../../src/index.ts')
    const draft = await signDraft(await kase.draft(cast.clerk, looked(phone)), cast.clerk.signer, nodeProvider)
    const report = await verify(files, { seen: [seen('objection', draftEnvelope(draft))] })
    expect(report.integrity.checks).toContainEqual(
      expect.objectContaining({
        code: 'seen',
        status: 'undetermined',
        values: expect.objectContaining({ reason: 'statement-not-in-log' }),
      }),
    )
    expect(holds(report)).toBe(true)
  })

  it('says of a proof of another log that it is not of this one', async () => {
    const other = await tellStory()
    const report = await verify(files, { seen: [seen('proof', other.proof)] })
    expect(report.integrity.checks).toContainEqual(
      expect.objectContaining({
        code: 'seen',
        status: 'not-checked',
        values: expect.objectContaining({ reason: 'not-of-this-log' }),
      }),
    )
  })

  it('fails the log where its own key signed another history', async () => {
    const { sign } = await forkedNote(story)
    const report = await verify(files, { seen: [seen('note', sign)] })
    expect(failed(report)).toContainEqual(expect.objectContaining({ code: 'seen', about: 'log' }))
  })
})

/** A checkpoint of size 5 with another root, signed by the log's own key. */
async function forkedNote({ kase, log }: Story): Promise<{ sign: string }> {
  const { formatCheckpoint, caseOrigin } = await import('../../../src/log/checkpoint.ts')
  const { signNote } = await import('../../../src/log/note.ts')
  const origin = caseOrigin(kase.id)
  const text = formatCheckpoint({ origin, size: 5, root: 'ab'.repeat(32) })
  return { sign: await signNote(text, origin, log) }
}

describe('an assessment as of an earlier head', () => {
  it('reports the first entries alone, and checks the whole log', async () => {
    const report = await verify(files, { asOf: 8 })
    expect(report.size).toBe(8)
    expect(report.identity.events).toHaveLength(8)
    expect(holds(report)).toBe(true)
  })

  it.each([0, 12, 1.5])('refuses size %d', async (asOf) => {
    await expect(verify(files, { asOf })).rejects.toMatchObject({ code: 'as-of' })
  })
})

describe('small files of a bundle', () => {
  it('fails a checkpoint with bytes that are no text, also in a line of an unknown key', async () => {
    const note = files.get('data/log/checkpoint') as Uint8Array
    const line = new TextEncoder().encode('— x.example AAAAAAAAAAA=\n')
    line[4] = 0xff
    const report = await verify(
      await repack(new Map([...files, ['data/log/checkpoint', new Uint8Array([...note, ...line])]])),
    )
    expect(failedCodes(report)).toEqual(expect.arrayContaining(['bundle-form', 'checkpoint']))
  })

  it('fails a log proof whose note nobody whom the case names has signed', async () => {
    const stranger = await tellStory()
    const { formatCheckpoint, caseOrigin } = await import('../../../src/log/checkpoint.ts')
    const { signNote } = await import('../../../src/log/note.ts')
    const { parseLogProof, formatLogProof } = await import('../../../src/log/proof.ts')
    const { kase } = story
    const origin = caseOrigin(kase.id)
    const text = formatCheckpoint({ origin, size: kase.size, root: kase.log.root() })
    const proof = formatLogProof({ ...parseLogProof(story.proof), note: await signNote(text, origin, stranger.log) })
    const path = `data/proofs/${kase.log.entries[10]?.id}.tlog-proof`
    const bytes = new TextEncoder().encode(proof)
    const report = await verify(await repack(new Map([...files, [path, bytes]])))
    expect(failed(report)).toContainEqual(expect.objectContaining({ code: 'seen', about: 'bundle', place: path }))
    const good = await verify(await repack(new Map([...files, [path, new TextEncoder().encode(story.proof)]])))
    expect(failed(good)).toEqual([])
  })
})

describe('an event that is withheld whole', () => {
  it('opens: the revealed inner envelope takes the place of its commitment', async () => {
    const { kase, cast, phone } = await tellStory()
    const { draftEnvelope, event, signDraft, withhold } = await import('../../../src/index.ts')
    const inner = draftEnvelope(
      await signDraft(await kase.draft(cast.clerk, looked(phone)), cast.clerk.signer, nodeProvider),
    )
    const base64 = Buffer.from(inner).toString('base64')
    await kase.record(
      cast.clerk,
      event('event.withheld', { occurred: { unknown: true }, inner: withhold(base64, 'privileged') } as never),
    )
    const report = await verifyBundle(memoryFiles(await bundleOf(kase)), { case: kase.id, provider: nodeProvider })
    expect(failed(report).filter(({ code }) => code === 'reveal')).toEqual([])
  })
})
