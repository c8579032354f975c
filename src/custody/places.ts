import type { Header } from '../record/header.ts'
import type { Step } from './event.ts'
import type { Fold } from './fold.ts'
import { sameInstant } from './span.ts'
import type { Location } from './state.ts'
import type { Work } from './work.ts'

type Place = NonNullable<Header['place']>

/** Metres of the mean radius of the earth (IUGG). */
const RADIUS = 6_371_008.8

/** An item is not at two places at one instant. */
export function notSimultaneous(fold: Fold, step: Step, item: Work): void {
  const { place } = step.event.payload
  if (!place || step.span.lo !== step.span.hi) return
  const before = item.seen
  item.seen = step
  const other = before?.event.payload.place
  if (!before || !other || !sameInstant(before.span, step.span) || !apart(fold, other, place, step.index)) return
  fold.report('place-conflict', item, [before, step], [...before.event.agents, ...step.event.agents], {
    reason: 'two-places-at-once',
  })
}

/** An item that somebody saw at a facility is not stored at another. True where it is. */
export function seenElsewhere(fold: Fold, step: Step, item: Work): boolean {
  const { place } = step.event.payload
  const location = fold.locationOf(item)
  if (!place || !location || !('facility' in place) || !('facility' in location)) return false
  if (!facilitiesApart(fold, location.facility, place.facility, step.index)) return false
  fold.report('place-conflict', item, [fold.step(location.by), step], step.event.agents, {
    reason: 'seen-elsewhere',
    recorded: location.facility,
    seen: place.facility,
  })
  return true
}

/** A facility can be within another: the vault of a laboratory. */
function facilitiesApart(fold: Fold, a: string, b: string, index: number): boolean {
  const { members } = fold.gathered
  return !members.belongs(a, b, index) && !members.belongs(b, a, index)
}

/** Places are compared by facility or coordinates, never by text; coordinates only where both say how accurate they are. */
function apart(fold: Fold, a: Place, b: Place, index: number): boolean {
  if ('facility' in a && 'facility' in b) return facilitiesApart(fold, a.facility, b.facility, index)
  if ('facility' in a || 'facility' in b) return false
  const one = coordinates(a)
  const two = coordinates(b)
  return one !== undefined && two !== undefined && distance(one, two) > one.accuracy + two.accuracy
}

interface Point {
  lat: number
  lon: number
  accuracy: number
}

function coordinates(place: Exclude<Place, { facility: string }>): Point | undefined {
  const { coordinates: at } = place
  if (at === undefined || '$withheld' in at || at.accuracy === undefined) return undefined
  return { lat: radians(at.lat), lon: radians(at.lon), accuracy: Number(at.accuracy) }
}

const radians = (degrees: string) => (Number(degrees) * Math.PI) / 180

/** Metres along the sphere (haversine formula). */
function distance(a: Point, b: Point): number {
  const h = Math.sin((b.lat - a.lat) / 2) ** 2 + Math.cos(a.lat) * Math.cos(b.lat) * Math.sin((b.lon - a.lon) / 2) ** 2
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** Stored at a facility while the container that it is in is at another. True where it is. */
export function apartFromContainer(fold: Fold, step: Step, item: Work, to: Location): boolean {
  const { container } = item
  const stay = item.state.stays.at(-1)
  if (!container || !stay || !('facility' in to)) return false
  const location = fold.locationOf(container)
  if (!location || !('facility' in location)) return false
  if (!facilitiesApart(fold, location.facility, to.facility, step.index)) return false
  fold.report('place-conflict', item, [fold.step(stay.packed), step], step.event.agents, {
    reason: 'apart-from-container',
    container: container.state.id,
    recorded: location.facility,
    seen: to.facility,
  })
  return true
}
