import type { Client } from '../../../model/resolution.ts';
import { askOneRegistry } from './one-registry.ts';
import { pickAsClassic } from './pick.ts';

/** Yarn 1: what an `.npmrc` says counts more than a `.yarnrc` (`npm-registry.js`, `getRegistry`). */
export const client: Client = {
  id: 'yarn-classic',
  title: 'Yarn 1',
  ...askOneRegistry(pickAsClassic, {
    files: ['.npmrc', '.yarnrc'],
    blank: { default: 'is passed over', scope: 'is passed over' },
  }),
  advise: (url) => `give what comes from there a scope, and write \`"@scope:registry" "${url}"\` into \`.yarnrc\``,
};
