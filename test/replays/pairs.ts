import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formats } from '../../src/app/formats.ts';
import type { Dependency } from '../../src/model/dependency.ts';
import { memorySource } from '../support/memory-source.ts';
import { createNpmManifest, createPackument, type NpmPackage } from '../support/registries/npm-documents.ts';
import { createSimpleJson, normalise, type PyPiProject } from '../support/registries/pypi-documents.ts';
import type { Reply } from '../support/registries/reply.ts';
import { startServer } from '../support/registries/server.ts';
import { readSpan } from './replay.ts';
import { configure, judge, type Outcome, plain } from './run.ts';

/** The clock of all of them: what is known of names is of some weeks earlier. */
const now = Date.parse('2026-11-15T12:00:00Z');
const year = 365 * 86_400_000;

/** A real change of one lockfile. */
export interface Pair {
  /** `uv.lock/owner__repository__commit` */
  readonly id: string;
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
}

/** Half a day is as good as two hours: all is of one age. */
export const pairAges = ['20h', '3d', '10d'] as const;

/** Files whose packages have look-ups. */
const kinds = [
  'package-lock.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'poetry.lock',
  'uv.lock',
  'requirements.txt',
  'main.txt',
  'requirements-docs.txt',
];

const readFolder = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [placeOf(name), readFileSync(join(folder, name), 'utf8')]),
  );

/** Requirements have any name in a folder of that name. */
const placeOf = (name: string): string => (name === 'main.txt' ? 'requirements/main.txt' : name);

export function readPairs(corpus: string): readonly Pair[] {
  return kinds.flatMap((kind) =>
    readdirSync(join(corpus, 'pairs', kind)).map((one) => {
      const folder = join(corpus, 'pairs', kind, one);
      return {
        id: `${kind}/${one}`,
        before: readFolder(join(folder, 'base')),
        after: readFolder(join(folder, 'head')),
      };
    }),
  );
}

const listAll = (files: Readonly<Record<string, string>>): readonly Dependency[] =>
  Object.entries(files).flatMap(([path, text]) => {
    const format = formats.find(({ matches }) => matches(path) === 'name');
    if (format === undefined) return [];
    return format.parse({ path, text }).dependencies.filter(({ source }) => source.kind === 'registry');
  });

/** Versions by name, with the hashes that the lockfiles have of them, those that were there before first. */
type Known = Map<string, Map<string, { readonly isNew: boolean; readonly integrity: readonly string[] }>>;

function collect([before, after]: readonly (readonly Dependency[])[], ecosystem: string): Known {
  const known: Known = new Map();
  for (const [isNew, all] of [[false, before] as const, [true, after] as const])
    for (const one of all ?? []) {
      if (one.ecosystem !== ecosystem || one.version === undefined) continue;
      const versions = known.get(one.name) ?? new Map();
      known.set(one.name, versions);
      const had = versions.get(one.version);
      versions.set(one.version, {
        isNew: had?.isNew ?? isNew,
        integrity: [...new Set([...(had?.integrity ?? []), ...(one.integrity ?? [])])],
      });
    }
  return known;
}

/** What was not there before is so old, all else some years. A name that is new was published years ago, too. */
function datesOf(known: Known, name: string, age: number) {
  const versions = [...(known.get(name) ?? [])].map(([version, { isNew, integrity }]) => ({
    version,
    integrity,
    date: new Date(isNew ? now - age : now - 2 * year).toISOString(),
  }));
  return [{ version: '0.0.1', integrity: [], date: new Date(now - 6 * year).toISOString() }, ...versions];
}

function answerNpm(url: string, known: Known, age: number, base: string): Reply {
  const [path = ''] = url.split('?', 1);
  const parts = path.slice(1).split('/').map(decodeURIComponent);
  const [name = '', version] =
    parts[0]?.startsWith('@') && !parts[0].includes('/') ? [parts.slice(0, 2).join('/'), parts[2]] : parts;
  const dates = datesOf(known, name, age);
  const versions = dates.map((one) => ({ version: one.version, publishedAt: one.date, publisher: 'maintainer-a' }));
  const pkg: NpmPackage = { name, versions, maintainers: ['maintainer-a'] };
  const withHashes = (document: object, wanted: string): object => {
    const { integrity = [] } = dates.find((one) => one.version === wanted) ?? {};
    const shasum = integrity.find((hash) => /^sha1[-:]/.test(hash));
    const hashes = integrity.filter((hash) => hash !== shasum).join(' ');
    return { ...document, dist: { ...(hashes === '' ? {} : { integrity: hashes }) } };
  };
  if (version !== undefined) {
    const release = versions.find((one) => one.version === version);
    return release === undefined
      ? { status: 404, json: `version not found: ${version}` }
      : { json: withHashes(createNpmManifest(pkg, release, base), version) };
  }
  const packument = createPackument(pkg, base);
  const all = versions.map((one) => [one.version, withHashes(createNpmManifest(pkg, one, base), one.version)]);
  return { json: { ...packument, versions: Object.fromEntries(all) } };
}

const isText = (value: unknown): value is string => typeof value === 'string';

function answerPypi(url: string, known: Known, age: number, base: string): Reply | undefined {
  const [, kind, name = ''] = (url.split('?', 1)[0] ?? '').split('/').map(decodeURIComponent);
  if (kind !== 'simple') return undefined;
  const hashes = new Map<string, string>();
  const releases = datesOf(known, name, age).map(({ version, date, integrity }) => {
    const sha256 = integrity.flatMap((hash) => /^sha256[:-]([0-9a-f]{64})$/.exec(hash)?.[1] ?? []);
    const files = (sha256.length === 0 ? [''] : sha256).map((hash, place) => {
      const filename = `${normalise(name).replaceAll('-', '_')}-${version}-${place}-py3-none-any.whl`;
      if (hash !== '') hashes.set(filename, hash);
      return { filename };
    });
    return { version, uploadedAt: date, files };
  });
  const project: PyPiProject = { name, releases, publishers: ['maintainer-a'] };
  const page = createSimpleJson(project, base, { metadata: false });
  const files = Array.isArray(page['files']) ? page['files'] : [];
  const kept = files.map((file: { filename?: unknown }) => {
    const sha256 = isText(file.filename) ? hashes.get(file.filename) : undefined;
    return sha256 === undefined ? file : { ...file, hashes: { sha256 } };
  });
  return { json: { ...page, files: kept }, headers: { 'content-type': 'application/vnd.pypi.simple.v1+json' } };
}

const outcomes = new Map<string, Promise<Outcome>>();

/** The one before is waited for: lockfiles are large, and so are their reports. */
let last: Promise<unknown> = Promise.resolve();

/** Each is run once, however many ask. */
export function outcomeOfPair(pair: Pair, age: string): Promise<Outcome> {
  const key = `${pair.id} ${age}`;
  const found = outcomes.get(key) ?? last.then(() => runPair(pair, age));
  last = found.catch(() => undefined);
  outcomes.set(key, found);
  return found;
}

/** The change, where every release that it takes is so old and everything else speaks for itself. */
async function runPair(pair: Pair, age: string): Promise<Outcome> {
  const span = readSpan(age);
  const all = [pair.before, pair.after].map(listAll);
  const [npmKnown, pypiKnown] = [collect(all, 'npm'), collect(all, 'pypi')];
  let base = '';
  const npm = await startServer(({ url }) => answerNpm(url, npmKnown, span, base), plain);
  base = npm.url;
  const pypi = await startServer(({ url }) => answerPypi(url, pypiKnown, span, 'https://files.acme.example'), plain);
  try {
    return await judge(configure(npm.url, `${pypi.url}/simple`), memorySource(pair.before, pair.after), new Date(now));
  } finally {
    await npm.close();
    await pypi.close();
  }
}
