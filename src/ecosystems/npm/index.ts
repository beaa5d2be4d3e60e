import type { Ecosystem } from '../../model/ecosystem.ts';
import { clients } from './clients.gen.ts';
import { formats } from './formats.gen.ts';
import { imports } from './imports/index.ts';
import { installers } from './installers.gen.ts';
import { lockChecks } from './lock-checks/index.ts';
import { lookups } from './lookups.ts';
import { names } from './names.ts';
import { registries } from './registries.ts';
import { versions } from './versions.ts';

export const ecosystem: Ecosystem = {
  type: 'npm',
  title: 'npm',
  registryTitle: 'npm registry',
  formats,
  installers,
  clients,
  lockChecks,
  names,
  versions,
  registries,
  hasRegistryOfRecord: true,
  lookups,
  imports,
};
