import type { Client } from '../../../model/resolution.ts';
import { askOneRegistry, jsr } from './one-registry.ts';
import { pickAsPnpm } from './pick.ts';

/** pnpm: what `pnpm-workspace.yaml` says counts more than an `.npmrc` (pnpm.io, `registries`). */
export const client: Client = {
  id: 'pnpm',
  title: 'pnpm',
  ...askOneRegistry(pickAsPnpm, {
    files: ['pnpm-workspace.yaml', '.npmrc'],
    blank: { default: 'fails', scope: 'fails' },
    sends: jsr,
  }),
  advise: (url) =>
    `give what comes from there a scope, and write \`"@scope": ${url}\` under \`registries\` in \`pnpm-workspace.yaml\``,
};
