import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from '../../test/support/growth.ts';
import { maskCredentials } from '../text/mask.ts';
import { hostOf, isLoopback, plainProtocolOf, quoteWritten, sayAddress, sayHost, saySetting } from './addresses.ts';

describe('credentials', () => {
  it.each([
    ['https://user:secret@npm.acme.example/x', 'https://***@npm.acme.example/x'],
    ['https://secret@npm.acme.example', 'https://***@npm.acme.example'],
    ['https://user:se@cret@npm.acme.example/x', 'https://***@npm.acme.example/x'],
    ['git+ssh://git@git.acme.example/x.git#main', 'git+ssh://***@git.acme.example/x.git#main'],
    ['https://npm.acme.example/x.tgz?token=secret&a=b#sha1', 'https://npm.acme.example/x.tgz?***#sha1'],
    ['registry "https://u:secret@a.example/" and https://u:secret@b.example?k=secret', undefined],
    ['//u:secret@npm.acme.example/', '//***@npm.acme.example/'],
    ['https://npm.acme.example/@scope/name', 'https://npm.acme.example/@scope/name'],
    ['is this right?yes', 'is this right?yes'],
  ])('are masked in %j', (text, masked) => {
    expect(maskCredentials(text)).not.toContain('secret');
    if (masked !== undefined) expect(maskCredentials(text)).toBe(masked);
    expect(quoteWritten(text)).not.toContain('secret');
    expect(sayAddress(text)).not.toContain('secret');
  });

  it('do not come back when a long address is cut', () => {
    const secret = 's'.repeat(3_000);
    expect(sayAddress(`https://user:${secret}@npm.acme.example/`)).toBe('https://***@npm.acme.example/');
  });

  it('never leak from what stands before the host, and any text is bounded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a-z]{1,8}$/), (rest, host) => {
        expect(sayAddress(`https://a:hunter2@${host}.example/${rest}`)).not.toContain('hunter2');
        expect(sayAddress(rest).length).toBeLessThan(170);
        expect(sayAddress(rest)).not.toMatch(/[\n\r]/);
      }),
    );
  });

  it.each(['//', '//a', '?', '@', '?a=', '//a@'])('are looked for in linear time among many %s', async (part) => {
    expect(await measureGrowth((size) => part.repeat(size), maskCredentials, 200_000)).toBeLessThan(nearlyLinear);
  });
});

it.each([
  ['https://models.example/v1/9f8e7d6c5b4a39281706f5e4d3c2b1a0', 'https://models.example'],
  ['https://models.example:8443?9f8e7d6c', 'https://models.example:8443'],
  ['https://u:hunter2horse@models.example', 'https://models.example'],
  ['models.example/9f8e7d6c', 'an address'],
  ['models.example:443/9f8e7d6c', 'an address'],
  ['https://$HOST NAME/9f8e7d6c', 'an address'],
  ['bypassPermissions', 'bypassPermissions'],
])('the setting %j is told as %j', (value, said) => {
  expect(saySetting(value)).toBe(said);
});

it.each([
  ['https://npm.acme.example:8443/x', 'npm.acme.example:8443'],
  ['git+ssh://git@git.acme.example/x', 'git.acme.example'],
  ['file:///tmp/x.tgz', undefined],
  ['no address', undefined],
])('the host of %j is %j', (url, host) => {
  expect(hostOf(url)).toBe(host);
  if (host !== undefined) expect(sayHost(url)).toBe(host);
});

it.each([
  ['localhost', true],
  ['localhost:8080', true],
  ['npm.localhost', true],
  ['127.0.0.1', true],
  ['127.1.2.3:80', true],
  ['[::1]', true],
  ['[::1]:80', true],
  ['::1', true],
  ['LOCALHOST', true],
  ['localhost.evil.example', false],
  ['127.0.0.1.evil.example', false],
  ['notlocalhost', false],
  ['10.0.0.1', false],
])('%j is this machine: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});

it.each([
  ['http://npm.acme.example/', 'http'],
  ['HTTP://npm.acme.example/', 'http'],
  [' http://npm.acme.example/', 'http'],
  ['git://git.acme.example/x', 'git'],
  ['git+http://git.acme.example/x', 'http'],
  ['git+git://git.acme.example/x', 'git'],
  ['svn+http://svn.acme.example/x', 'http'],
  ['ftp://files.acme.example/x', 'ftp'],
  ['https://npm.acme.example/', undefined],
  ['git+https://git.acme.example/x', undefined],
  ['git+ssh://git@git.acme.example/x', undefined],
  ['ssh://git@git.acme.example/x', undefined],
  ['git@git.acme.example:x/y.git', undefined],
  ['http://localhost:4873/', undefined],
  ['http://user:pw@127.0.0.1/', undefined],
  ['http://localhost@evil.example/', 'http'],
  ['http://[::1]:4873/', undefined],
  ['file:///tmp', undefined],
  ['', undefined],
])('%j is carried by %j', (url, protocol) => {
  expect(plainProtocolOf(url)).toBe(protocol);
});
