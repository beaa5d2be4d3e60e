import type { RegistryUse } from '../model/dependency.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import { compareLocations } from '../model/location.ts';
import type { RegistrySubject } from '../model/subject.ts';
import { countOut } from '../text/count-out.ts';
import { groupBy, indexBy } from '../text/index-by.ts';
import type { LoadedFile, Side } from './read.ts';
import { type Run, runsIn } from './script-runs.ts';

interface Known {
  readonly base: Side;
  readonly head: Side;
  readonly ecosystems: readonly Ecosystem[];
}

/**
 * Registries that commands were served by, as their own file said, and are not any more although they are still there: each
 * once, on the first command that lacks it.
 *
 * @param told registries of the file that take the place of others
 */
export function findLost(
  before: LoadedFile,
  after: LoadedFile,
  { base, head, ecosystems }: Known,
  told: readonly RegistrySubject[],
): readonly RegistrySubject[] {
  if (before.parsed.registries.length === 0) return [];
  const idOf = ({ ecosystem: type, url }: RegistryUse) =>
    `${type} ${ecosystems.find((one) => one.type === type)?.registries.canonical(url) ?? url}`;
  const defaults = new Set(
    ecosystems.map(({ type, registries }) => `${type} ${registries.canonical(registries.default)}`),
  );
  const isReplaced = (id: string, { asked }: Run) =>
    told.some(
      ({ previous, use: { location } }) =>
        previous !== undefined &&
        idOf(previous) === id &&
        asked.some((one) => compareLocations(one.location, location) === 0),
    );
  const lost = pairRuns(runsIn(base, before, ecosystems), runsIn(head, after, ecosystems), idOf).flatMap(
    ([was, is]) => {
      const kept = new Set(is.asked.map(idOf));
      const mine = was.asked.filter((use) => use.location.path === before.path && use.url !== '' && !use.isUnset);
      return mine.flatMap((use) => {
        const id = idOf(use);
        return kept.has(id) || defaults.has(id) || isReplaced(id, is) ? [] : [{ id, use, run: is }];
      });
    },
  );
  const named = new Set(after.parsed.registries.map(idOf));
  return groupBy(lost, ({ id }) => id).flatMap((group): RegistrySubject[] => {
    const [first] = group.toSorted((a, b) => compareLocations(a.run.location, b.run.location));
    if (first === undefined) return [];
    const { names: _, within: __, ...rest } = first.use;
    const { location } = first.run;
    const names = group.every(({ run }) => run.name !== undefined)
      ? group.flatMap(({ run }) => run.name ?? [])
      : undefined;
    const use: RegistryUse = {
      ...rest,
      location,
      ...(names === undefined ? {} : { names: [...new Set(names)] }),
      // Others take it from there.
      ...(named.has(first.id) ? { within: location } : {}),
    };
    return [{ kind: 'registry', use, isGone: true, trusted: true, at: location }];
  });
}

/** What is installed before and after; of several that install the same, those that stay as they were are left out first. */
function pairRuns(
  before: readonly Run[],
  after: readonly Run[],
  idOf: (use: RegistryUse) => string,
): readonly (readonly [Run, Run])[] {
  const now = indexBy(after, ({ key }) => [key]);
  const say = ({ asked }: Run) => asked.map(idOf).join('\n');
  return [...indexBy(before, ({ key }) => [key])].flatMap(([key, was]) => {
    const is = now.get(key) ?? [];
    const [isLost, isNew] = [countOut(is.map(say)), countOut(was.map(say))];
    const fresh = is.filter((one) => isNew(say(one)));
    return was
      .filter((one) => isLost(say(one)))
      .flatMap((one, at): (readonly [Run, Run])[] => {
        const other = fresh[at];
        return other === undefined ? [] : [[one, other]];
      });
  });
}
