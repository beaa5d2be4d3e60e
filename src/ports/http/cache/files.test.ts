import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { startCachedRuns } from '../../../../test/support/cached-runs.ts';
import { openAnswerCache } from './index.ts';

let runs: Awaited<ReturnType<typeof startCachedRuns>>;
let world: typeof runs.world;
beforeEach(async () => {
  runs = await startCachedRuns();
  world = runs.world;
});

const get: typeof runs.get = (...args) => runs.get(...args);
const ask: typeof runs.ask = (...args) => runs.ask(...args);
const run: typeof runs.run = (...args) => runs.run(...args);

describe('files', () => {
  const file = () => join(runs.folder, runs.answers()[0] ?? '');

  it('are private, under names that tell nothing', async () => {
    await ask(get());
    expect(runs.answers().length).toBe(1);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(statSync(runs.folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(runs.root, 'gazetteer')).mode & 0o777).toBe(0o700);
    expect(readFileSync(file(), 'utf8')).not.toContain('127.0.0.1');
    expect(readdirSync(runs.folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  const damage: readonly [string, (path: string) => void][] = [
    ['is empty', (path) => writeFileSync(path, '')],
    ['is cut', (path) => writeFileSync(path, readFileSync(path).subarray(0, -3))],
    ['says something else', (path) => writeFileSync(path, readFileSync(path, 'utf8').replace('doc', 'bad'))],
    [
      'is of another version',
      (path) => writeFileSync(path, readFileSync(path, 'utf8').replace('answer 1', 'answer 9')),
    ],
    ['holds no text', (path) => writeFileSync(path, Buffer.from([0xff, 0xfe, 0x0a, 0x00, 0x0a]))],
    ['is too large', (path) => writeFileSync(path, 'x'.repeat(9 * 1024 * 1024))],
    ['may be read by others', (path) => chmodSync(path, 0o644)],
    ['may be written by others', (path) => chmodSync(path, 0o620)],
    [
      'is a link',
      (path) => {
        renameSync(path, `${path}.real`);
        symlinkSync(`${path}.real`, path);
      },
    ],
    [
      'is a folder',
      (path) => {
        rmSync(path);
        mkdirSync(path);
      },
    ],
    [
      'is a pipe',
      (path) => {
        rmSync(path);
        spawnSync('mkfifo', ['-m', '600', path]);
      },
    ],
  ];

  it.each(damage)('count for nothing where one %s', async (_, harm) => {
    await ask(get());
    harm(file());
    const answer = await ask(get());
    expect(answer).toMatchObject({ status: 200, json: { name: 'doc', list: [1] } });
    expect(runs.sent()).toBe(2);
  });

  it('count for nothing where one is of another user', async () => {
    await ask(get());
    await ask(get(), { owner: statSync(file()).uid + 1 });
    expect(runs.sent()).toBe(2);
  });

  it('count for nothing in the place of one another', async () => {
    await ask(get('/a'));
    const stolen = file();
    world.reply = () => ({ json: { name: 'b' } });
    await ask(get('/b'));
    for (const name of runs.answers())
      if (join(runs.folder, name) !== stolen) copyFileSync(stolen, join(runs.folder, name));
    expect(await ask(get('/b'))).toMatchObject({ json: { name: 'b' } });
    expect(runs.sent()).toBe(3);
  });

  it('are written beside what a link leads to, never into it', async () => {
    await ask(get());
    const precious = join(runs.root, 'precious');
    writeFileSync(precious, 'mine');
    rmSync(file());
    const [name = ''] = runs.answers();
    expect(name).toBe('');
    await ask(get());
    const path = file();
    rmSync(path);
    symlinkSync(precious, path);
    await ask(get());
    expect(readFileSync(precious, 'utf8')).toBe('mine');
    expect(statSync(path).isFile()).toBe(true);
    rmSync(path);
    linkSync(precious, path);
    await ask(get());
    expect(readFileSync(precious, 'utf8')).toBe('mine');
  });
});

describe('the folder', () => {
  it.each<[string, () => void]>([
    ['is a link', () => symlinkSync(join(runs.root, 'other'), runs.folder)],
    ['is a file', () => writeFileSync(runs.folder, '')],
    [
      'may be written by others',
      () => {
        mkdirSync(runs.folder);
        chmodSync(runs.folder, 0o777);
      },
    ],
  ])('is not used where it %s', async (_, prepare) => {
    mkdirSync(join(runs.root, 'gazetteer'));
    mkdirSync(join(runs.root, 'other'));
    prepare();
    await ask(get());
    await ask(get());
    expect(runs.sent()).toBe(2);
    expect(readdirSync(join(runs.root, 'other'))).toEqual([]);
  });

  it('is made private where others could only read it', async () => {
    mkdirSync(runs.folder, { recursive: true, mode: 0o755 });
    await ask(get());
    expect(statSync(runs.folder).mode & 0o777).toBe(0o700);
    expect(runs.answers().length).toBe(1);
  });

  it('is not used where it lies in the repository that is audited', async () => {
    mkdirSync(join(runs.root, '.git'));
    mkdirSync(join(runs.root, 'packages/shop'), { recursive: true });
    for (const audited of ['/', 'packages/shop']) await ask(get(), { audited });
    await ask(get(), { audited: 'packages/shop' });
    expect(runs.sent()).toBe(3);
  });

  const sized = (path: string) => get(path, { select: [['name']] });
  const limit = { limit: 10_000 };
  const fill = (...paths: readonly string[]) =>
    run(async (http) => {
      for (const path of paths) await http.send(sized(path));
    }, limit);
  /** Whether the answer is kept. */
  const isKept = async (path: string): Promise<boolean> => {
    const before = runs.sent();
    await run((http) => http.send(sized(path)), limit);
    return runs.sent() === before;
  };
  const size = () => runs.answers().reduce((sum, name) => sum + statSync(join(runs.folder, name)).size, 0);

  it('holds what fits, and makes room once a day: the oldest goes first', async () => {
    world.time = Date.now();
    world.reply = ({ url }) => ({
      json: { name: url + 'x'.repeat(1000) },
      headers: { 'cache-control': 'max-age=86400', etag: `"${url}"` },
    });
    await fill('/1');
    for (const name of runs.answers()) utimesSync(join(runs.folder, name), 1_000_000_000, world.time / 1000 - 86_400);
    await fill('/2', '/3', '/4', '/5', '/6', '/7', '/8', '/9', '/10', '/11', '/12');
    expect(size()).toBeGreaterThan(8_000);
    expect(size()).toBeLessThan(10_000);
    expect(await isKept('/12')).toBe(false);

    world.time += 86_399_000;
    expect(size()).toBeGreaterThan(8_000);
    world.time += 2_000;
    await fill();
    expect(size()).toBeLessThan(7_500);
    expect(await isKept('/12')).toBe(false);
    expect(await isKept('/12')).toBe(true);
    expect(size()).toBeLessThan(10_000);
    const revalidations = await run(async (http) => {
      await http.send(sized('/1'));
      return http.stats().hosts[0]?.revalidations;
    }, limit);
    expect(revalidations).toBe(0);
  });

  it('forgets what there is no room to replace', async () => {
    await fill('/1');
    world.reply = () => ({ json: { name: 'x'.repeat(20_000) }, headers: { 'cache-control': 'max-age=300' } });
    await run((http) => http.send({ ...sized('/1'), fresh: true }), limit);
    expect(runs.answers()).toEqual([]);
  });

  it('lets go of what nobody asked for in a month, and of what was never finished', async () => {
    world.time = Date.now();
    await fill('/1', '/2');
    const [old = ''] = runs.answers();
    writeFileSync(join(runs.folder, 'x.tmp'), '');
    writeFileSync(join(runs.folder, 'y.tmp'), '');
    utimesSync(join(runs.folder, old), 1_000_000_000, world.time / 1000 - 30 * 86_400);
    utimesSync(join(runs.folder, 'x.tmp'), 1_000_000_000, world.time / 1000 - 86_400);
    rmSync(join(runs.folder, 'state'));
    await fill();
    expect(runs.answers().length).toBe(1);
    expect(runs.answers()).not.toContain(old);
    expect(readdirSync(runs.folder)).toContain('y.tmp');
    expect(readdirSync(runs.folder)).not.toContain('x.tmp');
  });

  it.each(['{', '{"prunedAt":1e300,"bytes":0}', '{"prunedAt":"x"}'])(
    'makes room anew after the state %s',
    async (text) => {
      world.time = Date.now();
      await fill('/1');
      writeFileSync(join(runs.folder, 'state'), text, { mode: 0o600 });
      await fill();
      expect(JSON.parse(readFileSync(join(runs.folder, 'state'), 'utf8'))).toEqual({
        prunedAt: world.time,
        bytes: size(),
      });
    },
  );

  it('is one for this run alone in a temporary folder, and is gone with it', async () => {
    const temporary = join(runs.root, 'temporary');
    mkdirSync(temporary);
    const kept = async (memoryBytes: number) => {
      const cache = await openAnswerCache({ temporary }, { now: () => world.time });
      const [name = '', ...others] = readdirSync(temporary);
      expect(others).toEqual([]);
      expect(statSync(join(temporary, name)).mode & 0o777).toBe(0o700);
      const before = runs.sent();
      const hosts = await run(
        async (http) => {
          for (const path of ['/a', '/b', '/c', '/a', '/b', '/c', '/a']) {
            await http.send(get(path));
            await pause(20);
          }
          return http.stats().hosts;
        },
        { cache, memoryBytes },
      );
      expect(readdirSync(temporary)).toEqual([]);
      return [runs.sent() - before, hosts[0]?.cacheHits];
    };
    // What the run's own memory has no room for lies there; another run finds nothing.
    expect(await kept(1_000)).toEqual([3, 4]);
    expect(await kept(1_000_000)).toEqual([3, 4]);
  });
});

it('asks everything where no folder can be made', async () => {
  expect(await openAnswerCache({ folder: '/dev/null/gazetteer', audited: runs.root })).toBeUndefined();
  expect(await openAnswerCache({ temporary: join(runs.root, 'missing') })).toBeUndefined();
});

it('bears many runs at once', async () => {
  const paths = Array.from({ length: 30 }, (_, n) => `/${n}`);
  world.reply = ({ url }) => ({ json: { name: url } });
  const all = () => run((http) => Promise.all(paths.map((path) => http.send(get(path)))));
  const together = await Promise.all([all(), all(), all(), all()]);
  for (const found of [...together, await all()]) {
    expect(found.map((answer) => answer.kind === 'response' && answer.json)).toEqual(paths.map((name) => ({ name })));
  }
  expect(runs.sent()).toBeLessThanOrEqual(4 * paths.length);
  expect(runs.answers().length).toBe(paths.length);
});
