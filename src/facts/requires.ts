import { isUsed } from '../knowledge/names/lookalike.ts';
import { type Fact, present, unknown } from '../model/fact.ts';
import { young } from '../model/newness.ts';
import type { RegistryCandidate, ReleaseContent, ReleaseFact, RequiresFact } from '../model/registry.ts';
import type { DependencySubject } from '../model/subject.ts';
import { isAddress } from './address.ts';
import { answerTo, closeQuestion, closeRelease, isBuilt } from './closely.ts';
import type { FactContext } from './kind.ts';
import { holderOf } from './release.ts';

type Requires = ReleaseContent['requires'];

/** What a release requires, and what the one before it did. */
export interface Requirements {
  readonly now: Requires;
  readonly before: Requires;
  /** The registry that serves the release. */
  readonly holder: RegistryCandidate;
}

/** What is to be asked, where the registry tells it only when it is asked. */
export const requirementQuestions = (subject: DependencySubject, context: FactContext) =>
  [ownQuestion(subject, context), formerQuestion(subject, context)].flatMap((question) => question ?? []);

export function requirementsOf(subject: DependencySubject, context: FactContext): Fact<Requirements> {
  const release = context.fact('release', subject);
  if (release.state !== 'present') return unknown('no release is known', release.source);
  if (!isYoung(release.value, context))
    return unknown('looked for only in releases younger than 90 days', release.source);
  const before = context.fact('predecessor', subject);
  if (before.state !== 'present') return unknown('no release before it is known', before.source);
  const holder = publicHolder(subject, context);
  if (holder === undefined) return unknown('looked for only on public registries', release.source);
  const [content, past] = [release.value.content, before.value.release.content];
  if (content !== undefined && past !== undefined)
    return present({ now: content.requires, before: past.requires, holder }, release.source);
  return askedRequirements(subject, holder, context);
}

function askedRequirements(
  subject: DependencySubject,
  holder: RegistryCandidate,
  context: FactContext,
): Fact<Requirements> {
  const now = answerTo(ownQuestion(subject, context), context);
  if (now === undefined) return unknown('what it requires is not known', holder.url);
  if (now.state !== 'present') return now;
  const past = answerTo(formerQuestion(subject, context), context);
  if (past === undefined) return unknown('what the release before it requires was not asked', now.source);
  if (past.state !== 'present') return past;
  // What of it was not read may be what seems to be new.
  if (past.value.unread !== undefined) return past.value.unread;
  return present({ now: now.value.requires, before: past.value.requires, holder }, now.source);
}

const isYoung = ({ publishedAt }: ReleaseFact, { now }: FactContext): boolean =>
  now.getTime() - Date.parse(publishedAt ?? '') < young;

/** What is served privately may take from elsewhere what it requires. */
function publicHolder(subject: DependencySubject, context: FactContext): RegistryCandidate | undefined {
  if (subject.fromWorkspace === true || subject.privateBy !== undefined) return undefined;
  const holder = holderOf(subject, context);
  return holder?.public === true && holder.trusted ? holder : undefined;
}

/** Of what is new here all that it requires is new. */
function ownQuestion(subject: DependencySubject, context: FactContext) {
  if (subject.newToRepository || publicHolder(subject, context) === undefined) return undefined;
  const release = closeRelease(subject, context, young);
  return release !== undefined && isBuilt(release) ? askRequires(subject, release.version, context) : undefined;
}

/** The one before it is asked about only where this one requires what may turn out to be a sign: mostly it does not. */
function formerQuestion(subject: DependencySubject, context: FactContext) {
  const own: Fact<RequiresFact> | undefined = answerTo(ownQuestion(subject, context), context);
  const before = context.fact('predecessor', subject);
  if (own?.state !== 'present' || before.state !== 'present' || !isBuilt(before.value.release)) return undefined;
  const { ecosystem } = subject.dependency;
  const isTelling = Object.entries(own.value.requires).some(
    ([name, requirement]) =>
      isAddress(requirement) || !isUsed(context.bundled.adoptionOf(ecosystem, name, context.now)),
  );
  return isTelling ? askRequires(subject, before.value.release.version, context) : undefined;
}

/** With the extras that are asked for. A lockfile tells none: what they bring stands in it. */
function askRequires(subject: DependencySubject, version: string, context: FactContext) {
  const question = closeQuestion('requires', subject, version, context);
  const { extras } = subject.dependency;
  return question === undefined || extras === undefined ? question : { ...question, extras };
}
