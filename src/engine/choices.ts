import type { Dependency } from '../model/dependency.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import type { Choice } from '../model/resolution.ts';
import type { Settings } from './compose.ts';
import type { RegistryBook } from './registries.ts';
import { candidatesOf, setupsOf, wantedOf } from './setups.ts';

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
