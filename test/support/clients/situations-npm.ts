import {
  both,
  bunfig,
  byDefault,
  type Files,
  forScope,
  manifest,
  member,
  nested,
  npmrcBoth,
  plain,
  pnpmWorkspace,
  project,
  type Setup,
  scoped,
  tell,
  yarnrc,
} from './projects-npm.ts';
import type { Offer, OfferedRelease, Situation } from './situation.ts';
import { ofEmpty } from './situations-npm-empty.ts';

/** Releases as `1.0.0`, deprecated ones with an exclamation mark. @param tags left out: `latest` is the last one */
const release = (versions: string, tags?: Readonly<Record<string, string>>): Offer => ({
  releases: versions.split(' ').map((word): OfferedRelease => {
    const version = word.replace('!', '');
    return word === version ? { version } : { version, yanked: true };
  }),
  ...(tags === undefined ? {} : { tags }),
});

/** What a registry may say of the name. */
const offers: Readonly<Record<string, Offer>> = {
  none: { status: 404 },
  one: release('1.0.0'),
  two: release('2.0.0'),
  both: release('1.0.0 2.0.0'),
  behind: release('1.0.0 1.5.0 2.0.0', { latest: '1.0.0', next: '2.0.0' }),
  pre: release('1.0.0 3.0.0-rc.1', { latest: '1.0.0', next: '3.0.0-rc.1' }),
  preLatest: release('1.0.0 3.0.0-rc.1'),
  onlyPre: release('3.0.0-rc.1'),
  deprecated: release('1.0.0 1.5.0!'),
  onlyDeprecated: release('4.0.0 4.1.0!', { latest: '4.1.0' }),
  allDeprecated: release('4.0.0! 4.1.0!'),
  deprecatedTop: release('1.0.0 2.0.0 2.5.0!', { latest: '1.0.0' }),
  deprecatedLatest: release('1.0.0! 2.0.0', { latest: '1.0.0' }),
  untagged: release('1.0.0 2.0.0', {}),
  unauthorised: { status: 401 },
  forbidden: { status: 403 },
  broken: { status: 500 },
};

/** Requirements that tell the releases of one registry apart. */
const choices: Readonly<Record<string, readonly string[]>> = {
  one: ['*', '^1.0.0', '1.0.0', '2.0.0', 'latest', 'next', '^4.0.0', ''],
  both: ['*', '^1.0.0', '<2.0.0', '1.0.0', '>1.0.0', 'v1.0.0', '1.x || 2.x', '1'],
  behind: ['*', '>=1.0.0', '^1.0.0', '^2.0.0', 'latest', 'next', 'x', ''],
  pre: ['*', '>=1.0.0', '>=3.0.0-rc.0', '^3.0.0-rc.0', '3.0.0-rc.1', '^3.0.0', 'next'],
  preLatest: ['', '*', '>=1.0.0', 'latest', '^1.0.0', '^3.0.0-rc.0'],
  onlyPre: ['', '*', '>=1.0.0', 'latest', '^3.0.0-rc.0', 'x'],
  deprecated: ['*', '^1.0.0', 'latest', '1.5.0', '>1.0.0'],
  onlyDeprecated: ['*', '^4.0.0', 'latest'],
  allDeprecated: ['*', '^4.0.0', 'latest'],
  deprecatedTop: ['*', '^2.0.0', '>1.0.0'],
  deprecatedLatest: ['*', '>=1.0.0', '^1.0.0', 'latest'],
  untagged: ['*', '^1.0.0', 'latest'],
  none: ['*', '1.0.0'],
  unauthorised: ['*'],
  forbidden: ['*'],
  broken: ['*'],
};

/** Pairs of what two registries say, that show which of them was asked. */
const pairs = [
  'one two',
  'two one',
  'one none',
  'none one',
  'none none',
  'both one',
  'unauthorised one',
  'forbidden one',
  'broken one',
  'one forbidden',
  'one broken',
];
const fewPairs = ['one two', 'two one', 'none one'];

const memberNpmrc: Files = { '.npmrc': 'registry={{b}}\n', 'packages/a/.npmrc': 'registry={{a}}\n' };

/** Clients that read `.npmrc`. */
const ofNpmrc = (['npm', 'pnpm', 'yarn-classic', 'bun'] as const).flatMap((client): readonly Setup[] => [
  project('scope', client, scoped, both, { '.npmrc': npmrcBoth }, { isFull: true }),
  project('scope-alone', client, plain, both, { '.npmrc': npmrcBoth }, { isFull: true }),
  project('scope-missing', client, scoped, tell(byDefault('b'), forScope('a', '@other')), {
    '.npmrc': 'registry={{b}}\n@other:registry={{a}}\n',
  }),
  project('twice', client, plain, tell(byDefault('b')), { '.npmrc': 'registry={{a}}\nregistry={{b}}\n' }),
  project(
    'variable',
    client,
    plain,
    tell(byDefault('a')),
    { '.npmrc': 'registry={{b}}\n' },
    { env: { NPM_CONFIG_REGISTRY: '{{a}}' } },
  ),
  project(
    'variable-of-scope',
    client,
    scoped,
    // Bun takes only the default registry from variables of npm.
    tell(forScope(client === 'bun' ? 'b' : 'a'), byDefault('b')),
    { '.npmrc': 'registry={{b}}\n@acme:registry={{b}}\n' },
    { env: { 'npm_config_@acme:registry': '{{a}}' } },
  ),
  project(
    'variable-scope',
    client,
    scoped,
    tell(byDefault('a'), forScope('b')),
    { '.npmrc': '@acme:registry={{b}}\n' },
    { env: { npm_config_registry: '{{a}}' } },
  ),
  project(
    'option',
    client,
    plain,
    tell(byDefault('a')),
    { '.npmrc': 'registry={{b}}\n' },
    { args: ['--registry', '{{a}}'] },
  ),
  project(
    'option-scope',
    client,
    scoped,
    tell(byDefault('a'), forScope('b')),
    { '.npmrc': '@acme:registry={{b}}\n' },
    { args: ['--registry', '{{a}}'] },
  ),
  member('member-root', client, plain, tell(byDefault('b')), { '.npmrc': 'registry={{b}}\n' }),
  // npm and Bun go to the root of the workspace first.
  member('member-own', client, plain, tell(byDefault(client === 'npm' || client === 'bun' ? 'b' : 'a')), memberNpmrc),
  member('member-from-root', client, plain, tell(byDefault('b')), memberNpmrc, ''),
  nested('nested-own', client, plain, tell(byDefault('a')), {
    '.npmrc': 'registry={{b}}\n',
    'inner/.npmrc': 'registry={{a}}\n',
  }),
  project(
    'publish',
    client,
    plain,
    tell(byDefault('b')),
    { '.npmrc': 'registry={{b}}\n' },
    { fields: { publishConfig: { registry: '{{a}}' } } },
  ),
]);

const ofPnpm: readonly Setup[] = [
  project('workspace', 'pnpm', scoped, both, {
    ...pnpmWorkspace(`registries:\n  default: '{{b}}'\n  '@acme': '{{a}}'\n`),
  }),
  project('workspace-alone', 'pnpm', plain, both, {
    ...pnpmWorkspace(`registries:\n  default: '{{b}}'\n  '@acme': '{{a}}'\n`),
  }),
  project('workspace-and-npmrc', 'pnpm', plain, tell(byDefault('a')), {
    '.npmrc': 'registry={{b}}\n',
    ...pnpmWorkspace(`registries:\n  default: '{{a}}'\n`),
  }),
  project('workspace-and-npmrc-scope', 'pnpm', scoped, tell(forScope('a'), byDefault('b')), {
    '.npmrc': 'registry={{b}}\n@acme:registry={{b}}\n',
    ...pnpmWorkspace(`registries:\n  '@acme': '{{a}}'\n`),
  }),
];

const ofClassic: readonly Setup[] = [
  project('yarnrc', 'yarn-classic', scoped, both, { '.yarnrc': 'registry "{{b}}"\n"@acme:registry" "{{a}}"\n' }),
  project('yarnrc-alone', 'yarn-classic', plain, both, { '.yarnrc': 'registry "{{b}}"\n"@acme:registry" "{{a}}"\n' }),
  project('yarnrc-and-npmrc', 'yarn-classic', plain, tell(byDefault('b')), {
    '.npmrc': 'registry={{b}}\n',
    '.yarnrc': 'registry "{{a}}"\n',
  }),
  project('yarnrc-and-npmrc-scope', 'yarn-classic', scoped, tell(forScope('b'), byDefault('b')), {
    '.npmrc': 'registry={{b}}\n@acme:registry={{b}}\n',
    '.yarnrc': '"@acme:registry" "{{a}}"\n',
  }),
  nested('nested-above', 'yarn-classic', plain, tell(byDefault('b')), { '.npmrc': 'registry={{b}}\n' }),
];

const ofBun: readonly Setup[] = [
  project('bunfig', 'bun', scoped, both, bunfig(`registry = "{{b}}"\n[install.scopes]\nacme = "{{a}}"\n`)),
  project('bunfig-alone', 'bun', plain, both, bunfig(`registry = "{{b}}"\n[install.scopes]\nacme = "{{a}}"\n`)),
  project(
    'bunfig-table',
    'bun',
    scoped,
    both,
    bunfig(`registry = { url = "{{b}}" }\n[install.scopes]\n"@acme" = { url = "{{a}}" }\n`),
  ),
  project('bunfig-and-npmrc', 'bun', plain, tell(byDefault('a')), {
    '.npmrc': 'registry={{b}}\n',
    ...bunfig('registry = "{{a}}"\n'),
  }),
  project('bunfig-and-npmrc-scope', 'bun', scoped, tell(forScope('a'), byDefault('b')), {
    '.npmrc': 'registry={{b}}\n@acme:registry={{b}}\n',
    ...bunfig('[install.scopes]\nacme = "{{a}}"\n'),
  }),
  project('bun-variable', 'bun', plain, tell(byDefault('a')), bunfig('registry = "{{b}}"\n'), {
    env: { BUN_CONFIG_REGISTRY: '{{a}}' },
  }),
];

const berryBoth = yarnrc(`npmRegistryServer: "{{b}}"\nnpmScopes:\n  acme:\n    npmRegistryServer: "{{a}}"\n`);
const memberYarnrc: Files = {
  '.yarnrc.yml': yarnrc('npmRegistryServer: "{{b}}"\n'),
  'packages/a/.yarnrc.yml': 'npmRegistryServer: "{{a}}"\n',
};
const ofBerry: readonly Setup[] = [
  project('scope', 'yarn-berry', scoped, both, { '.yarnrc.yml': berryBoth }, { isFull: true }),
  project('scope-alone', 'yarn-berry', plain, both, { '.yarnrc.yml': berryBoth }, { isFull: true }),
  project('scope-missing', 'yarn-berry', scoped, tell(byDefault('b'), forScope('a', '@other')), {
    '.yarnrc.yml': yarnrc(`npmRegistryServer: "{{b}}"\nnpmScopes:\n  other:\n    npmRegistryServer: "{{a}}"\n`),
  }),
  project('npmrc', 'yarn-berry', plain, tell(byDefault('b')), {
    '.npmrc': 'registry={{a}}\n',
    '.yarnrc.yml': yarnrc('npmRegistryServer: "{{b}}"\n'),
  }),
  project(
    'variable',
    'yarn-berry',
    plain,
    tell(byDefault('a')),
    { '.yarnrc.yml': yarnrc('npmRegistryServer: "{{b}}"\n') },
    { env: { YARN_NPM_REGISTRY_SERVER: '{{a}}' } },
  ),
  project(
    'variable-npm',
    'yarn-berry',
    plain,
    tell(byDefault('b')),
    { '.yarnrc.yml': yarnrc('npmRegistryServer: "{{b}}"\n') },
    { env: { NPM_CONFIG_REGISTRY: '{{a}}' } },
  ),
  member('member-root', 'yarn-berry', plain, tell(byDefault('b')), {
    '.yarnrc.yml': yarnrc('npmRegistryServer: "{{b}}"\n'),
  }),
  member('member-own', 'yarn-berry', plain, tell(byDefault('a')), memberYarnrc),
  member('member-from-root', 'yarn-berry', plain, tell(byDefault('b')), memberYarnrc, ''),
  nested('nested-own', 'yarn-berry', plain, tell(byDefault('a')), {
    '.yarnrc.yml': yarnrc('npmRegistryServer: "{{b}}"\n'),
    'inner/.yarnrc.yml': 'npmRegistryServer: "{{a}}"\n',
    'inner/yarn.lock': '',
  }),
];

const spell = (requirement: string): string => requirement.replace(/[^\w.]/g, (sign) => `-${sign.charCodeAt(0)}-`);

const ofRegistries = [...ofNpmrc, ...ofPnpm, ...ofClassic, ...ofBun, ...ofBerry, ...ofEmpty].flatMap(
  ({ id, client, name, told, isFull, build }) =>
    (isFull === true ? pairs : fewPairs).map((pair): Situation => {
      const [a = '', b = ''] = pair.split(' ');
      return {
        id: `${id}_${a}_${b}`,
        client,
        name,
        ...build('*'),
        requirement: '*',
        told,
        indexes: { a: offers[a] ?? {}, b: offers[b] ?? {} },
      };
    }),
);

/** One registry: which of its releases is taken. */
const ofReleases = (['npm', 'pnpm', 'yarn-classic', 'yarn-berry', 'bun'] as const).flatMap((client) =>
  Object.entries(choices).flatMap(([kind, requirements]) =>
    requirements.map((requirement): Situation => {
      const files: Files =
        client === 'yarn-berry'
          ? { '.yarnrc.yml': yarnrc('npmRegistryServer: "{{b}}"\n') }
          : { '.npmrc': 'registry={{b}}\n' };
      return {
        id: `${client}-default_${kind}_${spell(requirement)}`,
        client,
        name: plain,
        files: { 'package.json': manifest(plain, requirement), ...files },
        requirement,
        told: tell(byDefault('b')),
        indexes: { b: offers[kind] ?? {} },
      };
    }),
  ),
);

export const npmSituations: readonly Situation[] = [...ofRegistries, ...ofReleases];
