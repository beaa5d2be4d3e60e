import type { Dependency, RegistryUse } from '../model/dependency.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import { startOf } from '../model/location.ts';
import type { ConfiguredRegistry, Policy } from '../model/policy.ts';
import type { RegistryCandidate } from '../model/registry.ts';
import { matchesName } from '../text/glob.ts';

/** A registry that the caller's own environment names, as the ecosystem's client would read it. */
export interface EnvironmentRegistry {
  readonly ecosystem: string;
  readonly url: string;
  readonly role: RegistryUse['role'];
  readonly variable: string;
}

/** Which registries may serve a dependency, and which of them may be contacted. */
export interface RegistryBook {
  candidates(dependency: Dependency, ecosystem: Ecosystem, uses: readonly RegistryUse[]): readonly RegistryCandidate[];
  /** Whether a registry that a file names is the public default, a well-known one, or one that the configuration trusts. */
  trusts(use: RegistryUse, ecosystems: readonly Ecosystem[]): boolean;
}

/** Addresses that may be contacted besides the public defaults and the services. */
export function trustedAddresses(policy: Policy, environment: readonly EnvironmentRegistry[]): readonly string[] {
  const configured = Object.values(policy.registries).flatMap((list) => list.map(({ url }) => url));
  return [...configured, ...policy.trustedRegistries, ...environment.map(({ url }) => url)];
}

export function createRegistryBook(policy: Policy, environment: readonly EnvironmentRegistry[]): RegistryBook {
  const trusted = trustedAddresses(policy, environment);
  const describe = (ecosystem: Ecosystem, url: string, origin: string): RegistryCandidate => {
    const canonical = ecosystem.registries.canonical(url);
    const isDefault = canonical === ecosystem.registries.canonical(ecosystem.registries.default);
    const configured = configuredFor(policy, ecosystem).find(
      (one) => ecosystem.registries.canonical(one.url) === canonical,
    );
    return {
      url: isDefault ? ecosystem.registries.default : url,
      public: isDefault || configured?.mirrorsPublic === true,
      trusted: isDefault || trusted.some((base) => isWithin(url, base)),
      origin,
    };
  };
  return {
    trusts(use, ecosystems) {
      const ecosystem = ecosystems.find(({ type }) => type === use.ecosystem);
      if (ecosystem === undefined) return false;
      const { canonical, wellKnown = [] } = ecosystem.registries;
      return (
        wellKnown.some((url) => canonical(url) === canonical(use.url)) ||
        describe(ecosystem, use.url, use.location.path).trusted
      );
    },
    candidates(dependency, ecosystem, uses) {
      // Nobody is asked where no look-up exists.
      if (ecosystem.lookups === undefined) return [];
      if (dependency.source.kind !== 'registry') return [];
      const recorded = dependency.source.url ?? recordedElsewhere(dependency, ecosystem, uses);
      if (recorded !== undefined) return [describe(ecosystem, recorded, 'the lockfile')];
      const configured = configuredFor(policy, ecosystem).map((one) => asUse(ecosystem, one));
      const ambient = environment
        .filter(({ ecosystem: type }) => type === ecosystem.type)
        .map(({ url, role, variable }) => ({ use: asUse(ecosystem, { url, role, mirrorsPublic: false }), variable }));
      const inForce = configured.length > 0 ? configured : [...ambient.map(({ use }) => use), ...uses];
      const found = ecosystem.registries.serving(dependency.name, inForce).map(({ url, use }) => {
        const variable = ambient.find((one) => one.use === use)?.variable;
        return describe(ecosystem, url, originOf(use, configured, variable));
      });
      return withPrivateRegistry(found, dependency, policy);
    },
  };
}

/** The address that answers for an ecosystem's public registry: its default, or a mirror that serves everything. */
export const publicRegistryOf = (ecosystem: Ecosystem, policy: Policy): string =>
  configuredFor(policy, ecosystem).find(({ mirrorsPublic }) => mirrorsPublic)?.url ?? ecosystem.registries.default;

const configuredFor = (policy: Policy, { type }: Ecosystem): readonly ConfiguredRegistry[] =>
  policy.registries[type] ?? [];

const asUse = ({ type }: Ecosystem, { url, role, names }: ConfiguredRegistry): RegistryUse => ({
  ecosystem: type,
  url,
  role,
  ...(names === undefined ? {} : { names }),
  location: startOf('configuration'),
});

function originOf(
  use: RegistryUse | undefined,
  configured: readonly RegistryUse[],
  variable: string | undefined,
): string {
  if (use === undefined) return 'the public default';
  if (configured.includes(use)) return 'the configuration of the audit';
  return variable ?? `${use.location.path}:${use.location.startLine}`;
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

function originOfUrl(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, origin } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
}

/** A private name whose registry nobody names still needs one that could answer: then the question stays open, and is said. */
function withPrivateRegistry(
  found: readonly RegistryCandidate[],
  { name, ecosystem }: Dependency,
  policy: Policy,
): readonly RegistryCandidate[] {
  const isPrivate = policy.private[ecosystem]?.some((glob) => matchesName(glob, name)) === true;
  if (!isPrivate || found.some((candidate) => !candidate.public)) return found;
  const origin = 'the configuration calls the name private and names no registry for it';
  return [...found, { url: 'private registry', public: false, trusted: false, origin }];
}

/** Whether an address lies under a base address: same origin, and its path begins with the base's folders. */
export function isWithin(url: string, base: string): boolean {
  if (!URL.canParse(url) || !URL.canParse(base)) return false;
  const [inner, outer] = [new URL(url), new URL(base)];
  const folder = outer.pathname.endsWith('/') ? outer.pathname : `${outer.pathname}/`;
  return inner.origin === outer.origin && `${inner.pathname}/`.startsWith(folder);
}
