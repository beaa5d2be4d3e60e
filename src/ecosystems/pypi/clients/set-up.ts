import { endpoints } from '../../../knowledge/endpoints.ts';
import type { ClientUse, RegistryRole, RegistryUse } from '../../../model/dependency.ts';
import type { ClientIndex, ClientSetup } from '../../../model/resolution.ts';
import { registries } from '../registries.ts';

const weights: Readonly<Record<RegistryRole, ClientIndex['weight']>> = {
  primary: 'default',
  extra: 'extra',
  explicit: 'explicit',
};

/** An index as a file names it. One on a command line is asked for all that the command needs, whatever it names itself. */
export function toIndex(use: RegistryUse): ClientIndex {
  const { url, role, isSupplemental, isLinks, excludes, ignoredStatuses, within } = use;
  const names = within === undefined || role === 'explicit' ? use.names : undefined;
  return {
    url,
    weight: isSupplemental === true ? 'supplemental' : weights[role],
    ...(names === undefined ? {} : { includes: names }),
    ...(isLinks === undefined ? {} : { isLinks }),
    ...(excludes === undefined ? {} : { excludes }),
    ...(ignoredStatuses === undefined ? {} : { ignoredStatuses }),
  };
}

/** What clients ask where nothing stands in its place. */
export const publicIndex: ClientIndex = { url: endpoints.pypi, weight: 'default' };

export const isSameIndex = (a: string, b: string): boolean => registries.canonical(a) === registries.canonical(b);

/** Without those that are asked for every name twice, however their address is spelled. */
export function distinct(indexes: readonly ClientIndex[]): readonly ClientIndex[] {
  const seen = new Set<string>();
  return indexes.filter(({ url, weight, isLinks, includes, excludes }) => {
    if (weight === 'explicit' || includes !== undefined || excludes !== undefined) return true;
    const key = `${isLinks === true ? 'links' : 'index'} ${registries.canonical(url)}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

/** Options of a requirements file, which `uv pip` reads as pip does: the only ones that both know. */
export const isInRequirements = ({ clients = [] }: RegistryUse): boolean =>
  clients.includes('pip') && clients.includes('uv');

/** The last word on it holds. */
export function choiceOf(told: readonly ClientUse[]): Pick<ClientSetup, 'strategy' | 'prereleases' | 'formats'> {
  const formats = told.flatMap((one) => one.formats ?? []);
  const strategy = told.findLast((one) => one.strategy !== undefined)?.strategy;
  return {
    ...(strategy === undefined ? {} : { strategy }),
    ...(told.some(({ prereleases }) => prereleases === true) ? { prereleases: true } : {}),
    ...(formats.length === 0 ? {} : { formats }),
  };
}

export const isWithoutIndex = (told: readonly ClientUse[]): boolean => told.some(({ noIndex }) => noIndex === true);
