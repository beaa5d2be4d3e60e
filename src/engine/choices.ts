import type { Dependency } from '../model/dependency.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import type { Choice } from '../model/resolution.ts';
import type { EntryPoint, Item, Settings } from './compose.ts';
import type { RegistryBook } from './registries.ts';
import { candidatesOf, setupsOf, wantedOf } from './setups.ts';

const constraints = new WeakMap<EntryPoint, ReadonlyMap<string, readonly string[]>>();

/** The requirement of an item with what constraints files of the same entry point add to it (pip's `-c`). */
export function constrain({ dependency, member }: Item, entryPoint: EntryPoint): Dependency {
  if (!member.installs) return dependency;
  const known = constraints.get(entryPoint) ?? collectConstraints(entryPoint);
  constraints.set(entryPoint, known);
  const added = known.get(keyOf(dependency));
  if (added === undefined) return dependency;
  const { requirement = dependency.version } = dependency;
  return { ...dependency, requirement: [...(requirement === undefined ? [] : [requirement]), ...added].join(',') };
}

function collectConstraints({ items }: EntryPoint): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { dependency, member } of items) {
    if (member.installs || dependency.requirement === undefined) continue;
    found.set(keyOf(dependency), [...(found.get(keyOf(dependency)) ?? []), dependency.requirement]);
  }
  return found;
}

const keyOf = ({ ecosystem, name }: Dependency): string => `${ecosystem}\0${name}`;

/** What each plausible client would have to decide about a dependency; nothing where a lockfile names the index. */
export function choicesOf(
  dependency: Pick<Dependency, 'name' | 'version' | 'requirement' | 'integrity' | 'source'>,
  ecosystem: Ecosystem,
  settings: Settings,
  book: RegistryBook,
): readonly Choice[] {
  const { source } = dependency;
  if (source.kind !== 'registry' || source.url !== undefined) return [];
  const inForce = book.inForce(ecosystem, settings);
  const wanted = wantedOf(dependency);
  return setupsOf(ecosystem, inForce).map((one): Choice => {
    const candidates = candidatesOf(one, wanted).map((index) => ({
      index,
      registry: book.describe(ecosystem, index.url, inForce),
    }));
    return { ...one, wanted, candidates };
  });
}
