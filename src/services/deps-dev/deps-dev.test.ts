import { describe, expect, it, onTestFinished } from 'vitest';
import { type DepsDevOptions, startDepsDev } from '../../../test/support/registries/deps-dev.ts';
import { replayLookup, respond, runLookup } from '../../../test/support/registries/run-lookup.ts';
import { createHttp } from '../../ports/http/index.ts';
import { service } from './index.ts';

const times = new Map([
  ['NPM left-pad 1.3.0', '2018-04-09T01:00:00Z'],
  ['NPM @babel/core 7.0.0', '2018-08-27T22:00:00Z'],
  ['NPM odd 1.0.0', 'yesterday'],
]);
const asked = (ecosystem: string, name: string, version: string) =>
  ({ kind: 'published', ecosystem, name, version }) as const;
const questions = [
  asked('npm', 'left-pad', '1.3.0'),
  asked('npm', 'left-pad', '9.9.9'),
  asked('pypi', 'left-pad', '1.3.0'),
  asked('npm', '@babel/core', '7.0.0'),
  asked('npm', 'odd', '1.0.0'),
];

async function ask(options: DepsDevOptions = {}) {
  const server = await startDepsDev(times, options);
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
  const facts = await runLookup(service.lookup(questions, server.url), http.send);
  return { facts: facts.map((one) => (one.state === 'present' ? one.value.publishedAt : one.state)), log: server.log };
}

describe('deps.dev', () => {
  const expected = ['2018-04-09T01:00:00Z', 'absent', 'absent', '2018-08-27T22:00:00Z', 'absent'].map((text) =>
    text === 'absent' ? text : new Date(text).toISOString(),
  );

  it('tells in order when releases were published, in one request', async () => {
    const { facts, log } = await ask();
    expect(facts.map((text) => (text === 'absent' ? text : new Date(text).toISOString()))).toEqual(expected);
    expect(log).toHaveLength(1);
    expect(log[0]?.body).not.toContain('pypi');
  });

  it('is read page by page', async () => {
    const { facts, log } = await ask({ pageSize: 1 });
    expect(facts.map((text) => (text === 'absent' ? text : new Date(text).toISOString()))).toEqual(expected);
    expect(log).toHaveLength(4);
  });

  it.each([
    ['an outage', respond(503, 'down')],
    ['a web page', respond(200, '<html>')],
    ['another shape', respond(200, '[]')],
    ['pages without end', respond(200, '{"responses":[],"nextPageToken":"1"}')],
  ])('leaves all open after %s', (_, answer) => {
    const { value } = replayLookup(
      service.lookup(questions, 'https://deps.example'),
      Array.from({ length: 12 }, () => answer),
    );
    expect(value.map(({ state }) => state)).toEqual(questions.map(() => 'unknown'));
  });
});
