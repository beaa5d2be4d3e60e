import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Osv, type OsvRecord, startOsv } from '../../../test/support/registries/osv.ts';
import { replayLookup, respond, runLookup } from '../../../test/support/registries/run-lookup.ts';
import type { AdvisoriesFact } from '../../model/advisory.ts';
import type { Fact } from '../../model/fact.ts';
import { createHttp, type HttpPort } from '../../ports/http/index.ts';
import { service } from './index.ts';

const records: readonly OsvRecord[] = [
  { id: 'MAL-2025-1', ecosystem: 'npm', name: 'evil' },
  { id: 'GHSA-aaaa-bbbb-cccc', ecosystem: 'npm', name: 'evil' },
  { id: 'MAL-2025-2', ecosystem: 'npm', name: 'hijacked', versions: ['1.2.3'] },
  { id: 'MAL-2025-3', ecosystem: 'PyPI', name: 'evil', versions: ['1.0'] },
  { id: 'MAL-2025-6', ecosystem: 'GitHub Actions', name: 'acme/Evil' },
  { id: 'MAL-2025-4', ecosystem: 'npm', name: 'cleared', withdrawn: '2025-07-01T00:00:00Z' },
  ...Array.from({ length: 5 }, (_, i): OsvRecord => ({ id: `MAL-2024-${i}`, ecosystem: 'npm', name: 'often' })),
];

let osv: Osv;
let http: HttpPort;

beforeEach(async () => {
  osv = await startOsv(records, { pageSize: 2, listWithdrawn: true });
  http = createHttp({
    userAgent: 'gazetteer/0',
    allowed: (url) => url.startsWith(osv.url),
    retries: 0,
    deadlineMs: 300,
    env: {},
  });
});
afterEach(async () => {
  await http.close();
  await osv.close();
});

type Asked = readonly [ecosystem: string, name: string, version?: string];
const questions = (asked: readonly Asked[]) =>
  asked.map(([ecosystem, name, version]) => ({
    kind: 'advisories' as const,
    ecosystem,
    name,
    ...(version === undefined ? {} : { version }),
  }));
const ask = (asked: readonly Asked[]) => runLookup(service.lookup(questions(asked), `${osv.url}/`), http.send);
const idsOf = (facts: readonly Fact<AdvisoriesFact>[]) =>
  facts.map((fact) => (fact.state === 'present' ? fact.value.ids : fact.state));

describe('OSV', () => {
  it('answers many questions in order, by name, version and registry', async () => {
    const facts = await ask([
      ['npm', 'left-pad', '1.0.0'],
      ['npm', 'evil', '9.9.9'],
      ['pypi', 'evil', '1.0'],
      ['pypi', 'evil', '2.0'],
      ['npm', 'hijacked', '1.2.3'],
      ['npm', 'hijacked', '1.2.4'],
      ['npm', 'cleared', '1.0.0'],
      ['npm', 'often', '1.0.0'],
      ['githubactions', 'acme/Evil', 'v1'],
    ]);
    expect(idsOf(facts)).toEqual([
      [],
      ['GHSA-aaaa-bbbb-cccc', 'MAL-2025-1'],
      ['MAL-2025-3'],
      [],
      ['MAL-2025-2'],
      [],
      ['MAL-2025-4'],
      ['MAL-2024-0', 'MAL-2024-1', 'MAL-2024-2', 'MAL-2024-3', 'MAL-2024-4'],
      ['MAL-2025-6'],
    ]);
    expect(facts[0]).toMatchObject({ source: osv.url });
    expect(JSON.parse(osv.log[0]?.body ?? '')).toMatchObject({
      queries: [
        { package: { name: 'left-pad', ecosystem: 'npm' }, version: '1.0.0' },
        {},
        { package: { ecosystem: 'PyPI' } },
        {},
        {},
        {},
        {},
        {},
        { package: { name: 'acme/Evil', ecosystem: 'GitHub Actions' }, version: 'v1' },
      ],
    });
  });

  it('asks at most a thousand at a time, and for no record', async () => {
    const many = Array.from({ length: 1001 }, (): Asked => ['npm', 'evil', '1.0.0']);
    const facts = await ask(many);
    expect(facts).toHaveLength(1001);
    expect(osv.log.map(({ url }) => url)).toEqual(['/v1/querybatch', '/v1/querybatch']);
  });

  it('knows nothing of ecosystems it has no name for, and asks nothing', async () => {
    expect(idsOf(await ask([['cargo', 'evil', '1.0.0']]))).toEqual(['unknown']);
    expect(osv.log).toHaveLength(0);
  });

  it.each([
    { status: 400 },
    { status: 503 },
    { kind: 'html' as const },
    { kind: 'hang' as const },
    { kind: 'truncated' as const },
    { status: 200, body: '{}' },
    { status: 200, body: '{"results":[{}]}' },
    { status: 200, body: '{"results":[null,7]}' },
  ])('knows nothing after %j', async (fault) => {
    osv.fail('/v1/querybatch', fault);
    const facts = await ask([
      ['npm', 'evil', '1'],
      ['npm', 'left-pad', '1'],
    ]);
    expect(idsOf(facts)).toEqual(['unknown', 'unknown']);
    expect(facts[0]).toMatchObject({ reason: expect.stringContaining(new URL(osv.url).host) });
  });

  it('ends where the pages do not', () => {
    const page = respond(200, { results: [{ vulns: [], next_page_token: 'more' }] });
    const { value, asked } = replayLookup(
      service.lookup(questions([['npm', 'x', '1']]), 'https://osv.acme.example'),
      Array(20).fill(page),
    );
    expect(value[0]).toMatchObject({ state: 'unknown', reason: expect.stringContaining('pages') });
    expect(asked.length).toBeLessThan(10);
  });

  it('takes no id that an address could not hold', () => {
    const ids = ['PYSEC-2024-1', 'MAL-../../x', 'GHSA-a?b', 'GHSA', '', 'CVE-2024-1', 'x'.repeat(99), 7, null];
    const { value } = replayLookup(service.lookup(questions([['npm', 'x', '1.0.0']]), 'https://osv.acme.example'), [
      respond(200, { results: [{ vulns: [...ids.map((id) => ({ id })), { id: 'CVE-2024-1' }] }] }),
    ]);
    expect(idsOf(value)).toEqual([['CVE-2024-1', 'PYSEC-2024-1']]);
    expect(value[0]).toMatchObject({ value: { unread: { state: 'unknown' } } });
  });

  const lookUp = (...answers: readonly object[]) =>
    replayLookup(
      service.lookup(questions([['npm', 'x', '1.0.0']]), 'https://osv.acme.example'),
      answers.map((results) => respond(200, { results: [results] })),
    ).value[0];

  it.each<[object, string]>([
    [{}, 'present'],
    [{ vulns: [] }, 'present'],
    [{ error: { code: 3 } }, 'unknown'],
    [{ vulns: 'MAL-2026-1' }, 'unknown'],
    [{ vulns: ['MAL-2026-1'] }, 'unknown'],
    [{ vulns: [{ ID: 'MAL-2026-1' }] }, 'unknown'],
    [{ next_page_token: 5 }, 'unknown'],
  ])('says nothing of a package with a result like %j', (result, state) => {
    expect(lookUp(result)?.state).toBe(state);
  });

  it('keeps what was named before an answer broke off', () => {
    const first = { vulns: [{ id: 'MAL-2026-1' }], next_page_token: 'more' };
    expect(lookUp(first, { error: 'x' })).toMatchObject({
      value: { ids: ['MAL-2026-1'], unread: { state: 'unknown' } },
    });
  });
});
