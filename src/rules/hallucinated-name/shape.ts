import type { Fact } from '../../model/fact.ts';
import type { Confidence } from '../../model/finding.ts';
import type { AboutFact, PackageFact } from '../../model/registry.ts';
import type { Facts } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { clip, count } from '../wording.ts';
import { isKnownInvented, type KnownInvented } from './known-invented.ts';

/** Why a name that exists looks like one that a model made up. */
export interface Shape {
  readonly words: string;
  /** What the package lacks, in words. */
  readonly lacks: readonly string[];
  readonly confidence: Confidence;
  /** The configuration names it. */
  readonly isListed: boolean;
}

/** A package that somebody works on soon has more. */
const fewVersions = 3;

/** Shapes that real names have as often as invented ones: of 400 of npm 38 %, 15 %, 14 %, 6 % and 1 %. */
const weakShapes: ReadonlySet<string> = new Set([
  'plugin',
  'conflation',
  'shared-words',
  'missing-affix',
  'namespace-prefix',
]);

/** By how much a package lacks. Each lack says little; together with shape and youth they say much. */
const ofStrong: readonly (Confidence | undefined)[] = ['low', 'medium', 'high'];
const ofWeak: readonly (Confidence | undefined)[] = [undefined, undefined, 'medium'];

/** Undefined where nothing about the name looks invented, or too little beside what honest packages look like. */
export function findShape(
  subject: DependencySubject,
  facts: Facts,
  pkg: PackageFact,
  known: KnownInvented,
): Shape | undefined {
  const lacks = findLacks(pkg, facts.get('about', subject));
  if (isKnownInvented(known, subject.dependency))
    return { words: 'the configuration lists it as known to be', lacks, confidence: 'high', isListed: true };
  const meaning = facts.get('meaning', subject);
  const invention = meaning.state === 'present' ? meaning.value.invention : undefined;
  if (invention === undefined) return undefined;
  const confidence = (weakShapes.has(invention.kind) ? ofWeak : ofStrong)[lacks.length];
  if (confidence === undefined) return undefined;
  return { words: clip(invention.words, 140), lacks, confidence, isListed: false };
}

function findLacks({ versions }: PackageFact, about: Fact<AboutFact>): readonly string[] {
  const few = versions.length <= fewVersions ? [`has ${count(versions.length, 'version')}`] : [];
  const unlinked = about.state === 'present' && about.value.repository === undefined ? ['names no repository'] : [];
  return [...few, ...unlinked];
}
