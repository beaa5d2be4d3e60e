import type { Dependency } from '../model/dependency.ts';
import { keyOf } from './name-key.ts';
import type { Side } from './read.ts';

/** What manifests pin that are compiled from a file, the first of them that pins all of its names. */
export function compiledVersions({ files }: Side) {
  const known = new Map<string, ReadonlyMap<string, readonly Dependency[]>>();
  const find = (path: string): ReadonlyMap<string, readonly Dependency[]> => {
    const { dependencies = [], lockedBy = [] } = files.get(path)?.parsed ?? {};
    for (const one of lockedBy) {
      const pins = new Map<string, Dependency[]>();
      for (const pin of files.get(one)?.parsed.dependencies ?? []) {
        const key = keyOf(pin.ecosystem, pin.name);
        if (pin.version !== undefined) pins.set(key, [...(pins.get(key) ?? []), pin]);
      }
      const isPinned = ({ ecosystem, name, source }: Dependency) =>
        source.kind !== 'registry' || pins.has(keyOf(ecosystem, name));
      if (pins.size > 0 && dependencies.every(isPinned)) return pins;
    }
    return new Map();
  };
  return (path: string) => {
    const found = known.get(path) ?? find(path);
    known.set(path, found);
    return found;
  };
}
