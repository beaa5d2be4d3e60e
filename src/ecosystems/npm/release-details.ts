import type { ReleaseContent, ReleaseFact, ReleaseOrigin } from '../../model/registry.ts';
import { fieldsOf, membersOf, readField, readText, textOf } from '../../text/decode.ts';
import { aboutFields, decodeAbout } from './about.ts';
import { readSpec } from './specs.ts';

const dependencyFields = ['dependencies', 'optionalDependencies', 'peerDependencies'] as const;

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
function decodeOrigin(manifest: unknown): ReleaseOrigin | undefined {
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
  const requires: Record<string, string> = Object.create(null);
  for (const field of dependencyFields)
    for (const [key, value] of membersOf(readField(manifest, field)).slice(0, most)) {
      const [name, requirement] = readTarget(key, textOf(value)?.slice(0, longest) ?? '');
      requires[name] ??= requirement;
    }
  return { scripts, requires };
}

/** Of an alias, what it stands for. */
function readTarget(key: string, written: string): readonly [name: string, requirement: string] {
  const spec = readSpec(key, written);
  return spec.kind === 'package' &&
    spec.name !== key &&
    spec.source.kind === 'registry' &&
    spec.source.url === undefined
    ? [spec.name, spec.requirement ?? '']
    : [key, written];
}
