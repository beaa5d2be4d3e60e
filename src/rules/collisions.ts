import type { PackageFact } from '../model/registry.ts';
import type { ChoiceCandidate, Decision, Opening } from '../model/resolution.ts';
import type { ChoiceFact, Facts } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { sayHost } from './addresses.ts';
import { clip, count, sayPublicRegistry, sayVersion } from './wording.ts';

/** What one client would do with a name that a public index has and another one should serve. */
export interface Collision {
  readonly decision: Decision;
  /** A public index serves it today: this version. */
  readonly wins?: string;
  /** The version that would make a public index serve it. */
  readonly opening?: Opening;
}

const isPresent = ({ answers }: Decision, { index }: ChoiceCandidate): boolean =>
  answers.get(index.url)?.state === 'present';

/** The name is on a public index and on one that is no copy of it, and the client may take it from the public one. */
export function findCollisions({ decisions }: ChoiceFact): readonly Collision[] {
  return decisions.flatMap((decision): Collision[] => {
    const { choice, mirrors } = decision;
    const rivals = choice.candidates.filter(({ registry, index }) => !registry.public && !mirrors.includes(index.url));
    if (!rivals.some((one) => isPresent(decision, one))) return [];
    const collision = judge(decision);
    return collision === undefined ? [] : [collision];
  });
}

/** The same for a name that is known to belong to another index, whatever that one says. */
export const findIntrusions = ({ decisions }: ChoiceFact): readonly Collision[] =>
  decisions.flatMap((decision) => judge(decision) ?? []);

function judge(decision: Decision): Collision | undefined {
  const { choice, outcome, openings } = decision;
  const open = choice.candidates.filter((one) => one.registry.public && isPresent(decision, one));
  const urls = new Set(open.map(({ index }) => index.url));
  if (outcome.kind === 'served' && urls.has(outcome.url)) return { decision, wins: outcome.version };
  const opening = openings.find(({ url }) => urls.has(url));
  return opening === undefined ? undefined : { decision, opening };
}

/** Nobody has the name on the public index, and the client would take it from there as soon as somebody did. */
export interface Vacancy {
  readonly decision: Decision;
  readonly opening: Opening;
  /** Another index has the package: the name is certainly in use. */
  readonly isServed: boolean;
}

export function findVacancies({ decisions }: ChoiceFact): readonly Vacancy[] {
  return decisions.flatMap((decision): Vacancy[] => {
    const { choice, answers, openings } = decision;
    const stateOf = ({ index }: ChoiceCandidate) => answers.get(index.url)?.state ?? 'unknown';
    const opening = openings.find(({ url }) => answers.get(url)?.state === 'absent');
    const others = choice.candidates.filter(({ registry }) => !registry.public).map(stateOf);
    // What no index has at all is not there, and told as such.
    if (opening === undefined || others.every((state) => state === 'absent')) return [];
    return [{ decision, opening, isServed: others.includes('present') }];
  });
}

/** The one to tell of: a public index that serves today goes before one that could. */
export const worstOf = (collisions: readonly Collision[]): Collision | undefined =>
  collisions.find(({ wins }) => wins !== undefined) ?? collisions[0];

/** `pip`, and where several clients are plausible that this is about one of them. */
export const sayClient = ({ choice }: Decision, { decisions }: ChoiceFact): string =>
  decisions.length > 1 ? `${choice.client.title}, where it installs this,` : choice.client.title;

/** The public index by its usual name, any other by its host and path. */
export function sayIndex(subject: DependencySubject, facts: Facts, { choice }: Decision, url: string): string {
  const found = choice.candidates.find(({ index }) => index.url === url);
  return found?.registry.public === true ? sayPublicRegistry(facts, subject) : sayHost(url);
}

/** Other indexes that the client may ask, which the name is meant to come from. */
export const rivalsOf = ({ choice }: Decision): readonly ChoiceCandidate[] =>
  choice.candidates.filter(({ registry }) => !registry.public);

/** The safe form of the configuration, as the client spells it. */
export function sayRemedy({ choice }: Decision): string | undefined {
  const [rival] = choice.candidates.filter(({ registry }) => !registry.public);
  if (rival === undefined) return undefined;
  const advice = choice.client.advise(rival.registry.url);
  return `${advice.charAt(0).toUpperCase()}${advice.slice(1)}.`;
}

/** A package that only keeps its name: an empty one of the registry, or a few first versions that nobody could mean. */
export function isPlaceholder({ status, versions }: PackageFact): boolean {
  if (status === 'security-placeholder') return true;
  const isEmpty = ({ version }: { version: string }) => /^0(?:\.0){0,3}(?:\.\d)?(?:$|[^\d.])/.test(version);
  return versions.length > 0 && versions.length <= 3 && versions.every(isEmpty);
}

export const describePackage = ({ status, versions, latest }: PackageFact): string =>
  `${status}, ${count(versions.length, 'version')}${latest === undefined ? '' : `, latest ${latest}`}`;

/** Every candidate with what it said, for evidence. */
export function describeChoice({ decisions }: ChoiceFact): string {
  return decisions
    .map(({ choice, answers, outcome }) => {
      const said = choice.candidates.map(
        ({ index }) => `${sayHost(index.url)}: ${describeAnswer(answers.get(index.url))}`,
      );
      const end =
        outcome.kind === 'served' ? `${sayVersion(outcome.version)} from ${sayHost(outcome.url)}` : outcome.reason;
      return `${choice.client.title}: ${said.join(', ')}; takes ${clip(end, 120)}`;
    })
    .join('. ');
}

function describeAnswer(answer: ReturnType<Decision['answers']['get']>): string {
  switch (answer?.state) {
    case 'present':
      return count(answer.releases.length, 'version');
    case 'refused':
      return `status ${answer.status}`;
    case 'absent':
      return 'absent';
    default:
      return 'not known';
  }
}
