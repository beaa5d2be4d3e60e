import type { Client } from '../../../model/resolution.ts';
import { askOneRegistry } from './one-registry.ts';
import { pickAsNpm } from './pick.ts';

/** npm (docs.npmjs.com, `scope`, `npmrc`). */
export const client: Client = {
  id: 'npm',
  title: 'npm',
  isUsual: true,
  ...askOneRegistry(pickAsNpm, { blank: { default: 'fails all', scope: 'erases' } }),
  advise: (url) =>
    `give what comes from there a scope, and write \`@scope:registry=${url}\` into \`.npmrc\` beside the lockfile`,
};
