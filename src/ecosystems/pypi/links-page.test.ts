import { describe, expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from '../../../test/support/growth.ts';
import { replayLookup, respond } from '../../../test/support/registries/run-lookup.ts';
import type { HttpAnswer } from '../../model/http.ts';
import { lookUpLinks } from './links-page.ts';

const page = 'https://whl.acme.example/whl/torch_stable.html';
const hash = 'a'.repeat(64);
const html = (body: string): HttpAnswer => respond(200, body, 'text/html');
const ask = (name: string, answer: HttpAnswer, address = page) => replayLookup(lookUpLinks(name, address), [answer]);

const stable = html(`<!DOCTYPE html>
<a href="cpu/torch-2.1.0%2Bcpu-cp310-cp310-linux_x86_64.whl#sha256=${hash}">cpu/torch-2.1.0+cpu</a><br>
<a href="cu118/torch-2.1.0%2Bcu118-cp310-cp310-linux_x86_64.whl">torch</a><br>
<a href="cpu/torch_scatter-1.0.tar.gz">torch_scatter</a><br>
<a data-yanked="broken" href="Torch.Vision-0.1.zip">vision</a><br>
<a href="/help">Help</a>`);

describe('a page of links', () => {
  it.each([
    [
      'torch',
      [
        { version: '2.1.0+cpu', integrity: [`sha256:${hash}`], archives: ['cp310-cp310-linux_x86_64'] },
        { version: '2.1.0+cu118', archives: ['cp310-cp310-linux_x86_64'] },
      ],
    ],
    ['Torch_Scatter', [{ version: '1.0', archives: ['sdist'] }]],
    ['torch-vision', [{ version: '0.1', yanked: 'broken', archives: ['sdist'] }]],
  ])('has what its files are named: %s', (name, versions) => {
    const { value, asked } = ask(name, stable);
    expect(value).toMatchObject({ state: 'present', source: page });
    expect(value.state === 'present' && value.value.versions).toEqual(versions);
    expect(asked.map(({ url }) => url)).toEqual([page]);
  });

  it('has nothing of a name where it has archives of others alone', () => {
    for (const name of ['tor', 'torch-audio', 'scatter', 'help']) {
      expect(ask(name, stable).value).toMatchObject({ state: 'absent', source: page });
    }
  });

  it.each([
    ['links to no archive', html('<a href="/login">Sign in</a>')],
    ['links to no archive', html('')],
    ['links to no archive', respond(200, { files: [{ filename: 'torch-1.0.tar.gz' }] })],
    ['403 (forbidden)', respond(403, '')],
    ['404 (not found)', respond(404, '')],
    ['late', { kind: 'failure', code: 'timeout', detail: 'late' } as const],
    ['sends those who ask on to cdn.acme.example', { ...stable, url: 'https://cdn.acme.example/' } as HttpAnswer],
  ])('says nothing: %s', (reason, answer) => {
    expect(ask('torch', answer).value).toMatchObject({ state: 'unknown', reason: expect.stringContaining(reason) });
  });

  it('tells the hosts that files are linked from, where they are others', () => {
    const links = html(
      '<base href="//files.acme.example/x/"><a href="x-1.0.tar.gz"></a><a href="https://whl.acme.example/x-2.0.tar.gz"></a>',
    );
    expect(ask('x', links).value).toMatchObject({
      value: { versions: [{ version: '1.0', archiveHosts: ['files.acme.example'] }, { version: '2.0' }] },
    });
  });

  it('may be an archive itself, which is not fetched', () => {
    const archive = 'https://whl.acme.example/x-1.0-py3-none-any.whl';
    expect(replayLookup(lookUpLinks('x', archive), []).value).toMatchObject({ state: 'unknown' });
    expect(replayLookup(lookUpLinks('y', archive), []).value).toMatchObject({ state: 'absent' });
    expect(replayLookup(lookUpLinks('y', 'no address'), []).value).toMatchObject({ state: 'unknown' });
  });

  it('is asked for whole, and named without what may be secret', () => {
    const { value, asked } = ask('torch', stable, 'https://me:secret@whl.acme.example/links/?sig=secret#torch');
    expect(asked[0]?.url).toContain('?sig=secret');
    expect(JSON.stringify(value)).not.toContain('secret');
  });

  it('says nothing where it has more links than are read', () => {
    const body = '<a href="torch-1.0-cp310-cp310-linux_x86_64.whl">x</a>'.repeat(100_001);
    expect(ask('x', html(body)).value).toMatchObject({
      state: 'unknown',
      reason: expect.stringContaining('more links'),
    });
  });

  it('is read once for all names', async () => {
    const link = '<a href="torch-1.0-cp310-cp310-linux_x86_64.whl">x</a>';
    const make = (size: number) => ({ size, answer: { ...html(link.repeat(size)), url: page } as HttpAnswer });
    // As many names as links: a page that is read for each of them takes time that grows with the square.
    const askAll = ({ size, answer }: ReturnType<typeof make>) => {
      for (let at = 0; at < size; at++) expect(ask(`name-${at}`, answer).value.state).toBe('absent');
    };
    expect(await measureGrowth(make, askAll, 1_600)).toBeLessThan(nearlyLinear);
  });
});
