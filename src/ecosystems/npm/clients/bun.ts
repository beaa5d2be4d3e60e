import type { Client } from '../../../model/resolution.ts';
import { askOneRegistry } from './one-registry.ts';
import { pickAsBun } from './pick.ts';

/** Bun: what `bunfig.toml` says counts more than an `.npmrc` (bun.com, "Scopes and registries"). */
export const client: Client = {
  id: 'bun',
  title: 'Bun',
  ...askOneRegistry(pickAsBun, {
    files: ['bunfig.toml', '.bunfig.toml', '.npmrc'],
    blank: { default: 'erases', scope: 'erases' },
  }),
  advise: (url) =>
    `give what comes from there a scope, and write \`scope = "${url}"\` under \`[install.scopes]\` in \`bunfig.toml\``,
};
