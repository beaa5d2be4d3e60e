import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endpoints } from '../../../src/knowledge/endpoints.ts';
import { runIn } from '../clients/run.ts';
import type { NpmPackage, NpmVersion } from '../registries/npm-documents.ts';
import { authored, publish } from './publish.ts';
import { findVerdaccio, startVerdaccio, type Verdaccio } from './server.ts';

const installed = findVerdaccio();
const first: NpmVersion = { version: '1.0.0', publishedAt: '2020-01-01T00:00:00.000Z' };
const pkg: NpmPackage = { name: 'acme-tools', versions: [first, { ...first, version: '1.1.0' }], latest: '1.0.0' };

type Json = Readonly<Record<string, unknown>>;
const keysOf = (document: unknown): readonly string[] => Object.keys(document as Json).sort();

/** What `docs/replays.md` says of it; a new version of Verdaccio may do otherwise. */
describe.runIf(installed !== undefined)('Verdaccio', () => {
  let verdaccio: Verdaccio;
  beforeAll(async () => {
    if (installed !== undefined) verdaccio = await startVerdaccio(installed);
  });
  afterAll(() => verdaccio.close());
  beforeEach(async () => {
    verdaccio.clear();
    await publish(verdaccio, pkg);
  });

  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${verdaccio.url}/${path}`, { headers });
  const read = async (path: string, headers?: Readonly<Record<string, string>>): Promise<Json> =>
    (await (await get(path, headers)).json()) as Json;

  it('stores what npm publishes as it stores what the replays publish', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'published-'));
    try {
      mkdirSync(join(folder, 'package'));
      writeFileSync(
        join(folder, 'package/package.json'),
        JSON.stringify(authored({ ...pkg, name: 'acme-other' }, first)),
      );
      writeFileSync(join(folder, '.npmrc'), `${verdaccio.url.replace('http:', '')}/:_authToken=${verdaccio.token}\n`);
      const command = [
        'npm',
        'publish',
        '--userconfig',
        '../.npmrc',
        '--registry',
        verdaccio.url,
        '--loglevel',
        'error',
      ];
      const run = await runIn(join(folder, 'package'), command, { HOME: folder });
      expect(run).toMatchObject({ status: 0 });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    const [theirs, ours] = [await read('acme-other/1.0.0'), await read('acme-tools/1.0.0')];
    // npm adds the commit where it is in a repository.
    expect([...keysOf(theirs), 'gitHead'].sort()).toEqual(keysOf(ours));
    expect(keysOf(theirs['dist'])).toEqual(keysOf(ours['dist']));
  });

  it('leaves out of the full document who is behind a package, and out of that of a version who published it', async () => {
    const document = await read('acme-tools');
    expect(keysOf(document)).toEqual(
      ['_attachments', '_id', '_rev', 'dist-tags', 'name', 'readme', 'time', 'users', 'versions'].sort(),
    );
    expect(document['dist-tags']).toEqual({ latest: '1.0.0' });
    expect(keysOf(document['time'])).toEqual(['1.0.0', '1.1.0', 'created', 'modified']);
    const version = keysOf(await read('acme-tools/1.1.0'));
    expect(version).toEqual(expect.arrayContaining(['repository', 'description', 'contributors']));
    for (const key of ['_npmUser', 'maintainers', '_npmOperationalInternal']) expect(version).not.toContain(key);
  });

  it('tells times in the short document, too', async () => {
    const accept = 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*';
    expect(keysOf(await read('acme-tools', { accept }))).toEqual(['dist-tags', 'modified', 'name', 'time', 'versions']);
  });

  it.each([
    ['nothing', 'no such package available'],
    ['acme-tools/9.9.9', "this version doesn't exist: 9.9.9"],
    ['-/npm/v1/attestations/acme-tools@1.0.0', 'File not found'],
  ])('denies %s in words of its own', async (path, error) => {
    const answer = await get(path);
    expect([answer.status, await answer.json()]).toEqual([404, { error }]);
  });

  it('knows what a client has, and says of no answer how long it may be kept', async () => {
    const answer = await get('acme-tools');
    expect(answer.headers.get('cache-control')).toBeNull();
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    const tag = answer.headers.get('etag') ?? '';
    // Without these two, `fetch` asks past all caches.
    const headers = { 'if-none-match': tag, 'cache-control': 'max-age=0', pragma: 'x' };
    expect((await get('acme-tools', headers)).status).toBe(304);
  });

  it('gives archives its own address', async () => {
    const { dist } = await read('acme-tools/1.0.0');
    expect(dist).toMatchObject({ tarball: `${verdaccio.url}/acme-tools/-/acme-tools-1.0.0.tgz` });
    expect(JSON.stringify(dist)).not.toContain(endpoints.npm);
  });
});
