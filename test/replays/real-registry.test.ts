import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type NpmRegistry, startNpmRegistry } from '../support/registries/npm.ts';
import { type NpmPackage, securityPlaceholder } from '../support/registries/npm-documents.ts';
import { backdate, endorse, publish } from '../support/verdaccio/publish.ts';
import { findVerdaccio, startVerdaccio, type Verdaccio } from '../support/verdaccio/server.ts';
import { incidents, outcomeOf, twins } from './all.ts';
import { runCommand } from './command.ts';
import { type Replay, readSpan } from './replay.ts';
import { type OpenNpm, type Outcome, run, withRegistries } from './run.ts';

/** The replays of npm once more, served by a registry that others wrote: Verdaccio, as a registry of its own and as a mirror. */
const installed = findVerdaccio();

const isOfNpm = ({ npm = [] }: Replay): boolean => npm.length > 0;
const inTheirHour = incidents.filter(isOfNpm).map((one) => [one.id, one.after, one] as const);
/** Each release is published, which takes its time: of the ordinary changes every third small one is tried. */
const ordinary = twins
  .filter(({ npm = [] }) => npm.length > 0 && npm.length <= 6)
  .filter((_, at) => at % 3 === 0)
  .map((one) => [one.id, '2h', one] as const);

function find(id: string): Replay {
  const found = [...incidents, ...twins].find((one) => one.id === id);
  if (found === undefined) throw new Error(`no replay ${id}`);
  return found;
}

const tell = ({ kind, report }: Outcome): readonly string[] => [
  kind,
  ...report.findings.map(({ severity, ruleId, package: found }) => `${severity} ${ruleId} ${found?.purl}`),
];

/** All that a reader is told but the words. */
const tellAll = (outcome: Outcome): readonly string[] => [
  ...tell(outcome),
  ...outcome.report.findings.map(({ ruleId, confidence }) => `${ruleId}: ${confidence}`),
  ...outcome.report.unverified.map(({ question, purl }) => `open: ${question} ${purl}`),
  ...outcome.report.notifications.map(({ level, message }) => `${level}: ${message}`),
];

const demand = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('it was not started');
  return value;
};

it('replays all incidents of npm, and ordinary changes', () => {
  expect(inTheirHour.length).toBeGreaterThan(25);
  expect(ordinary.length).toBeGreaterThan(15);
});

describe.runIf(installed !== undefined)('what was published at Verdaccio', () => {
  let started: Verdaccio | undefined;
  beforeAll(async () => {
    started = await startVerdaccio(demand(installed));
  });
  afterAll(() => started?.close());

  /** Published over the wire, then set back to the hour of the replay. */
  const openWith =
    (finish: (verdaccio: Verdaccio, pkg: NpmPackage) => void): OpenNpm =>
    async (packages) => {
      const verdaccio = demand(started);
      verdaccio.clear();
      const held = await Promise.all(packages.map((pkg) => publish(verdaccio, pkg)));
      for (const pkg of held) finish(verdaccio, pkg);
      return { url: verdaccio.url, packages: held, close: () => Promise.resolve() };
    };
  const openEndorsed = openWith((verdaccio, pkg) => {
    backdate(verdaccio, pkg);
    endorse(verdaccio, pkg);
  });

  it.each([...inTheirHour, ...ordinary])('%s after %s: is judged as at our own registry', async (_, after, replay) => {
    expect(tellAll(await run(replay, after, openEndorsed))).toEqual(tellAll(await outcomeOf(replay, after)));
  });

  // Without what the public registry adds, nobody knows who published a release. All else is told as before.
  it.each<[string, string, readonly string[]]>([
    [
      'axios-1',
      '2h',
      [
        'fail',
        'high lookalike-name pkg:npm/plain-crypto-js@4.2.1',
        // Critical where the publisher is known: the statement about its build is gone.
        'high new-young-dependency pkg:npm/axios@1.14.1',
      ],
    ],
    [
      'event-stream-like',
      '10d',
      [
        'fail',
        'high lookalike-name pkg:npm/acme-flat-stream@0.1.0',
        // And `new-publisher` where the publisher is known.
        'medium new-young-dependency pkg:npm/acme-stream-tools@3.3.6',
      ],
    ],
    ['hand-over', '10d', ['pass']],
    ['oidc-same', '10d', ['pass']],
    [
      'sl4x0-later',
      '120d',
      // And `unadopted-package` where it is known that the package names no repository.
      ['pass', 'medium version-jump pkg:npm/acme-internal-ui-kit@99.0.1'],
    ],
  ])('%s after %s: says nothing of publishers that are not known', async (id, after, told) => {
    const outcome = await run(find(id), after, openWith(backdate));
    expect(tell(outcome)).toEqual(told);
    expect(outcome.report.unverified).toEqual([]);
  });

  it('is young where nothing is set back', async () => {
    const replay = { ...find('postinstall-same'), at: new Date().toISOString() };
    const outcome = await run(
      replay,
      '10m',
      openWith(() => {}),
    );
    expect(outcome.kind).toBe('hold');
  });

  it.each([
    ['axios-1', '2h', 1, 'critical new-young-dependency'],
    ['chalk-debug', '1h', 1, 'high recent-release'],
    ['postinstall-same', '10d', 0, undefined],
  ])('%s after %s: is told on the command line', async (id, after, status, first) => {
    const replay = find(id);
    const now = Date.parse(replay.at) + readSpan(after);
    const said = await withRegistries(replay, now, (config, change) => runCommand(config, change, now), openEndorsed);
    expect([said.status, said.told[0]]).toEqual([status, first]);
  });
});

describe.runIf(installed !== undefined)('what Verdaccio has from another registry', () => {
  let upstream: NpmRegistry | undefined;
  let mirror: Verdaccio | undefined;
  beforeAll(async () => {
    upstream = await startNpmRegistry([]);
    mirror = await startVerdaccio(demand(installed), upstream.url);
  });
  afterAll(async () => {
    await mirror?.close();
    await upstream?.close();
  });

  const open: OpenNpm = (packages) => {
    const { url, clear } = demand(mirror);
    clear();
    for (const pkg of packages) upstream?.put(pkg);
    const close = async (): Promise<void> => {
      for (const { name } of packages) upstream?.remove(name);
    };
    return Promise.resolve({ url, packages, close });
  };

  it.each(inTheirHour)('%s after %s: is judged as at that one', async (_, after, replay) => {
    expect(tellAll(await run(replay, after, open))).toEqual(tellAll(await outcomeOf(replay, after)));
  });

  it('was malware where that one has put a placeholder there, although the mirror has kept what was before', async () => {
    const outcome = await run(find('axios-1'), '2d', async (packages) => {
      const host = await open(packages);
      for (const { name } of packages) await (await fetch(`${host.url}/${name}`)).arrayBuffer();
      upstream?.put(securityPlaceholder('plain-crypto-js', '2026-03-31T05:00:00.000Z'));
      return host;
    });
    expect(tell(outcome)).toContain('critical removed-package pkg:npm/plain-crypto-js@4.2.1');
  });

  it('is not known to be absent while that one is out of reach', async () => {
    const lost = await startNpmRegistry([]);
    await lost.close();
    const alone = await startVerdaccio(demand(installed), lost.url);
    const { kind, report } = await run(find('axios-1'), '2d', (packages) =>
      Promise.resolve({ url: alone.url, packages, close: alone.close }),
    );
    expect(kind).toBe('incomplete');
    expect(report.findings).toEqual([]);
    const open = report.unverified.map(({ purl, question }) => `${question} ${purl}`);
    expect(open).toEqual(
      expect.arrayContaining(['existence pkg:npm/axios@1.14.1', 'existence pkg:npm/plain-crypto-js@4.2.1']),
    );
  });
});
