import type { Exception } from '../model/policy.ts';
import { parsePurl } from '../model/purl.ts';
import type { ConfigContext } from './context.ts';
import { type Field, failMissing, readKeys, readList, readText } from './field.ts';
import { readPackageGlob } from './packages.ts';
import { fail } from './problem.ts';
import { findRule, oneReleaseOnly } from './rules.ts';
import { readDate, readPathGlob } from './values.ts';

const maxExceptions = 1000;
const maxReason = 1000;

const keys = ['rule', 'package', 'path', 'reason', 'expires'] as const;

export function readExceptions(field: Field, context: ConfigContext): readonly Exception[] {
  const items = readList(field, 'exceptions');
  if (items.length > maxExceptions)
    fail(field, `more than ${maxExceptions} exceptions`, 'use globs, or switch a rule off');
  return items.map((item) => readException(item, context));
}

function readException(item: Field, context: ConfigContext): Exception {
  const found = readKeys(item, keys);
  const rule = found.get('rule') ?? failMissing(item, 'rule', 'add the rule that reports it');
  const reason = found.get('reason') ?? failMissing(item, 'reason', 'add why the finding is accepted');
  const expires =
    found.get('expires') ?? failMissing(item, 'expires', 'add the last day it holds, expires: 2027-01-31');
  const id = readText(rule, 'the id of a rule', 100);
  findRule(rule, id, context);
  const target = found.get('package');
  const path = found.get('path');
  if (target === undefined && oneReleaseOnly.has(id)) failMissing(item, 'package', `${id} needs one, with its version`);
  return {
    rule: id,
    ...(target === undefined ? {} : { package: readPackage(target, id, context) }),
    ...(path === undefined ? {} : { path: readPathGlob(path) }),
    reason: readText(reason, 'a reason in words', maxReason).trim(),
    expires: readDate(expires),
    line: item.line,
  };
}

function readPackage(field: Field, rule: string, context: ConfigContext): string {
  const text = readPackageGlob(field, context);
  const { name, version } = parsePurl(text) ?? { name: '*' };
  if (oneReleaseOnly.has(rule) && (version === undefined || name.includes('*'))) {
    fail(field, `${rule} accepts only an exact package and version`, 'write it like pkg:npm/left-pad@1.3.0');
  }
  return text;
}
