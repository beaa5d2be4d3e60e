/** A name counts as established that long after it was registered. */
const establishedAfter = 90 * 86_400_000;

/** Whether a name that was registered before a moment is established. */
export const isEstablishedSince = (registered: Date, now: Date): boolean =>
  now.getTime() - registered.getTime() >= establishedAfter;

/**
 * From this day on a release does not prove that its name is old, in a list of that date: the first of the month three
 * months before, as lists tell months.
 */
export const youngSince = (date: Date): Date => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 3, 1));
