import type { Inspection } from '../model/inspection.ts';
import type { Notification } from '../model/report.ts';
import type { AnyRule, FactName } from '../model/rule.ts';
import type { DependencySubject, ImportSubject, Subject } from '../model/subject.ts';
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
  return {
    subjects: [...inspected.subjects, ...imported.told],
    asking: imported.asked,
    open: imported.open,
    notifications: [...inspected.notifications, ...imported.notifications],
    neededByImports,
    needs: (name, { fileRole }) => fileRole !== 'code' || neededByImports.has(name),
  };
}
