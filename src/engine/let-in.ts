import type { Inspection, ReadText } from '../model/inspection.ts';
import type { Notification } from '../model/report.ts';
import type { AnyRule, FactName } from '../model/rule.ts';
import type { DependencySubject, ImportSubject, Subject } from '../model/subject.ts';
import { commentMark } from './comments.ts';
import { describeImports, type ImportsInput, wantsImportsOf } from './imports.ts';
import { inspectTexts } from './texts.ts';
import type { OpenQuestion } from './unverified.ts';

export interface LetInInput extends ImportsInput {
  readonly inspections: readonly Inspection[];
  /** Those that are enabled. */
  readonly rules: readonly AnyRule[];
  isIgnored(path: string): boolean;
  /** The facts that rules ask for. */
  neededBy(rules: readonly AnyRule[]): ReadonlySet<FactName>;
}

/** What changed texts let in besides what their files declare. */
export interface LetIn {
  readonly subjects: readonly Subject[];
  /** Imports that registries are to be asked about, as they are about dependencies. */
  readonly asking: readonly ImportSubject[];
  readonly open: readonly OpenQuestion[];
  readonly notifications: readonly Notification[];
  /** The texts that subjects speak of, or that ask to ignore something. Of all others nothing is kept. */
  readonly texts: readonly ReadText[];
  /** By the rules that judge imports: nothing else is asked about what nobody installs. */
  readonly neededByImports: ReadonlySet<FactName>;
  needs(name: FactName, subject: DependencySubject): boolean;
}

/** Looks through changed texts: what inspections find in them, and what their code imports. */
export async function findLetIn(input: LetInInput): Promise<LetIn> {
  const judging = input.rules.filter(({ subjects }) => subjects.includes('import'));
  const wants = judging.length === 0 ? () => false : wantsImportsOf(input.ecosystems);
  const inspected = await inspectTexts(input.source, input.inspections, input.isIgnored, wants);
  const imported = await describeImports(inspected.texts, input);
  const neededByImports = input.neededBy(judging);
  const subjects = [...inspected.subjects, ...imported.told];
  const spokenOf = new Set([...subjects, ...imported.asked].flatMap(pathsOf));
  return {
    subjects,
    asking: imported.asked,
    open: imported.open,
    notifications: [...inspected.notifications, ...imported.notifications],
    texts: inspected.read.filter(({ path, text }) => spokenOf.has(path) || text.includes(commentMark)),
    neededByImports,
    needs: (name, { fileRole }) => fileRole !== 'code' || neededByImports.has(name),
  };
}

const pathsOf = (subject: Subject): readonly string[] => [
  subject.at.path,
  ...(subject.kind === 'execution' ? [...subject.steps, ...subject.credentials].map(({ path }) => path) : []),
];
