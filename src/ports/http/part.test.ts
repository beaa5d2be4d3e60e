import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerRange } from '../../../test/support/registries/ranges.ts';
import type { Reply } from '../../../test/support/registries/reply.ts';
import { type LoopbackServer, startServer } from '../../../test/support/registries/server.ts';
import type { HttpAnswer, HttpRequest } from '../../model/http.ts';
import { createHttp, type HttpPort } from './index.ts';

/** Bytes that are no text, and begin as gzip does. */
const file = Buffer.concat([gzipSync('x'), Buffer.from(Array.from({ length: 900 }, (_, index) => (index * 7) % 256))]);
let server: LoopbackServer;
let http: HttpPort;
let reply: (range: string | undefined) => Reply;

beforeEach(async () => {
  reply = (range) => answerRange(file, range, 'suffix');
  server = await startServer(({ headers }) => reply(headers['range']));
  http = createHttp({ userAgent: 'gazetteer/0', allowed: (url) => url.startsWith(server.url), retries: 0, env: {} });
});
afterEach(async () => {
  await http.close();
  await server.close();
});

const ask = (range: NonNullable<HttpRequest['range']>, maxBytes = 500): Promise<HttpAnswer> =>
  http.send({ url: `${server.url}/file`, range, maxBytes });
const fakePart = (range: string, more: Partial<Reply> = {}): Reply => ({
  status: 206,
  raw: Buffer.from('0123456789'),
  ...more,
  headers: { 'content-range': range, ...more.headers },
});

describe('a part of a file', () => {
  it.each<[string, NonNullable<HttpRequest['range']>, number, number, string]>([
    ['from one place to another', { from: 10, to: 109 }, 10, 100, 'bytes=10-109'],
    ['of its first byte', { from: 0, to: 0 }, 0, 1, 'bytes=0-0'],
    ['up to its end, where more is asked', { from: file.length - 5, to: file.length + 400 }, file.length - 5, 5, ''],
    ['of its end', { last: 22 }, file.length - 22, 22, 'bytes=-22'],
  ])('%s comes as it is', async (_, range, from, length, header) => {
    const answer = await ask(range);
    const bytes = file.subarray(from, from + length);
    expect(answer).toMatchObject({ kind: 'response', status: 206, body: '', part: { from, size: file.length } });
    expect(answer.kind === 'response' && Buffer.compare(answer.part?.bytes ?? Buffer.alloc(0), bytes)).toBe(0);
    expect(server.log[0]?.headers).toMatchObject({ 'accept-encoding': 'identity' });
    expect(server.log[0]?.headers['range']).toContain(header);
  });

  it('is all of a small file from a host that knows no ranges', async () => {
    reply = () => answerRange(file, undefined);
    const answer = await ask({ last: 22 }, 2_000);
    expect(answer).toMatchObject({ status: 200, part: { from: 0, size: file.length } });
  });

  it('is asked for once in a run, and another one by itself', async () => {
    await ask({ from: 0, to: 9 });
    await ask({ from: 0, to: 9 });
    await ask({ from: 10, to: 19 });
    expect(server.log.map(({ headers }) => headers['range'])).toEqual(['bytes=0-9', 'bytes=10-19']);
  });

  it('is given up where a host sends more, and before it was read', async () => {
    reply = () => answerRange(Buffer.alloc(5_000_000), undefined);
    expect(await ask({ last: 22 })).toMatchObject({
      kind: 'failure',
      code: 'too-large',
      detail: expect.stringContaining('gives files as a whole only'),
    });
    expect(http.stats().hosts[0]?.bytes).toBeLessThan(1_000_000);
  });

  it('is given up where the host sends without an end', async () => {
    server.fail('/file', { kind: 'endless' });
    expect(await ask({ last: 22 })).toMatchObject({ kind: 'failure', code: 'too-large' });
  });

  it.each<[string, Reply]>([
    ['several parts', fakePart('bytes 0-9/100', { headers: { 'content-type': 'multipart/byteranges; boundary=x' } })],
    [
      'several parts that are told inside',
      { status: 206, text: '--x\r\nContent-Range: bytes 0-1/9\r\n\r\nab\r\n--x--' },
    ],
    ['a part of another length', fakePart('bytes 0-8/100')],
    ['a part that ends before it begins', fakePart('bytes 9-0/100')],
    ['a part beyond the end', fakePart('bytes 91-100/100')],
    ['a part of no known size', fakePart('bytes 0-9/*')],
    ['a part in other units', fakePart('lines 0-9/100')],
    ['a part that is packed', fakePart('bytes 0-9/100', { headers: { 'content-encoding': 'gzip' } })],
    ['another success', { status: 204, text: '' }],
  ])('is nothing that counts where %s came', async (_, wrong) => {
    reply = () => wrong;
    expect(await ask({ from: 0, to: 9 })).toMatchObject({ kind: 'failure', code: 'malformed' });
  });

  it.each([
    [416, () => answerRange(file, 'bytes=5000-6000')],
    [501, () => answerRange(file, 'bytes=-22')],
    [404, (): Reply => ({ status: 404, text: '' })],
  ])('is not there in an answer %i', async (status, answer) => {
    reply = answer;
    const said = await ask({ last: 22 });
    expect(said).toMatchObject({ kind: 'response', status });
    expect(said).not.toHaveProperty('part');
  });
});
