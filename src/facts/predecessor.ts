import type { Versions } from '../model/ecosystem.ts';
import { absent, type Fact, present, unknown } from '../model/fact.ts';
import { young } from '../model/newness.ts';
import type { Question } from '../model/question.ts';
import type { PackageFact } from '../model/registry.ts';
import type { PredecessorFact } from '../model/rule.ts';
import { type DependencySubject, replacedVersion } from '../model/subject.ts';
import { ecosystemOf, type FactContext, type FactKind } from './kind.ts';
import { holderOf, versionOf } from './release.ts';
import { smallQuestion } from './small.ts';

/**
 * The release that the one to be installed is held against: what the repository had, else the highest one below it that the
 * registry published before it.
 */
export const fact: FactKind<'predecessor'> = {
  name: 'predecessor',
  plan(subject, context) {
    const found = findBefore(subject, context);
    return found.state === 'present' ? questionAbout(subject, found.value, context) : [];
  },
  resolve(subject, context): Fact<PredecessorFact> {
    const found = findBefore(subject, context);
    if (found.state !== 'present') return found;
    const [question] = questionAbout(subject, found.value, context);
    const answer = question === undefined ? undefined : context.answer(question);
    if (answer === undefined) return unknown('it was not asked', found.source);
    if (answer.state !== 'present') return answer;
    return present({ release: answer.value, basis: found.value.basis }, answer.source);
  },
};

interface Before {
  readonly version: string;
  readonly basis: PredecessorFact['basis'];
}

/** Known as soon as the version is: nothing has to be asked about that one first. */
function findBefore(subject: DependencySubject, context: FactContext): Fact<Before> {
  const version = versionOf(subject, context);
  const pkg = context.fact('package', subject);
  if (version === undefined) return unknown('no version is chosen', subject.dependency.source.kind);
  const { versions } = ecosystemOf(subject, context);
  const had = replacedVersion(subject);
  if (had !== undefined && versions.compare(had, version) !== 0) {
    const between = pkg.state === 'present' ? lastBetween(had, version, pkg.value, context.now, versions) : undefined;
    return between === undefined
      ? present({ version: had, basis: 'base' }, 'the base')
      : present({ version: between, basis: 'history' }, 'the base and what came after it');
  }
  if (pkg.state !== 'present') return unknown('the versions before it are not known', 'registry');
  // Of what many have looked at for long it says little what came before.
  const moment = publishedAt(version, pkg.value, versions);
  if (context.now.getTime() - moment >= young)
    return unknown('looked for only in releases younger than 90 days', pkg.source);
  // The last one that is young no more; else one of an earlier day, else any.
  const leads = [young - (context.now.getTime() - moment), settling, 0];
  for (const lead of leads) {
    const found = highestBefore(version, pkg.value, versions, lead);
    if (found !== undefined) return present({ version: found, basis: 'history' }, pkg.source);
  }
  return absent('no release of it is older', pkg.source);
}

/** In milliseconds; not a number where it is not known. */
function publishedAt(chosen: string, { versions }: PackageFact, { compare }: Versions): number {
  const release =
    versions.find(({ version }) => version === chosen) ??
    versions.find(({ version }) => compare(version, chosen) === 0);
  return Date.parse(release?.publishedAt ?? '');
}

/** What came out on the same day is of the same hands: whoever publishes something bad may do so several times. */
const settling = 86_400_000;

/**
 * What is new since the base may have been there for years: a young release is held against the last one that came out after
 * the base's and is young no more. A younger one between them may be of the same hands: it is part of what the change brings.
 */
function lastBetween(had: string, chosen: string, pkg: PackageFact, now: Date, versions: Versions): string | undefined {
  const age = now.getTime() - publishedAt(chosen, pkg, versions);
  if (versions.compare(had, chosen) > 0 || age >= young) return undefined;
  const last = highestBefore(chosen, pkg, versions, young - age);
  return last !== undefined && versions.compare(last, had) > 0 ? last : undefined;
}

/**
 * Test releases come before other test releases alone: what is tried out in them need not have been in use.
 * @param lead milliseconds by which it has to be the older one
 */
function highestBefore(chosen: string, pkg: PackageFact, versions: Versions, lead = 0): string | undefined {
  const moment = publishedAt(chosen, pkg, versions);
  const isTest = versions.isPrerelease(chosen);
  let best: string | undefined;
  for (const { version, publishedAt: at = '' } of pkg.versions) {
    // Times first: to compare thousands of versions takes long.
    if (!Number.isNaN(moment) && Date.parse(at) > moment - lead) continue;
    if (versions.compare(version, chosen) >= 0 || (!isTest && versions.isPrerelease(version))) continue;
    if (best === undefined || versions.compare(version, best) > 0) best = version;
  }
  return best;
}

function questionAbout(
  subject: DependencySubject,
  { version, basis }: Before,
  context: FactContext,
): readonly Extract<Question, { kind: 'release' | 'manifest' }>[] {
  const { ecosystem, name } = subject.dependency;
  // Who published it and what it brought stands in its own document.
  const small = basis === 'base' ? smallQuestion(subject, version, context) : undefined;
  if (small !== undefined) return [small];
  const holder = holderOf(subject, context);
  if (holder === undefined || !holder.trusted || holder.isLinks === true) return [];
  return [{ kind: 'release', ecosystem, name, version, registry: holder.url }];
}
