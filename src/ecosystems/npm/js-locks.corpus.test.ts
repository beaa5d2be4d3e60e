import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CheckedFile, LockCheck } from '../../model/lock-check.ts';
import { indexLines } from '../../text/lines.ts';
import { type BunPackage, readExactly as readBunExactly, readFast as readBunFast } from './bun/lock-content.ts';
import { infoOf } from './bun/tuple.ts';
import { formats } from './formats.gen.ts';
import { check as bun } from './lock-checks/bun.ts';
import { check as deno } from './lock-checks/deno.ts';
import { check as pnpm } from './lock-checks/pnpm.ts';
import { readExactly, readFast } from './pnpm/lock-reader.ts';

const folder = process.env['GAZETTEER_CORPUS'] ?? '';
const isAtHand = folder !== '';

/** Kinds of rows in the truth that are no packages of a registry. */
const local = /(?:^|\|)(?:path|directory|file|editable|virtual|option|replace|error|workspace)/;

/** Where the truth calls an archive of the repository itself a package: here it is a file. */
const ownArchives: ReadonlyMap<string, readonly string[]> = new Map([
  ['withastro__astro__pnpm-lock.yaml', ['npm fake-data-pkg 1.0.0']],
]);

const kinds = [
  { kind: 'pnpm', base: 'pnpm-lock.yaml', check: pnpm },
  { kind: 'bun', base: 'bun.lock', check: bun },
  { kind: 'deno-lock', base: 'deno.lock', check: deno },
] as const;

const files = isAtHand
  ? kinds.flatMap(({ kind, base, check }) =>
      readdirSync(join(folder, kind)).map((name) => ({ kind, base, check, name })),
    )
  : [];

function checked(path: string, text: string): CheckedFile {
  const format = formats.find((one) => one.matches(path) === 'name');
  if (format === undefined) throw new Error(`no format for ${path}`);
  return { text, parsed: format.parse({ path, text }) };
}

const read = (...path: readonly string[]): string => readFileSync(join(folder, ...path), 'utf8');

describe('real lockfiles', () => {
  it('are there where their archive is', () => {
    expect(files.length > 0).toBe(isAtHand);
  });

  it.each(files)('$kind/$name holds what other readers find in it', ({ kind, base, name }) => {
    const text = read(kind, name);
    const { dependencies, unparsed, ambiguities } = checked(base, text).parsed;
    const found = dependencies
      .filter(({ source, ecosystem }) => ecosystem === 'npm' && source.kind !== 'path' && source.kind !== 'workspace')
      .map((one) => `npm ${one.name} ${one.version ?? ''}`);
    const jsr = dependencies
      .filter(({ source, ecosystem }) => ecosystem === 'jsr' && source.kind === 'registry')
      .map((one) => `jsr ${one.name} ${one.version ?? ''}`);
    const truth = read('truth', kind, `${name}.tsv`)
      .split('\n')
      .map((line) => line.split('\t'))
      .filter(([type]) => type === 'npm' || type === 'jsr')
      .filter(([, wanted, , what]) => wanted !== undefined && wanted !== '?' && !local.test(what ?? ''))
      .map(([type, wanted, version]) => `${type} ${wanted} ${version ?? ''}`)
      .filter((row) => ownArchives.get(name)?.includes(row) !== true);
    expect([...new Set([...found, ...jsr])].sort()).toEqual([...new Set(truth)].sort());
    expect([unparsed, ambiguities]).toEqual([[], undefined]);
  });

  it.each(files)('$kind/$name has every entry where it says', ({ kind, base, name }) => {
    const text = read(kind, name);
    const lines = indexLines(text);
    const slice = (region: { startLine: number; startColumn: number; endLine: number; endColumn: number }) =>
      text.slice(lines.offset(region.startLine, region.startColumn), lines.offset(region.endLine, region.endColumn));
    const wrong = checked(base, text).parsed.dependencies.filter(
      ({ location, nameRegion, name: known, rawName }) =>
        !slice(location).includes(rawName) || (nameRegion !== undefined && slice(nameRegion) !== known),
    );
    expect(wrong).toEqual([]);
  });

  it.each(files.filter(({ kind }) => kind !== 'deno-lock'))(
    '$kind/$name is read fast, and the same way',
    ({ kind, name }) => {
      const text = read(kind, name);
      if (kind === 'pnpm') {
        const fast = readFast(text);
        expect(fast).toBeDefined();
        // Full parsing of the largest takes seconds, and adds no other shape.
        if (text.length < 250_000) expect(fast).toEqual(readExactly(text));
      } else {
        const described = (entry: BunPackage) => ({ ...entry, info: infoOf(entry) });
        expect(readBunFast(text)?.packages.map(described)).toEqual(readBunExactly(text).packages.map(described));
      }
    },
  );

  it.each(files)('$kind/$name knows what its packages require', ({ kind, base, name }) => {
    const { dependencies, requires } = checked(base, read(kind, name)).parsed;
    const required = requires?.() ?? [];
    expect(required).toHaveLength(dependencies.length);
    expect(required.flat().every((place) => dependencies[place] !== undefined)).toBe(true);
  });

  it('hold nothing that their tools would not write', () => {
    const found = files.flatMap(({ kind, base, check, name }) => {
      const file = checked(base, read(kind, name));
      return check
        .check(file, manifestsBeside(check, file, name.slice(0, -base.length)))
        .map((one) => ({ name, kind: one.kind }));
    });
    expect(found.filter((one) => one.kind === 'tampered')).toEqual([]);
    const drifted = new Set(found.filter((one) => one.kind === 'drift').map(({ name }) => name));
    expect(drifted.size).toBeLessThanOrEqual(files.length * 0.1);
  });
});

function manifestsBeside(check: LockCheck, file: CheckedFile, prefix: string): ReadonlyMap<string, CheckedFile> {
  const found = new Map<string, CheckedFile>();
  for (const path of check.files(file.parsed)) {
    const kind = path.endsWith('package.json') ? 'package-json' : 'deno-json';
    const at = join(folder, kind, prefix + path.replaceAll('/', '~'));
    if (existsSync(at)) found.set(path, checked(path, readFileSync(at, 'utf8')));
  }
  return found;
}

describe.runIf(isAtHand)('attacks', () => {
  it('by an address of its own are told', () => {
    const { dependencies } = checked('pnpm-lock.yaml', read('attacks', 'pnpm', 'tarball.pnpm-lock.yaml')).parsed;
    expect(dependencies.map(({ name, version, source }) => [name, version, source.kind])).toEqual([
      ['left', '1.0.0', 'url'],
    ]);
  });

  it('by a registry of its own are told, without its alias in the version', () => {
    const { dependencies } = checked('pnpm-lock.yaml', read('attacks', 'pnpm', 'named-registry.pnpm-lock.yaml')).parsed;
    expect(dependencies.map(({ name, version, source }) => [name, version, source.kind])).toEqual([
      ['foo', '1.0.0', 'unknown'],
    ]);
  });
});
