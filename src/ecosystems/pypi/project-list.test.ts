import { describe, expect, it } from 'vitest';
import { replayLookup, respond } from '../../../test/support/registries/run-lookup.ts';
import { endpoints } from '../../knowledge/endpoints.ts';
import type { HttpAnswer } from '../../model/http.ts';
import { lookups } from './lookups.ts';

const index = 'https://whl.acme.example/whl/cpu';
const forbidden = respond(403, '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', 'application/xml');
const html = (body: string): HttpAnswer =>
  respond(200, `<!DOCTYPE html><html><body>${body}</body></html>`, 'text/html');
const json = (projects: unknown): HttpAnswer => respond(200, { meta: { 'api-version': '1.0' }, projects });

const ask = (name: string, root: HttpAnswer) =>
  replayLookup(lookups.package(name, `${index}/`), [forbidden, root]).value;

const torch = '<a href="torch/">torch</a><br/>\n';

describe('a page that answers 403', () => {
  it('is absence where the list of projects does not name it', () => {
    const { value, asked } = replayLookup(lookups.package('Acme.Internal', index), [forbidden, html(torch)]);
    expect(value).toEqual({
      state: 'absent',
      source: `${index}/acme-internal/`,
      proof: `${index}/acme-internal/ answered 403, and the list of projects at ${index}/ does not name it`,
    });
    expect(asked.map(({ url }) => url)).toEqual([`${index}/acme-internal/`, `${index}/`]);
    expect(asked[1]?.maxBytes).toBeLessThanOrEqual(8 * 1024 * 1024);
  });

  it.each([
    ['folders', html(`${torch}<a href="torch-vision/">torch-vision</a>`)],
    ['addresses of the host', html('<a href="/whl/cpu/torch/">torch</a>')],
    ['whole addresses', html(`<A HREF='${index}/torch/' >torch</A>`)],
    ['names as they are written', html('<a href="Typing_Extensions/">Typing.Extensions</a>')],
    ['a list of a web server', html('<a href="../">../</a><a href="?C=N;O=D">Name</a><a href="torch/">torch/</a>')],
    ['JSON', json([{ name: 'torch' }, { name: 'Typing_Extensions' }])],
  ])('believes a list of %s', (_, root) => {
    expect(ask('missing', root)).toMatchObject({ state: 'absent' });
  });

  it.each([
    ['the project', html('<a href="acme-internal/">acme-internal</a>')],
    ['another spelling of it', html('<a href="Acme_Internal/">Acme_Internal</a>')],
    ['it, in JSON', json([{ name: 'Acme.Internal' }])],
  ])('knows nothing where the list names %s', (_, root) => {
    expect(ask('acme-internal', root)).toMatchObject({
      state: 'unknown',
      status: 403,
      reason: 'whl.acme.example answered 403 (forbidden)',
    });
  });

  it.each([
    ['another refusal', forbidden],
    ['not found', respond(404, '')],
    ['nothing', { kind: 'failure', code: 'too-large', detail: 'the body is larger' } as const],
    ['an empty list', html('')],
    ['an empty list in JSON', json([])],
    ['a list of something else', json([{ name: 'torch' }, { title: 'x' }])],
    ['a login page', html('<a href="/login">Sign in</a>')],
    ['a portal', html('<a href="/whl/cpu/docs/">Our documents</a>')],
    ['a portal beside projects', html(`${torch}<a href="https://acme.example/">Acme</a>`)],
    ['links to files', html('<a href="torch-1.0-py3-none-any.whl">torch-1.0-py3-none-any.whl</a>')],
    ['folders of another place', html('<base href="/other/"><a href="torch/">torch</a>')],
    ['folders in folders', html('<a href="nightly/torch/">nightly/torch</a>')],
    ['a broken address', html(`${torch}<a href="http://[">x</a>`)],
    ['the list of another host', { ...html(torch), url: 'https://other.acme.example/whl/cpu/' } as HttpAnswer],
  ])('knows nothing where the root is %s', (_, root) => {
    expect(ask('missing', root)).toMatchObject({ state: 'unknown', status: 403 });
  });

  it('of the public index is not asked for its list', () => {
    const { value, asked } = replayLookup(lookups.package('x', endpoints.pypi), [forbidden]);
    expect(value).toMatchObject({ state: 'unknown', status: 403 });
    expect(asked).toHaveLength(1);
  });

  it('is no absence with 401', () => {
    const { value, asked } = replayLookup(lookups.package('x', index), [respond(401, '')]);
    expect(value).toMatchObject({ state: 'unknown', status: 401 });
    expect(asked).toHaveLength(1);
  });

  it('counts for a release, too', () => {
    const { value } = replayLookup(lookups.release('missing', '1.0', index), [forbidden, html(torch)]);
    expect(value).toMatchObject({ state: 'absent', proof: expect.stringContaining('does not name it') });
  });
});
