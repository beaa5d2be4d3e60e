import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ecosystems } from '../../src/ecosystems/index.gen.ts';
import type { Client } from '../../src/model/resolution.ts';
import { groupBy } from '../../src/text/index-by.ts';
import { answerOf, sayOutcome, sayWinner, wantedOf } from '../support/clients/answers.ts';
import { type Indexes, startIndexes } from '../support/clients/indexes.ts';
import { choose, type RealClient } from '../support/clients/run.ts';
import { type ClientName, clientIdOf, type Situation } from '../support/clients/situation.ts';
import { situations } from '../support/clients/situations.ts';

const file = join(import.meta.dirname, 'resolution', 'winners.tsv');

/** By situation: what the real client chose, the index and the version, or `-`. */
const recorded: ReadonlyMap<string, string> = new Map(
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line): [string, string] => {
      const [, , situation = '', winner = ''] = line.split('\t');
      return [situation, winner];
    }),
);

const clients = new Map(ecosystems.flatMap(({ clients: list = [] }) => list.map((one) => [one.id, one] as const)));

function clientOf(situation: Situation): Client {
  const found = clients.get(clientIdOf(situation));
  if (found === undefined) throw new Error(`no client ${situation.client}`);
  return found;
}

const resolve = (situation: Situation): string =>
  sayOutcome(clientOf(situation).choose(situation.told, wantedOf(situation), (letter) => answerOf(situation, letter)));

describe('the winner among indexes', () => {
  it('was recorded for every situation, and for no other', () => {
    expect([...recorded.keys()].sort()).toEqual(situations.map(({ id }) => id).sort());
  });

  it.each(situations)('$id is the one that the real client chose', (situation) => {
    expect(resolve(situation)).toBe(situation.isOpen === true ? 'open' : recorded.get(situation.id));
  });

  it('is left open only where the real client chooses one way on one platform, and another way on another', () => {
    const open = situations.filter(({ isOpen }) => isOpen === true);
    const groups = groupBy(open, ({ id }) => id.slice(0, id.lastIndexOf('_')));
    expect(groups.length).toBeGreaterThan(5);
    for (const group of groups) {
      const winners = group.map(({ id }) => [id, recorded.get(id)] as const);
      expect(new Set(winners.map(([, winner]) => winner)).size, String(winners)).toBe(2);
    }
  });

  it.each(situations)('$id hangs on what a candidate says that does not answer', (situation) => {
    const client = clientOf(situation);
    const wanted = wantedOf(situation);
    const asked = client.candidates(situation.told, wanted).map(({ url }) => url);
    const open = client.choose(situation.told, wanted, () => ({ state: 'unknown', reason: 'no answer' }));
    expect(open.kind).toBe(asked.length > 0 ? 'open' : 'nothing');
  });
});

/** `clients.json` of scripts/install-clients.mjs. */
const installed: Readonly<Partial<Record<ClientName, RealClient>>> = readInstalled(process.env['GAZETTEER_CLIENTS']);

function readInstalled(path: string | undefined): Readonly<Partial<Record<ClientName, RealClient>>> {
  if (path !== undefined && existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'));
  console.info('skipped: no real clients (GAZETTEER_CLIENTS names no clients.json of scripts/install-clients.mjs)');
  return {};
}

/** Of many situations every seventh is tried again; all of them where their winners are recorded anew. */
const isRecording = process.env['GAZETTEER_RECORD'] === '1';
const tried = situations.filter((_, at) => isRecording || at % 7 === 0);

describe.each([...new Set(situations.map(({ client }) => client))])('the real %s', (name) => {
  const real = installed[name];
  if (real === undefined) console.info(`skipped: no ${name}`);
  const mine = tried.filter(({ client }) => client === name);
  const rows: string[] = [];
  let indexes: Indexes;
  beforeAll(async () => {
    indexes = await startIndexes(mine);
  });
  afterAll(async () => {
    await indexes.close();
    if (isRecording && real !== undefined) record(name, rows);
  });

  it.runIf(real !== undefined).each(mine)('chooses as was recorded: $id', async (situation) => {
    if (real === undefined) throw new Error('no client');
    const winner = sayWinner(await choose(situation, real, indexes));
    rows.push([name, real.version, situation.id, winner].join('\t'));
    expect(winner).toBe(isRecording ? winner : recorded.get(situation.id));
  });
});

/** The rows of one client in the place of those that were there. */
function record(name: string, rows: readonly string[]): void {
  const kept = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && line.split('\t')[0] !== name);
  writeFileSync(file, `${[...kept, ...rows].join('\n')}\n`);
}
