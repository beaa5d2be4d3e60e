import type { Dependency } from '../model/dependency.ts';
import { keyOf } from './name-key.ts';
import type { LoadedFile, Side } from './read.ts';
import type { Heeded } from './reading.ts';

type Pins = ReadonlyMap<string, readonly Dependency[]>;

/** A manifest that is compiled from another one, and what it pins. */
interface Compiled {
  readonly file?: LoadedFile;
  readonly pins: Pins;
}

const known = new WeakMap<Side, Map<string, Compiled>>();

/** The first manifest compiled from a file that pins all of its names. */
export function compiledFrom(side: Side, path: string): Compiled {
  const cache = known.get(side) ?? new Map<string, Compiled>();
  known.set(side, cache);
  const found = cache.get(path) ?? findCompiled(side, path);
  cache.set(path, found);
  return found;
}

function findCompiled({ files }: Side, path: string): Compiled {
  const { dependencies = [], lockedBy = [] } = files.get(path)?.parsed ?? {};
  for (const one of lockedBy) {
    const file = files.get(one);
    const pins = new Map<string, Dependency[]>();
    for (const pin of file?.parsed.dependencies ?? []) {
      const key = keyOf(pin.ecosystem, pin.name);
      if (pin.version !== undefined) pins.set(key, [...(pins.get(key) ?? []), pin]);
    }
    const isPinned = ({ ecosystem, name, source }: Dependency) =>
      source.kind !== 'registry' || pins.has(keyOf(ecosystem, name));
    if (file !== undefined && pins.size > 0 && dependencies.every(isPinned)) return { file, pins };
  }
  return { pins: new Map() };
}

/**
 * Indexes that whoever compiled a file let the client ask, as what came out of it tells: its lines, which repeat settings of
 * the machine too, and what else stood in the command.
 */
export function heedCompiled(side: Side, path: string): Heeded {
  const { parsed } = compiledFrom(side, path).file ?? {};
  if (parsed === undefined) return { uses: [], told: [] };
  const written = new Set(parsed.registries.map(({ url }) => url));
  const { registries = [], clients = [] } = parsed.compiling ?? {};
  const uses = [...parsed.registries, ...registries.filter(({ url }) => !written.has(url))];
  return { uses, told: [...(parsed.clients ?? []), ...clients] };
}
