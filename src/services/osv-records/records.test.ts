import { describe, expect, it } from 'vitest';
import { createOsvDocument, type OsvRecord } from '../../../test/support/registries/osv.ts';
import { replayLookup, respond } from '../../../test/support/registries/run-lookup.ts';
import type { HttpAnswer } from '../../model/http.ts';
import { service } from './index.ts';

type Asked = readonly [ecosystem: string, name: string, version?: string];

/** What the answer to a question about one record comes to. */
function read(record: unknown, [ecosystem, name, version]: Asked = ['npm', 'x', '1.5.0'], answer?: HttpAnswer) {
  const question = { kind: 'advisory', id: 'GHSA-1', ecosystem, name } as const;
  const asked = version === undefined ? question : { ...question, version };
  const { value } = replayLookup(service.lookup([asked], 'https://osv.acme.example/'), [
    answer ?? respond(200, { id: 'GHSA-1', ...Object(record) }),
  ]);
  const [fact] = value;
  if (fact === undefined) throw new Error('no answer');
  return fact;
}

const about = (part: object, ecosystem = 'npm', name = 'x') => ({
  affected: [{ package: { ecosystem, name }, ...part }],
});
const bounded = { ranges: [{ type: 'SEMVER', events: [{ introduced: '1.0.0' }, { fixed: '2.0.0' }] }] };
const everything = { ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }] };

describe('records of OSV', () => {
  it.each<[string, object, Asked, string]>([
    ['another package', about({}, 'npm', 'other'), ['npm', 'x', '1.5.0'], 'absent'],
    ['another registry', about({}, 'PyPI'), ['npm', 'x', '1.5.0'], 'absent'],
    ['nothing', { affected: null }, ['npm', 'x', '1.5.0'], 'unknown'],
    ['no package', { affected: [{ versions: ['1.5.0'] }] }, ['npm', 'x', '1.5.0'], 'unknown'],
    ['it, withdrawn at no time', { ...about(everything), withdrawn: '' }, ['npm', 'x', '1.5.0'], 'present'],
    ['it no more', { ...about(everything), withdrawn: '2025-07-01T00:00:00Z' }, ['npm', 'x', '1.5.0'], 'absent'],
    ['a bounded range, compared by the service', about(bounded), ['npm', 'x', '1.5.0'], 'present'],
    ['other versions', about({ versions: ['1.5.1'] }), ['npm', 'x', '1.5.0'], 'absent'],
    ['this version', about({ versions: ['1.5.1', '1.5.0'] }), ['npm', 'x', '1.5.0'], 'present'],
    ['no version in particular', about({}), ['npm', 'x', '1.5.0'], 'present'],
    ['every version, where none is asked', about(everything), ['npm', 'x'], 'present'],
    ['some versions, where none is asked', about(bounded), ['npm', 'x'], 'absent'],
    ['a name of PyPI in any spelling', about({}, 'PyPI', 'Evil_Tools'), ['pypi', 'evil-tools', '1.0'], 'present'],
    ['an action in any case', about({}, 'GitHub Actions', 'Acme/X'), ['githubactions', 'acme/x', 'v1'], 'present'],
  ])('holds a record to what it is about: %s', (_, record, asked, state) => {
    expect(read(record, asked).state).toBe(state);
  });

  it('reads a record of GitHub', () => {
    const record: OsvRecord = {
      id: 'GHSA-1',
      ecosystem: 'npm',
      name: 'x',
      aliases: ['CVE-2021-23337'],
      summary: 'Command  Injection\nin x',
      severity: 'HIGH',
      vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
      ranges: [
        ['0', '1.6.0'],
        ['2.0.0', '2.1.0'],
      ],
    };
    expect(read(createOsvDocument(record))).toEqual({
      state: 'present',
      source: 'https://osv.acme.example/v1/vulns/GHSA-1',
      value: {
        id: 'GHSA-1',
        aliases: ['CVE-2021-23337'],
        summary: 'Command Injection in x',
        severity: 'high',
        isMalware: false,
        isReviewed: true,
        isWide: false,
        ranges: [
          [
            { kind: 'introduced', version: '0' },
            { kind: 'fixed', version: '1.6.0' },
          ],
          [
            { kind: 'introduced', version: '2.0.0' },
            { kind: 'fixed', version: '2.1.0' },
          ],
        ],
      },
    });
  });

  const vector = (score: string, type = 'CVSS_V3') => [{ type, score }];
  it.each<[string, object, string | undefined]>([
    ['its word', { database_specific: { severity: 'MODERATE' } }, 'medium'],
    ['its word before a vector', { database_specific: { severity: 'low' }, severity: vector('CVSS:3.1/x') }, 'low'],
    ['a vector', { severity: vector('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H') }, 'critical'],
    [
      'a vector of version 3 beside one of 4',
      {
        severity: [
          ...vector('CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N', 'CVSS_V4'),
          ...vector('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L'),
        ],
      },
      'medium',
    ],
    ['a vector of version 4 alone', { severity: vector('CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N', 'CVSS_V4') }, undefined],
    ['a score of nothing', { severity: vector('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N') }, undefined],
    ['an unknown word', { database_specific: { severity: 'constructor' } }, undefined],
    ['nothing', { severity: 'HIGH', database_specific: 7 }, undefined],
  ])('takes the severity of %s', (_, record, severity) => {
    const fact = read({ ...about(bounded), ...record });
    expect(fact).toMatchObject({ state: 'present' });
    expect(fact.state === 'present' && fact.value.severity).toBe(severity);
  });

  it('takes the severity of the part that speaks of the package', () => {
    const severity = vector('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N');
    expect(read(about({ ...bounded, severity }))).toMatchObject({ value: { severity: 'high' } });
  });

  it.each<[string, object, object]>([
    ['malicious code', { database_specific: { cwe_ids: ['CWE-506'] } }, { isMalware: true }],
    ['a flaw', { database_specific: { cwe_ids: ['CWE-79'] } }, { isMalware: false }],
    ['nobody who looked at it', { database_specific: { github_reviewed: 'true' } }, { isReviewed: false }],
    ['every version', about(everything), { isWide: true }],
    ['hostile names', { aliases: [7, 'CVE-2024-1', '../x', '<b>', ...Array(99).fill('GHSA-2')] }, { isWide: false }],
  ])('tells of %s', (_, record, expected) => {
    const fact = read({ ...about(bounded), ...record });
    expect(fact).toMatchObject({ value: expected });
    expect(fact.state === 'present' && fact.value.aliases.length).toBeLessThanOrEqual(20);
    expect(JSON.stringify(fact)).not.toMatch(/\.\.\/x|<b>/);
  });

  it('bounds what a record makes of it', () => {
    const events = Array.from({ length: 400 }, (_, at) => [{ introduced: `${at}.0.0` }, { fixed: `${at}.1.0` }]).flat();
    const many = read({ ...about({ ranges: [{ type: 'SEMVER', events }] }), summary: 'x'.repeat(100_000) });
    expect(many.state === 'present' && many.value.ranges).toEqual([]);
    expect(many.state === 'present' && many.value.summary?.length).toBeLessThanOrEqual(200);
  });

  it('takes no commits for versions', () => {
    const git = {
      ranges: [{ type: 'GIT', events: [{ introduced: '0' }, { fixed: 'a'.repeat(40) }] }, bounded.ranges[0]],
    };
    const fact = read(about(git));
    expect(fact.state === 'present' && fact.value.ranges).toHaveLength(1);
  });

  it.each<[string, HttpAnswer]>([
    ['an outage', respond(503, '')],
    ['a page', respond(200, '<html></html>', 'text/html')],
    ['another record', respond(200, { id: 'GHSA-2', ...about({}) })],
    ['no record any more', respond(404, { code: 5 })],
    ['a budget', { kind: 'failure', code: 'budget', detail: 'no request is left' }],
  ])('knows nothing after %s', (_, answer) => {
    const fact = read({}, undefined, answer);
    expect(fact.state).toBe('unknown');
    expect(fact.state === 'unknown' && fact.overBudget === true).toBe(answer.kind === 'failure');
  });
});
