import { describe, expect, it, onTestFinished } from 'vitest';
import {
  createGitHubAdvisory,
  type GitHubAdvisoriesOptions,
  type ListedAdvisory,
  startGitHubAdvisories,
} from '../../../test/support/registries/github-advisories.ts';
import { replayLookup, respond, runLookup } from '../../../test/support/registries/run-lookup.ts';
import type { Fact } from '../../model/fact.ts';
import type { HttpAnswer } from '../../model/http.ts';
import { createHttp } from '../../ports/http/index.ts';
import { service } from './index.ts';

const idOf = (at: number): string => `GHSA-aaaa-bbbb-${String(at).padStart(4, 'c')}`;
const records: readonly ListedAdvisory[] = [
  { id: idOf(1), ecosystem: 'npm', name: 'evil', ranges: ['= 1.2.3', '>= 2.0.0, < 2.1.0'] },
  { id: idOf(2), ecosystem: 'npm', name: '@acme/evil' },
  { id: idOf(3), ecosystem: 'npm', name: 'forgiven', withdrawn: '2025-07-01T00:00:00Z' },
  { id: idOf(4), ecosystem: 'pip', name: 'Evil_Thing', ranges: ['<= 1.0'] },
  { id: idOf(5), ecosystem: 'pip', name: 'shared' },
  { id: idOf(6), ecosystem: 'npm', name: 'evil', ranges: ['~> 7'] },
];

const ask = (ecosystem: string, name: string) => ({ kind: 'malware', ecosystem, name }) as const;

const say = (fact: Fact<{ readonly advisories: readonly { readonly id: string }[] }>): string =>
  fact.state === 'present' ? fact.value.advisories.map(({ id }) => id).join(' ') : fact.state;

async function lookUp(questions: readonly ReturnType<typeof ask>[], options: GitHubAdvisoriesOptions = {}) {
  const server = await startGitHubAdvisories(records, options);
  const http = createHttp({
    userAgent: 'gazetteer/0',
    allowed: (url) => url.startsWith(server.url),
    retries: 0,
    env: {},
  });
  onTestFinished(async () => {
    await http.close();
    await server.close();
  });
  const facts = await runLookup(service.lookup(questions, `${server.url}/`), http.send);
  return { facts, asked: server.log.map(({ url }) => url) };
}

describe("GitHub's list of malware", () => {
  const questions = [
    ask('npm', 'left-pad'),
    ask('npm', 'evil'),
    ask('npm', '@acme/evil'),
    ask('npm', 'forgiven'),
    ask('npm', 'shared'),
    ask('pypi', 'shared'),
    ask('githubactions', 'acme/evil'),
  ];
  const expected = ['', `${idOf(1)} ${idOf(6)}`, idOf(2), '', '', idOf(5), 'absent'];

  it('tells in order what it has on each name, in one request', async () => {
    const { facts, asked } = await lookUp(questions);
    expect(facts.map(say)).toEqual(expected);
    expect(asked).toEqual([
      '/advisories?type=malware&per_page=100&affects=%40acme%2Fevil,evil,forgiven,left-pad,shared',
    ]);
  });

  it('is read page by page', async () => {
    const { facts, asked } = await lookUp(questions, { pageSize: 1 });
    expect(facts.map(say)).toEqual(expected);
    expect(asked).toHaveLength(5);
  });

  it('tells ranges as bounds, and where it has others', async () => {
    const { facts } = await lookUp([ask('npm', 'evil')]);
    expect(facts[0]).toMatchObject({
      value: {
        advisories: [
          {
            isUnderstood: true,
            ranges: [
              [{ operator: '=', version: '1.2.3' }],
              [
                { operator: '>=', version: '2.0.0' },
                { operator: '<', version: '2.1.0' },
              ],
            ],
          },
          { isUnderstood: false, ranges: [] },
        ],
      },
    });
  });

  it('names a package of PyPI in any spelling', () => {
    const answer = respond(200, records.slice(3, 4).map(createGitHubAdvisory));
    const { value } = replayLookup(service.lookup([ask('pypi', 'evil-thing')], 'https://api.example'), [answer]);
    expect(value.map(say)).toEqual([idOf(4)]);
  });

  it('asks for many names in several requests, none of them too long', async () => {
    const many = Array.from({ length: 900 }, (_, at) => ask('npm', `package-number-${at}`));
    const { facts, asked } = await lookUp([...many, ask('npm', 'evil')]);
    expect(say(facts.at(-1) as never)).toBe(expected[1]);
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.length).toBeLessThan(8);
    expect(Math.max(...asked.map((url) => url.length))).toBeLessThanOrEqual(4_000);
    const names = asked.flatMap((url) => (/affects=([^&]*)/.exec(url)?.[1] ?? '').split(','));
    expect(names.sort()).toEqual([...many.map(({ name }) => name), 'evil'].sort());
  });

  it.each(['a,b', 'a@1.0.0', 'a b', '', '\ud800'])('asks for no name that would read as something else: %j', (name) => {
    const { value, asked } = replayLookup(service.lookup([ask('npm', name)], 'https://api.example'), []);
    expect([value.map(say), asked]).toEqual([['unknown'], []]);
  });
});

const evil = createGitHubAdvisory({ id: idOf(1), ecosystem: 'npm', name: 'evil' });
const answered = (body: unknown, headers: Readonly<Record<string, string>> = {}, status = 200): HttpAnswer => ({
  ...(respond(status, body) as Extract<HttpAnswer, { kind: 'response' }>),
  headers: { 'content-type': 'application/json', ...headers },
});
const replay = (answers: readonly HttpAnswer[], names: readonly string[] = ['evil', 'left-pad']) =>
  replayLookup(
    service.lookup(
      names.map((name) => ask('npm', name)),
      'https://api.example/v3',
    ),
    answers,
  );

describe('an answer that tells nothing', () => {
  it.each<[string, HttpAnswer]>([
    ['an outage', respond(503, 'down')],
    ['a web page', respond(200, '<html>')],
    ['an object', respond(200, {})],
    ['a list of something else', respond(200, [1, 'x', null])],
    ['vulnerabilities, by who does not know the type', respond(200, [{ ...(evil as object), type: 'reviewed' }])],
    ['an id that is none', respond(200, [evil, { ...(evil as object), ghsa_id: '../x' }])],
  ])('leaves all open: %s', (_, answer) => {
    const { value } = replay([answer]);
    expect(value.map(({ state }) => state)).toEqual(['unknown', 'unknown']);
    expect(value.map(({ source }) => source)).toEqual(['https://api.example/v3', 'https://api.example/v3']);
  });

  it.each([401, 403, 429])('ends the questions where it is %i', (status) => {
    const many = Array.from({ length: 900 }, (_, at) => `package-number-${at}`);
    const { value, asked } = replay([respond(status, { message: 'no' })], many);
    expect(asked).toHaveLength(1);
    expect(new Set(value.map((one) => one.state === 'unknown' && one.status))).toEqual(new Set([status]));
  });

  it('says that strangers are answered little', () => {
    const reasonOf = (answer: HttpAnswer) => replay([answer]).value.map((one) => one.state === 'unknown' && one.reason);
    const words = 'api.example answered 403 (forbidden)';
    const stranger = answered({}, {}, 403);
    expect(reasonOf(stranger)[0]).toBe(`${words}, as it answers few requests without a token`);
    expect(reasonOf({ ...stranger, withCredentials: true } as HttpAnswer)[0]).toBe(words);
  });
});

describe('pages', () => {
  const link = (address: string) => ({ link: `<${address}>; rel="prev", <${address}>; rel="next"` });

  it('are asked for where they are, whatever the answer says of hosts', () => {
    const { asked } = replay([
      answered([evil], link('https://evil.example/advisories?affects=a,b&after=abc%3D%3D')),
      answered([]),
    ]);
    expect(asked.map(({ url }) => url)).toEqual([
      'https://api.example/v3/advisories?type=malware&per_page=100&affects=evil,left-pad',
      'https://api.example/v3/advisories?type=malware&per_page=100&affects=evil,left-pad&after=abc%3D%3D',
    ]);
  });

  it.each<[string, readonly HttpAnswer[]]>([
    ['fail', [answered([evil], link('/advisories?after=1')), respond(500, '')]],
    ['never end', Array.from({ length: 10 }, () => answered([evil], link('/advisories?after=1')))],
  ])('keep what was read of a name, and say that there may be more, where they %s', (_, answers) => {
    const { value, asked } = replay(answers);
    expect(asked).toHaveLength(answers.length);
    expect(value.map(({ state }) => state)).toEqual(['present', 'unknown']);
    expect(value[0]).toMatchObject({ value: { unread: { state: 'unknown' } } });
  });
});
