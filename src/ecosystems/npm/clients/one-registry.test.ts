import { describe, expect, it } from 'vitest';
import { endpoints } from '../../../knowledge/endpoints.ts';
import type { RegistryUse } from '../../../model/dependency.ts';
import { startOf } from '../../../model/location.ts';
import type { IndexAnswer } from '../../../model/resolution.ts';
import { clients } from '../clients.gen.ts';

const use = (path: string, url: string, names?: readonly string[]): RegistryUse => ({
  ecosystem: 'npm',
  url,
  role: names?.length === 0 ? 'explicit' : 'primary',
  ...(names === undefined ? {} : { names }),
  location: startOf(path),
});

const [a, b, c] = ['https://a.example', 'https://b.example', 'https://c.example'] as const;
const present: IndexAnswer = { state: 'present', releases: [{ version: '1.0.0' }], latest: '1.0.0' };

it('one of the clients is the usual one', () => {
  expect(clients.filter(({ isUsual }) => isUsual === true).map(({ id }) => id)).toEqual(['npm']);
});

describe.each(clients)('$id', (client) => {
  const asked = (uses: readonly RegistryUse[], name: string, index?: string) =>
    client
      .candidates(client.setUp(uses, []), { name, ...(index === undefined ? {} : { index }) })
      .map(({ url }) => url);

  it('asks the public registry where nothing else is said', () => {
    expect(asked([], 'x')).toEqual([endpoints.npm]);
    expect(asked([use('.npmrc', a, ['@acme/*'])], 'x')).toEqual([endpoints.npm]);
    expect(asked([use('.npmrc', a, ['@acme/*'])], '@acme/x')).toEqual([a]);
    expect(asked([use('.npmrc', a, ['@acme/*'])], '@acme-x/x')).toEqual([endpoints.npm]);
  });

  it('asks the nearest of those that are said for the same names', () => {
    const uses = [use('x/.npmrc', a), use('x/.npmrc', b, ['@acme/*']), use('.npmrc', c), use('.npmrc', c, ['@acme/*'])];
    expect(asked(uses, 'x')).toEqual([a]);
    expect(asked(uses, '@acme/x')).toEqual([b]);
    expect(client.setUp(uses, []).indexes).toEqual([
      { url: a, weight: 'default' },
      { url: b, weight: 'explicit', includes: ['@acme/*'] },
    ]);
  });

  it('asks a registry without names of its own for the requirements alone that name it', () => {
    const uses = [use('w', a, []), use('w', b, []), use('w', c)];
    expect(asked(uses, 'x')).toEqual([c]);
    expect(asked(uses, 'x', b)).toEqual([b]);
    expect(asked(uses, 'x', 'https://other.example')).toEqual([]);
  });

  it('takes variables and commands before files', () => {
    const uses = [use('Dockerfile', a), use('.npmrc', b), use('bunfig.toml', c)];
    expect(asked(uses, 'x')).toEqual([a]);
  });

  it('never asks another registry, whatever the first one answers', () => {
    const setup = client.setUp([use('.npmrc', a, ['@acme/*'])], []);
    const answers: readonly (readonly [IndexAnswer, string])[] = [
      [{ state: 'absent' }, 'nothing'],
      [{ state: 'refused', status: 401 }, 'nothing'],
      [{ state: 'refused', status: 500 }, 'nothing'],
      [{ state: 'unknown', reason: 'no answer' }, 'open'],
      [{ state: 'present', releases: [] }, 'nothing'],
      [present, 'served'],
    ];
    for (const [said, kind] of answers) {
      const outcome = client.choose(setup, { name: '@acme/x', requirement: '*' }, (url) =>
        url === a ? said : present,
      );
      expect(outcome.kind).toBe(kind);
      if (outcome.kind === 'served') expect(outcome.url).toBe(a);
    }
  });

  it('leaves open what a tag stands for that no answer tells', () => {
    const setup = client.setUp([], []);
    const choose = (requirement: string, said: IndexAnswer) =>
      client.choose(setup, { name: 'x', requirement }, () => said).kind;
    expect(choose('next', present)).toBe('open');
    expect(choose('next', { ...present, tags: { latest: '1.0.0' } })).toBe('nothing');
    expect(choose('__proto__', { ...present, tags: {} })).toBe('nothing');
    expect(choose('next', { ...present, tags: { next: '1.0.0' } })).toBe('served');
    expect(choose('git+ssh://h.example/x', present)).toBe('nothing');
  });

  it('says where to write a registry', () => {
    expect(client.advise(a)).toContain(a);
    expect(client.advise(a)).toMatch(/scope.*`[^`]+`/);
  });
});

it.each([
  ['bun', ['.npmrc', 'bunfig.toml'], b],
  ['bun', ['bunfig.toml', '.npmrc'], a],
  ['pnpm', ['.npmrc', 'pnpm-workspace.yaml'], b],
  ['yarn-classic', ['.yarnrc', '.npmrc'], b],
  ['yarn-classic', ['.npmrc', '.yarnrc'], a],
  ['npm', ['.npmrc', 'x/.npmrc'], a],
] as const)('%s knows which of its files counts: %j', (id, [first, second], url) => {
  const client = clients.find((one) => one.id === id);
  expect(client?.setUp([use(first, a), use(second, b)], []).indexes).toEqual([{ url, weight: 'default' }]);
});

it.each([
  ['npm', endpoints.npm],
  ['bun', endpoints.npm],
  ['yarn-classic', endpoints.npm],
  ['pnpm', endpoints.jsrNpm],
  ['yarn-berry', endpoints.jsrNpm],
])('%s asks %s for what JSR serves, unless a line says otherwise', (id, url) => {
  const client = clients.find((one) => one.id === id);
  const asked = (...uses: readonly RegistryUse[]) =>
    client?.candidates(client.setUp(uses, []), { name: '@jsr/std__path' }).map((index) => index.url);
  expect(asked()).toEqual([url]);
  expect(asked(use('.npmrc', a, ['@jsr/*']))).toEqual([a]);
});
