import { describe, expect, it } from 'vitest';
import { type Files, memorySource } from '../../test/support/memory-source.ts';
import { formats } from '../app/formats.ts';
import { names as bundledNames } from '../app/names.ts';
import { defaultPolicy } from '../config/defaults.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { endpoints } from '../knowledge/endpoints.ts';
import { diffDependencies } from './diff.ts';
import { discoverChanges } from './discover.ts';
import { createReader } from './read.ts';
import { createRegistryBook } from './registries.ts';
import { describeSubjects } from './subjects.ts';

const github = 'https://npm.pkg.github.com';
const workflow = (more = '') =>
  `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: actions/setup-node@v4\n        with:\n          registry-url: ${github}\n${more}      - run: npm ci\n`;
const manifest = (name: string) => ({ 'package.json': `{"dependencies":{"${name}":"1"}}` });

/** Where a name may come from in a project that a workflow with GitHub Packages installs. */
async function registriesOf(name: string, owner: string | undefined, files: Files) {
  const reader = createReader(formats, owner);
  const discovery = await discoverChanges(memorySource({}, { ...files, ...manifest(name) }), reader, formats);
  const found = describeSubjects(diffDependencies(discovery, ecosystems), {
    discovery,
    registries: createRegistryBook(defaultPolicy, []),
    ecosystems,
    policy: defaultPolicy,
    owner,
    claims: [],
    publishesPublicly: bundledNames.publishesPublicly,
  }).find(({ dependency }) => dependency.name === name);
  return found?.registries.map(({ url, trusted, origin }) => [url, trusted, origin]);
}

const ci = '.github/workflows/ci.yml';
const usual = [endpoints.npm, true, 'the public default'];

describe('the namespace of the owner, which setup-node takes for GitHub Packages', () => {
  it.each<[string, string, string | undefined, string, unknown]>([
    ['is known', '@acme/x', 'Acme', '', [github, false, `${ci}:8`]],
    ['is another one', '@other/x', 'Acme', '', usual],
    ['is named', '@acme/x', undefined, "          scope: '@acme'\n", [github, false, `${ci}:8`]],
    [
      'is named by its expression',
      '@acme/x',
      'acme',
      `          scope: \${{ github.repository_owner }}\n`,
      [github, false, `${ci}:8`],
    ],
    [
      'is not known: nobody public is asked',
      '@acme/x',
      undefined,
      '',
      [github, false, `${ci}:8 sends the repository owner's names there, and who that is is not known`],
    ],
    ['is not known, and the name is of one that publishes', '@types/node', undefined, '', usual],
    ['is not known, and the name has none', 'left-pad', undefined, '', usual],
  ])('%s', async (_, name, owner, more, registry) => {
    expect(await registriesOf(name, owner, { [ci]: workflow(more) })).toEqual([registry]);
  });

  it('is no matter where no setting speaks of it', async () => {
    expect(await registriesOf('@acme/x', undefined, {})).toEqual([usual]);
  });
});
