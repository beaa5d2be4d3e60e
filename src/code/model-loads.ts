import { type Loader, loaders } from '../knowledge/code/model-loads.ts';
import { type Downloaded, isFetched, isNamed, listDownloaded, listReached } from './downloaded-files.ts';
import type { Expression, Program, Span } from './program.ts';
import { listUses, type Use } from './uses.ts';

/** A place where a file is loaded in a way that runs what it holds. */
export interface ModelLoad extends Span {
  /** As written: `torch.load`. */
  readonly name: string;
  readonly why: string;
  readonly remedy: string;
  /** Where the file comes from, as far as that is seen. `fixed`: a commit says which one it is. */
  readonly origin: 'download' | 'fixed' | 'unknown';
}

/** A commit, in full. */
const commit = /^[0-9a-f]{40}$/;
/** Names that stand for names. */
const deepest = 4;

export function findModelLoads(program: Program): readonly ModelLoad[] {
  const downloaded = listDownloaded(program);
  return listUses(program).calls.flatMap((use): ModelLoad[] => {
    const loader = loaders.find((one) => one.path.test(use.path) && applies(one, use));
    if (loader === undefined) return [];
    const origin = originOf(loader, use, { program, downloaded });
    if (origin === 'unknown' && loader.always !== true) return [];
    return [{ name: use.path, why: loader.why, remedy: loader.remedy, origin, start: use.start, end: use.end }];
  });
}

/** What a call gives for an option: by name, in what it spreads (`**options`), or in options that it hands on (`model_kwargs`). */
function optionOf(use: Use, option: string): Expression | undefined {
  const own = use.given.find(({ name }) => name === option);
  if (own !== undefined) return own.value;
  for (const { name, value } of use.given) {
    const spread = value.kind === 'spread' ? value.of : name?.endsWith('kwargs') === true ? value : undefined;
    const found = spread && fieldOf(spread, option, use, deepest);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `{"option": value}`, `dict(option=value)`, or what a name stands for that is one. */
function fieldOf(of: Expression, option: string, use: Use, depth: number): Expression | undefined {
  if (depth === 0) return undefined;
  if (of.kind === 'call')
    return use.pathOf(of.callee) === 'dict' ? of.given.find(({ name }) => name === option)?.value : undefined;
  if (of.kind === 'record') return of.fields.find(({ key }) => key === option)?.value;
  const values = of.kind === 'name' ? use.valuesOf(of.name) : [];
  for (const one of values) {
    const found = fieldOf(one, option, use, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function applies({ when, named }: Loader, use: Use): boolean {
  if (named !== undefined && !reachedBy(use).some((one) => one.kind === 'text' && named.test(one.value))) return false;
  if (when === undefined) return true;
  const given = optionOf(use, when.option) ?? (when.option === 'Loader' ? use.given[1]?.value : undefined);
  if (given === undefined) return when.orMissing === true;
  if (when.is === 'unsafe-loader') return !/safe|base/i.test(nameOf(given)) || /unsafe/i.test(nameOf(given));
  const values = given.kind === 'name' ? use.valuesOf(given.name) : [given];
  return values.some((one) => one.kind === 'constant' && one.value === when.is);
}

/** What it is given, and what it is called on: `Unpickler(file).load()`. */
const reachedBy = (use: Use): readonly Expression[] =>
  [...use.given.map(({ value }) => value), use.callee].flatMap((one) => listReached(one, use));

function nameOf(of: Expression): string {
  if (of.kind === 'name') return of.name;
  return of.kind === 'member' ? of.name : '';
}

interface Around {
  readonly program: Program;
  readonly downloaded: Downloaded;
}

function originOf({ pin, isDownload }: Loader, use: Use, { program, downloaded }: Around): ModelLoad['origin'] {
  if (pin !== undefined) {
    const fixed = pin === 'name' ? use.given[0]?.value : optionOf(use, pin);
    const text = textOf(fixed, use);
    return commit.test(pin === 'name' ? text.slice(text.indexOf(':') + 1) : text) ? 'fixed' : 'download';
  }
  if (isDownload === true) return 'download';
  const isFrom = (one: Expression) => isFetched(one, use) || isNamed(one, downloaded, program);
  return reachedBy(use).some(isFrom) ? 'download' : 'unknown';
}

/** A text as it stands there, or of the one thing that a name stands for. */
function textOf(value: Expression | undefined, { valuesOf }: Use): string {
  const [named, ...others] = value?.kind === 'name' ? valuesOf(value.name) : [];
  const of = named === undefined || others.length > 0 ? value : named;
  return of?.kind === 'text' ? of.value : '';
}
