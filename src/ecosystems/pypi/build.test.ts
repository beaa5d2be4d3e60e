import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PyPi, startPyPi } from '../../../test/support/registries/pypi.ts';
import type { Publisher, PyPiRelease } from '../../../test/support/registries/pypi-documents.ts';
import { replayLookup, respond, runLookup } from '../../../test/support/registries/run-lookup.ts';
import type { HttpAnswer } from '../../model/http.ts';
import { createHttp, type HttpPort } from '../../ports/http/index.ts';
import { lookUpBuild } from './build.ts';

let pypi: PyPi;
let http: HttpPort;
beforeEach(async () => {
  pypi = await startPyPi([]);
  http = createHttp({ userAgent: 'gazetteer/0', allowed: (url) => url.startsWith(pypi.url), retries: 0, env: {} });
});
afterEach(async () => {
  await http.close();
  await pypi.close();
});

function ask(release: Partial<PyPiRelease>) {
  pypi.put({ name: 'tools', releases: [{ version: '1.0', uploadedAt: '2026-03-24T10:52:00Z', ...release }] });
  return runLookup(lookUpBuild('tools', '1.0', pypi.index), http.send);
}

const github = { kind: 'GitHub', repository: 'Acme/Tools', workflow: 'release.yml' } as const;

describe('who made a release', () => {
  it.each<[string, Publisher, string]>([
    ['a repository', github, 'github:acme/tools'],
    [
      'the same with another workflow',
      { ...github, workflow: 'publish.yml', environment: 'pypi' },
      'github:acme/tools',
    ],
    ['a group of another host', { kind: 'GitLab', repository: 'acme/libs/tools' }, 'gitlab:acme/libs/tools'],
    ['an account of a service', { kind: 'Google', email: 'build@acme.example' }, 'google:build@acme.example'],
  ])('is %s', async (_, builtBy, trustedBuild) => {
    expect(await ask({ provenance: true, builtBy })).toMatchObject({ state: 'present', value: { trustedBuild } });
    expect(pypi.log.at(-1)?.headers['accept']).toBe('application/vnd.pypi.integrity.v1+json');
  });

  it('is asked of the youngest file that is attested, once', async () => {
    const files = [
      { filename: 'tools-1.0.tar.gz', uploadedAt: '2026-03-24T10:00:00Z' },
      { filename: 'tools-1.0-py3-none-any.whl', uploadedAt: '2026-03-25T10:00:00Z' },
      { filename: 'tools-1.0-cp313-cp313-win32.whl', uploadedAt: '2026-03-26T10:00:00Z', provenance: false },
    ];
    await ask({ provenance: true, files });
    expect(pypi.log.map(({ url }) => url)).toEqual([
      '/simple/tools/',
      '/integrity/tools/1.0/tools-1.0-py3-none-any.whl/provenance',
    ]);
  });

  it('is nobody where nothing is attested', async () => {
    expect(await ask({})).toMatchObject({ state: 'absent' });
    expect(await ask({ provenance: 'untold' })).toMatchObject({ state: 'absent' });
  });

  it.each<[string, Publisher]>([
    ['names neither repository nor account', { kind: 'ActiveState' }],
    ['has no kind', { kind: '', repository: 'acme/tools' }],
    ['is far too long', { kind: 'GitHub', repository: 'x'.repeat(300) }],
  ])('is not known where the statement %s', async (_, builtBy) => {
    expect(await ask({ provenance: true, builtBy })).toMatchObject({ state: 'unknown' });
  });

  it('is all of them, whatever their order', () => {
    const bundles = (...repositories: readonly string[]) =>
      ended(
        respond(200, {
          attestation_bundles: repositories.map((repository) => ({ publisher: { ...github, repository } })),
        }),
      );
    const value = { trustedBuild: 'github:a/a and github:b/b' };
    for (const answer of [bundles('b/b', 'a/a'), bundles('a/a', 'b/b', 'a/a')])
      expect(answer).toMatchObject({ state: 'present', value });
    expect(bundles(...Array.from({ length: 21 }, () => 'a/a'))).toMatchObject({ state: 'unknown' });
  });

  it.each<[string, HttpAnswer]>([
    ['404', respond(404, {})],
    ['403', respond(403, {})],
    ['406', respond(406, {})],
    ['nothing of the kind', respond(200, { attestation_bundles: [] })],
    ['a web page', respond(200, '<html></html>', 'text/html')],
    ['nothing', { kind: 'failure', code: 'timeout', detail: 'no answer' }],
  ])('is not known where the answer is %s', (_, answer) => {
    expect(ended(answer)).toMatchObject({ state: 'unknown' });
  });

  it('is asked of no other host than that of the index', () => {
    const { asked, value } = lookUp('https://integrity.other.example/tools', []);
    expect(asked).toHaveLength(1);
    expect(value).toMatchObject({ state: 'unknown', reason: expect.stringContaining('is not asked') });
  });
});

function lookUp(provenance: string, answers: readonly HttpAnswer[]) {
  const filename = 'tools-1.0-py3-none-any.whl';
  const page = respond(200, { name: 'tools', files: [{ filename, url: `/files/${filename}`, provenance }] });
  return replayLookup(lookUpBuild('tools', '1.0', 'https://pypi.acme.example/simple'), [page, ...answers]);
}
const ended = (answer: HttpAnswer) => lookUp('/integrity/tools', [answer]).value;
