import type { Reading } from '../model/command.ts';
import type { ClientUse, Include, RegistryUse } from '../model/dependency.ts';
import type { Location } from '../model/location.ts';

/**
 * Registries, constraints, and what clients are told, hold in that part of the file alone. What already holds for less does
 * so still; that a file is for a client at all is no setting, and holds for the whole file. Files that it takes in are read
 * there.
 */
export function holdWithin(reading: Reading, within: Location | undefined): Reading {
  const { registries, includes, clients = [] } = reading;
  if (within === undefined || registries.length + includes.length + clients.length === 0) return reading;
  return {
    ...reading,
    registries: registries.map((one): RegistryUse => ({ within, ...one })),
    includes: includes.map((one): Include => (isRead(one) ? { within, ...one } : one)),
    ...(clients.length === 0
      ? {}
      : { clients: clients.map((one): ClientUse => (isSetting(one) ? { within, ...one } : one)) }),
  };
}

/** Requirements and constraints are read by one command; settings and projects are no part of it. */
const isRead = ({ kind }: Include): boolean => kind === 'requirements' || kind === 'constraints';

const isSetting = ({ strategy, prereleases, formats, noIndex, untied }: ClientUse): boolean =>
  [strategy, formats, untied].some((one) => one !== undefined) || prereleases === true || noIndex === true;
