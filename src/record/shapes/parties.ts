import * as z from 'zod/mini'
import { flag, list, mark, named, object, oneOf, opt } from '../kit.ts'
import { agentId, coded, instant, text, ww } from './basic.ts'

/** In what capacity a person takes part in an act: the roles of the rule catalogue and of the acts of the vocabulary. */
export const capacity = named(
  'Capacity',
  coded(
    'root',
    'registrar',
    'investigator',
    'inquirer',
    'operative-officer',
    'prosecutor',
    'judge',
    'investigating-judge',
    'expert',
    'specialist',
    'custodian',
    'courier',
    'attesting-witness',
    'interpreter',
    'translator',
    'suspect',
    'accused',
    'defence-counsel',
    'victim',
    'witness',
    'legal-representative',
    'military-collector',
    'foreign-authority',
    'occupier',
    'owner',
    'household-adult',
    'local-representative',
    'medical',
    'teacher',
    'psychologist',
    'guardian',
    'consul',
    'prison-officer',
    'border-officer',
    'customs-officer',
    'laboratory-head',
    'reception-clerk',
    'online-collector',
    'disposal-witness',
    'sifter',
    'reporting-person',
    'person-affected',
  ),
)

/** Who answers for an item: a person, who may answer for an organisation; or an organisation or carrier itself. */
export const custodian = named(
  'Custodian',
  mark(
    object({
      agent: agentId,
      /** The organisation answered for. */
      for: opt(agentId),
    }),
    { custodian: true },
  ),
)

/** The custodian is the signer unless the recorder says otherwise. */
export const custodianOrSigner = named(
  'Custodian',
  mark(custodian.clone(custodian.def, { parent: true }), { custodian: true, signerUnlessSaid: true }),
)

export type Custodian = z.output<typeof custodian>

/** How a participant stands behind the statement. `paper` and `screen` show no identity; `national` is present and not checked. */
export const signs = named(
  'Signs',
  z.union([
    oneOf('key', 'paper', 'screen', 'national', 'none'),
    object({ refused: object({ reason: text }) }),
    object({ unable: object({ reason: text, certifiedBy: opt(agentId) }) }),
  ]),
)

/** Whether somebody was asked about ties to a side, and declared to be independent. */
export const independence = named(
  'Independence',
  object({
    declared: flag,
    /** Ties that were declared. */
    ties: opt(ww(text)),
  }),
)

/** One person who took part in the act. */
export const participant = named(
  'Participant',
  object({
    agent: agentId,
    capacity,
    /** The organisation answered for. */
    for: opt(agentId),
    /** From when until when the person was there. */
    presence: opt(object({ from: opt(instant), until: opt(instant) })),
    /** Stated where somebody who should have been there was not; with the reason where there is one. */
    absent: opt(z.union([flag, object({ reason: text })])),
    independence: opt(independence),
    signs,
    remarks: opt(ww(text)),
  }),
)

export const participants = list(participant)
