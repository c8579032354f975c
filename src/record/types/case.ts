import * as z from 'zod/mini'
import { define } from '../define.ts'
import { count, list, named, object, oneOf, opt, str } from '../kit.ts'
import {
  agentId,
  coded,
  date,
  foreignItemId,
  instant,
  itemId,
  keyId,
  sha256,
  spki,
  text,
  w,
  ww,
} from '../shapes/basic.ts'
import { capacity } from '../shapes/parties.ts'

const positive = count.check(z.minimum(1))

const rootHolder = object({
  agent: agentId,
  name: w(text),
  /** Ed25519 or P-256. */
  keys: list(spki).check(z.minLength(1)),
})

const cosignerMember = object({
  /** The organisation that the cosigner stands for; it counts once in a group, and the operator's own never counts. */
  organisation: agentId,
  /** The name of its key in cosigned checkpoints. */
  name: z.string().check(z.regex(/^[a-z0-9./_-]{1,255}$/)),
  /** Ed25519. */
  key: spki,
})

/** The algorithms of a policy; `other` stands for those that are carried unchecked. */
const algorithm = oneOf('ed25519', 'p256', 'ml-dsa-65', 'other')

/** Who may do what in this case: root holders, log operator, cosigners, policy (format, section 6). */
export const authority = named(
  'Authority',
  object({
    /** 1 in entry 0; each change counts one up. */
    serial: positive,
    roots: object({
      /** How many root holders must sign: persons, not keys. */
      threshold: positive,
      holders: list(rootHolder).check(z.minLength(1)),
    }),
    log: object({
      operator: agentId,
      /** Ed25519: the key that signs the log's checkpoints. */
      key: spki,
    }),
    cosigners: object({
      members: list(cosignerMember),
      groups: opt(
        list(
          object({
            name: str,
            /** Names of members. */
            members: list(str).check(z.minLength(1)),
            /** How many organisations among them meet the group. */
            threshold: positive,
          }),
        ),
      ),
      /** How many groups must be met, or how many members where there are no groups; 0 asks for none. */
      quorum: count,
    }),
    policy: object({
      /** Algorithms of the keys that may be enrolled. */
      algorithms: list(algorithm).check(z.minLength(1)),
      /** Asks for a signature of both from a person whose keys are paired. */
      pair: opt(z.tuple([z.literal('ed25519'), z.literal('ml-dsa-65')])),
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
      { error: 'a key that occurs twice' },
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
      {
        path: ['cosigners'],
        error: 'a name that occurs twice, a group of names that no member has, or a threshold that a group cannot meet',
      },
    ),
  ),
)

const compromisedKey = object({
  key: keyId,
  /** From when on somebody else may have used it. */
  since: instant,
})

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
      /** The organisation that the agent answers for. */
      organisation: opt(agentId),
      /** In what capacities the agent signs with this key. */
      capacities: list(capacity),
      /** SubjectPublicKeyInfo, DER. */
      spki,
      /** Not in force before. */
      from: opt(instant),
      /** Not in force after. */
      until: opt(instant),
      /** Where the private key is kept. */
      storage: coded('file', 'software', 'smart-card', 'token', 'tpm', 'hsm', 'phone', 'service'),
      /** How the person was identified. */
      identification: opt(ww(text)),
      /** SHA-256 of an attached certificate. */
      certificate: opt(sha256),
      /** The key of the same agent that signs with this one, under a policy with `pair`. */
      pairedWith: opt(keyId),
      /** What the agent may enrol with this key, where it is a registrar's. */
      registrar: opt(powers),
    }),
  ),
  /** Takes a key out of force. */
  'key.revoked': define(
    object({
      /** The key that ends. */
      key: keyId,
      reason: oneOf(...reasons),
      /** Exactly for `lost` and `compromised`. */
      compromisedSince: opt(instant),
      statement: opt(ww(text)),
    }).check(
      z.refine((d) => (d.reason === 'lost' || d.reason === 'compromised') === (d.compromisedSince !== undefined), {
        path: ['compromisedSince'],
        error: 'stated for another reason than lost and compromised, or missing for these',
      }),
    ),
  ),
  /** Names another case that bears on this one. */
  'case.linked': define(
    object({
      relation: coded('foreign-counterpart', 'joined', 'severed', 'same-item', 'continues'),
      other: object({
        /** Case id: the event id of its entry 0. */
        case: sha256,
        /** A checkpoint of that log, as a signed note. */
        checkpoint: opt(str),
      }),
      items: opt(
        list(
          object({
            here: itemId,
            /** The item's id in the other case. */
            there: foreignItemId,
            /** Which log has its custody from now on. */
            custodyIn: oneOf('here', 'there'),
          }),
        ),
      ),
    }),
  ),
  /** The record of this case ends here; later acts are a break. */
  'case.closed': define(object({ reason: text })),
}
