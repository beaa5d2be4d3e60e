import type { Locals } from '../../model/imports.ts';
import type { TomlNode, TomlTable } from '../../text/toml-nodes.ts';
import { readToml } from '../../text/toml-scan.ts';
import { type IniOption, itemsOf, readIni } from './ini.ts';
import { entryAt } from './pyproject/nodes.ts';

/** Files that say how a project's own modules are called, where that is not told by their folders. */
export const isSetting = (path: string): boolean =>
  /(?:^|\/)(?:pyproject\.toml|setup\.cfg|setup\.py|Cargo\.toml)$/i.test(path);

/** What stands there: the module itself (`acme.core`), where it is put (`acme/core`), or where it comes from (`src/acme`). */
type Kind = 'module' | 'target' | 'source';

interface Place {
  readonly at: readonly string[];
  readonly kind: Kind;
  /** Of a table its keys or its values; of tables in a list the field. A text, and the texts of a list, are themselves. */
  readonly part?: 'keys' | 'values' | { readonly field: string };
}

const hatch = (...inside: readonly string[]): readonly Place[] => [
  { at: ['tool', 'hatch', 'build', ...inside, 'sources'], kind: 'target', part: 'values' },
  { at: ['tool', 'hatch', 'build', ...inside, 'force-include'], kind: 'target', part: 'values' },
  { at: ['tool', 'hatch', 'build', ...inside, 'packages'], kind: 'source' },
  { at: ['tool', 'hatch', 'build', ...inside, 'only-include'], kind: 'source' },
];

/** By the documentation of each build backend, 2026-11. */
const places: readonly Place[] = [
  { at: ['tool', 'setuptools', 'package-dir'], kind: 'module', part: 'keys' },
  { at: ['tool', 'setuptools', 'packages'], kind: 'module' },
  { at: ['tool', 'setuptools', 'py-modules'], kind: 'module' },
  { at: ['tool', 'setuptools', 'ext-modules'], kind: 'module', part: { field: 'name' } },
  { at: ['tool', 'setuptools-rust', 'ext-modules'], kind: 'module', part: { field: 'target' } },
  ...hatch(),
  ...hatch('targets', 'wheel'),
  ...hatch('targets', 'sdist'),
  { at: ['tool', 'poetry', 'packages'], kind: 'target', part: { field: 'include' } },
  { at: ['tool', 'poetry', 'packages'], kind: 'target', part: { field: 'to' } },
  { at: ['tool', 'pdm', 'build', 'includes'], kind: 'source' },
  { at: ['tool', 'uv', 'build-backend', 'module-name'], kind: 'module' },
  { at: ['tool', 'maturin', 'module-name'], kind: 'module' },
  { at: ['tool', 'maturin', 'python-packages'], kind: 'module' },
  { at: ['tool', 'flit', 'module', 'name'], kind: 'module' },
  { at: ['tool', 'scikit-build', 'wheel', 'packages'], kind: 'target', part: 'keys' },
  { at: ['tool', 'scikit-build', 'wheel', 'packages'], kind: 'source' },
];

/** Names that the configuration of a project gives to its modules. What no tool could read names none. */
export function localsIn(path: string, text: string): Locals {
  const read = /\.py$/i.test(path) ? namesInScript : /\.cfg$/i.test(path) ? namesInIni : namesInToml;
  try {
    return { names: [...new Set(read(text))] };
  } catch {
    return {};
  }
}

const separators = { module: '.', target: '/', source: '/' } as const;

/** The first part of what code imports: all of the others are inside of it. */
function firstName(written: string, kind: Kind): readonly string[] {
  const parts = written.split(separators[kind]).filter((part) => part !== '' && part !== '..');
  const name = (kind === 'source' ? parts.at(-1) : parts[0])?.replace(/\.pyi?$/, '') ?? '';
  return /^[\p{L}_][\p{L}\p{N}_]{0,200}$/u.test(name) ? [name] : [];
}

function namesInToml(text: string): readonly string[] {
  const { root } = readToml(text);
  const named = places.flatMap(({ at, kind, part }) =>
    textsIn(entryAt(root, ...at)?.value, part).flatMap((written) => firstName(written, kind)),
  );
  return [...named, ...nameOfCrate(root)];
}

function textsIn(node: TomlNode | undefined, part: Place['part']): readonly string[] {
  if (node?.kind === 'string') return part === undefined ? [node.value] : [];
  if (node?.kind === 'table') {
    if (part === 'keys') return [...node.entries.keys()];
    return part === 'values' ? [...node.entries.values()].flatMap(({ value }) => textsIn(value, undefined)) : [];
  }
  if (node?.kind !== 'array') return [];
  if (typeof part !== 'object') return part === undefined ? node.items.flatMap((one) => textsIn(one, undefined)) : [];
  return node.items.flatMap((one) =>
    one.kind === 'table' ? textsIn(one.entries.get(part.field)?.value, undefined) : [],
  );
}

/** A crate that speaks to Python is a module of its name. */
function nameOfCrate(root: TomlTable): readonly string[] {
  if (entryAt(root, 'dependencies', 'pyo3') === undefined) return [];
  const name = (entryAt(root, 'lib', 'name') ?? entryAt(root, 'package', 'name'))?.value;
  return name?.kind === 'string' ? firstName(name.value.replaceAll('-', '_'), 'module') : [];
}

function namesInIni(text: string): readonly string[] {
  const linesOf = (key: string) =>
    readIni(text, true)
      .options.filter((one) => one.section === 'options' && one.key.toLowerCase().replaceAll('-', '_') === key)
      .flatMap((one: IniOption) => itemsOf(one, ',').map((line) => line.text));
  const mapped = linesOf('package_dir').map((line) => line.split('=', 1)[0]?.trim() ?? '');
  return [...mapped, ...linesOf('packages'), ...linesOf('py_modules')].flatMap((one) => firstName(one, 'module'));
}

const mapping = /\bpackage_dir\s{0,10}=\s{0,10}\{([^}]{0,1000})\}/g;
const lists = /\b(?:packages|py_modules)\s{0,10}=\s{0,10}\[([^\]]{0,2000})\]/g;
const extensions = /Extension\(\s{0,100}(?:name\s{0,5}=\s{0,5})?(["'])([\w.]{1,200})\1/g;
const keys = /(["'])([\w.]{1,200})\1\s{0,10}:/g;
const items = /(["'])([\w.]{1,200})\1/g;

/** A script is not run: only what stands there as a text is known. */
function namesInScript(text: string): readonly string[] {
  const inside = (holder: RegExp, part: RegExp) =>
    [...text.matchAll(holder)].flatMap(([, held = '']) => [...held.matchAll(part)].map(([, , name = '']) => name));
  const built = [...text.matchAll(extensions)].map(([, , name = '']) => name);
  return [...inside(mapping, keys), ...inside(lists, items), ...built].flatMap((one) => firstName(one, 'module'));
}
