import { describe, expect, it } from 'vitest';
import { replayLookup, respond } from '../../../test/support/registries/run-lookup.ts';
import { endpoints } from '../../knowledge/endpoints.ts';
import type { HttpAnswer } from '../../model/http.ts';
import { lookups } from './lookups.ts';

const index = 'https://git.acme.example/api/v4/projects/1/packages/pypi/simple';
const filesHost = new URL(endpoints.pypiFiles).host;
const page = {
  name: 'x',
  files: [
    {
      filename: 'x-1.0.tar.gz',
      url: `${endpoints.pypiFiles}/packages/x-1.0.tar.gz`,
      'upload-time': '2024-01-01T00:00:00Z',
    },
  ],
};

const from = (url: string, answer: HttpAnswer, withCredentials = false): HttpAnswer =>
  answer.kind === 'response'
    ? { ...answer, url, ...(withCredentials ? { withCredentials: true as const } : {}) }
    : answer;
const asPublic = (answer: HttpAnswer, withCredentials = false) => from(`${endpoints.pypi}/x/`, answer, withCredentials);
const ask = (...answers: readonly HttpAnswer[]) => replayLookup(lookups.package('x', index), answers).value;

describe('an index that forwards', () => {
  it('has the word of the public one, and is said to have none itself', () => {
    const hidden = ask(asPublic(respond(200, page)));
    expect(hidden).toMatchObject({
      state: 'present',
      value: {
        versions: [{ version: '1.0', archiveHosts: [filesHost] }],
        forwarded: { to: `${endpoints.pypi}/x`, mayHide: true },
      },
    });
    const known = ask(asPublic(respond(200, page), true));
    expect(known.state === 'present' && known.value.forwarded).toEqual({ to: `${endpoints.pypi}/x` });
  });

  it('is believed about what is not there only when it knows who asks', () => {
    const missing = respond(404, '');
    expect(ask(asPublic(missing, true), asPublic(missing, true))).toMatchObject({
      state: 'absent',
      proof: expect.stringContaining('forwards to pypi.org'),
    });
    for (const second of [asPublic(missing), missing]) {
      expect(ask(asPublic(missing), second)).toMatchObject({
        state: 'unknown',
        status: 404,
        reason: expect.stringContaining('may hide the name'),
      });
    }
  });

  it('denies no version that it may hide', () => {
    const askFor = (version: string, answers: readonly HttpAnswer[]) =>
      replayLookup(lookups.release('x', version, index), answers).value;
    expect(askFor('1.0', [asPublic(respond(200, page))])).toMatchObject({
      state: 'present',
      value: { version: '1.0' },
    });
    expect(askFor('2.0', [asPublic(respond(200, page))])).toMatchObject({
      state: 'unknown',
      reason: expect.stringContaining('may hide versions'),
    });
    const known = asPublic(respond(200, page), true);
    expect(askFor('2.0', [known, known])).toMatchObject({ state: 'absent' });
  });

  it.each([
    ['the public one refuses', asPublic(respond(503, '')), { status: 503 }],
    ['the public one answers with something else', asPublic(respond(200, '<html></html>', 'text/html')), {}],
    ['it leads to another host', from('https://mirror.acme.example/x/', respond(200, page)), {}],
    ['another host refuses', from('https://mirror.acme.example/x/', respond(403, '')), { status: 403 }],
  ])('says nothing where %s', (_, answer, said) => {
    expect(ask(answer)).toMatchObject({ state: 'unknown', ...said });
  });

  it('says nothing where another host does not find the name', () => {
    const missing = from('https://mirror.acme.example/x/', respond(404, ''));
    expect(ask(missing, missing)).toMatchObject({ state: 'unknown', status: 404 });
  });

  it('answers itself where the second answer is its own', () => {
    const found = ask(asPublic(respond(404, '')), respond(200, page));
    expect(found).toMatchObject({ state: 'present' });
    expect(found.state === 'present' && found.value).not.toHaveProperty('forwarded');
  });
});

describe('hosts of archives', () => {
  const fileAt = (url: unknown) => ({ ...page, files: [{ ...page.files[0], url }] });
  const hostsOf = (answer: HttpAnswer, registry = index) => {
    const { value } = replayLookup(lookups.release('x', '1.0', registry), [answer, respond(404, '')]);
    return value.state === 'present' ? value.value.archiveHosts : value;
  };
  const link = (href: string) => respond(200, `<a href="${href}">x-1.0.tar.gz</a>`, 'text/html');

  it.each([
    ['x-1.0.tar.gz', undefined],
    ['../../files/x-1.0.tar.gz', undefined],
    ['https://git.acme.example/files/x-1.0.tar.gz', undefined],
    [`${endpoints.pypiFiles}/x-1.0.tar.gz`, [filesHost]],
    ['//Files.Acme.example:443/x-1.0.tar.gz#sha256=0', ['files.acme.example']],
    ['https://me:secret@files.acme.example/x-1.0.tar.gz', ['files.acme.example']],
    ['https://[/x-1.0.tar.gz', undefined],
    ['folder//files.acme.example/x-1.0.tar.gz', undefined],
  ])('are told where they are others, in both forms: %s', (address, hosts) => {
    expect(hostsOf(link(address))).toEqual(hosts);
    expect(hostsOf(respond(200, fileAt(address)))).toEqual(hosts);
  });

  it('are not told of the public index, whose own are known, nor read there', () => {
    const { value, asked } = replayLookup(lookups.release('x', '1.0', endpoints.pypi), [respond(200, page)]);
    expect(value.state === 'present' && value.value).not.toHaveProperty('archiveHosts');
    expect(asked[0]?.select).not.toContainEqual(['files', '*', 'url']);
  });

  it('are each told once', () => {
    const files = ['x-1.0.tar.gz', 'x-1.0.zip', 'x-1.0-py3-none-any.whl'].map((filename, at) => ({
      filename,
      url: `https://files${at % 2}.acme.example/${filename}`,
    }));
    expect(hostsOf(respond(200, { name: 'x', files }))).toEqual(['files0.acme.example', 'files1.acme.example']);
  });
});
