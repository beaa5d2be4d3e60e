import { endpoints } from '../../../knowledge/endpoints.ts';
import type { RegistryRole, RegistryUse } from '../../../model/dependency.ts';
import type {
  Client,
  ClientIndex,
  ClientSetup,
  IndexAnswer,
  OfferedRelease,
  Outcome,
  Wanted,
} from '../../../model/resolution.ts';
import { registries } from '../registries.ts';
import { versions } from '../versions.ts';

const weights: Readonly<Record<RegistryRole, ClientIndex['weight']>> = {
  primary: 'default',
  extra: 'extra',
  explicit: 'explicit',
};

/**
 * conda and mamba (docs.conda.io, "Managing channels"): of a package that several channels have, the version of the channel
 * that stands higher is taken, whatever the others offer, as long as it fits. With `channel_priority: strict` the channels
 * below are not looked at even where it does not; with `disabled` the highest version of all counts, and the order only where
 * versions are equal. `channel::name` asks that channel alone. A channel that does not answer ends the installation.
 */
export const client: Client = {
  id: 'conda',
  title: 'conda',
  isUsual: true,
  setUp(uses, told) {
    const strategy = told.findLast((one) => one.strategy !== undefined)?.strategy;
    return { indexes: indexesOf(uses), ...(strategy === undefined ? {} : { strategy }) };
  },
  candidates,
  advise: (url) =>
    `set \`channel_priority: strict\` with \`${url}\` above all other channels, or write the channel before the name: \`channel::name\``,
  choose(setup, wanted, answer) {
    const lists: Offered[][] = [];
    const asked = candidates(setup, wanted).map(({ url }) => ({ url, said: answer(url) }));
    for (const { url, said } of asked)
      if (said.state === 'refused') return nothing(`${url} answers with status ${said.status}`);
    for (const { url, said } of asked) {
      if (said.state === 'unknown') return { kind: 'open', reason: `${url}: ${said.reason}` };
      const offered = offeredBy(url, said);
      lists.push(offered);
      if (priorityOf(setup) === 'strict' && offered.length > 0)
        return served(best(offered, wanted), `${url} has the name and no version that fits`);
    }
    const groups = priorityOf(setup) === 'disabled' ? [lists.flat()] : lists;
    return served(groups.map((list) => best(list, wanted)).find((one) => one !== undefined));
  },
};

/** Channels of a command stand above those of files, and `defaults` below all unless something takes their place. */
function indexesOf(uses: readonly RegistryUse[]): readonly ClientIndex[] {
  const ordered = [...uses.filter(({ within }) => within), ...uses.filter(({ within }) => within === undefined)];
  const named = ordered.map(
    ({ url, role, names }): ClientIndex => ({
      url,
      weight: weights[role],
      ...(names === undefined || role !== 'explicit' ? {} : { includes: names }),
    }),
  );
  const isReplaced = uses.some(({ role }) => role === 'primary');
  const all: readonly ClientIndex[] = isReplaced
    ? named
    : [...named, { url: `${endpoints.condaDefaults}/main`, weight: 'default' }];
  const seen = new Set<string>();
  return all.filter(({ url, weight }) => {
    const key = registries.canonical(url);
    return weight === 'explicit' || (!seen.has(key) && seen.add(key) !== undefined);
  });
}

function candidates({ indexes }: ClientSetup, { name, index }: Wanted): readonly ClientIndex[] {
  const isNamed = ({ url, weight, includes = [] }: ClientIndex): boolean =>
    index === undefined
      ? weight === 'explicit' && includes.includes(name)
      : registries.canonical(url) === registries.canonical(index);
  const named = indexes.filter(isNamed);
  if (index !== undefined) return named.slice(0, 1);
  return named.length > 0 ? named : indexes.filter(({ weight }) => weight !== 'explicit');
}

/** It may be written as a switch (conda, `base/constants.py`, `ChannelPriority`). */
function priorityOf({ strategy = 'flexible' }: ClientSetup): string {
  const written = strategy.toLowerCase();
  if (/^(?:false|no|off|0)$/.test(written)) return 'disabled';
  return written;
}

interface Offered {
  readonly url: string;
  readonly release: OfferedRelease;
}

const offeredBy = (url: string, said: IndexAnswer): Offered[] =>
  said.state === 'present' ? said.releases.map((release) => ({ url, release })) : [];

/** The highest version that fits; of equal ones that of the channel that stands higher. */
function best(list: readonly Offered[], { requirement = '', hashes }: Wanted): Offered | undefined {
  return list
    .filter(
      ({ release }) =>
        release.isUnusable !== true &&
        versions.satisfies(release.version, requirement) &&
        (hashes === undefined || release.hashes?.some((hash) => hashes.includes(hash)) === true),
    )
    .reduce<Offered | undefined>(
      (found, one) =>
        found === undefined || versions.compare(one.release.version, found.release.version) > 0 ? one : found,
      undefined,
    );
}

const nothing = (reason: string): Outcome => ({ kind: 'nothing', reason });

const served = (chosen: Offered | undefined, otherwise = 'no channel has a version that fits'): Outcome =>
  chosen === undefined ? nothing(otherwise) : { kind: 'served', url: chosen.url, version: chosen.release.version };
