import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookups as npm } from '../../src/ecosystems/npm/lookups.ts';
import { lookups as pypi } from '../../src/ecosystems/pypi/lookups.ts';
import type { Fact } from '../../src/model/fact.ts';
import type { HttpAnswer, HttpRequest, Lookup } from '../../src/model/http.ts';
import { createHttp } from '../../src/ports/http/index.ts';
import type { Fault } from '../support/registries/fault.ts';
import { type NpmRegistry, startNpmRegistry } from '../support/registries/npm.ts';
import { createPackument } from '../support/registries/npm-documents.ts';
import { type PyPi, startPyPi } from '../support/registries/pypi.ts';
import { createSimpleHtml, createSimpleJson } from '../support/registries/pypi-documents.ts';
import { respond, runLookup, settle } from '../support/registries/run-lookup.ts';

const at = '2024-01-01T00:00:00.000Z';
const npmDocument = createPackument(
  { name: 'x', versions: [{ version: '1.0.0', publishedAt: at }] },
  'https://npm.acme.example',
);
const project = { name: 'x', releases: [{ version: '1.0.0', uploadedAt: at }] };
const manifest = { name: 'x', version: '1.0.0', dist: {} };

/** Answers that show the package, and all the others that a registry or what stands before it may give. */
const packument = respond(200, npmDocument);
const small = respond(200, manifest);
const pages = [
  respond(200, createSimpleJson(project, 'https://pypi.acme.example')),
  respond(200, createSimpleHtml(project, 'https://pypi.acme.example'), 'text/html'),
];
/** The list of an index that has other projects: with a 403 for the page it is a proof of absence, too. */
const lists = [
  respond(200, '<a href="other/">other</a>', 'text/html'),
  respond(200, { meta: { 'api-version': '1.0' }, projects: [{ name: 'other' }] }),
];
const shows: readonly HttpAnswer[] = [packument, small, ...pages, ...lists];
const proofs: Readonly<Record<string, readonly HttpAnswer[]>> = {
  'npm package': [packument],
  'npm release': [packument, small],
  'pypi package': pages,
  'pypi release': pages,
};
const notFound: readonly HttpAnswer[] = [respond(404, { error: 'Not found' }), respond(404, '')];
const says: readonly HttpAnswer[] = [
  respond(404, '<html>Not found</html>', 'text/html'),
  ...[204, 301, 400, 401, 402, 403, 405, 410, 429, 451, 500, 502, 503, 504].map((status) => respond(status, '{}')),
  ...['', 'null', '[]', '"x"', '{}', '<html>x</html>', '<a href="other-1.0.tar.gz">x</a>'].map((body) =>
    respond(200, body),
  ),
  respond(200, { name: 'y', versions: { '1.0.0': {} }, files: [] }),
  respond(200, { versions: { '1.0.0': {} }, files: [] }),
  ...(['timeout', 'network', 'too-large', 'truncated', 'malformed', 'refused', 'budget'] as const).map(
    (code): HttpAnswer => ({ kind: 'failure', code, detail: code }),
  ),
];

const lookupKinds = {
  'npm package': () => npm.package('x', 'https://npm.acme.example'),
  'npm release': () => npm.release('x', '1.0.0', 'https://npm.acme.example'),
  'pypi package': () => pypi.package('x', 'https://pypi.acme.example/simple'),
  'pypi release': () => pypi.release('x', '1.0.0', 'https://pypi.acme.example/simple'),
} as const;
const kinds = ['npm package', 'npm release', 'pypi package', 'pypi release'] as const;

/** Runs a lookup over answers; what comes after the last one is a timeout. */
async function answerAll(lookup: Lookup<Fact<unknown>>, answers: readonly HttpAnswer[]) {
  const seen: HttpAnswer[] = [];
  const requests: HttpRequest[] = [];
  const fact = await runLookup(lookup, async (request) => {
    const answer = answers[seen.length] ?? { kind: 'failure', code: 'timeout', detail: 'late' };
    seen.push(answer);
    requests.push(request);
    return settle(answer, request);
  });
  return { fact, seen, requests };
}

const count = (seen: readonly HttpAnswer[], status: number): number =>
  seen.filter((answer) => answer.kind === 'response' && answer.status === status).length;

describe('whatever is answered', () => {
  it.each(kinds)('%s: absence needs two 404, or a 403 and a list, presence a document', async (kind) => {
    const answer = fc.constantFrom(...shows, ...notFound, ...notFound, ...says);
    await fc.assert(
      fc.asyncProperty(fc.array(answer, { maxLength: 6 }), async (answers) => {
        const { fact, seen, requests } = await answerAll(lookupKinds[kind](), answers);
        expect(requests.length).toBeLessThanOrEqual(6);
        if (fact.state === 'present') expect(seen.some((one) => proofs[kind]?.includes(one))).toBe(true);
        if (fact.state === 'absent' && kind.endsWith('package')) {
          const isDenied = kind.startsWith('pypi') && count(seen, 403) > 0 && seen.some((one) => lists.includes(one));
          expect(isDenied || count(seen, 404) >= 2).toBe(true);
        }
        if (fact.state === 'unknown') expect(fact.reason).not.toBe('');
      }),
      { numRuns: 1500 },
    );
  });

  it.each(kinds)('%s: nothing is present or absent without either', async (kind) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...says), { maxLength: 6 }), async (answers) => {
        const { fact } = await answerAll(lookupKinds[kind](), answers);
        // A web page that comes with 404 is PyPI's own way of saying so.
        if (!kind.startsWith('pypi')) expect(fact.state).toBe('unknown');
        else expect(fact.state).not.toBe('present');
      }),
      { numRuns: 500 },
    );
  });

  it.each(kinds)('%s: any JSON is read without an exception', async (kind) => {
    const junk = fc.oneof(
      fc.json(),
      fc.json().map((text) => `{"name":"x","versions":${text},"time":${text},"files":[${text}]}`),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(junk, { maxLength: 4 }), async (texts) => {
        const { fact } = await answerAll(
          lookupKinds[kind](),
          texts.map((text) => respond(200, text)),
        );
        expect(['present', 'absent', 'unknown']).toContain(fact.state);
      }),
      { numRuns: 500 },
    );
  });
});

const faults: readonly (Fault | undefined)[] = [
  undefined,
  { kind: 'truncated' },
  { kind: 'gzip-truncated' },
  { kind: 'gzip-unlabelled' },
  { kind: 'html' },
  { kind: 'malformed' },
  { kind: 'reset' },
  { kind: 'hang' },
  { status: 401 },
  { status: 403 },
  { status: 404 },
  { status: 429, retryAfter: '3600' },
  { status: 500 },
  { status: 503, times: 1 },
];

interface Situation {
  readonly first: Fault | undefined;
  readonly second: Fault | undefined;
  readonly exists: boolean;
  readonly isNpm: boolean;
}

/** Sets the faults up and asks for the package by a port of its own. */
async function askOverWire(
  { first, second, exists, isNpm }: Situation,
  registry: NpmRegistry,
  index: PyPi,
  deadlineMs: number,
): Promise<string> {
  const server = isNpm ? registry : index;
  const name = exists ? 'x' : 'missing';
  const path = isNpm ? `/${name}` : `/simple/${name}/`;
  server.heal();
  if (first !== undefined) server.fail(path, first);
  if (second !== undefined && isNpm) server.fail(`${path}?write=true`, second);
  const http = createHttp({
    userAgent: 'gazetteer/0',
    allowed: () => true,
    retries: 1,
    retryDelayMs: 1,
    deadlineMs,
    env: {},
  });
  const lookup = isNpm ? npm.package(name, registry.url) : pypi.package(name, index.index);
  const fact = await runLookup(lookup, http.send);
  await http.close();
  return fact.state;
}

/** What may be concluded: the truth, or nothing. */
function honestStates({ first, second, exists, isNpm }: Situation): readonly string[] {
  // A fault of the bare path holds for its queries too, where they have none of their own.
  const denied = first?.status === 404 && (!isNpm || (second ?? first).status === 404);
  if (exists && denied) return ['absent', 'unknown'];
  return exists ? ['present', 'unknown'] : ['absent', 'unknown'];
}

describe('over the wire', () => {
  it('no fault turns a package that is there into an absent one, nor the reverse', async () => {
    const [registry, index] = await Promise.all([
      startNpmRegistry([{ name: 'x', versions: [{ version: '1.0.0', publishedAt: at }] }]),
      startPyPi([project]),
    ]);
    const fault = fc.constantFrom(...faults);
    const situation = fc.record({ first: fault, second: fault, exists: fc.boolean(), isNpm: fc.boolean() });
    try {
      await fc.assert(
        fc.asyncProperty(situation, async (one) => {
          expect(honestStates(one)).toContain(await askOverWire(one, registry, index, 60));
        }),
        { numRuns: 80 },
      );
      const healthy = { first: undefined, second: undefined };
      for (const isNpm of [true, false]) {
        expect(await askOverWire({ ...healthy, exists: true, isNpm }, registry, index, 30_000)).toBe('present');
        expect(await askOverWire({ ...healthy, exists: false, isNpm }, registry, index, 30_000)).toBe('absent');
      }
    } finally {
      await registry.close();
      await index.close();
    }
  });
});
