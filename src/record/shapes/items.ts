import * as z from 'zod/mini'
import { list, named, object, oneOf, opt, str } from '../kit.ts'
import { agentId, coded, decimal, itemId, text, w, ww } from './basic.ts'
import { attachmentRef, digests, feature, quantity, sealState } from './measures.ts'

/** What an item is, as it was described when it entered the record. */
export const description = named(
  'Description',
  object({
    kind: coded('physical', 'digital', 'trace', 'substance', 'document', 'biological', 'container'),
    /** The exhibit number of the paper file. */
    exhibit: opt(str),
    forensicRole: opt(coded('questioned', 'reference', 'control', 'blank', 'environment')),
    /** What this reference, control or blank belongs to. */
    comparedWith: opt(list(itemId)),
    text: opt(w(text)),
    features: opt(list(feature)),
    quantity: opt(quantity),
    hazards: opt(list(text)),
  }),
)

/** What was seen of an item at one moment. */
export const observation = named(
  'Observation',
  object({
    /** Whether a package was opened and listed, or handed on as it was. */
    contents: opt(oneOf('inventoried', 'sealed-not-inventoried')),
    condition: opt(w(text)),
    packaging: opt(text),
    seals: opt(list(sealState)),
    quantity: opt(quantity),
    features: opt(list(feature)),
    digests: opt(digests),
    photos: opt(list(attachmentRef)),
  }),
)

/** An item that enters the record here, described. */
export const introduced = named('Introduced', object({ item: itemId, description }))

/** An item named in an act, with what was seen of it. */
export const observedItem = named('ObservedItem', object({ item: itemId, observation: opt(observation) }))

/** An item that enters the record here, described and observed. */
export const introducedAndObserved = named(
  'IntroducedAndObserved',
  object({ item: itemId, description, observation: opt(observation) }),
)

/** What a receipt says of one item: the receiver answers for each. */
export const receivedItem = named(
  'ReceivedItem',
  object({
    item: itemId,
    result: oneOf('accepted', 'reserved', 'refused', 'not-present'),
    reservation: opt(w(text)),
    observation: opt(observation),
  }),
)

/** A place named by a facility (an agent), or by name. Compared by facility or coordinates, never by text. */
export const place = named(
  'Place',
  z.union([
    object({ facility: agentId }),
    object({
      name: w(text),
      address: opt(ww(text)),
      coordinates: opt(
        w(
          object({
            /** WGS 84, degrees. */
            lat: decimal,
            lon: decimal,
            /** Metres. */
            accuracy: opt(decimal),
          }),
        ),
      ),
    }),
  ]),
)
