import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logs } from '../../src/logs/index.gen.ts';
import { type Indexes, startIndexes } from '../support/clients/indexes.ts';
import { installFor, recordings, situationOf } from '../support/clients/install.ts';
import type { RealClient } from '../support/clients/run.ts';

/** `clients.json` of scripts/install-clients.mjs. */
function readInstalled(path: string | undefined): Readonly<Record<string, RealClient | undefined>> {
  if (path !== undefined && existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'));
  console.info('skipped: no real clients (GAZETTEER_CLIENTS names no clients.json of scripts/install-clients.mjs)');
  return {};
}

const installed = readInstalled(process.env['GAZETTEER_CLIENTS']);
const cases = recordings.flatMap((recording) => {
  const client = installed[recording.client];
  if (client === undefined) console.info(`skipped: no ${recording.client}`);
  return (['a', 'b'] as const).map((letter) => ({ recording, client, situation: situationOf(recording, letter) }));
});

/** The log of the real client against the requests that the server saw. */
describe('the log of a real installation', () => {
  let indexes: Indexes;
  beforeAll(async () => {
    indexes = await startIndexes(cases.map(({ situation }) => situation));
  });
  afterAll(() => indexes.close());

  it('is tried for every format that a client writes', () => {
    const covered = new Set([...recordings.map(({ format }) => format), 'pip-freeze']);
    expect(logs.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
  });

  for (const { recording, client, situation } of cases) {
    it.runIf(client !== undefined)(`tells what ${situation.id} fetched`, async () => {
      if (client === undefined) throw new Error('no client');
      const { path, text, fetched } = await installFor(recording, situation, client, indexes);
      expect(fetched, text).toBeDefined();
      expect(logs.filter((one) => one.recognises(text)).map(({ id }) => id)).toEqual([recording.format]);
      const found = logs.find(({ id }) => id === recording.format)?.parse({ path, text });
      const [version] = /\d\.\d\.\d/.exec(fetched ?? '') ?? [];
      expect(found?.installed, text).toMatchObject([{ name: situation.name, version }]);
      const url = found?.installed[0]?.url;
      expect(url === undefined ? undefined : decodeURIComponent(new URL(url).pathname)).toBe(
        recording.tells === 'address' ? fetched : undefined,
      );
    });
  }
});
