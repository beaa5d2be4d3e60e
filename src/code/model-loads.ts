import { downloads, type Loader, loaders } from '../knowledge/code/model-loads.ts';
import type { Argument, Expression, Program, Span } from './program.ts';
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
const deepest = 8;

export function findModelLoads(program: Program): readonly ModelLoad[] {
  return listUses(program).calls.flatMap((use): ModelLoad[] => {
    const loader = loaders.find((one) => one.path.test(use.path) && applies(one, use));
    if (loader === undefined) return [];
    const origin = originOf(loader, use);
    if (origin === 'unknown' && loader.always !== true) return [];
    return [{ name: use.path, why: loader.why, remedy: loader.remedy, origin, start: use.start, end: use.end }];
  });
}

const optionOf = ({ given }: Use, name: string): Argument | undefined => given.find((one) => one.name === name);

function applies({ when, path }: Loader, use: Use): boolean {
  if (when === undefined) return true;
  const given = optionOf(use, when.option) ?? (when.option === 'Loader' ? use.given[1] : undefined);
  if (given === undefined) return when.orMissing === true && path.test(use.path);
  if (when.is === 'unsafe-loader')
    return !/safe|base/i.test(nameOf(given.value)) || /unsafe/i.test(nameOf(given.value));
  return given.value.kind === 'constant' && given.value.value === when.is;
}

function nameOf(of: Expression): string {
  if (of.kind === 'name') return of.name;
  return of.kind === 'member' ? of.name : '';
}

function originOf({ pin }: Loader, use: Use): ModelLoad['origin'] {
  if (pin !== undefined) {
    const fixed = pin === 'name' ? use.given[0]?.value : optionOf(use, pin)?.value;
    const text = textOf(fixed, use);
    return commit.test(pin === 'name' ? text.slice(text.indexOf(':') + 1) : text) ? 'fixed' : 'download';
  }
  return use.given.some(({ value }) => isDownloaded(value, use, deepest, new Set())) ? 'download' : 'unknown';
}

/** A text as it stands there, or of the one thing that a name stands for. */
function textOf(value: Expression | undefined, { valuesOf }: Use): string {
  const [named, ...others] = value?.kind === 'name' ? valuesOf(value.name) : [];
  const of = named === undefined || others.length > 0 ? value : named;
  return of?.kind === 'text' ? of.value : '';
}

/**
 * Whether a value comes out of a download, by the calls it is made of and the names that stand for them.
 * @param seen what was looked at: names may stand for what they are made of, many times over
 */
function isDownloaded(value: Expression, use: Use, depth: number, seen: Set<Expression>): boolean {
  if (depth === 0 || seen.has(value)) return false;
  seen.add(value);
  const goesOn = (one: Expression) => isDownloaded(one, use, depth - 1, seen);
  switch (value.kind) {
    case 'text':
      return /^(?:https?|s3|gs|hf):\/\//.test(value.value);
    case 'name':
      return use.valuesOf(value.name).some(goesOn);
    case 'member':
    case 'item':
    case 'await':
    case 'spread':
      return goesOn(value.of);
    case 'call': {
      const path = use.pathOf(value.callee);
      if (path !== undefined && downloads.test(`${path}()`)) return true;
      return goesOn(value.callee) || value.given.some((one) => goesOn(one.value));
    }
    case 'template':
      return value.parts.some(goesOn);
    default:
      return false;
  }
}
