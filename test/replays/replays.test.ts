import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.gen.ts';
import { ages, incidents, isYoung, mistaken, outcomeOf, rulesOf, twins } from './all.ts';
import { runCommand } from './command.ts';
import { describePairs, describeReplays, pairsHeading } from './page.ts';
import { outcomeOfPair, readPairs } from './pairs.ts';
import { readSpan } from './replay.ts';
import { withRegistries } from './run.ts';

const corpus = process.env['GAZETTEER_CORPUS'];
if (corpus === undefined) console.info('skipped: the corpus of real files is not at hand');
const pairs = corpus === undefined ? [] : readPairs(corpus);
/** `write`: the page is written anew, else it is held against what comes out. */
const isWritten = process.env['GAZETTEER_REPLAYS'] === 'write';
const page = new URL('../../docs/replays.md', import.meta.url);
/** What is always known, and what takes the corpus. */
const splitPage = (text: string): readonly [string, string] => {
  const at = text.includes(pairsHeading) ? text.indexOf(pairsHeading) : text.length;
  return [text.slice(0, at), text.slice(at)];
};

const named = incidents.map((one) => [one.id, one] as const);
const aged = twins.flatMap((one) => ages.map((age) => [one.id, age, one] as const));

describe('the replays', () => {
  it('are as many as are asked for, and each has its own name', () => {
    expect(incidents.length).toBeGreaterThanOrEqual(20);
    expect(twins.length).toBeGreaterThanOrEqual(40);
    const ids = [...incidents, ...twins, ...mistaken].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

/** Rules about packages and their releases. */
const aboutReleases = new Set(rules.filter(({ meta }) => /real|seems/.test(meta.group)).map(({ meta }) => meta.id));

describe('an incident, in the hour of the attack and without any advisory', () => {
  it.each(named)('%s: fails, or is held where nothing but its age shows', async (_, incident) => {
    const { kind, report } = await outcomeOf(incident, incident.after);
    expect(kind, report.findings.map(({ message }) => message).join('\n')).toBe(incident.expected);
    if (kind === 'hold') expect(report.recheckAt).toBeDefined();
  });

  it.each(named)('%s: is one finding a release', async (_, incident) => {
    const { report } = await outcomeOf(incident, incident.after);
    const told = report.findings
      .filter(({ ruleId, confidence }) => aboutReleases.has(ruleId) && confidence !== 'low')
      .flatMap(({ package: found }) => found?.name ?? []);
    expect(told).toEqual([...new Set(told)]);
  });

  it.each(named)('%s: is told by the rules that can see it', async (_, incident) => {
    expect(await rulesOf(incident, incident.after)).toEqual(expect.arrayContaining([...incident.rules]));
  });
});

describe('a benign twin', () => {
  it.each(aged)('%s after %s: is held by its age alone, and by nothing else', async (_, age, twin) => {
    const { kind, grave, report } = await outcomeOf(twin, age);
    expect(grave).toEqual([]);
    expect(report.unverified).toEqual([]);
    expect(report.notifications.filter(({ level }) => level === 'warning')).toEqual([]);
    expect(isYoung(age) ? ['pass', 'hold'] : ['pass']).toContain(kind);
  });

  it('is seldom worth more than a notice after a week', async () => {
    const after = ages.at(-1) ?? '';
    const outcomes = await Promise.all(twins.map((twin) => outcomeOf(twin, after)));
    const noted = outcomes.flatMap(({ noted: told }) => (told.length === 0 ? [] : [told.join(', ')]));
    expect(noted.length, noted.join('\n')).toBeLessThanOrEqual(twins.length / 4);
  });
});

describe('an ordinary change that is mistaken', () => {
  it.each(mistaken.map((one) => [one.id, one] as const))('%s: fails for a week, and no longer', async (_, twin) => {
    const kinds = await Promise.all(ages.map(async (age) => (await outcomeOf(twin, age)).kind));
    expect(kinds).toEqual(['fail', 'fail', 'fail', 'pass']);
  });
});

describe('a real change of the corpus', () => {
  it.runIf(pairs.length > 0)('is told nothing grave of its releases once they are older than a day', async () => {
    expect(pairs.length).toBeGreaterThan(20);
    for (const pair of pairs) {
      const { report } = await outcomeOfPair(pair, '3d');
      const grave = report.findings.filter(({ severity }) => severity === 'high' || severity === 'critical');
      // Some change more than versions: what is told of that is no matter here.
      expect(
        grave.filter(({ ruleId }) => aboutReleases.has(ruleId)),
        pair.id,
      ).toEqual([]);
      expect(report.unverified, pair.id).toEqual([]);
    }
  });
});

describe('the command line', () => {
  const find = (id: string) => [...incidents, ...twins].find((one) => one.id === id);

  it.each([
    ['chalk-debug', '1h', 1, ['high recent-release', 'high recent-release']],
    ['litellm', '1h', 1, ['high recent-release']],
    ['pypi-attested', '3d', 0, ['medium recent-release']],
    ['burst', '10d', 0, []],
  ])('says the same of %s after %s', async (id, after, status, told) => {
    const replay = find(id);
    if (replay === undefined) throw new Error(id);
    const now = Date.parse(replay.at) + readSpan(after);
    await withRegistries(replay, now, async (config, change) => {
      expect(await runCommand(config, change, now)).toEqual({ status, told });
    });
  });
});

describe('docs/replays.md', () => {
  // Writing it audits all real changes at all ages.
  it('says what came out', { timeout: 3_600_000 }, async () => {
    const replays = await describeReplays();
    const [, real = ''] = existsSync(page) ? splitPage(readFileSync(page, 'utf8')) : [];
    if (isWritten) writeFileSync(page, replays + (pairs.length === 0 ? real : await describePairs(pairs)));
    expect(splitPage(readFileSync(page, 'utf8'))[0], 'npm run bench -- replays').toBe(replays);
  });
});
