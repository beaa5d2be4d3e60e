import type { ReleaseContent, ReleaseFact, ReleaseOrigin } from '../../model/registry.ts';
import { fieldsOf, membersOf, readField, readText, textOf } from '../../text/decode.ts';
import { aboutFields, decodeAbout } from './about.ts';
import { type PackageSpec, readSpec, type Spec } from './specs.ts';

/** Of a name in several of them npm takes the first one's (docs.npmjs.com, "package.json", optionalDependencies). */
const dependencyFields = ['optionalDependencies', 'dependencies', 'peerDependencies'] as const;

/** What is read of the document of one version beside its hashes. */
export const detailFields: readonly (readonly string[])[] = [
  ['_npmUser'],
  ['description'],
  ...aboutFields,
  ['dist', 'attestations', 'provenance', 'predicateType'],
  ['scripts'],
  ['gypfile'],
  ['_npmOperationalInternal', 'tmp'],
  ...dependencyFields.map((field) => [field]),
];

/** What says who published each version, of the document of a whole package. */
export const originFields: readonly (readonly string[])[] = [
  ['_npmUser', 'name'],
  ['_npmUser', 'trustedPublisher'],
  ['_npmUser', 'approver', 'name'],
  ['maintainers', '*', 'name'],
  ['dist', 'attestations', 'provenance', 'predicateType'],
];

/** What npm runs when it installs a package of a registry (docs.npmjs.com/cli/v11/using-npm/scripts, "Life Cycle Operation Order"). */
const installEvents = ['preinstall', 'install', 'postinstall'] as const;
const most = 1_000;
const longest = 500;

/** Who published a version, and what it brings; neither where a mirror left out what the registry always writes. */
export function decodeDetails(manifest: unknown): Pick<ReleaseFact, 'origin' | 'content' | 'hintedAt' | 'about'> {
  const origin = decodeOrigin(manifest);
  const hintedAt = decodeHint(manifest);
  const about = decodeAbout(manifest);
  return {
    ...(origin === undefined ? {} : { origin }),
    ...(hintedAt === undefined ? {} : { hintedAt }),
    content: decodeContent(manifest),
    ...(about === undefined ? {} : { about }),
  };
}

/** The name of a file that the registry kept for a moment: `tmp/name_1.0.0_1700000000000_0.5`; older ones begin otherwise. */
function decodeHint(manifest: unknown): string | undefined {
  const tmp = readText(readField(manifest, '_npmOperationalInternal'), 'tmp')?.slice(-longest) ?? '';
  const moment = Number(/[_-](\d{13})_[\d.]+$/.exec(tmp)?.[1] ?? Number.NaN);
  return Number.isNaN(moment) ? undefined : new Date(moment).toISOString();
}

/**
 * The registry writes `_npmUser` into every version. For a trusted publisher it names the build system, which is the same for
 * all its users; what tells them apart is the identifier of the trust (docs.npmjs.com, "Trusted publishing").
 */
export function decodeOrigin(manifest: unknown): ReleaseOrigin | undefined {
  const user = readField(manifest, '_npmUser');
  const name = readText(user, 'name')?.slice(0, longest);
  const trusted = readField(user, 'trustedPublisher');
  const trustedBuild = readText(trusted, 'oidcConfigId') ?? readText(trusted, 'id');
  const approver = readText(readField(user, 'approver'), 'name');
  if (name === undefined && trustedBuild === undefined) return undefined;
  const maintainers = readField(manifest, 'maintainers');
  const listed = Array.isArray(maintainers)
    ? maintainers.slice(0, most).flatMap((one) => readText(one, 'name') ?? textOf(one)?.split(' ')[0] ?? [])
    : undefined;
  return {
    ...(trustedBuild === undefined ? { publisher: name ?? '' } : { trustedBuild: trustedBuild.slice(0, longest) }),
    ...(approver === undefined ? {} : { approver: approver.slice(0, longest) }),
    ...(listed === undefined ? {} : { maintainers: listed }),
    isAttested: fieldsOf(readField(readField(readField(manifest, 'dist'), 'attestations'), 'provenance')) !== undefined,
  };
}

function decodeContent(manifest: unknown): ReleaseContent {
  const written = readField(manifest, 'scripts');
  const scripts: Record<string, string> = Object.create(null);
  for (const event of installEvents) {
    const command = readText(written, event);
    if (command !== undefined) scripts[event] = command.slice(0, longest);
  }
  // With such a file and no script of its own, a package is built when it is installed.
  const builds = readField(manifest, 'gypfile') === true && scripts['preinstall'] === undefined;
  if (builds && scripts['install'] === undefined) scripts['binding.gyp'] = 'node-gyp rebuild';
  return { scripts, requires: decodeRequires(manifest) };
}

/** Of several for one name the one that tells most: harmless ones hide nothing, whichever of them a client takes. */
function decodeRequires(manifest: unknown): ReleaseContent['requires'] {
  const requires: Record<string, string> = Object.create(null);
  const weights = new Map<string, number>();
  for (const field of dependencyFields)
    for (const [key, value] of membersOf(readField(manifest, field)).slice(0, most)) {
      const written = textOf(value)?.trim() ?? '';
      const spec = readSpec(key, written);
      const target = spec.kind === 'package' && isOfRegistry(spec) ? spec : undefined;
      const name = target?.name ?? key;
      const weight = weigh(spec);
      if (weight <= (weights.get(name) ?? -1)) continue;
      weights.set(name, weight);
      requires[name] = cut(target === undefined ? written : (target.requirement ?? ''));
    }
  return requires;
}

/** Of an alias, too: then it stands for what it names. */
const isOfRegistry = ({ source, catalog }: PackageSpec): boolean =>
  catalog === undefined && source.kind === 'registry' && source.url === undefined;

/** What comes from elsewhere, or from nobody knows where, tells most; what the archive or the project has itself, the least. */
function weigh(spec: Spec): number {
  if (spec.kind === 'package') return isOfRegistry(spec) ? 1 : 0;
  const isInside = spec.kind === 'source' && (spec.source.kind === 'path' || spec.source.kind === 'workspace');
  return isInside ? 0 : 2;
}

/** Blanks at its start could push out what it says; what is cut at its end is seen to be. */
const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);
