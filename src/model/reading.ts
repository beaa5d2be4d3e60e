import type { Reading } from './command.ts';

export const emptyReading: Reading = { dependencies: [], registries: [], includes: [], unparsed: [], safeguards: [] };

/** All of several readings, in order. Most commands bring in nothing: their readings are one and the same object. */
export function joinReadings(readings: readonly Reading[]): Reading {
  const full = readings.filter((one) => one !== emptyReading);
  const [only] = full;
  if (only === undefined) return emptyReading;
  if (full.length === 1) return only;
  return {
    dependencies: full.flatMap((one) => one.dependencies),
    registries: full.flatMap((one) => one.registries),
    includes: full.flatMap((one) => one.includes),
    unparsed: full.flatMap((one) => one.unparsed),
    safeguards: full.flatMap((one) => one.safeguards),
    clients: full.flatMap((one) => one.clients ?? []),
    tools: full.flatMap((one) => one.tools ?? []),
  };
}
