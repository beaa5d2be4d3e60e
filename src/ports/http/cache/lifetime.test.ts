import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../../model/http.ts';
import { lifetimeOf } from './lifetime.ts';

const now = Date.parse('2026-06-15T12:00:00Z');
const request: HttpRequest = { url: 'https://npm.acme.example/x', maxBytes: 1000 };

const lifetime = (headers: Record<string, string>, more: { status?: number; body?: string; lasts?: number } = {}) =>
  lifetimeOf(
    more.lasts === undefined ? request : { ...request, lasts: more.lasts },
    { kind: 'response', status: more.status ?? 200, headers, body: more.body ?? '{}', url: request.url },
    now,
  );
const says = (control: string, more = {}) => lifetime({ 'cache-control': control }, more);

describe('a document', () => {
  it.each<[string, number | undefined]>([
    ['max-age=600', 600],
    ['public, max-age=600, s-maxage=86400', 600],
    ['s-maxage=86400', 300],
    ['private, max-age=60', 60],
    ['PRIVATE, Max-Age="60"', 60],
    ['must-revalidate', 300],
    ['no-store', undefined],
    ['max-age=600, No-Store', undefined],
    ['no-cache', 0],
    ['no-cache="set-cookie", max-age=600', 0],
    ['max-age=0', 0],
    ['max-age=-5', 0],
    ['max-age=soon', 0],
    ['max-age=60, max-age=6000', 0],
    ['max-age=31536000, immutable', 86_400],
    ['max-age=99999999999999999999', 0],
    ['', 300],
  ])('with %j is good for %s seconds', (control, seconds) => {
    expect(says(control)).toBe(seconds);
  });

  it.each<[string, number | undefined]>([
    ['{"results":[]}', 600],
    ['{"message":"please sign in"}', undefined],
    ['[]', undefined],
    ['{"results":', undefined],
    ['<html>', 0],
  ])('that must hold something is kept only with it: %s', (body, seconds) => {
    const answer = { kind: 'response', status: 200, headers: {}, body, url: request.url } as const;
    expect(lifetimeOf({ ...request, lasts: 600, holds: ['results'] }, answer, now)).toBe(seconds);
  });

  it('has been on its way for some of its time', () => {
    expect(lifetime({ 'cache-control': 'max-age=600', age: '200' })).toBe(400);
    expect(lifetime({ 'cache-control': 'max-age=600', age: '700' })).toBe(0);
    expect(lifetime({ 'cache-control': 'max-age=600', age: 'old' })).toBe(600);
  });

  it.each<[Record<string, string>, number]>([
    [{ expires: 'Mon, 15 Jun 2026 12:10:00 GMT' }, 600],
    // The server's own clock counts.
    [{ expires: 'Mon, 15 Jun 2026 12:10:00 GMT', date: 'Mon, 15 Jun 2026 12:09:00 GMT' }, 60],
    [{ expires: 'Mon, 15 Jun 2026 11:00:00 GMT' }, 0],
    [{ expires: '0' }, 0],
    [{ expires: '0', 'cache-control': 'max-age=60' }, 60],
  ])('with %j is good for %i seconds', (headers, seconds) => {
    expect(lifetime(headers)).toBe(seconds);
  });

  it('may last longer than the server says where the question knows it better, but not where the server forbids it', () => {
    expect(says('max-age=300', { lasts: 86_400 })).toBe(86_400);
    expect(lifetime({ 'cache-control': 'max-age=300', age: '400' }, { lasts: 86_400 })).toBe(86_400);
    expect(says('', { lasts: 600 })).toBe(600);
    expect(says('', { lasts: 10 ** 9 })).toBe(86_400);
    for (const control of ['max-age=0', 'no-cache']) expect(says(control, { lasts: 600 })).toBe(0);
    expect(says('no-store', { lasts: 600 })).toBeUndefined();
  });

  it('that may differ for anything is not kept', () => {
    expect(lifetime({ vary: 'accept, *' })).toBeUndefined();
    expect(lifetime({ vary: 'accept-encoding, accept' })).toBe(300);
  });
});

it('keeps "not found" for a minute at most', () => {
  expect(says('', { status: 404 })).toBe(60);
  expect(says('max-age=600', { status: 404, lasts: 86_400 })).toBe(60);
  expect(says('max-age=10', { status: 404 })).toBe(10);
  expect(says('no-store', { status: 404 })).toBeUndefined();
});

it('takes a web page only for as long as its server says: it may be the page of a login', () => {
  const body = ' <html>Sign in</html>';
  expect(says('', { body })).toBe(0);
  expect(says('', { body, lasts: 86_400 })).toBe(0);
  expect(says('max-age=600', { body })).toBe(600);
});
