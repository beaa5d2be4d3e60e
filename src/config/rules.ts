import { type Severity, severities } from '../model/finding.ts';
import type { RuleSetting } from '../model/policy.ts';
import { OptionError } from '../model/rule.ts';
import { type ConfigContext, type ConfigurableRule, recordOf } from './context.ts';
import type { Value } from './document.ts';
import { type Field, failType, failUnknown, readChoice, readEntries, readList, readText } from './field.ts';
import { fail, type Place } from './problem.ts';

const grades: readonly (Severity | 'off')[] = ['off', ...severities];

/** What these say is true of one release only: the next may be another matter. */
export const oneReleaseOnly: ReadonlySet<string> = new Set(['known-malicious', 'changed-integrity']);

/** Rules about the audit itself, which nothing in an audited file may speak for. */
const aboutAudit: ReadonlySet<string> = new Set(['gate-changed', 'expired-exception', 'unused-exception']);

/** Whether something in the repository itself, a comment or a list of what is known, may accept findings of a rule. */
export const isAcceptedInside = (rule: string, locked: readonly string[]): boolean =>
  !oneReleaseOnly.has(rule) &&
  !aboutAudit.has(rule) &&
  !locked.some((key) => key === 'exceptions' || key === `exceptions.${rule}`);

/** `[recent-release, floating-requirement]` */
export const readInlineRules = (field: Field, context: ConfigContext): readonly string[] =>
  readList(field, 'rules').map((item) => {
    const id = readText(item, 'the id of a rule', 100);
    findRule(item, id, context);
    if (!isAcceptedInside(id, [])) fail(item, `no comment can accept ${id}`, 'write an exception here instead');
    return id;
  });

/** `<rule>: off | <severity> | { severity, mode: observe, ...options }` */
export function readRules(field: Field, context: ConfigContext): Readonly<Record<string, RuleSetting>> {
  return recordOf(
    readEntries(field, 'a mapping of rules').map((entry) => {
      const rule = findRule(entry, entry.name, context);
      return [entry.name, readSetting(entry, rule, context)] as const;
    }),
  );
}

export function findRule(place: Place, id: string, { rules }: ConfigContext): ConfigurableRule {
  const rule = rules.find(({ meta }) => meta.id === id);
  if (rule !== undefined) return rule;
  const ids = rules.map(({ meta }) => meta.id);
  return failUnknown(place, 'rule', id, ids);
}

function readSetting(field: Field, rule: ConfigurableRule, context: ConfigContext): RuleSetting {
  if (field.value.kind === 'scalar') return { severity: readChoice(field, grades) };
  if (field.value.kind === 'list') return failType(field, 'off, a severity or a mapping');
  const entries = readEntries(field, 'a mapping');
  const severity = entries.find(({ name }) => name === 'severity');
  const mode = entries.find(({ name }) => name === 'mode');
  const rest = entries.filter((entry) => entry !== severity && entry !== mode);
  const options = recordOf(rest.map(({ name, value }) => [name, toPlain(value)] as const));
  validateOptions(field, rule, options, context);
  return {
    ...(severity === undefined ? {} : { severity: readChoice(severity, grades) }),
    ...(mode === undefined ? {} : { mode: readChoice(mode, ['observe'] as const) }),
    ...(rest.length === 0 ? {} : { options }),
  };
}

function validateOptions(
  field: Field,
  rule: ConfigurableRule,
  options: Readonly<Record<string, unknown>>,
  { naming = [] }: ConfigContext,
): void {
  try {
    rule.options(options, naming);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    const line = lineOf(field.value, error.key) ?? field.line;
    const place = { path: field.path, line, key: `${field.key}.${error.key}` };
    fail(place, error.message, `gazetteer explain ${rule.meta.id} lists its options`);
  }
}

/** The values as the rule reads them. The document bounds their depth. */
function toPlain(value: Value): unknown {
  if (value.kind === 'scalar') return value.value;
  if (value.kind === 'list') return value.items.map(toPlain);
  return recordOf([...value.entries].map(([name, entry]) => [name, toPlain(entry.value)] as const));
}

/**
 * The line of a key such as `grades[0].under` or `packages.pkg:npm/a.b`: names may hold dots, so the longest that fits
 * is taken at each step. Undefined where no step fits.
 */
function lineOf(start: Value, path: string): number | undefined {
  let value = start;
  let rest = path;
  let line: number | undefined;
  while (rest !== '') {
    const step = value.kind === 'scalar' ? undefined : findStep(value, rest.replace(/^\./, ''));
    if (step === undefined) return line;
    line = step.line;
    value = step.value;
    rest = step.rest;
  }
  return line;
}

function findStep(value: Exclude<Value, { kind: 'scalar' }>, rest: string) {
  if (value.kind === 'list') {
    const match = /^\[?(\d{1,6})\]?/.exec(rest);
    const item = value.items[Number(match?.[1] ?? Number.NaN)];
    return item === undefined ? undefined : { line: item.line, value: item, rest: rest.slice(match?.[0].length) };
  }
  const names = [...value.entries.keys()].filter((name) => rest === name || /^[.[]/.test(rest.slice(name.length)));
  const name = names.filter((one) => rest.startsWith(one)).sort((a, b) => b.length - a.length)[0];
  const entry = name === undefined ? undefined : value.entries.get(name);
  return name === undefined || entry === undefined ? undefined : { ...entry, rest: rest.slice(name.length) };
}
