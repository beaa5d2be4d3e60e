import type { ClientUse, Include, RegistryUse } from '../model/dependency.ts';
import { compareLocations, type Location } from '../model/location.ts';
import type { LoadedFile } from './read.ts';

/** What a file says of indexes, with all that it has read on the way. */
export interface Heeded {
  readonly uses: readonly RegistryUse[];
  readonly told: readonly ClientUse[];
}

/** A file that another one brings in. */
export interface Edge {
  readonly include: Include;
  readonly target: string;
}

/**
 * Constraints of what builds need. Its options are read where the builds are, and by them alone: pip hands the file to the
 * process that fills the build's surroundings (pip, `build_env/installer.py`), uv takes nothing of it but versions (uv,
 * `read_constraints`).
 */
export const isForBuilds = ({ kind, effect }: Include): boolean => kind === 'constraints' && effect === 'building';

/** Includes that are read at their place, as if their lines stood there; workspaces and settings are files of their own. */
export const isReadInPlace = (include: Include): boolean =>
  include.kind === 'requirements' || (include.kind === 'constraints' && !isForBuilds(include));

/** Settings that one entry point takes over from other files: any number of commands may read the same. */
const maxHeeded = 50_000;

/** Stands for the indexes beyond a limit: nobody can be asked there, so that whatever hangs on them stays open. */
export const furtherIndexes = '%further indexes%';

/** Reads files with whatever they read in their turn, in order. A file is worked out once, whoever else reads it. */
export type ReadThrough = (path: string) => Heeded;

interface Frame {
  readonly file: LoadedFile;
  readonly steps: readonly (RegistryUse | Edge)[];
  at: number;
  readonly uses: RegistryUse[];
  readonly told: ClientUse[];
}

/**
 * pip reads a requirements file line by line and goes through every file that it names there, as often as it is named
 * (pip, `req_file.py`, `_parse_and_recurse`). It refuses files that name each other in a circle: they are read once here.
 */
export function createReadThrough(
  files: ReadonlyMap<string, LoadedFile>,
  edges: ReadonlyMap<string, readonly Edge[]>,
): ReadThrough {
  const known = new Map<string, Heeded>();
  const open = new Set<string>();
  let left = maxHeeded;
  const enter = (path: string): Frame | undefined => {
    const file = open.has(path) || known.has(path) ? undefined : files.get(path);
    if (file === undefined) return undefined;
    open.add(path);
    const inPlace = edges.get(path)?.filter(({ include }) => isReadInPlace(include)) ?? [];
    return { file, steps: stepsOf(file, inPlace), at: 0, uses: [], told: [...(file.parsed.clients ?? [])] };
  };
  const take = (frame: Frame, { include, target }: Edge): void => {
    const { uses, told } = known.get(target) ?? nothing;
    left -= uses.length + told.length;
    const { location } = include;
    const rest = uses.slice(0, 1).map((one): RegistryUse => ({ ...one, url: furtherIndexes, role: 'extra', location }));
    const heeded = left >= 0 ? uses : rest;
    for (const one of heeded) frame.uses.push(readBy(one, include, frame.file));
    for (const one of left >= 0 ? told : told.slice(0, 1)) frame.told.push(heldBy(one, include.within));
  };
  return (path) => {
    const first = enter(path);
    const frames = first === undefined ? [] : [first];
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const step = frame.steps[frame.at];
      if (step === undefined) {
        known.set(frame.file.path, { uses: withoutRepeats(frame), told: [...new Set(frame.told)] });
        open.delete(frame.file.path);
        frames.pop();
        continue;
      }
      const next = 'target' in step ? enter(step.target) : undefined;
      // What it names is read first: the step is taken when that is done.
      if (next !== undefined) frames.push(next);
      else {
        frame.at += 1;
        if ('target' in step) take(frame, step);
        else frame.uses.push(step);
      }
    }
    return known.get(path) ?? nothing;
  };
}

const nothing: Heeded = { uses: [], told: [] };

/** Registries and files in the order in which they stand; a command reads its constraints before its requirements (pip, `req_command.py`). */
function stepsOf({ parsed }: LoadedFile, edges: readonly Edge[]): readonly (RegistryUse | Edge)[] {
  const { registries } = parsed;
  if (edges.length === 0) return registries;
  const isFirst = ({ include: { kind, within } }: Edge) => kind === 'constraints' && within !== undefined;
  const steps: (RegistryUse | Edge)[] = [];
  let at = 0;
  for (const edge of [...edges.filter(isFirst), ...edges.filter((one) => !isFirst(one))]) {
    for (let use = registries[at]; use !== undefined; use = registries[at]) {
      if (compareLocations(use.location, edge.include.location) > 0) break;
      steps.push(use);
      at += 1;
    }
    steps.push(edge);
  }
  return [...steps, ...registries.slice(at)];
}

function readBy(use: RegistryUse, { kind, within }: Include, { parsed }: LoadedFile): RegistryUse {
  const held = heldBy(use, within);
  const isNested = kind === 'constraints' && within === undefined && parsed.role === 'manifest';
  return isNested && held.byConstraints === undefined ? { ...held, byConstraints: true } : held;
}

const heldBy = <T extends { readonly within?: Location }>(one: T, within: Location | undefined): T =>
  within === undefined || one.within !== undefined ? one : { ...one, within };

/**
 * Where a file is read twice only its first place counts, before and after the last index that takes the place of others:
 * so many places are enough for every client, and reading cannot grow without end.
 */
function withoutRepeats({ uses, steps }: Frame): readonly RegistryUse[] {
  if (!steps.some((step) => 'target' in step)) return uses;
  const partOf = ({ ecosystem, within }: RegistryUse) => JSON.stringify([ecosystem, within]);
  const last = new Map<string, number>();
  uses.forEach((use, at) => {
    if (use.role === 'primary') last.set(partOf(use), at);
  });
  const seen = new Set<string>();
  return uses.filter((use, at) => {
    const key = `${at >= (last.get(partOf(use)) ?? 0)} ${JSON.stringify(use)}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}
