import type { Ecosystem } from '../../model/ecosystem.ts';
import { formats } from './formats.gen.ts';
import { lookups } from './lookups.ts';
import { names } from './names.ts';
import { registries } from './registries.ts';
import { repositories } from './repositories.ts';
import { versions } from './versions.ts';

/** Actions and reusable workflows, as `uses:` names them. They are found by the surfaces that read workflows. */
export const ecosystem: Ecosystem = {
  type: 'githubactions',
  title: 'GitHub Actions',
  registryTitle: 'GitHub',
  formats,
  installers: [],
  lockChecks: [],
  names,
  versions,
  registries,
  // GitHub limits what it answers to strangers, and a private action is nobody's business.
  hasRegistryOfRecord: false,
  lookups,
  repositories,
};
