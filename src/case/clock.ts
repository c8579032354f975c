/** The present as an instant with offset: what a recorder's clock shows. Recording asks it; verification never does. */
export type Clock = () => string

/** The computer's clock, in UTC to the millisecond. The one place of the core that reads a clock, and only as a default for recording. */
export const systemClock: Clock = () => new Date().toISOString()
