import { endpoints } from '../../../src/knowledge/endpoints.ts';
import type { ClientSetup } from '../../../src/model/resolution.ts';
import {
  both,
  bunfig,
  byDefault,
  type Clients,
  forScope,
  plain,
  pnpmWorkspace,
  project,
  type Setup,
  scoped,
  tell,
  yarnrc,
} from './projects-npm.ts';

/** It leaves the scope to the default, but not for pnpm, which fails. */
const scopeOf = (client: Clients): ClientSetup =>
  client === 'pnpm' ? tell(byDefault('b'), forScope('')) : tell(byDefault('b'));
/** npm fails with it whatever it needs, pnpm where it needs the default. */
const defaultOf = (client: Clients): ClientSetup =>
  client === 'npm' ? tell(byDefault('')) : tell(byDefault(client === 'pnpm' ? '' : endpoints.npm), forScope('a'));

/** Empty addresses: `registry=`. */
export const ofEmpty: readonly Setup[] = [
  ...(['npm', 'pnpm', 'yarn-classic', 'bun'] as const).flatMap((client): readonly Setup[] => [
    project('empty-scope', client, scoped, scopeOf(client), { '.npmrc': 'registry={{b}}\n@acme:registry=\n' }),
    project('empty-scope-last', client, scoped, scopeOf(client), {
      '.npmrc': 'registry={{b}}\n@acme:registry={{a}}\n@acme:registry=\n',
    }),
    project('empty-default', client, scoped, defaultOf(client), {
      '.npmrc': 'registry=\n@acme:registry={{a}}\n',
    }),
  ]),
  project('empty-plain', 'npm', plain, tell(byDefault('')), { '.npmrc': 'registry=\n' }),
  project('empty-plain', 'pnpm', plain, tell(byDefault('')), { '.npmrc': 'registry=\n' }),
  project('empty-workspace', 'pnpm', plain, tell(byDefault('')), {
    '.npmrc': 'registry={{b}}\n',
    ...pnpmWorkspace(`registries:\n  default: ''\n`),
  }),
  project('empty-workspace-scope', 'pnpm', scoped, tell(forScope(''), byDefault('b')), {
    '.npmrc': 'registry={{b}}\n@acme:registry={{a}}\n',
    ...pnpmWorkspace(`registries:\n  '@acme': ''\n`),
  }),
  project('empty-workspace-setting', 'pnpm', plain, tell(byDefault('b')), {
    '.npmrc': 'registry={{b}}\n',
    ...pnpmWorkspace(`registry: ''\n`),
  }),
  project('empty-npmrc', 'yarn-classic', plain, tell(byDefault('b')), {
    '.npmrc': 'registry=\n',
    '.yarnrc': 'registry "{{b}}"\n',
  }),
  project('empty-npmrc-scope', 'yarn-classic', scoped, both, {
    '.npmrc': 'registry={{b}}\n@acme:registry=\n',
    '.yarnrc': '"@acme:registry" "{{a}}"\n',
  }),
  project('empty-yarnrc-scope', 'yarn-classic', scoped, tell(byDefault('b')), {
    '.yarnrc': 'registry "{{b}}"\n"@acme:registry" ""\n',
  }),
  project('empty-scope', 'yarn-berry', scoped, tell(byDefault('b'), forScope('')), {
    '.yarnrc.yml': yarnrc('npmRegistryServer: "{{b}}"\nnpmScopes:\n  acme:\n    npmRegistryServer: ""\n'),
  }),
  project('empty-plain', 'yarn-berry', plain, tell(byDefault('')), {
    '.yarnrc.yml': yarnrc('npmRegistryServer: ""\n'),
  }),
  project('empty-bunfig-scope', 'bun', scoped, tell(byDefault('b')), {
    '.npmrc': '@acme:registry={{a}}\n',
    ...bunfig('registry = "{{b}}"\n[install.scopes]\nacme = ""\n'),
  }),
  project('empty-bunfig', 'bun', scoped, tell(byDefault(endpoints.npm), forScope('a')), {
    '.npmrc': 'registry={{b}}\n@acme:registry={{a}}\n',
    ...bunfig('registry = ""\n'),
  }),
];
