import type { Dependency, RegistryUse } from '../model/dependency.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import { startOf } from '../model/location.ts';
import type { ConfiguredRegistry, Policy } from '../model/policy.ts';
import type { RegistryCandidate } from '../model/registry.ts';
import { matchesName } from '../text/glob.ts';
import { findVariable } from '../text/open-variables.ts';
import { isPlatformValue } from '../text/platform-values.ts';
import { remember as rememberText } from '../text/remember.ts';
import type { Settings } from './compose.ts';
import { furtherIndexes } from './reading.ts';
import { servingFor } from './setups.ts';

/** A registry that the caller's own environment names, as the ecosystem's client would read it. */
export interface EnvironmentRegistry {
  readonly ecosystem: string;
  readonly url: string;
  readonly role: RegistryUse['role'];
  readonly variable: string;
}

/** Which registries may serve a dependency, and which of them may be contacted. */
export interface RegistryBook {
  candidates(dependency: Dependency, ecosystem: Ecosystem, settings: Settings): readonly RegistryCandidate[];
  /** The settings that decide among indexes: the files' own, and the caller's environment before them. */
  inForce(ecosystem: Ecosystem, settings: Settings): Settings;
  /** What is known of a registry by its address. */
  describe(ecosystem: Ecosystem, url: string, settings: Settings): RegistryCandidate;
  /** Whether a registry that a file names is the public default, a well-known one, or one that the configuration trusts. */
  trusts(use: RegistryUse, ecosystems: readonly Ecosystem[]): boolean;
}

/** Addresses that may be contacted besides the public defaults and the services. */
export function trustedAddresses(policy: Policy, environment: readonly EnvironmentRegistry[]): readonly string[] {
  const configured = Object.values(policy.registries).flatMap((list) => list.map(({ url }) => url));
  return [...configured, ...policy.trustedRegistries, ...environment.map(({ url }) => url)];
}

export function createRegistryBook(policy: Policy, environment: readonly EnvironmentRegistry[]): RegistryBook {
  const describe = createDescriber(policy, trustedAddresses(policy, environment));
  const ambientUses = createAmbientUses(environment);
  const inForce: RegistryBook['inForce'] = (ecosystem, all) => {
    const ambient = ambientUses(ecosystem);
    const isOpen = all.uses.some(({ isUnset }) => isUnset === true);
    const settings = isOpen ? withUses(all, (uses) => uses.filter(({ isUnset }) => isUnset !== true)) : all;
    if (ambient.length > 0) return withUses(settings, (uses) => [...ambient, ...uses]);
    if (settings.uses.some(({ ecosystem: type }) => type === ecosystem.type)) return settings;
    const own = configuredFor(policy, ecosystem).filter(({ mirrorsPublic }) => !mirrorsPublic);
    return own.length === 0 ? settings : withUses(settings, () => own.map((one) => asUse(ecosystem, one)));
  };
  /** What the configuration says goes before the files; a proxy that serves everything only replaces the public registry. */
  const overriding = remember((ecosystem, settings) => {
    const configured = configuredFor(policy, ecosystem);
    if (configured.some(({ mirrorsPublic }) => !mirrorsPublic))
      return withUses(settings, () => configured.map((one) => asUse(ecosystem, one)));
    const ambient = ambientUses(ecosystem);
    return ambient.length === 0 ? settings : withUses(settings, (uses) => [...ambient, ...uses]);
  });
  return {
    inForce: remember(inForce),
    trusts(use, ecosystems) {
      const ecosystem = ecosystems.find(({ type }) => type === use.ecosystem);
      if (ecosystem === undefined) return false;
      return describe(ecosystem, use.url, originOf(use)).trusted;
    },
    describe(ecosystem, url, { uses }) {
      const use = uses.find((one) => one.ecosystem === ecosystem.type && one.url === url);
      return describe(ecosystem, url, originOf(use, url));
    },
    candidates(dependency, ecosystem, settings) {
      // Nobody is asked where no look-up exists.
      if (ecosystem.lookups === undefined) return [];
      if (dependency.source.kind !== 'registry') return [];
      const deciding = overriding(ecosystem, settings);
      const recorded =
        dependency.source.url ??
        recordedElsewhere(dependency, ecosystem, settings.uses) ??
        recordedDefault(dependency, ecosystem, deciding);
      if (recorded !== undefined) return [describe(ecosystem, recorded, { origin: 'the lockfile' })];
      const serving = servingFor(ecosystem, dependency, deciding);
      const named = serving.map(
        ({ url, use, isPointedTo }): Found => ({
          candidate: describe(ecosystem, url, originOf(use, url)),
          isPointedTo,
        }),
      );
      const usual = describe(ecosystem, ecosystem.registries.default, originOf(undefined));
      const found = serving.some(({ use }) => use?.isUnset) ? orUsual(named, usual) : named;
      // Nothing public answers for a private name.
      if (isPrivate(dependency, policy)) return withPrivateRegistry(found.map(({ candidate }) => candidate));
      const hasProxy = configuredFor(policy, ecosystem).some(({ mirrorsPublic }) => mirrorsPublic);
      return substitute(found, hasProxy ? usual : undefined);
    },
  };
}

/** All but where the address comes from. */
type Judged = Omit<RegistryCandidate, keyof Origin>;

/** Addresses of an ecosystem of which it is kept what they are: projects name the same few for all that they ask for. */
const maxJudged = 1_000;

function createDescriber(policy: Policy, trusted: readonly string[]) {
  const isTrusted = (url: string) => findVariable(url) === undefined && trusted.some((base) => isWithin(url, base));
  const judge = (ecosystem: Ecosystem, url: string): Judged => {
    const { canonical, default: address, wellKnown = [] } = ecosystem.registries;
    const same = (other: string) => canonical(other) === canonical(url);
    const isDefault = same(address);
    const configured = configuredFor(policy, ecosystem).find((one) => same(one.url));
    const isWellKnown = wellKnown.some((one) => same(one) || (one.endsWith('/') && isWithin(url, one)));
    return {
      url: isDefault ? publicRegistryOf(ecosystem, policy) : url,
      public: isDefault || configured?.mirrorsPublic === true,
      trusted: isDefault || isTrusted(url) || isWellKnown,
      ...(isWellKnown ? { isWellKnown } : {}),
    };
  };
  const known = new Map<Ecosystem, (url: string) => Judged>();
  return (ecosystem: Ecosystem, url: string, origin: Origin): RegistryCandidate => {
    const judged = known.get(ecosystem) ?? rememberText((one) => judge(ecosystem, one), maxJudged);
    known.set(ecosystem, judged);
    return { ...judged(url), ...origin };
  };
}

/** The same change to what every run reads. */
function withUses(settings: Settings, change: (uses: Settings['uses']) => Settings['uses']): Settings {
  const { runs } = settings;
  return {
    ...settings,
    uses: change(settings.uses),
    ...(runs === undefined ? {} : { runs: runs.map((run) => withUses(run, change)) }),
  };
}

interface Found {
  readonly candidate: RegistryCandidate;
  readonly isPointedTo: boolean;
}

/** Where nobody gives an address a value, the default is asked. */
const orUsual = (found: readonly Found[], candidate: RegistryCandidate): readonly Found[] =>
  found.some((one) => one.candidate.public) ? found : [...found, { candidate, isPointedTo: false }];

/**
 * A proxy that serves everything public is asked in the place of indexes for all names that may not be contacted: what it
 * has is as public there; so too for those whose address only the platform's settings tell. Of an index that the name points
 * to, it knows nothing.
 */
function substitute(found: readonly Found[], proxy: RegistryCandidate | undefined): readonly RegistryCandidate[] {
  const all = found.map(({ candidate }) => candidate);
  const standsFor = found.flatMap(({ candidate, isPointedTo }) =>
    candidate.trusted || isPointedTo || !mayHoldPublic(candidate.url) ? [] : [candidate],
  );
  const [first] = standsFor;
  if (first === undefined || proxy === undefined) return all;
  const asked = all.find((one) => one.public);
  const place = asked ?? first;
  const stand: RegistryCandidate = asked ?? { ...proxy, isSubstitute: true };
  return all.flatMap((one) => (one === place ? [{ ...stand, standsFor }] : standsFor.includes(one) ? [] : [one]));
}

const mayHoldPublic = (url: string): boolean => /^https?:\/\//i.test(url) || isPlatformValue(url);

type Deciding = (ecosystem: Ecosystem, settings: Settings) => Settings;

/** One and the same object for the same settings: what clients make of them is worked out once for each. */
function remember(decide: Deciding): Deciding {
  const known = new WeakMap<Settings, Map<Ecosystem, Settings>>();
  return (ecosystem, settings) => {
    const mine = known.get(settings) ?? new Map<Ecosystem, Settings>();
    known.set(settings, mine);
    const found = mine.get(ecosystem) ?? decide(ecosystem, settings);
    mine.set(ecosystem, found);
    return found;
  };
}

/** Registries of the caller's environment, each for the clients that read its variable. */
function createAmbientUses(
  environment: readonly EnvironmentRegistry[],
): (ecosystem: Ecosystem) => readonly RegistryUse[] {
  const known = new Map<string, readonly RegistryUse[]>();
  return ({ type, registries }) => {
    const found =
      known.get(type) ??
      environment
        .filter(({ ecosystem }) => ecosystem === type)
        .map(({ url, role, variable }): RegistryUse => {
          const clients = registries.environment.find((one) => one.variable === variable)?.clients;
          return { ecosystem: type, url, role, ...(clients && { clients }), location: startOf(variable) };
        });
    known.set(type, found);
    return found;
  };
}

/** The address that answers for an ecosystem's public registry: its default, or a mirror that serves everything. */
export const publicRegistryOf = (ecosystem: Ecosystem, policy: Policy): string =>
  configuredFor(policy, ecosystem).find(({ mirrorsPublic }) => mirrorsPublic)?.url ?? ecosystem.registries.default;

const configuredFor = (policy: Policy, { type }: Ecosystem): readonly ConfiguredRegistry[] =>
  policy.registries[type] ?? [];

const configuration = 'the configuration of the audit';

const asUse = ({ type }: Ecosystem, { url, role, names }: ConfiguredRegistry): RegistryUse => ({
  ecosystem: type,
  url,
  role,
  ...(names === undefined ? {} : { names }),
  location: startOf(configuration),
});

type Origin = Pick<RegistryCandidate, 'origin' | 'at' | 'isLinks'>;

/** What is neither the configuration nor a variable stands in a line of a file. */
function originOf(use: RegistryUse | undefined, url?: string): Origin {
  if (url === furtherIndexes) return { origin: 'more are named than are looked at' };
  if (use === undefined) return { origin: 'the public default' };
  const { location, isLinks } = use;
  const form = isLinks === undefined ? {} : { isLinks };
  if (location.path === configuration || /^[A-Z_]+$/.test(location.path)) return { origin: location.path, ...form };
  return { origin: `${location.path}:${location.startLine}`, at: location, ...form };
}

/**
 * The registry of a lockfile entry whose recorded address lies on another host than the registries in use: the name may
 * be one that only that host knows, so the public registry's word on it proves nothing.
 */
function recordedElsewhere(
  dependency: Dependency,
  ecosystem: Ecosystem,
  uses: readonly RegistryUse[],
): string | undefined {
  const origin = originOfUrl(dependency.resolved);
  if (origin === undefined) return undefined;
  const known = [ecosystem.registries.default, ...uses.map(({ url }) => url)].map(originOfUrl);
  return known.includes(origin) ? undefined : origin;
}

/** The default registry that the recorded address stands for, where the name is sent to another one. */
function recordedDefault(dependency: Dependency, ecosystem: Ecosystem, deciding: Settings): string | undefined {
  if (!standsForDefault(dependency, ecosystem)) return undefined;
  const serving = servingFor(ecosystem, dependency, deciding);
  const usual = servingFor(ecosystem, { ...dependency, name: unclaimedName }, deciding);
  return usual.find(({ url }) => !serving.some((one) => one.url === url))?.url;
}

/** A name that no file can have pointed anywhere. */
export const unclaimedName = 'a';

/** Whether the address that an entry records stands for the default registry that is set. */
export const standsForDefault = ({ source, resolved }: Dependency, { registries }: Ecosystem): boolean =>
  source.kind === 'registry' &&
  source.url === undefined &&
  resolved !== undefined &&
  registries.standsForDefault?.(resolved) === true;

function originOfUrl(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, origin } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
}

const isPrivate = ({ name, ecosystem }: Dependency, policy: Policy): boolean =>
  policy.private[ecosystem]?.some((glob) => matchesName(glob, name)) === true;

/** A private name whose registry nobody names still needs one that could answer: then the question stays open, and is said. */
function withPrivateRegistry(found: readonly RegistryCandidate[]): readonly RegistryCandidate[] {
  if (found.some((candidate) => !candidate.public)) return found;
  const origin = 'the configuration calls the name private and names no registry for it';
  return [...found, { url: 'private registry', public: false, trusted: false, origin }];
}

/** Whether an address lies under a base address: same origin, and its path begins with the base's folders. */
export function isWithin(url: string, base: string): boolean {
  if (!URL.canParse(url) || !URL.canParse(base)) return false;
  const [inner, outer] = [new URL(url), new URL(base)];
  const folder = outer.pathname.endsWith('/') ? outer.pathname : `${outer.pathname}/`;
  // Servers may decode a slash before they walk up.
  const climbs = /(?:^|[/\\]|%2f|%5c)\.\.(?:$|[/\\]|%2f|%5c)/i.test(inner.pathname);
  return inner.origin === outer.origin && !climbs && `${inner.pathname}/`.startsWith(folder);
}
