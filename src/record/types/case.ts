import * as z from 'zod/mini'
import { define } from '../define.ts'
import { count, list, named, object, oneOf, opt, str } from '../kit.ts'
import { agentId, coded, date, eventId, instant, itemId, keyId, sha256, spki, text, w, ww } from '../shapes/basic.ts'
import { capacity } from '../shapes/parties.ts'

const positive = count.check(z.minimum(1))

const rootHolder = object({ agent: agentId, name: w(text), keys: list(spki).check(z.minLength(1)) })

const cosignerMember = object({
  /** The organisation that the cosigner stands for; it counts once in a group, and the operator's own never counts. */
  organisation: agentId,
  name: z.string().check(z.regex(/^[a-z0-9./_-]{1,255}$/)),
  key: spki,
})

/** The algorithms of a policy; `other` stands for those that are carried unchecked. */
const algorithm = oneOf('ed25519', 'p256', 'ml-dsa-65', 'other')

/** Who may do what in this case: root holders, log operator, cosigners, policy (format, section 6). */
export const authority = named(
  'Authority',
  object({
    serial: positive,
    roots: object({ threshold: positive, holders: list(rootHolder).check(z.minLength(1)) }),
    log: object({ operator: agentId, key: spki }),
    cosigners: object({
      members: list(cosignerMember),
      groups: opt(list(object({ name: str, members: list(str).check(z.minLength(1)), threshold: positive }))),
      quorum: count,
    }),
    policy: object({
      algorithms: list(algorithm).check(z.minLength(1)),
      pair: opt(list(oneOf('ed25519', 'ml-dsa-65'))),
    }),
  }).check(
    z.refine((a) => a.roots.threshold <= a.roots.holders.length, {
      path: ['roots', 'threshold'],
      error: 'more than there are root holders',
    }),
    z.refine((a) => a.cosigners.quorum <= (a.cosigners.groups ?? a.cosigners.members).length, {
      path: ['cosigners', 'quorum'],
      error: 'more than there are groups, or members where there are no groups',
    }),
    z.refine(
      (a) => {
        const keys = [...a.roots.holders.flatMap((h) => h.keys), a.log.key, ...a.cosigners.members.map((m) => m.key)]
        return new Set(keys).size === keys.length
      },
      { error: 'a key occurs once' },
    ),
    z.refine(
      (a) => {
        const names = a.cosigners.members.map((m) => m.name)
        const known = new Set(names)
        const groups = a.cosigners.groups ?? []
        return (
          known.size === names.length &&
          groups.every(
            (g) =>
              new Set(g.members).size === g.members.length &&
              g.members.every((m) => known.has(m)) &&
              g.threshold <= g.members.length,
          )
        )
      },
      { path: ['cosigners'], error: 'names are unique, and a group names members and no more than it has' },
    ),
  ),
)

const compromisedKey = object({ key: keyId, since: instant })

const powers = object({
  /** The organisations for whose people the registrar may enrol keys. */
  organisations: list(agentId),
  capacities: list(capacity),
})

const reasons = ['superseded', 'left-office', 'lost', 'compromised', 'error'] as const

export const caseTypes = {
  /** Entry 0: opens the case and names who may do what in it. */
  'case.opened': define(
    object({
      authority,
      /** Numbers under which registers know the matter. */
      numbers: opt(list(object({ register: str, number: str, on: date }))),
      title: opt(ww(text)),
      charges: opt(ww(text)),
    }),
  ),
  /** Replaces the authority from its own index on. */
  'case.authority-changed': define(
    object({
      authority,
      reason: text,
      /** Keys that the old authority named and that somebody else may have used, and since when. */
      compromised: opt(list(compromisedKey)),
    }),
    { rel: ['supersedes'] },
  ),
  /** Puts a key in force for an agent: the key signs too (possession). */
  'key.enrolled': define(
    object({
      agent: agentId,
      organisation: opt(agentId),
      capacities: list(capacity),
      /** SubjectPublicKeyInfo, DER. */
      spki,
      from: opt(instant),
      until: opt(instant),
      /** Where the private key is kept. */
      storage: coded('file', 'smart-card', 'token', 'hsm', 'phone'),
      /** How the person was identified. */
      identification: opt(ww(text)),
      /** SHA-256 of an attached certificate. */
      certificate: opt(sha256),
      pairedWith: opt(keyId),
      /** What the agent may enrol with this key, where it is a registrar's. */
      registrar: opt(powers),
    }),
  ),
  /** Takes a key out of force. */
  'key.revoked': define(
    object({
      key: keyId,
      reason: oneOf(...reasons),
      /** Exactly for `lost` and `compromised`. */
      compromisedSince: opt(instant),
      statement: opt(ww(text)),
    }).check(
      z.refine((d) => (d.reason === 'lost' || d.reason === 'compromised') === (d.compromisedSince !== undefined), {
        path: ['compromisedSince'],
        error: 'stated exactly for lost and compromised',
      }),
    ),
  ),
  /** Names another case that bears on this one. */
  'case.linked': define(
    object({
      relation: oneOf('foreign-counterpart', 'joined', 'severed', 'same-item', 'continues'),
      other: object({
        /** Case id: the event id of its entry 0. */
        case: eventId,
        /** A checkpoint of that log, as a signed note. */
        checkpoint: opt(str),
      }),
      items: opt(
        list(
          object({
            here: itemId,
            /** The item's id in the other case. */
            there: itemId,
            custodyIn: oneOf('here', 'there'),
          }),
        ),
      ),
    }),
  ),
  /** The record of this case ends here; later acts are a break. */
  'case.closed': define(object({ reason: text })),
}
