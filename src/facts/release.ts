import type { Dependency } from '../model/dependency.ts';
import type { Versions } from '../model/ecosystem.ts';
import { absent, type Fact, present, unknown } from '../model/fact.ts';
import type { Question } from '../model/question.ts';
import type { PackageFact, RegistryCandidate, ReleaseFact } from '../model/registry.ts';
import type { DependencySubject } from '../model/subject.ts';
import { answersOf, ofRecord, type RegistryAnswer, sayUnasked } from './candidates.ts';
import { servedFrom } from './choice.ts';
import { ecosystemOf, type FactContext, type FactKind } from './kind.ts';
import { rememberBySubject } from './remember.ts';
import { needsWhole, smallHolder, smallRelease } from './small.ts';

type ReleaseQuestion = Extract<Question, { kind: 'release' }>;

/** The release that would be installed. */
export const fact: FactKind<'release'> = {
  name: 'release',
  plan: releaseQuestions,
  resolve(subject, context) {
    const found = context.fact('package', subject);
    if (found.state !== 'present') return found;
    if (versionOf(subject, context) === undefined)
      return noneChosen(subject, found.value.versions.length > 0, found.source);
    const said = answersAbout(subject, context);
    const release = said.find(({ answer }) => answer?.state === 'present')?.answer;
    if (release !== undefined) return release;
    const answers = said.map(({ answer }) => answer);
    const open = answers.find((answer) => answer?.state === 'unknown');
    if (open !== undefined) return open;
    const silent = withheldFor(subject)[0];
    if (silent !== undefined) return unknown(`${silent.url} may have it and is ${sayUnasked(silent)}`, silent.url);
    return answers.find((answer) => answer?.state === 'absent') ?? unknown('it was not asked', found.source);
  },
};

/** Registries of record that may not be contacted, and those in whose place another one is asked. */
const withheldFor = (subject: DependencySubject): readonly RegistryCandidate[] =>
  ofRecord(subject).flatMap((one) => (one.trusted ? (one.standsFor ?? []) : [one]));

/** What would be installed, of what the registries offer. */
interface Taken {
  /** Left out: no release fits. */
  readonly version?: string;
  /** The registry that clients take it from; left out: what they choose does not tell. */
  readonly from?: RegistryCandidate;
}

/** By the answers: once a package is found, all that it takes is known. */
const known = new WeakMap<FactContext, WeakMap<DependencySubject, Taken>>();

/**
 * The version to look at: what a lockfile fixes, else what the client would choose today. A requirement that names one version
 * may take another text for it, such as a local version (PEP 440, "Version matching").
 */
export const versionOf = (subject: DependencySubject, context: FactContext): string | undefined =>
  takenOf(subject, context).version;

/** The registry that serves it, else the first one, in the client's order, that has the package. */
export const holderOf = rememberBySubject(
  (subject, context): RegistryCandidate | undefined =>
    takenOf(subject, context).from ??
    answersOf(subject, context).find(({ fact }) => fact?.state === 'present')?.candidate ??
    smallHolder(subject, context),
);

function takenOf(subject: DependencySubject, context: FactContext): Taken {
  const found = context.fact('package', subject);
  if (found.state !== 'present') return taken(exactVersion(subject, ecosystemOf(subject, context).versions));
  const subjects = known.get(context) ?? new WeakMap<DependencySubject, Taken>();
  known.set(context, subjects);
  const result = subjects.get(subject) ?? choose(subject, found.value, context);
  subjects.set(subject, result);
  return result;
}

const taken = (version: string | undefined): Taken => (version === undefined ? {} : { version });

function choose(subject: DependencySubject, offer: PackageFact, context: FactContext): Taken {
  const { versions } = ecosystemOf(subject, context);
  const exact = exactVersion(subject, versions);
  const isTaken = (version: string) => exact === undefined || versions.compare(version, exact) === 0;
  const served = servedFrom(subject, context).filter(({ version }) => isTaken(version));
  // Of several clients the one that takes what anybody may publish is the one to look at.
  const worst = served.find(({ candidate }) => candidate.public) ?? served[0];
  if (worst !== undefined) return { version: worst.version, from: worst.candidate };
  const { version, requirement } = askedFor(subject);
  return taken(exact ?? versions.choose(requirement, withHashes(offer, subject)) ?? version);
}

/** What only the text itself means: the entry of a lockfile, and a version without a requirement that versions could be held against. */
function exactVersion(subject: DependencySubject, versions: Versions): string | undefined {
  const { lockedVersion } = subject;
  const { version, requirement } = askedFor(subject);
  if (version === undefined) return lockedVersion;
  if (subject.fileRole === 'lockfile' || !isUnderstood(requirement, versions)) return version;
  return lockedVersion !== undefined && versions.satisfies(lockedVersion, requirement) ? lockedVersion : undefined;
}

const isUnderstood = (requirement: string | undefined, versions: Versions): requirement is string =>
  requirement !== undefined && versions.isRequirement(requirement);

/** Hashes rule out every release that has none of them; where none has, they are of another kind, or wrong. */
function withHashes(offer: PackageFact, { dependency: { integrity = [] } }: DependencySubject): PackageFact {
  if (integrity.length === 0) return offer;
  const fitting = offer.versions.filter((one) => one.integrity?.some((hash) => integrity.includes(hash)) === true);
  return fitting.length === 0 ? offer : { ...offer, versions: fitting };
}

/** What is written, unless constraints make all clients ask for the same other thing. */
function askedFor({ dependency, constrained = [] }: DependencySubject): Pick<Dependency, 'version' | 'requirement'> {
  const [first] = constrained;
  const isAgreed = constrained.every(({ requirement }) => requirement === first?.requirement);
  return first !== undefined && isAgreed ? first : dependency;
}

/** Where the choice of clients does not tell the registry: one is asked at once, several only where the package turned out to be. */
function askedAbout(subject: DependencySubject, context: FactContext): readonly RegistryAnswer[] {
  const { from } = takenOf(subject, context);
  const answers = answersOf(subject, context);
  const [only] = answers;
  return answers.length === 1 && only?.candidate.trusted === true
    ? [only]
    : answers.filter(({ candidate, fact }) => fact?.state === 'present' && (from ?? candidate) === candidate);
}

const questionOf = ({ dependency: { ecosystem, name } }: DependencySubject, version: string, registry: string) =>
  ({ kind: 'release', ecosystem, name, version, registry }) as const;

/** A page of links says all that it has with the package: there is no page of one package to ask for. */
function releaseQuestions(subject: DependencySubject, context: FactContext): readonly ReleaseQuestion[] {
  const version = versionOf(subject, context);
  if (version === undefined || !needsWhole(subject, context)) return [];
  return askedAbout(subject, context).flatMap(({ candidate: { url, isLinks } }) =>
    isLinks === true ? [] : [questionOf(subject, version, url)],
  );
}

/** What a registry says of the package, and of the release. */
interface Said extends RegistryAnswer {
  readonly answer: Fact<ReleaseFact> | undefined;
}

function answersAbout(subject: DependencySubject, context: FactContext): readonly Said[] {
  const version = versionOf(subject, context);
  if (version === undefined) return [];
  const { versions } = ecosystemOf(subject, context);
  return askedAbout(subject, context).map((one): Said => {
    const { candidate, fact } = one;
    const answer =
      candidate.isLinks === true
        ? fact && onPage(fact, version, versions)
        : (smallRelease(subject, context) ?? context.answer(questionOf(subject, version, candidate.url)));
    return { ...one, answer };
  });
}

function onPage(fact: Fact<PackageFact>, version: string, versions: Versions): Fact<ReleaseFact> {
  if (fact.state !== 'present') return fact;
  const release = fact.value.versions.find((one) => versions.compare(one.version, version) === 0);
  return release === undefined
    ? absent(`${fact.source} links to archives of it, and to none of that version`, fact.source)
    : present(release, fact.source);
}

/**
 * The registry that the release is of, where it tells no time of anything that it has under the name: there is no answer to
 * wait for. Of the public default, times are known: without them its answer lacks something.
 */
export function timelessSource(subject: DependencySubject, context: FactContext): RegistryCandidate | undefined {
  const { candidate, fact, answer } =
    answersAbout(subject, context).find((one) => one.answer?.state === 'present') ?? {};
  if (fact?.state !== 'present' || answer?.state !== 'present') return undefined;
  const { registries } = ecosystemOf(subject, context);
  if (candidate?.url === registries.default || fact.value.firstPublishedAt !== undefined) return undefined;
  const releases = [answer.value, ...fact.value.versions];
  return releases.every(({ publishedAt }) => publishedAt === undefined) ? candidate : undefined;
}

function noneChosen(subject: DependencySubject, hasVersions: boolean, source: string): Fact<ReleaseFact> {
  const { requirement } = askedFor(subject);
  if (!hasVersions) return unknown('the registry lists no versions', source);
  if (requirement === undefined) return unknown('the registry names no default version', source);
  const several = ofRecord(subject).length > 1 || withheldFor(subject).length > 0;
  if (several) return unknown(`no version of the first registry satisfies ${requirement}`, source);
  return absent(`no version satisfies ${requirement}`, source);
}
