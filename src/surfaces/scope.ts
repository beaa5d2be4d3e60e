import type { Reading } from '../model/command.ts';
import type { ClientUse, RegistryUse } from '../model/dependency.ts';
import type { Location } from '../model/location.ts';

/**
 * Registries, and what clients are told, hold in that part of the file alone. What already holds for less does so still; that
 * a file is for a client at all is no setting, and holds for the whole file.
 */
export function holdWithin(reading: Reading, within: Location | undefined): Reading {
  const { registries, clients = [] } = reading;
  if (within === undefined || registries.length + clients.length === 0) return reading;
  return {
    ...reading,
    registries: registries.map((one): RegistryUse => ({ within, ...one })),
    ...(clients.length === 0
      ? {}
      : { clients: clients.map((one): ClientUse => (isSetting(one) ? { within, ...one } : one)) }),
  };
}

const isSetting = ({ strategy, prereleases, noIndex }: ClientUse): boolean =>
  strategy !== undefined || prereleases === true || noIndex === true;
