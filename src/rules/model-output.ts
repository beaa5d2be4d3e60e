import type { AtlasCitation } from '../model/atlas.ts';
import type { Location } from '../model/location.ts';
import type { ExecutionSubject } from '../model/subject.ts';
import { clip } from './wording.ts';

/** The mitigations that ATLAS links to what an agent is let do (techniques AML.T0051 and AML.T0053). */
export const limitsOfAgents: AtlasCitation['mitigations'] = [
  'AML.M0028',
  'AML.M0029',
  'AML.M0030',
  'AML.M0032',
  'AML.M0033',
].map((id) => ({ id, basis: 'atlas-declared' as const }));

/** "Achieving Code Execution in MathGPT via Prompt Injection". */
export const mathGpt = 'AML.CS0016';

const becomes: Readonly<Record<ExecutionSubject['runs'], string>> = {
  code: 'run as code',
  command: 'run as a command',
  query: 'run as a query',
  object: 'loaded as an object, which can run code',
  module: 'loaded as a module',
  template: 'rendered as a template, which can run code',
};

/** `run as code by exec` */
export const sayExecution = ({ runs, name }: ExecutionSubject): string => `${becomes[runs]} by \`${clip(name, 60)}\``;

/** Whether what is run can do what the process can: a query can not. */
export const reachesProcess = ({ runs, isApart }: ExecutionSubject): boolean => runs !== 'query' && !isApart;

/** The way from where a model answers, where it is more than the one place at which a part of a package does both. */
export const wayOf = ({ steps, at }: ExecutionSubject): ExecutionSubject['steps'] =>
  steps.every((step) => isSamePlace(step, at)) ? [] : steps;

const isSamePlace = (a: Location, b: Location): boolean =>
  a.path === b.path && a.startLine === b.startLine && a.startColumn === b.startColumn;

/** Some of a list, and how many more there are. */
export function sayParts(parts: readonly string[], most: number): string {
  const shown = parts.slice(0, most).map((part) => clip(part, 80));
  return parts.length > most ? `${shown.join(', ')} and ${parts.length - most} more` : shown.join(', ');
}
