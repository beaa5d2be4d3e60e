import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DependencyFile } from '../../model/dependency.ts';
import { sliceRegion } from '../../text/lines.ts';
import { formats } from './formats.gen.ts';
import { names } from './names.ts';

/** Real public files with what other tools took from them: pip's own parser and Python's tomllib. */
const folder = process.env['GAZETTEER_CORPUS'] ?? '';
const isAtHand = folder !== '';

const kinds = ['requirements', 'pyproject', 'pipfile', 'setup-cfg', 'uv-toml'];
const compared = ['requirements', 'pyproject', 'pipfile'];

/** Kinds of rows in the truth that are no packages of a registry. */
const local = /(?:^|\|)(?:path|file|option|error|editable(?!-vcs))/;

const rows = (path: string): readonly (readonly string[])[] =>
  readFileSync(join(folder, path), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));

/** As the engine reads a file: by the format's own decoder, else as UTF-8 without a mark. */
function read(path: string, name: string): { readonly text: string; readonly file: DependencyFile } {
  const format =
    formats.find(({ matches }) => matches(name) === 'name') ?? formats.find(({ id }) => id === 'requirements');
  const bytes = new Uint8Array(readFileSync(join(folder, path)));
  const decoded = format?.decode === undefined ? { text: new TextDecoder().decode(bytes) } : format.decode(bytes);
  const file = decoded && format?.parse({ path: name, ...decoded });
  if (decoded === undefined || file === undefined) throw new Error(`${path} is not read`);
  return { text: decoded.text, file };
}

const expectedNames = (truth: readonly (readonly string[])[]): readonly string[] => [
  ...new Set(
    truth.flatMap(([ecosystem, name = '', , kind = '']) =>
      ecosystem === 'pypi' && name !== '?' && !name.startsWith('!') && !local.test(kind) ? [names.normalise(name)] : [],
    ),
  ),
];

const foundNames = ({ dependencies }: DependencyFile): readonly string[] => [
  ...new Set(dependencies.filter(({ source }) => source.kind !== 'path').map(({ name }) => name)),
];

describe.runIf(isAtHand)('real manifests', () => {
  let all: readonly { readonly path: string; readonly kind: string; readonly name: string }[] = [];
  beforeAll(() => {
    all = rows('INDEX.tsv').flatMap(([path = '', , , kind = '', , , name = '']) =>
      kinds.includes(kind) ? [{ path, kind, name }] : [],
    );
  });

  it.each(compared)('%s: names equal the truth', (wanted) => {
    const ours = all.filter(({ path, kind }) => kind === wanted && existsSync(join(folder, `truth/${path}.tsv`)));
    const wrong = ours.flatMap(({ path, name }) => {
      const [expected, found] = [expectedNames(rows(`truth/${path}.tsv`)), foundNames(read(path, name).file)];
      const missing = expected.filter((one) => !found.includes(one));
      const extra = found.filter((one) => !expected.includes(one));
      return missing.length + extra.length > 0 ? [`${path}: missing ${missing}, extra ${extra}`] : [];
    });
    expect(ours.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });

  it('gives every dependency a region that holds its name or key, and leaves little unread', () => {
    const wrong: string[] = [];
    let [dependencies, unparsed] = [0, 0];
    for (const { path, name } of all) {
      const { text, file } = read(path, name);
      dependencies += file.dependencies.length;
      unparsed += file.unparsed.length;
      for (const { location, nameRegion, rawName } of file.dependencies) {
        const written = nameRegion === undefined ? rawName : sliceRegion(text, nameRegion);
        if (!sliceRegion(text, location).includes(rawName) || written !== rawName) wrong.push(`${path}: ${rawName}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(unparsed / dependencies).toBeLessThan(0.005);
  });

  it('takes from hostile files exactly what pip takes, and says where pip stops', () => {
    const attacks = readdirSync(join(folder, 'attacks/requirements')).filter((name) => name.endsWith('.txt'));
    expect(attacks.length).toBeGreaterThan(10);
    for (const name of attacks) {
      const path = `attacks/requirements/${name}`;
      const { file } = read(path, 'requirements.txt');
      const truth = rows(`${path}.expected.tsv`);
      const taken = truth.filter(([kind, written = '']) => kind === 'pypi' && !written.startsWith('!'));
      expect(file.dependencies.map((one) => `${one.name} ${one.version ?? ''}`).sort(), name).toEqual(
        taken.map(([, written = '', version = '']) => `${names.normalise(written)} ${version}`).sort(),
      );
      const addresses = truth.filter(([kind, option = '']) => kind === 'option' && option.endsWith('index-url'));
      expect(
        file.registries.map(({ url }) => url),
        name,
      ).toEqual(addresses.map((row) => row[2]));
      const refused = truth.filter(([, written = '']) => written.startsWith('!'));
      expect(file.unparsed.length, name).toBeGreaterThanOrEqual(refused.length);
      const isHidden = /^(?:utf7|u2028|vt-ff-fs-nel|cr-only)\b/.test(name);
      expect((file.ambiguities ?? []).length > 0, name).toBe(isHidden);
    }
  });
});
