import { isUsed } from '../knowledge/names/lookalike.ts';
import { type Fact, present, type Unknown } from '../model/fact.ts';
import { young } from '../model/newness.ts';
import type { Question } from '../model/question.ts';
import type { PackageFact, RegistryCandidate, ReleaseFact } from '../model/registry.ts';
import { type DependencySubject, replacedVersion } from '../model/subject.ts';
import { isTold } from './hidden.ts';
import type { FactContext } from './kind.ts';
import { likenessIfUsed } from './lookalike.ts';
import { rememberBySubject } from './remember.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** What is younger is looked at closely: what went before it, and which older release may be taken instead. */
export const recent = 7 * day;
/** So much later than a service says it was published does no honest document hint at. */
const tolerance = hour;

type Manifest = Extract<Question, { kind: 'manifest' }>;
type Published = Extract<Question, { kind: 'published' }>;

/**
 * The release whose own small document, with the time that a service tells, says all there is to ask: of one fixed version,
 * from the public registry, of a name that the repository or many others use already. The document of a whole package may be
 * a hundred times as large.
 */
const smallCandidate = rememberBySubject((subject, context): RegistryCandidate | undefined => {
  const { dependency, registries, choices, previous, newToRepository, constrained, fileRole } = subject;
  const [only, ...more] = registries;
  const { ecosystem, name, version, direct } = dependency;
  if (only === undefined || more.length > 0 || choices.length > 0) return undefined;
  if (version === undefined || fileRole !== 'lockfile' || constrained !== undefined) return undefined;
  const known = context.ecosystems.find(({ type }) => type === ecosystem);
  if (known?.lookups?.manifest === undefined || !only.trusted) return undefined;
  if (only.url !== context.publicRegistry(known) || !context.consults('deps-dev')) return undefined;
  if (!isTold(subject, only, context)) return undefined;
  if (!newToRepository || previous !== undefined) return only;
  const adoption = context.bundled.adoptionOf(ecosystem, name, context.now);
  if (direct || !(adoption.isEstablished || isUsed(adoption))) return undefined;
  // How long it is there matters where its use alone does not clear the name.
  return likenessIfUsed(ecosystem, name, context) === undefined ? only : undefined;
});

const manifestOf = (subject: DependencySubject, version: string, registry: string): Manifest => {
  const { ecosystem, name } = subject.dependency;
  return { kind: 'manifest', ecosystem, name, version, registry };
};

const publishedOf = ({ dependency: { ecosystem, name } }: DependencySubject, version: string): Published => ({
  kind: 'published',
  ecosystem,
  name,
  version,
});

/** The document of another release of it, where that is all that is needed. */
export const smallQuestion = (
  subject: DependencySubject,
  version: string,
  context: FactContext,
): Manifest | undefined => {
  const candidate = smallCandidate(subject, context);
  return candidate === undefined ? undefined : manifestOf(subject, version, candidate.url);
};

/** What is asked of the release where small documents may be enough. */
function askedOf(subject: DependencySubject, context: FactContext) {
  const candidate = smallCandidate(subject, context);
  const { version } = subject.dependency;
  if (candidate === undefined || version === undefined) return undefined;
  return { candidate, manifest: manifestOf(subject, version, candidate.url), published: publishedOf(subject, version) };
}

/** What to ask: its document first, for only what is known to be there in public is named to others. */
export const smallQuestions = rememberBySubject((subject, context): readonly Question[] => {
  const asked = askedOf(subject, context);
  if (asked === undefined) return [];
  const { ecosystem, name } = subject.dependency;
  const isPublic =
    smallHolder(subject, context) !== undefined || context.bundled.rankedNames(ecosystem)?.rankOf(name) !== undefined;
  return isPublic ? [asked.manifest, asked.published] : [asked.manifest];
});

/** The registry, once it has shown the document of the release: whatever else is still to be asked, it is there in public. */
export function smallHolder(subject: DependencySubject, context: FactContext): RegistryCandidate | undefined {
  const asked = askedOf(subject, context);
  return asked !== undefined && context.answer(asked.manifest)?.state === 'present' ? asked.candidate : undefined;
}

/** What nobody says of the time of the release, where only that made its whole package be asked for. */
export function lackedTime(subject: DependencySubject, context: FactContext): Unknown | undefined {
  const asked = askedOf(subject, context);
  if (asked === undefined || smallHolder(subject, context) === undefined) return undefined;
  const answer = context.answer(asked.published);
  return answer?.state === 'unknown' ? answer : undefined;
}

/** What the small documents say of the release; undefined where they do not, or not enough, or not yet. */
export const smallRelease = rememberBySubject((subject, context): Fact<ReleaseFact> | undefined => {
  const asked = askedOf(subject, context);
  if (asked === undefined) return undefined;
  const [manifest, published] = [context.answer(asked.manifest), context.answer(asked.published)];
  if (manifest?.state !== 'present' || published?.state !== 'present') return undefined;
  const release = { ...manifest.value, publishedAt: published.value.publishedAt };
  return isTelling(release, subject, context) ? undefined : present(release, manifest.source);
});

/** Of the package nothing else is known then. */
export function smallPackage(subject: DependencySubject, context: FactContext): Fact<PackageFact> | undefined {
  const release = smallRelease(subject, context);
  if (release?.state !== 'present') return undefined;
  const { name } = subject.dependency;
  const { about } = release.value;
  const partial: PackageFact = {
    name,
    status: 'active',
    versions: [release.value],
    removedVersions: [],
    isPartial: true,
    ...(about === undefined ? {} : { about }),
  };
  return present(partial, release.source);
}

/** The small documents were asked, or nothing is to be had of them, and more has to be. */
export const needsWhole = rememberBySubject((subject, context): boolean => {
  const asked = smallQuestions(subject, context).map((question) => context.answer(question));
  if (asked.length === 0) return true;
  return asked.every((answer) => answer !== undefined) && smallRelease(subject, context) === undefined;
});

/** Published or made in another way than the release that the repository had: whether that is new the whole history tells. */
function isUnlikeBase(release: ReleaseFact, subject: DependencySubject, context: FactContext): boolean {
  const had = replacedVersion(subject);
  const question = had === undefined ? undefined : smallQuestion(subject, had, context);
  const before = question === undefined ? undefined : context.answer(question);
  if (before?.state !== 'present') return false;
  const { origin, content } = before.value;
  return JSON.stringify([release.origin, release.content?.scripts]) !== JSON.stringify([origin, content?.scripts]);
}

const placeholder = /^0\.0\.[0-9]+-security/;

/** Something about it is to be held against all that the registry knows of the package. */
function isTelling(release: ReleaseFact, subject: DependencySubject, context: FactContext): boolean {
  const { version, publishedAt = '', hintedAt, deprecated } = release;
  const age = context.now.getTime() - Date.parse(publishedAt);
  // What nothing is known of that went before it is looked at closely for longer.
  const isSettled = age >= (replacedVersion(subject) === undefined ? young : recent);
  if (!isSettled || deprecated !== undefined || placeholder.test(version)) return true;
  if (age < young && isUnlikeBase(release, subject, context)) return true;
  if (hintedAt !== undefined && Date.parse(hintedAt) - Date.parse(publishedAt) > tolerance) return true;
  const { ecosystem, name } = subject.dependency;
  const known = context.answer({ kind: 'advisories', ecosystem, name, version });
  const listed = context.answer({ kind: 'malware', ecosystem, name });
  return (
    (known?.state === 'present' && known.value.ids.length > 0) ||
    (listed?.state === 'present' && listed.value.advisories.length > 0)
  );
}
