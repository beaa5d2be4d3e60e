import type { Ecosystem } from '../../model/ecosystem.ts';
import { clients } from './clients.gen.ts';
import { formats } from './formats.gen.ts';
import { installers } from './installers.gen.ts';
import { ecosystemType, names } from './names.ts';
import { registries } from './registries.ts';
import { versions } from './versions.ts';

/** Packages of conda channels. Nobody is asked about them. */
export const ecosystem: Ecosystem = {
  type: ecosystemType,
  title: 'conda',
  registryTitle: 'conda channels',
  formats,
  installers,
  clients,
  lockChecks: [],
  names,
  versions,
  registries,
  hasRegistryOfRecord: false,
};
