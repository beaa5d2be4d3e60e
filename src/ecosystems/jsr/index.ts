import type { Ecosystem } from '../../model/ecosystem.ts';
import { formats } from './formats.gen.ts';
import { installers } from './installers.gen.ts';
import { names } from './names.ts';
import { registries } from './registries.ts';
import { versions } from './versions.ts';

/** Its packages stand in the files of Deno, which belong to npm as well; the registry itself is not asked. */
export const ecosystem: Ecosystem = {
  type: 'jsr',
  title: 'JSR',
  registryTitle: 'JSR',
  formats,
  installers,
  lockChecks: [],
  names,
  versions,
  registries,
  hasRegistryOfRecord: false,
};
