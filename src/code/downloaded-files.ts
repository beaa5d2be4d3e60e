import { downloads, fetchedTo, fetchers, savers, starters } from '../knowledge/code/model-loads.ts';
import type { Expression, Program } from './program.ts';
import { shapeOf } from './shape.ts';
import { listUses, type Use } from './uses.ts';

const deepest = 8;
/** Nobody makes what is loaded of more. */
const mostReached = 400;

/** Files that a program fetches, by what names them in it: a text, or the shape of an expression. */
export interface Downloaded {
  readonly files: ReadonlySet<string>;
  readonly folders: readonly string[];
}

/** What a program leaves in files out of downloads: `urlretrieve(url, "m.pkl")`, `f.write(answer.content)`. */
export function listDownloaded(program: Program): Downloaded {
  const { calls } = listUses(program);
  const savedBy = (use: Use, kind: 'file' | 'folder'): readonly string[] =>
    savers
      .filter(({ path }) => path.test(use.path))
      .flatMap((saver) => placesIn(use, saver[kind] ?? []).flatMap((one) => namesOf(one, use, program)));
  const folders = calls.flatMap((use) => savedBy(use, 'folder')).map((one) => one.replace(/\/$/, ''));
  return {
    files: new Set(calls.flatMap((use) => [...savedBy(use, 'file'), ...writtenBy(use, program), ...fetchedBy(use)])),
    // `.` says nothing.
    folders: [...new Set(folders.filter((one) => /\w/.test(one)))],
  };
}

/** Whether an expression names a file that was fetched. */
export function isNamed(of: Expression, { files, folders }: Downloaded, program: Program): boolean {
  if (files.size === 0 && folders.length === 0) return false;
  const name = nameOf(of, program);
  return files.has(name) || (of.kind === 'text' && folders.some((one) => name.startsWith(`${one}/`)));
}

/** What a value is made of, as far as the calls and the names tell that stand for it: the nearest first, each name once. */
export function listReached(value: Expression, use: Use): readonly Expression[] {
  const reached = new Set<unknown>();
  const list: Expression[] = [];
  const add = (one: Expression) => {
    const key = one.kind === 'name' ? one.name : one;
    if (list.length === mostReached || reached.has(key)) return;
    reached.add(key);
    list.push(one);
  };
  add(value);
  for (let step = 1, from = 0; step < deepest && from < list.length; step += 1) {
    const last = list.slice(from);
    from = list.length;
    for (const one of last) if (list.length < mostReached) for (const part of partsOf(one, use)) add(part);
  }
  return list;
}

function partsOf(value: Expression, use: Use): readonly Expression[] {
  switch (value.kind) {
    case 'name':
      return meantBy(value.name, use);
    case 'member':
    case 'item':
    case 'await':
    case 'spread':
      return [value.of];
    case 'call':
      return [
        value.callee,
        ...value.given.map((one) => one.value),
        ...(value.callee.kind === 'name' ? use.returnsOf(value.callee.name) : []),
      ];
    case 'operation':
      return value.operator === '/' || value.operator === '+' ? value.operands : [];
    case 'template':
      return value.parts;
    default:
      return [];
  }
}

/** Whether something is an address, or a call that fetches. */
export function isFetched(value: Expression, { pathOf }: Use): boolean {
  if (value.kind === 'text') return /^(?:https?|s3|gs|hf):\/\//.test(value.value);
  const path = value.kind === 'call' ? pathOf(value.callee) : undefined;
  return path !== undefined && downloads.test(`${path}()`);
}

function placesIn({ given }: Use, places: readonly (number | string)[]): readonly Expression[] {
  const placed = given.filter(({ name }) => name === undefined);
  return places.flatMap((place) => {
    const found = typeof place === 'number' ? placed.at(place) : given.find(({ name }) => name === place);
    return found === undefined ? [] : [found.value];
  });
}

/** A parameter may be any file: only what is known of a name counts, or what the program itself gives for it. */
function namesOf(of: Expression, use: Use, program: Program): readonly string[] {
  const stands = (one: Expression) => (one.kind === 'name' ? use.valuesOf(one.name) : []);
  const given = of.kind === 'name' ? use.givenFor(of.name) : [];
  const all = of.kind === 'name' ? [...stands(of), ...given, ...given.flatMap(stands)] : [of];
  return all.map((one) => nameOf(one, program)).filter((one) => one !== '');
}

function nameOf(of: Expression, { text }: Program): string {
  if (of.kind === 'text') return of.value.replace(/^\.\//, '');
  const isTelling = of.kind === 'member' || of.kind === 'call' || of.kind === 'template' || of.kind === 'operation';
  return isTelling ? `=${shapeOf(text.slice(of.start, Math.min(of.end, of.start + 300)))}` : '';
}

const writing = /^(?:open\(\)\.write|pathlib\.Path\(\)(?:\.open\(\)\.write|\.write_bytes))$/;
const writingAside = /^tempfile\.(?:Named|Spooled)?TemporaryFile\(\)\.write$/;

/** The file into which a call writes what was fetched: `open(path, "wb").write(...)`, `Path(path).write_bytes(...)`. */
function writtenBy(use: Use, program: Program): readonly string[] {
  const isCopy = use.path === 'shutil.copyfileobj';
  const isAside = writingAside.test(use.path);
  if (!isCopy && !isAside && !writing.test(use.path)) return [];
  const [first, second] = use.given;
  const into = isCopy ? second?.value : use.callee.kind === 'member' ? use.callee.of : undefined;
  if (into === undefined || first === undefined) return [];
  if (!listReached(first.value, use).some((one) => isFetched(one, use))) return [];
  // `tmp.name` is what such a file is called.
  if (isAside) return [`=${shapeOf(program.text.slice(into.start, into.end))}.name`];
  const opened = into.kind === 'name' ? latest(use.valuesOf(into.name), use) : into;
  if (opened?.kind === 'operation') return namesOf(opened, use, program);
  if (opened?.kind !== 'call') return [];
  // `path.open("wb")` writes to what it is called on.
  const isMethod = opened.callee.kind === 'member' && opened.callee.name === 'open';
  const file = isMethod ? opened.callee.of : opened.given[0]?.value;
  return file === undefined ? [] : namesOf(file, use, program);
}

/** What a name stands for; where files are called `f` one after the other, the last one before is meant. */
function meantBy(name: string, use: Use): readonly Expression[] {
  const known = use.valuesOf(name);
  const values = known.length > 0 ? known : use.givenFor(name);
  const isFile = values.every((one) => one.kind === 'call' && use.pathOf(one.callee) === 'open');
  const last = isFile ? latest(values, use) : undefined;
  return last === undefined ? values : [last];
}

const latest = (values: readonly Expression[], { start }: Use): Expression | undefined =>
  values
    .filter((one) => one.start < start)
    .reduce((a: Expression | undefined, b) => (a && a.start > b.start ? a : b), undefined);

/** The file that a program is told to fetch into: `wget -O m.pkl https://...`. */
function fetchedBy({ path, given }: Use): readonly string[] {
  if (!starters.test(path)) return [];
  const [command] = given;
  const words =
    command?.value.kind === 'list'
      ? command.value.items.map(wordOf)
      : wordOf(command?.value)
          .split(/\s+/)
          .map((one) => one.replace(/^["']|["']$/g, ''));
  if (!fetchers.test(words.join(' '))) return [];
  const named = words.flatMap((word, at) => (fetchedTo.has(word) ? (words[at + 1] ?? []) : []));
  const address = words.find((one) => /^https?:\/\//.test(one));
  const last = address?.split(/[?#]/, 1)[0]?.split('/').at(-1) ?? '';
  return [...named, last].map((one) => one.replace(/^\.\//, '')).filter((one) => one !== '');
}

function wordOf(of: Expression | undefined): string {
  if (of?.kind === 'text') return of.value;
  return of?.kind === 'template' ? of.parts.map(wordOf).join('') : '';
}
