import { describe, expect, it } from 'vitest';
import { factsOf, subjectOf } from '../../test/support/rules.ts';
import type { ReleaseFact } from '../model/registry.ts';
import { describeHistory } from './history.ts';

const released = (version: string, publishedAt?: string, publisher?: string): ReleaseFact => ({
  version,
  ...(publishedAt === undefined ? {} : { publishedAt: `${publishedAt}T00:00:00.000Z` }),
  ...(publisher === undefined ? {} : { origin: { publisher, isAttested: false } }),
});
const packageOf = (versions: readonly ReleaseFact[]) =>
  ({
    state: 'present',
    source: 'https://npm.acme.example/x',
    value: {
      name: 'x',
      status: 'active',
      versions,
      removedVersions: [],
      firstPublishedAt: '2019-01-01T00:00:00.000Z',
    },
  }) as const;
const told = (value: ReleaseFact) => ({ state: 'present', source: 'https://npm.acme.example/x', value }) as const;
const historyOf = (facts: Parameters<typeof factsOf>[0]) =>
  describeHistory(subjectOf({ dependency: { name: 'x', version: '2.0.0' } }), factsOf(facts)).history;

describe('the history of a release', () => {
  it('ends with it and leaves out what came later, and who published what nobody tells of', () => {
    const versions = [
      released('1.1.0', '2025-03-01', 'alice'),
      released('3.0.0', '2026-02-01'),
      released('1.0.0', '2024-01-01'),
      released('0.1.0'),
      released('2.0.0', '2026-01-01'),
    ];
    expect(historyOf({ package: packageOf(versions), release: told(released('2.0.0', '2026-01-01', 'bob')) })).toEqual({
      nameSince: '2019-01-01T00:00:00.000Z',
      releases: [
        { version: '1.0.0', publishedAt: '2024-01-01T00:00:00.000Z' },
        { version: '1.1.0', publishedAt: '2025-03-01T00:00:00.000Z', publisher: 'alice' },
        { version: '2.0.0', publishedAt: '2026-01-01T00:00:00.000Z', publisher: 'bob' },
      ],
      earlier: 0,
    });
  });

  it('keeps the last ones and counts the others', () => {
    const versions = Array.from({ length: 20 }, (_, at) =>
      released(`1.${at}.0`, `2025-01-${String(at + 1).padStart(2, '0')}`),
    );
    const history = historyOf({ package: packageOf(versions), release: told(released('2.0.0', '2026-01-01')) });
    expect(history?.releases.map(({ version }) => version)).toEqual([
      ...[13, 14, 15, 16, 17, 18, 19].map((at) => `1.${at}.0`),
      '2.0.0',
    ]);
    expect(history?.earlier).toBe(13);
  });

  it('takes the release before from its own document, where the package was not read', () => {
    const predecessor = { basis: 'base', release: released('1.9.0', '2025-06-01', 'alice') } as const;
    const history = historyOf({
      release: told({ ...released('2.0.0', '2026-01-01'), origin: { trustedBuild: 'oidc:7', isAttested: true } }),
      predecessor: { state: 'present', source: 'https://npm.acme.example/x/1.9.0', value: predecessor },
    });
    expect(history).toEqual({
      releases: [
        { version: '1.9.0', publishedAt: '2025-06-01T00:00:00.000Z', publisher: 'alice' },
        { version: '2.0.0', publishedAt: '2026-01-01T00:00:00.000Z', publisher: 'trusted build oidc:7' },
      ],
      earlier: 0,
    });
  });

  it('is nothing where it is not known when the release came out', () => {
    expect(historyOf({ package: packageOf([]), release: told(released('2.0.0')) })).toBeUndefined();
    expect(historyOf({ package: packageOf([released('2.0.0', '2026-01-01')]) })).toBeUndefined();
  });
});
