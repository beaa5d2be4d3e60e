import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Region } from '../../../model/location.ts';
import { indexLines } from '../../../text/lines.ts';
import { format as packageLock } from '../formats/package-lock.ts';
import { format as yarnLock } from '../formats/yarn-lock.ts';

const folder = process.env['GAZETTEER_CORPUS'] ?? '';
const isAtHand = folder !== '';

const list = (path: string): readonly string[] => (isAtHand ? readdirSync(join(folder, path)) : []);
const rows = (path: string): readonly (readonly string[])[] =>
  readFileSync(join(folder, path), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));

/** Kinds of rows in the truth that are no packages of a registry. */
const local = /(?:^|\|)(?:path|directory|file|virtual|error|workspace)/;

/** What the other tool says wrongly, each with its reason. */
const mistaken: ReadonlyMap<string, string> = new Map([
  // The pattern `bower` has no range: the other tool cuts its last letter off as if there were an `@`.
  ['bowe 1.7.9', 'rust-lang__crates.io__2ef285e5__yarn.lock'],
  // The pattern names a folder, `../../tooling/api/dist`: no package of a registry.
  ['@tauri-apps/api 1.0.2', 'tauri-apps__tauri__3d992a88__examples~api~yarn.lock'],
]);

describe('real yarn.lock files', () => {
  it('are there where their archive is', () => {
    expect(list('yarn').length > 0).toBe(isAtHand);
  });

  it.each(list('yarn'))('%s holds what the parsers of Yarn find in it', (name) => {
    const text = readFileSync(join(folder, 'yarn', name), 'utf8');
    const { dependencies, unparsed, ambiguities = [], requires } = yarnLock.parse({ path: 'yarn.lock', text });
    const found = dependencies
      .filter(({ source }) => source.kind !== 'path' && source.kind !== 'workspace')
      .map((dependency) => `${dependency.name} ${dependency.version ?? ''}`);
    const truth = rows(`truth/yarn/${name}.tsv`)
      .filter(
        ([, wanted, version, kind = '']) =>
          wanted !== '?' && !local.test(kind) && !(kind === '' && version === '0.0.0'),
      )
      .map(([, wanted, version]) => `${wanted} ${version ?? ''}`)
      .filter((one) => mistaken.get(one) !== name);
    expect([...new Set(found)].sort()).toEqual([...new Set(truth)].sort());
    expect([...unparsed, ...ambiguities]).toEqual([]);
    expect(requires?.()).toHaveLength(dependencies.length);
    const lines = indexLines(text);
    const slice = (at: Region): string =>
      text.slice(lines.offset(at.startLine, at.startColumn), lines.offset(at.endLine, at.endColumn));
    const misplaced = dependencies.filter(({ name: wanted, rawName, location, nameRegion }) => {
      const isNamed = [wanted, rawName].some((one) => slice(location).includes(one));
      return !isNamed || (nameRegion !== undefined && ![wanted, rawName].includes(slice(nameRegion)));
    });
    expect(misplaced).toEqual([]);
  });
});

describe('hostile package-lock.json files', () => {
  it('are there where their archive is', () => {
    expect(list('attacks/package-lock').length > 0).toBe(isAtHand);
  });

  it.each(list('attacks/package-lock').filter((name) => name.endsWith('.json')))('%s gives what npm takes', (name) => {
    const text = readFileSync(join(folder, 'attacks/package-lock', name), 'utf8');
    const { dependencies, ambiguities = [] } = packageLock.parse({ path: 'package-lock.json', text });
    const truth = rows(`attacks/package-lock/${name}.expected.tsv`).map(
      ([, wanted, version]) => `${wanted} ${version}`,
    );
    expect([...new Set(dependencies.map((one) => `${one.name} ${one.version}`))]).toEqual(truth);
    expect(ambiguities.length > 0).toBe(name.startsWith('v2-splitbrain'));
  });
});
