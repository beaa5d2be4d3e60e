import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dumpToml } from '../../../test/support/toml.ts';
import type { DependencyFile } from '../../model/dependency.ts';
import { indexLines } from '../../text/lines.ts';
import { parseToml } from '../../text/toml.ts';
import { scanToml } from '../../text/toml-scan.ts';
import { formats } from './formats.gen.ts';
import { lockChecks } from './lock-checks/index.ts';
import { names } from './names.ts';

const folder = process.env['GAZETTEER_CORPUS'] ?? '';
const isAtHand = folder !== '';

const kinds = ['poetry-lock', 'uv-lock', 'pdm-lock', 'pylock', 'pipfile-lock'];

/** Kinds of rows in the truth that are no packages of a registry. */
const local = /(?:^|\|)(?:path|directory|file|editable|virtual)/;

/** Lockfiles that real projects forgot to write anew: what the tools themselves would say too. */
const stale = [
  // Poetry: the hash is that of an earlier state of the manifest.
  'google__osv.dev__56afd088__docker~worker~poetry.lock',
  'h2oai__h2ogpt__06b17bda__client~poetry.lock',
];

interface Sample {
  readonly kind: string;
  readonly name: string;
}

const files: readonly Sample[] = isAtHand
  ? kinds.flatMap((kind) => readdirSync(join(folder, kind)).map((name) => ({ kind, name })))
  : [];

/** The path in its repository stands after the last double underscore, with `~` for slashes. */
const pathOf = (name: string): string => name.slice(name.lastIndexOf('__') + 2).replaceAll('~', '/');

function read({ kind, name }: Sample): { readonly text: string; readonly parsed: DependencyFile } {
  const text = readFileSync(join(folder, kind, name), 'utf8');
  const format = formats.find(({ matches }) => matches(pathOf(name)) === 'name');
  expect(format?.id).toBe(kind);
  if (format === undefined) throw new Error(name);
  return { text, parsed: format.parse({ path: pathOf(name), text }) };
}

describe('real Python lockfiles', () => {
  it('are there where their archive is', () => {
    expect(files.length > 0).toBe(isAtHand);
  });

  it.each(files)('$kind/$name holds what other readers find in it', ({ kind, name }) => {
    const { parsed } = read({ kind, name });
    const found = parsed.dependencies
      .filter(({ source }) => source.kind !== 'path' && source.kind !== 'workspace')
      .map((dependency) => `${dependency.name} ${dependency.version ?? ''}`);
    const truth = readFileSync(join(folder, 'truth', kind, `${name}.tsv`), 'utf8')
      .split('\n')
      .map((line) => line.split('\t'))
      .filter(([, wanted, , what]) => wanted !== undefined && wanted !== '' && !local.test(what ?? ''))
      .map(([, wanted = '', version]) => `${names.normalise(wanted)} ${version ?? ''}`);
    expect([...new Set(found)].sort()).toEqual([...new Set(truth)].sort());
    expect(parsed.ambiguities ?? []).toEqual([]);
  });

  it('is understood but for less than half a percent', () => {
    const all = files.map((file) => read(file).parsed);
    const entries = all.reduce((sum, { dependencies }) => sum + dependencies.length, 0);
    const gaps = all.flatMap(({ unparsed }) => unparsed);
    expect(gaps.length).toBeLessThanOrEqual(entries * 0.005);
  });

  it.each(files)('$kind/$name places every package', (file) => {
    const { text, parsed } = read(file);
    const lines = indexLines(text);
    for (const { rawName, version, requirement, location, nameRegion, requirementRegion } of parsed.dependencies) {
      const slice = (region: typeof location | typeof nameRegion): string | undefined =>
        region &&
        text.slice(lines.offset(region.startLine, region.startColumn), lines.offset(region.endLine, region.endColumn));
      expect(slice(location)).toContain(rawName);
      expect(slice(nameRegion)).toBe(rawName);
      expect(slice(requirementRegion)).toBe(requirement ?? version);
    }
  });

  it.each(files.filter(({ kind }) => kind === 'uv-lock'))(
    '$name: everything is reached from the own packages',
    (file) => {
      const { parsed } = read(file);
      const graph = parsed.requires?.() ?? [];
      expect(graph).toHaveLength(parsed.dependencies.length);
      const reached = new Set<number>();
      const open = parsed.dependencies.flatMap(({ direct }, place) => (direct ? [place] : []));
      for (let place = open.pop(); place !== undefined; place = open.pop()) {
        if (reached.has(place)) continue;
        reached.add(place);
        open.push(...(graph[place] ?? []));
      }
      const own = new Set(parsed.own.map(({ name }) => name));
      const left = parsed.dependencies.filter(({ name }, place) => !reached.has(place) && !own.has(name));
      expect(left.map(({ rawName }) => rawName)).toEqual([]);
    },
  );

  it.each(files.filter(({ kind }) => kind !== 'pipfile-lock'))(
    '$kind/$name is read as the real parsers read it',
    (file) => {
      const { text } = read(file);
      const scanned = scanToml(text);
      if (text.length < 300_000) expect(scanned && dumpToml(scanned)).toEqual(dumpToml(parseToml(text)));
      else expect(scanned).toBeDefined();
    },
  );

  it('contradicts its manifest only where the project forgot it', () => {
    const found: string[] = [];
    let compared = 0;
    for (const file of files) {
      const lockfile = read(file);
      for (const check of lockChecks.filter(({ format }) => format === file.kind)) {
        const beside = new Map(
          check.files(lockfile.parsed).flatMap((path) => {
            const kind = path.endsWith('Pipfile') ? 'pipfile' : 'pyproject';
            const prefix = file.name.slice(0, file.name.lastIndexOf('__') + 2);
            const place = join(folder, kind, `${prefix}${path.replaceAll('/', '~')}`);
            if (!existsSync(place)) return [];
            const text = readFileSync(place, 'utf8');
            const parsed = formats.find(({ matches }) => matches(path) === 'name')?.parse({ path, text });
            compared++;
            return [[path, { text, parsed: parsed ?? { ...lockfile.parsed, path } }] as const];
          }),
        );
        for (const { key, message } of check.check(lockfile, beside)) found.push(`${file.name}: ${key}: ${message}`);
      }
    }
    expect(compared > 0).toBe(isAtHand);
    expect(found.filter((one) => !stale.some((name) => one.startsWith(name)))).toEqual([]);
  });
});
