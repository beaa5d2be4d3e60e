import type { Fact } from '../model/fact.ts';
import type { PackageFact, RegistryCandidate } from '../model/registry.ts';
import type { DependencySubject } from '../model/subject.ts';
import { findVariable } from '../text/open-variables.ts';
import { isPlatformValue } from '../text/platform-values.ts';
import { rememberBySubject } from './remember.ts';
import { smallPackage } from './small.ts';

/** The registries whose word counts for this name: a name meant to be private is never proven by a public one. */
export const ofRecord = ({ registries, privateBy }: DependencySubject): readonly RegistryCandidate[] =>
  privateBy === undefined ? registries : registries.filter((candidate) => !candidate.public);

const isAddress = ({ url }: Pick<RegistryCandidate, 'url'>): boolean => url.includes('://');

/** What does not happen to a registry that is not trusted: to trust a word that is no address would change nothing. */
export const sayUnasked = (candidate: Pick<RegistryCandidate, 'url'>): string =>
  isAddress(candidate) ? 'not contacted' : 'not asked';

/** The same with the reason. */
export const sayRefusal = (candidate: Pick<RegistryCandidate, 'url'>): string =>
  `${sayUnasked(candidate)}: ${sayWhyUnasked(candidate)}`;

/** Why it is not asked: where a variable is open, to trust what is written would change nothing either. */
export function sayWhyUnasked(candidate: Pick<RegistryCandidate, 'url'>): string {
  const { url } = candidate;
  if (isPlatformValue(url)) return "only the platform's settings tell its address";
  const open = findVariable(url);
  if (open === undefined) return isAddress(candidate) ? 'the configuration does not trust it' : 'it is no address';
  const { isHost, written = 'a variable in it' } = open;
  return `its ${isHost ? 'host' : 'address'} is unknown, as ${written} has no value in the audit`;
}

export const packageQuestion = (
  { dependency }: DependencySubject,
  { url, isLinks }: Pick<RegistryCandidate, 'url' | 'isLinks'>,
) =>
  ({
    kind: 'package',
    ecosystem: dependency.ecosystem,
    name: dependency.name,
    registry: url,
    ...(isLinks === undefined ? {} : { isLinks }),
  }) as const;

export interface RegistryAnswer {
  readonly candidate: RegistryCandidate;
  /** Undefined: it may not be asked. */
  readonly fact: Fact<PackageFact> | undefined;
}

/** What each registry of record said so far. */
export const answersOf = rememberBySubject((subject, context): readonly RegistryAnswer[] =>
  ofRecord(subject).map((candidate) => ({
    candidate,
    fact: candidate.trusted
      ? (context.answer(packageQuestion(subject, candidate)) ?? smallPackage(subject, context))
      : undefined,
  })),
);
