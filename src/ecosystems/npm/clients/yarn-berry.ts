import type { Client } from '../../../model/resolution.ts';
import { askOneRegistry, jsr } from './one-registry.ts';
import { pickAsBerry } from './pick.ts';

/** Yarn from version 2 on, which reads no `.npmrc` (yarnpkg.com, `npmScopes`). */
export const client: Client = {
  id: 'yarn-berry',
  title: 'Yarn',
  ...askOneRegistry(pickAsBerry, { blank: { default: 'fails', scope: 'fails' }, sends: jsr }),
  advise: (url) =>
    `give what comes from there a scope, and write \`npmScopes: { scope: { npmRegistryServer: "${url}" } }\` into \`.yarnrc.yml\``,
};
