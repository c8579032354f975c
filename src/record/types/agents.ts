import { define } from '../define.ts'
import { flag, list, object, oneOf, opt } from '../kit.ts'
import { agentId, coded, date, languageTag, text, w, ww } from '../shapes/basic.ts'
import { attachmentRef } from '../shapes/measures.ts'
import { capacity } from '../shapes/parties.ts'

export const agentTypes = {
  /** A person, an organisation, a unit, a carrier or a facility enters the record. A later one adds, the older stays. */
  'agent.registered': define(
    object({
      agent: agentId,
      kind: oneOf('person', 'organisation', 'unit', 'carrier', 'facility'),
      names: list(ww(text)),
      /** The organisation that employs the person. */
      employer: opt(agentId),
      unit: opt(agentId),
      /** From the nearest superior upwards. */
      chainOfCommand: opt(list(agentId)),
      /** Whether the name given is not the person's own. */
      pseudonym: opt(flag),
      ageBand: opt(ww(oneOf('child', 'adult', 'unknown'))),
      sex: opt(ww(coded('female', 'male'))),
      languages: opt(list(languageTag)),
      credentials: opt(
        list(
          object({
            kind: coded('licence', 'accreditation', 'certificate', 'admission', 'appointment', 'degree'),
            issuer: opt(text),
            scope: opt(text),
            from: opt(date),
            until: opt(date),
            /** The credential itself, attached. */
            document: opt(attachmentRef),
          }),
        ),
      ),
      /** Of a facility: its regime, who may enter, under what conditions things are kept. */
      facility: opt(
        object({
          regime: opt(text),
          /** Who may enter. */
          accessList: opt(list(agentId)),
          /** Temperature, humidity, shielding and the like. */
          conditions: opt(text),
          /** Whether it is approved for what it keeps. */
          approved: opt(flag),
        }),
      ),
    }),
  ),
  /** Somebody is given a part in the case: an expert, an interpreter, counsel, a custodian. */
  'agent.appointed': define(
    object({
      agent: agentId,
      capacity,
      from: opt(date),
      until: opt(date),
      /** Which side appoints, or legal aid. */
      by: opt(coded('authority', 'defence', 'legal-aid')),
      expert: opt(
        object({
          /** Whether the warning about a knowingly false opinion was signed. */
          warningSigned: opt(flag),
          declaration: opt(
            object({
              conflicts: opt(w(text)),
              /** Capacities in which the expert took part in this case before. */
              earlierRoles: opt(list(capacity)),
            }),
          ),
        }),
      ),
      interpreter: opt(object({ warningSigned: opt(flag) })),
    }),
  ),
}
