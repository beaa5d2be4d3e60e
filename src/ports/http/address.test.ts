import { describe, expect, it } from 'vitest';
import { checkRedirect, checkTarget, isInternal, isLoopback, mayConnect } from './address.ts';
import { proxyFor } from './proxy-env.ts';
import { backoff, parseRetryAfter } from './retry.ts';

describe('addresses', () => {
  it.each([
    ...['localhost', 'LOCALHOST.', 'a.localhost', '127.0.0.1', '127.9.9.9', '[::1]', '[::ffff:7f00:1]'],
    ...['[::127.0.0.1]', '[64:ff9b::7f00:1]', '[2002:7f00:1::]', '[::ffff:0:7f00:1]', '::1', '0:0:0:0:0:0:0:1'],
  ])('knows loopback: %s', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each([
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '[fe80::1]',
    '[fd00::1]',
    '[::]',
    '[::ffff:a00:1]',
    '[::10.0.0.1]',
    '[64:ff9b::a9fe:a9fe]',
    '[64:ff9b:1::1]',
    '[2002:c0a8:1::1]',
    '[fd00:ec2::254]',
    '[fec0::1]',
    '[ff02::1]',
    'fe80::1%eth0',
    '100.100.100.200',
    '192.0.0.192',
    '224.0.0.1',
    '255.255.255.255',
  ])('knows internal: %s', (host) => {
    expect(isInternal(host)).toBe(true);
    expect(isLoopback(host)).toBe(false);
  });

  it.each([
    'npm.acme.example',
    '8.8.8.8',
    '172.32.0.1',
    '127.0.0.1.acme.example',
    'localhost.acme.example',
    '[2001:db8::1]',
    '[64:ff9b::808:808]',
    '[2002:808:808::1]',
    '[::ffff:8.8.8.8]',
    '203.0.113.80',
    '100.128.0.1',
  ])('knows public: %s', (host) => {
    expect(isInternal(host)).toBe(false);
  });

  it.each(['2130706433', '0x7f.1', '017700000001', '127.1', '0x7f000001', '127.0.0.1.', '①②⑦.0.0.1'])(
    'knows loopback by any spelling that URLs have: %s',
    (host) => {
      expect(isLoopback(new URL(`https://${host}/`).hostname)).toBe(true);
    },
  );

  it.each<[string, string, boolean, boolean]>([
    ['npm.acme.example', '203.0.113.80', false, true],
    ['npm.acme.example', '10.0.0.1', false, false],
    ['npm.acme.example', '127.0.0.1', false, false],
    ['npm.acme.example', '::ffff:10.0.0.1', false, false],
    ['npm.acme.example', 'fd12::1', false, false],
    ['npm.acme.example', '10.0.0.1', true, true],
    ['npm.acme.example', '127.0.0.1', true, true],
    ['npm.acme.example', '169.254.169.254', true, false],
    ['npm.acme.example', '::ffff:169.254.169.254', true, false],
    ['npm.acme.example', 'fe80::1%eth0', true, false],
    ['npm.acme.example', 'fd00:ec2::254', true, false],
    ['localhost', '127.0.0.1', false, true],
    ['x.localhost', '::1', false, true],
    ['x.localhost', '203.0.113.80', true, false],
  ])('connects %s to %s (configured: %s): %s', (host, address, configured, expected) => {
    expect(mayConnect(host, address, configured)).toBe(expected);
  });

  it('drops user information and fragments', () => {
    expect(checkTarget('https://u:p@npm.acme.example/a?b=1#c', () => true).href).toBe('https://npm.acme.example/a?b=1');
  });

  it.each([
    ['https://npm.acme.example/x', 'https://169.254.169.254/latest', 'internal address'],
    ['https://npm.acme.example/x', 'https://0x7f000001/', 'internal address'],
    ['https://npm.acme.example/x', 'https://[fd00:ec2::254]/latest', 'internal address'],
    ['https://npm.acme.example/x', 'https://[::ffff:169.254.169.254]/latest', 'internal address'],
    ['https://npm.acme.example/x', '//2852039166/latest', 'internal address'],
    ['https://npm.acme.example/x', 'http://npm.acme.example/x', 'plain http'],
    ['https://npm.acme.example/x', 'http://127.0.0.1/x', 'https to plain http'],
    ['https://npm.acme.example/x', 'https://other.acme.example/', 'not trusted'],
    ['https://npm.acme.example/x', 'javascript:alert(1)', 'javascript: addresses'],
  ])('refuses a redirect from %s to %s', (from, to, why) => {
    const allowed = (url: string) => !url.startsWith('https://other.');
    expect(() => checkRedirect(new URL(from), to, new URL(from), allowed)).toThrow(why);
  });

  it('allows a redirect to an internal address from one', () => {
    const from = new URL('https://10.0.0.1/x');
    expect(checkRedirect(from, 'https://10.0.0.2/y', from, () => true).href).toBe('https://10.0.0.2/y');
  });
});

describe('proxyFor', () => {
  const url = new URL('https://npm.acme.example/x');
  const lower = { https_proxy: 'http://lower:3128', HTTPS_PROXY: 'http://upper:3128', HTTP_PROXY: 'http://plain:3128' };
  it.each([
    [{}, undefined],
    [lower, 'http://lower:3128'],
    [{ HTTPS_PROXY: 'http://upper:3128' }, 'http://upper:3128'],
    [{ HTTP_PROXY: 'plain:3128' }, 'http://plain:3128'],
    [{ ...lower, NO_PROXY: '*' }, undefined],
    [{ ...lower, NO_PROXY: 'acme.example' }, undefined],
    [{ ...lower, NO_PROXY: 'x, .acme.example' }, undefined],
    [{ ...lower, NO_PROXY: 'npm.acme.example:443' }, undefined],
    [{ ...lower, NO_PROXY: 'npm.acme.example:8443' }, 'http://lower:3128'],
    [{ ...lower, NO_PROXY: 'me.example' }, 'http://lower:3128'],
    [{ ...lower, no_proxy: 'other.example', NO_PROXY: '*' }, 'http://lower:3128'],
  ])('reads %j', (env, expected) => {
    expect(proxyFor(url, env)).toBe(expected);
    expect(proxyFor(new URL('https://127.0.0.1/x'), env)).toBeUndefined();
  });
});

describe('pauses', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  it.each([
    [{}, undefined],
    [{ 'retry-after': '0' }, 1000],
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '-3' }, 1000],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' }, 9000],
    [{ 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, 1000],
    [{ 'retry-after': 'Fri, 02 Jan 2026 00:00:05 GMT', date: 'Fri, 02 Jan 2026 00:00:00 GMT' }, 5000],
  ])('reads %j', (headers, expected) => {
    expect(parseRetryAfter(headers, now)).toBe(expected);
  });

  it('double, with jitter and an end', () => {
    expect([0, 1, 2].map((n) => backoff(n, 500, () => 1))).toEqual([500, 1000, 2000]);
    expect(backoff(0, 500, () => 0)).toBe(250);
    expect(backoff(30, 500, () => 1)).toBe(10_000);
  });
});
