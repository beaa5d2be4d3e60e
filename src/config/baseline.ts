import { AuditError } from '../model/error.ts';
import { type Severity, severities } from '../model/finding.ts';

/** One finding that is known: the same again is suppressed, a graver one is not. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly path: string;
  readonly package?: string;
  /** How many findings have the fingerprint; left out: one. */
  readonly count?: number;
}

const maxEntries = 100_000;
const maxText = 4000;

/**
 * Reads a baseline: `{ "version": 1, "findings": [...] }`.
 * @param where the file, as people know it
 * @throws AuditError `config` where it is none
 */
export function readBaseline(text: string, where: string): readonly BaselineEntry[] {
  const refuse = (problem: string): never => {
    throw new AuditError(
      'config',
      `${where}: ${problem}`,
      'write it anew: gazetteer audit --base none --write-baseline <file>',
    );
  };
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return refuse('is no JSON');
  }
  const { version, findings } = fieldsOf(document);
  if (version !== 1 || !Array.isArray(findings)) return refuse('is no baseline of version 1');
  if (findings.length > maxEntries) return refuse(`holds more than ${maxEntries} findings`);
  return findings.map(
    (item: unknown, at) => readEntry(fieldsOf(item)) ?? refuse(`findings[${at}] is no finding of a baseline`),
  );
}

function readEntry(fields: Readonly<Record<string, unknown>>): BaselineEntry | undefined {
  const { fingerprint, rule, path, package: named, count } = fields;
  const severity = severities.find((one) => one === fields['severity']);
  if (!isText(fingerprint) || !isText(rule) || !isText(path) || severity === undefined) return undefined;
  if (named !== undefined && !isText(named)) return undefined;
  if (count !== undefined && !(typeof count === 'number' && Number.isSafeInteger(count) && count > 0)) return undefined;
  return {
    fingerprint,
    rule,
    severity,
    path,
    ...(named === undefined ? {} : { package: named }),
    ...(count === undefined ? {} : { count }),
  };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= maxText;

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};

/** One finding a line, so that a change of the file reads as what it is. */
export function renderBaseline(entries: readonly BaselineEntry[]): string {
  const lines = entries.map((entry) => `  ${JSON.stringify(entry)}`);
  return `{ "version": 1, "findings": [\n${lines.join(',\n')}\n] }\n`;
}
