import { describe, expect, it } from 'vitest';
import { runRule } from '../../../test/support/rules.ts';
import { rule } from './index.ts';

describe('the cause', () => {
  const at = (path: string) => ({ path, startLine: 1, startColumn: 1, endLine: 1, endColumn: 9 });
  const causeOf = (
    name: string,
    client = 'pip',
    path = 'requirements.txt',
    other = 'https://pypi.acme.example/simple',
  ) =>
    runRule(rule, {
      subject: { dependency: { name }, at: at(path) },
      facts: {
        choice: {
          client,
          ...(client === 'uv' ? { strategy: 'unsafe-best-match' } : {}),
          indexes: [
            { url: 'https://pypi.example/simple', weight: 'default', public: true, versions: ['9.0.0'] },
            { url: other, weight: 'extra', versions: ['1.2.0'] },
          ],
        },
      },
    })[0]?.cause;

  it('is that of other names, and of a lockfile beside the manifest', () => {
    const cause = causeOf('acme-utils');
    expect(cause).toMatchObject({ name: 'acme-utils', anyVersion: true });
    expect(cause?.many?.message).toBe(
      'names are on PyPI and on pypi.acme.example, with different archives; pip takes them from PyPI, or would take higher versions from there',
    );
    expect(cause?.many?.remediation).toMatch(/^Let pypi\.acme\.example alone serve them: /);
    expect(causeOf('acme-core')?.key).toBe(cause?.key);
    expect(causeOf('acme-core', 'pip', 'pylock.toml')?.key).toBe(cause?.key);
  });

  it('is another one for another client, folder or index', () => {
    const keys = [
      causeOf('acme-utils'),
      causeOf('acme-utils', 'uv'),
      causeOf('acme-utils', 'pip', 'b/requirements.txt'),
      causeOf('acme-utils', 'pip', 'requirements.txt', 'https://pypi.b.example/simple'),
    ].map((cause) => cause?.key);
    expect(new Set(keys).size).toBe(4);
  });
});
