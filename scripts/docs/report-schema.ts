import { CHECKS } from '../../src/assess/codes.ts'
import { BREAK_CODES } from '../../src/custody/breaks.ts'

const object = (properties: Record<string, object>, optional: readonly string[] = []) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
})
const list = (items: object) => ({ type: 'array', items })
const ref = (name: string) => ({ $ref: `#/$defs/${name}` })
const text = { type: 'string' }
const optionalText = { type: ['string', 'null'] }
const index = { type: 'integer', minimum: 0 }
const values = { type: 'object' }
const identity = { enum: ['stands', 'does-not-stand', 'undetermined', 'not-checked'] }

/** docs/schema/report.v1.schema.json: what `verifyBundle`, `verify --json` and `assess` answer. */
export function reportSchema(): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'fairtrail/report.v1',
    title: 'The report: five questions, kept apart',
    ...object({
      case: {
        ...optionalText,
        description: 'Case id; null where the fingerprint given is another, and for records without a log.',
      },
      size: { type: ['integer', 'null'], description: 'Number of entries that were replayed.' },
      checkpoint: { ...optionalText, description: 'The signed note under the log.' },
      kind: { enum: ['full', 'excerpt', null] },
      integrity: object({ checks: list(ref('check')) }),
      identity: object({ checks: list(ref('check')), events: list(ref('event')) }),
      time: object({ checks: list(ref('check')) }),
      custody: object({ checks: list(ref('check')), items: list(ref('item')) }),
      procedure: object({ profile: text, results: list(ref('result')) }, ['profile']),
    }),
    $defs: {
      check: object(
        {
          code: { enum: Object.keys(CHECKS) },
          about: { enum: ['log', 'bundle', 'statement', 'time'] },
          status: { enum: ['passed', 'failed', 'undetermined', 'not-checked', 'not-supplied', 'withheld'] },
          entries: { ...list(index), description: 'Indexes, ascending.' },
          subject: text,
          place: text,
          values,
        },
        ['subject', 'place', 'values'],
      ),
      event: object(
        {
          index,
          id: text,
          type: text,
          established: object({ after: text, before: text }, ['after', 'before']),
          late: {
            type: 'integer',
            description: 'Seconds from what happened to its recording, by the statement itself.',
          },
          signers: list(object({ key: text, agent: text, identity, reason: text, values }, ['agent', 'values'])),
        },
        ['late'],
      ),
      item: object({ item: text, exhibit: optionalText, timeline: list(ref('interval')), breaks: list(ref('break')) }),
      interval: object(
        {
          custodian: text,
          for: text,
          state: { enum: ['none', 'held', 'in-transit', 'elsewhere', 'left', 'missing', 'ended'] },
          location: text,
          seals: list(text),
          from: optionalText,
          to: optionalText,
          entries: list(index),
          identity: text,
          cause: text,
        },
        ['custodian', 'for', 'location', 'cause'],
      ),
      break: object({
        code: { enum: [...BREAK_CODES] },
        from: optionalText,
        to: optionalText,
        entries: list(index),
        agents: list(text),
        values,
      }),
      result: object(
        {
          rule: text,
          subject: text,
          result: { enum: ['met', 'not-met', 'undetermined', 'not-applicable'] },
          cause: text,
          entries: list(index),
          decidedBy: text,
          sources: list(text),
          values,
        },
        ['cause', 'decidedBy'],
      ),
    },
  }
}
