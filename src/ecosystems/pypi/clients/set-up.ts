import { endpoints } from '../../../knowledge/endpoints.ts';
import type { ClientUse, RegistryRole, RegistryUse } from '../../../model/dependency.ts';
import type { ClientIndex, ClientSetup } from '../../../model/resolution.ts';

const weights: Readonly<Record<RegistryRole, ClientIndex['weight']>> = {
  primary: 'default',
  extra: 'extra',
  explicit: 'explicit',
};

/** Indexes as files name them, and the public one where nothing stands in its place. */
export function toIndexes(uses: readonly RegistryUse[], noIndex = false): readonly ClientIndex[] {
  const indexes = uses.map(
    ({ url, role, names, isSupplemental, isLinks, excludes, ignoredStatuses }): ClientIndex => ({
      url,
      weight: isSupplemental === true ? 'supplemental' : weights[role],
      ...(names === undefined ? {} : { includes: names }),
      ...(isLinks === undefined ? {} : { isLinks }),
      ...(excludes === undefined ? {} : { excludes }),
      ...(ignoredStatuses === undefined ? {} : { ignoredStatuses }),
    }),
  );
  if (noIndex) return indexes.filter(({ isLinks }) => isLinks === true);
  const hasDefault = indexes.some(({ weight }) => weight === 'default');
  return hasDefault ? indexes : [{ url: endpoints.pypi, weight: 'default' }, ...indexes];
}

/** The last word on it holds. */
export function strategyOf(told: readonly ClientUse[]): Pick<ClientSetup, 'strategy'> {
  const strategy = told.findLast((one) => one.strategy !== undefined)?.strategy;
  return strategy === undefined ? {} : { strategy };
}
