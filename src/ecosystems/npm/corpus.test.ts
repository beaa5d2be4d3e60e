import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { format } from './formats/package-lock.ts';

const folder = process.env['GAZETTEER_CORPUS'] ?? '';
const isAtHand = folder !== '';

/** Kinds of rows in the truth that are no packages of a registry. */
const local = /(?:^|\|)(?:path|directory|file|editable|virtual|option|replace|error|workspace)/;

const files = isAtHand
  ? ['package-lock', 'npm-shrinkwrap'].flatMap((kind) =>
      readdirSync(join(folder, kind)).map((name) => ({ kind, name })),
    )
  : [];

describe('real lockfiles', () => {
  it('are there where their archive is', () => {
    expect(files.length > 0).toBe(isAtHand);
  });

  it.each(files)('$kind/$name holds what arborist finds in it', ({ kind, name }) => {
    const text = readFileSync(join(folder, kind, name), 'utf8');
    const { dependencies, unparsed } = format.parse({ path: `${kind}.json`, text });
    const found = dependencies
      .filter(({ source }) => source.kind !== 'path' && source.kind !== 'workspace')
      .map((dependency) => `${dependency.name} ${dependency.version ?? ''}`);
    const truth = readFileSync(join(folder, 'truth', kind, `${name}.tsv`), 'utf8')
      .split('\n')
      .map((line) => line.split('\t'))
      .filter(([, wanted, , what]) => wanted !== undefined && wanted !== '?' && !local.test(what ?? ''))
      .map(([, wanted, version]) => `${wanted} ${version ?? ''}`);
    expect([...new Set(found)].sort()).toEqual([...new Set(truth)].sort());
    expect(unparsed).toEqual([]);
  });
});
