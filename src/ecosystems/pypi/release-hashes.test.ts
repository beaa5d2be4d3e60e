import { describe, expect, it } from 'vitest';
import { replayLookup, respond } from '../../../test/support/registries/run-lookup.ts';
import { lookups } from './lookups.ts';

describe('hashes of a release', () => {
  const hash = (digit: string) => digit.repeat(64);
  const file = (filename: string, digit?: string) => ({ filename, hashes: digit ? { sha256: hash(digit) } : {} });
  const hashesOf = (files: readonly unknown[]) => {
    const { value } = replayLookup(lookups.release('x', '1.0', 'https://pypi.acme.example/simple'), [
      respond(200, { name: 'x', files }),
      respond(404, ''),
    ]);
    return value.state === 'present' ? value.value.integrity : value;
  };

  it.each([
    ['all files', [file('x-1.0.tar.gz', 'a'), file('x-1.0-py3-none-any.whl', 'b')], ['a', 'b']],
    ['other releases', [file('x-1.0.tar.gz', 'a'), file('x-2.0.tar.gz', 'b')], ['a']],
    ['a file without a hash', [file('x-1.0.tar.gz', 'a'), file('x-1.0-py3-none-any.whl')], undefined],
    ['a package of a system', [file('x-1.0.tar.gz', 'a'), file('x-1.0-1.noarch.rpm', 'b')], ['a', 'b']],
    ['a platform in the name', [file('x-1.0.tar.gz', 'a'), file('x-1.0.linux-x86_64.tar.gz', 'b')], ['a', 'b']],
    ['a stray without a hash', [file('x-1.0.tar.gz', 'a'), file('x-1.0-1.noarch.rpm')], undefined],
    ['a stray of another release', [file('x-1.0.tar.gz', 'a'), file('x-2.0-1.noarch.rpm')], ['a']],
  ])('are complete or left out: %s', (_, files, digits) => {
    expect(hashesOf(files)).toEqual(digits?.map((digit) => `sha256:${hash(digit)}`));
  });

  it('are left out where links have hashes of several kinds', () => {
    const ask = (links: string) =>
      replayLookup(lookups.release('x', '1.0', 'https://pypi.acme.example/whl'), [respond(200, links, 'text/html')])
        .value;
    const link = (filename: string, fragment: string) => `<a href="${filename}${fragment}">${filename}</a>`;
    const plain = link('x-1.0.tar.gz', `#sha256=${hash('a')}`);
    expect(ask(plain)).toMatchObject({ value: { integrity: [`sha256:${hash('a')}`] } });
    for (const fragment of ['', `#sha512=${'b'.repeat(128)}`]) {
      const mixed = ask(plain + link('x-1.0-py3-none-any.whl', fragment));
      expect(mixed).toMatchObject({ state: 'present', value: { version: '1.0' } });
      expect(mixed.state === 'present' && mixed.value).not.toHaveProperty('integrity');
    }
  });
});
