import type { Versions } from '../../model/ecosystem.ts';
import type { Evidence } from '../../model/finding.ts';
import type { Draft, Facts, Rule, RuleMeta } from '../../model/rule.ts';
import type { ArtifactSubject, DependencySubject, InstallationSubject, MigrationSubject } from '../../model/subject.ts';
import { hostOf, sayAddress } from '../addresses.ts';
import { quoteFile } from '../evidence.ts';
import { readHashes } from '../hashes.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { softwareFromElsewhere } from '../supply-chain.ts';
import { clip, quoteNotice, sayChain, sayEntry, sayPath, sayPublicRegistry, sayVersion } from '../wording.ts';
import { judgeChoice } from './choice.ts';
import { checkInstallation } from './installation.ts';
import { checkMigration, moveCause } from './migration.ts';

const meta: RuleMeta = {
  id: 'unexpected-source',
  title: 'Unexpected source',
  summary:
    'The address that a lockfile records is that of another package or another release, or lies on a host that no registry in use keeps archives on; the lockfile names a registry that nothing else sends the name to, or from which the client would not have taken it; the change leaves to the public registry what private ones served; it takes from the repository, the machine or another package what a registry is asked for; many packages, or one from a private host, come from elsewhere than before; or an archive in the repository itself is installed from. Or an install log says that a package came from elsewhere than the configuration lets it come from.',
  group: 'Whose is it?',
  severity: 'high',
  confidence: 'high',
  needs: ['choice', 'package'],
  atlas: softwareFromElsewhere('indicates'),
  cwe: ['CWE-829', 'CWE-494'],
  attack: ['T1195.002'],
  aboutAi: false,
};

type Verdict = Pick<Draft, 'severity' | 'confidence' | 'message' | 'remediation' | 'cause' | 'indexes'> & {
  readonly evidence?: Evidence;
};

/** What an entry is downloaded from, as the file records it. */
function addressOf({ dependency: { source, resolved } }: DependencySubject): string {
  if (resolved !== undefined) return resolved;
  if (source.kind === 'path') return `path ${source.path}`;
  return 'url' in source && source.url !== undefined ? source.url : source.kind;
}

/** Another release only where both versions are ones that the ecosystem understands. */
function isOtherRelease(versions: Versions, recorded: string, asked: string): boolean {
  const isVersion = (text: string) => versions.satisfies(text, text);
  return (
    isVersion(recorded) &&
    isVersion(asked) &&
    versions.compare(recorded, asked) !== 0 &&
    !versions.satisfies(recorded, asked) &&
    !versions.satisfies(asked, recorded)
  );
}

/** Names in addresses follow the registry's layout only where a registry serves them. */
const followsLayout = ({ dependency, archive }: DependencySubject): boolean =>
  dependency.source.kind === 'registry' || archive?.expectedHost === true;

function judgeAddress(subject: DependencySubject, facts: Facts): Verdict | undefined {
  const { archive, dependency } = subject;
  if (archive === undefined || !followsLayout(subject)) return undefined;
  const remediation = 'Write the lockfile anew from the manifest with the registry in use, and find out who edited it.';
  const { name, version } = archive;
  if (name !== undefined && name !== dependency.name) {
    const message = `${sayEntry(subject)} would be installed from the address of another package, ${quoteNotice(name)}`;
    return { severity: 'critical', message, remediation };
  }
  if (version === undefined || dependency.version === undefined) return undefined;
  if (!isOtherRelease(facts.versions(subject), version, dependency.version)) return undefined;
  const message = `${sayEntry(subject)} would be installed from the address of another release, ${sayVersion(version)}`;
  return { severity: 'high', message, remediation };
}

/** A host that the same entry was downloaded from before is not what the change brings in. */
function isSameHost({ previous, archive }: DependencySubject): boolean {
  const before = previous?.resolved;
  return before !== undefined && hostOf(before) === archive?.host;
}

/** A registry in use was asked: it links archives of that release on that host, and has all hashes that are recorded. */
function isLinked(subject: DependencySubject, facts: Facts, host: string): boolean {
  const { version, integrity = [] } = subject.dependency;
  const found = facts.get('package', subject);
  const release = found.state === 'present' ? found.value.versions.find((one) => one.version === version) : undefined;
  if (release?.integrity === undefined || release.archiveHosts?.includes(host) !== true) return false;
  const keysOf = (texts: readonly string[]) => readHashes(texts).map((one) => `${one.algorithm} ${one.digest}`);
  const listed = new Set(keysOf(release.integrity));
  return integrity.length > 0 && keysOf(integrity).every((key) => listed.has(key));
}

function judgeHost(subject: DependencySubject, facts: Facts): Verdict | undefined {
  const { archive, dependency } = subject;
  if (dependency.source.kind !== 'registry' || archive === undefined) return undefined;
  if (archive.expectedHost || isSameHost(subject) || isLinked(subject, facts, archive.host)) return undefined;
  const where = `would be downloaded from ${clip(archive.host, 100)}, where no registry in use keeps archives`;
  const remediation =
    'Write the lockfile anew with the registry in use, or name the host in the configuration where it is a mirror of it.';
  return {
    message: `${sayEntry(subject)} ${where}`,
    remediation,
    cause: moveCause(subject, archive.host, `${where},`, remediation),
    indexes: [archive.host],
  };
}

/** The entry names a registry of its own. One that the configuration trusts may still be the wrong one for this name. */
function judgeRegistry(subject: DependencySubject): Verdict | undefined {
  const { dependency, previous, strayRegistry, archive } = subject;
  const before = previous?.source;
  const { source, resolved } = dependency;
  if (strayRegistry === undefined || source.kind !== 'registry') return undefined;
  if (before?.kind === 'registry' && before.url === source.url) return undefined;
  // Trust in the host that serves the name is no trust in whatever else lies there.
  const isBeside = archive?.expectedHost === true && source.url !== undefined && resolved?.startsWith(source.url);
  const where = `would be installed from the registry ${sayAddress(strayRegistry.url)}, which no file in use and no configuration names for`;
  const remediation =
    'Write the lockfile anew with the registry in use, or name the registry in the manifest where it is meant.';
  return {
    ...(strayRegistry.trusted && !strayRegistry.public && !isBeside ? { severity: 'medium' as const } : {}),
    message: `${sayEntry(subject)} ${where} it`,
    remediation,
    cause: moveCause(subject, strayRegistry.url, `${where} them,`, remediation),
    indexes: [hostOf(strayRegistry.url) ?? strayRegistry.url],
  };
}

/** It was recorded from a private host, and the public registry has whatever anybody publishes under the name. */
function judgeMove(subject: DependencySubject, facts: Facts): Verdict | undefined {
  const { leftPrivate } = subject;
  if (leftPrivate === undefined) return undefined;
  const registry = sayPublicRegistry(facts, subject);
  const from = `taken from ${clip(leftPrivate, 100)} and would now be installed from ${registry}`;
  return {
    message: `${sayEntry(subject)} was ${from}`,
    remediation:
      'Make sure that both hold the same package, or write the lockfile anew with the private registry in use.',
    cause: moveCause(
      subject,
      registry,
      `were ${from}, where any of these names may belong to somebody else`,
      'Make sure that both hold the same packages, or write the lockfile anew with the private registry in use.',
    ),
    indexes: [hostOf(addressOf(subject)) ?? registry],
  };
}

/** The manifest asks a registry, and the lockfile answers with an address of its own. */
function judgeKind(subject: DependencySubject): Verdict | undefined {
  const { dependency, previous, declaredSource } = subject;
  const { kind } = dependency.source;
  if (subject.fileRole !== 'lockfile' || (kind !== 'url' && kind !== 'git')) return undefined;
  const isAsked = declaredSource === 'registry';
  // What the manifest itself takes from there is told by direct-url.
  const wasServed = !dependency.direct && previous?.source.kind === 'registry';
  if (!isAsked && !wasServed) return undefined;
  const expected = isAsked ? 'the manifest asks a registry for it' : 'a registry served it before';
  return {
    message: `${sayEntry(subject)} would be installed from ${sayAddress(dependency.source.url)}, although ${expected}`,
    remediation: 'Write the lockfile anew from the manifest, and find out who edited it.',
  };
}

/** Where bytes come from that no registry serves. */
const places = {
  path: 'from a folder or a file of the repository or the machine',
  workspace: 'from a folder of the repository itself',
  bundled: 'from inside the package that requires it',
} as const;

/** A lockfile takes from the repository, the machine or another package what a registry served, or is asked for. */
function judgePlace(subject: DependencySubject): Verdict | undefined {
  const { dependency, previous, declaredSource, own, fileRole } = subject;
  const { kind } = dependency.source;
  if (fileRole !== 'lockfile' || own || (kind !== 'path' && kind !== 'workspace' && kind !== 'bundled'))
    return undefined;
  // What the manifest itself takes from there is what its author wrote; what stood there before is not of this change.
  if (declaredSource !== undefined && declaredSource !== 'registry') return undefined;
  if (JSON.stringify(previous?.source) === JSON.stringify(dependency.source)) return undefined;
  const isAsked = declaredSource === 'registry';
  const wasServed = previous?.source.kind === 'registry';
  if (!isAsked && !wasServed && kind !== 'bundled') return undefined;
  const expected = isAsked ? 'the manifest asks a registry for it' : 'a registry served it before';
  const although = isAsked || wasServed ? `, although ${expected}` : '';
  return {
    // Publishers may put packages into theirs: those are as good as the archive that they lie in.
    ...(kind === 'bundled' ? { confidence: 'medium' as const } : {}),
    ...(although === '' ? { severity: 'medium' as const } : {}),
    message: `${sayEntry(subject)} would be installed ${places[kind]}${although}: no registry vouches for those bytes`,
    remediation: 'Write the lockfile anew from the manifest, and look at what stands in that place.',
  };
}

function checkDependency(subject: DependencySubject, facts: Facts): readonly Draft[] {
  const verdict =
    judgeAddress(subject, facts) ??
    judgeKind(subject) ??
    judgePlace(subject) ??
    judgeRegistry(subject) ??
    judgeHost(subject, facts) ??
    judgeMove(subject, facts) ??
    judgeChoice(subject, facts);
  if (verdict === undefined) return [];
  const { evidence = quoteFile('address', subject.dependency.location, addressOf(subject)), ...said } = verdict;
  return [{ ...said, message: `${verdict.message}${sayChain(subject)}.`, evidence: [evidence] }];
}

const checkArtifact = ({ path, change, at }: ArtifactSubject): readonly Draft[] => [
  {
    severity: 'medium',
    message: `${sayPath(path)} is an archive that something is installed from, and the change ${change === 'added' ? 'adds' : 'alters'} it: no registry vouches for its bytes.`,
    evidence: [quoteFile('archive', at, `${sayPath(path)} ${change}`)],
    remediation: 'Compare the archive with the published one of the same name, or ask the registry for the package.',
  },
];

type Judged = DependencySubject | ArtifactSubject | MigrationSubject | InstallationSubject;

export const rule: Rule<Judged, NoOptions> = {
  subjects: ['dependency', 'artifact', 'migration', 'installation'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    switch (subject.kind) {
      case 'artifact':
        return checkArtifact(subject);
      case 'migration':
        return checkMigration(subject);
      case 'installation':
        return checkInstallation(subject);
      default:
        return checkDependency(subject, facts);
    }
  },
};
