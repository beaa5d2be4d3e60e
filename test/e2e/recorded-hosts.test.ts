import { describe, expect, it } from 'vitest';
import { endpoints } from '../../src/knowledge/endpoints.ts';
import { startNpmRegistry } from '../support/registries/npm.ts';
import { type NpmPackage, npmIntegrity } from '../support/registries/npm-documents.ts';
import { auditBetween } from './between-indexes.ts';
import { manifest } from './world.ts';

const name = '@acme/tool';
const version = '1.2.0';
const hash = npmIntegrity(name, version);
const pkg: NpmPackage = { name, versions: [{ version, publishedAt: '2020-01-01T00:00:00.000Z' }] };
const asked = { [name]: '*' };

/** Lockfiles that record the archive at an address. */
const lockfiles = {
  npm: (resolved: string) => ({
    'package-lock.json': JSON.stringify({
      name: 'shop',
      version: '1.0.0',
      lockfileVersion: 3,
      packages: {
        '': { name: 'shop', version: '1.0.0', dependencies: asked },
        [`node_modules/${name}`]: { version, resolved, integrity: hash },
      },
    }),
  }),
  pnpm: (tarball: string) => ({
    'pnpm-lock.yaml': `lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      '${name}':\n        specifier: '*'\n        version: ${version}\npackages:\n  '${name}@${version}':\n    resolution: {integrity: ${hash}, tarball: ${tarball}}\nsnapshots:\n  '${name}@${version}': {}\n`,
  }),
  classic: (resolved: string) => ({
    'yarn.lock': `# yarn lockfile v1\n\n\n"${name}@*":\n  version "${version}"\n  resolved "${resolved}#abc"\n  integrity ${hash}\n`,
  }),
  berry: (resolved: string) => ({
    'yarn.lock': `__metadata:\n  version: 8\n\n"${name}@npm:*":\n  version: ${version}\n  resolution: "${name}@npm:${version}::__archiveUrl=${encodeURIComponent(resolved)}"\n  languageName: node\n  linkType: hard\n`,
  }),
  bun: (resolved: string) => ({
    'bun.lock': JSON.stringify({
      lockfileVersion: 1,
      workspaces: { '': { name: 'shop', dependencies: asked } },
      packages: { [name]: [`${name}@${version}`, resolved, {}, hash] },
    }),
  }),
};

/** One folder for each, named by what its settings send to the private registry. */
const npmrc = (own: string): Readonly<Record<string, string>> => ({
  scope: `@acme:registry=${own}\n`,
  all: `registry=${own}\n`,
  both: `@acme:registry=${own}\nregistry=${endpoints.npm}\n`,
});
const yarnrc = (own: string): Readonly<Record<string, string>> => ({
  scope: `npmScopes: { acme: { npmRegistryServer: "${own}" } }\n`,
  all: `npmRegistryServer: "${own}"\n`,
  both: `npmRegistryServer: "${endpoints.npm}"\nnpmScopes: { acme: { npmRegistryServer: "${own}" } }\n`,
});

type Files = Readonly<Record<string, string>>;

const inFolder = (folder: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));

/** What is told of the source where both registries have the release, with the recorded hash. */
async function tellSources(client: keyof typeof lockfiles): Promise<readonly string[]> {
  const [npm, own] = await Promise.all([startNpmRegistry([pkg]), startNpmRegistry([pkg])]);
  const lines = Object.entries((client === 'berry' ? yarnrc : npmrc)(own.url));
  const rc = (text: string): Files => ({ [client === 'berry' ? '.yarnrc.yml' : '.npmrc']: text });
  const projects = [
    ...lines.map(([folder, line]) => [folder, rc(line), endpoints.npm] as const),
    ['none', {}, endpoints.npm] as const,
    ...lines.map(([folder, line]) => [`own/${folder}`, rc(line), own.url] as const),
  ];
  const base = projects.map(([folder, rc]) => inFolder(folder, { ...rc, 'package.json': manifest({}) }));
  const head = projects.map(([folder, rc, host]) => {
    const locked = lockfiles[client](`${host}/${name}/-/tool-${version}.tgz`);
    return inFolder(folder, { ...rc, 'package.json': manifest(asked), ...locked });
  });
  const { report } = await auditBetween({ npm, own: [own] }, [Object.assign({}, ...base), Object.assign({}, ...head)]);
  return report.findings.flatMap(({ ruleId, severity, message, location, relatedLocations }) =>
    ruleId === 'unexpected-source'
      ? [location, ...relatedLocations].map(
          ({ path }) => `${path.split('/').slice(0, -1).join('/')}: ${severity} ${message}`,
        )
      : [],
  );
}

describe('a lockfile that records the public host', () => {
  // Only npm puts the default registry in its place (`replace-registry-host`), and none puts that of a scope.
  it.each<[keyof typeof lockfiles, readonly string[]]>([
    ['npm', ['both', 'scope']],
    ['pnpm', ['all', 'both', 'scope']],
    ['classic', ['all', 'both', 'scope']],
    ['berry', ['all', 'both', 'scope']],
    ['bun', ['all', 'both', 'scope']],
  ])('of %s is told with lines for %j', async (client, told) => {
    const where = `would be downloaded from ${new URL(endpoints.npm).host}, where no registry in use keeps archives.`;
    expect(await tellSources(client)).toEqual(told.map((folder) => `${folder}: high ${name} ${version} ${where}`));
  });
});
