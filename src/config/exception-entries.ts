import type { Exception } from '../model/policy.ts';
import { parsePurl, purl } from '../model/purl.ts';
import { type ConfigContext, spellingOf } from './context.ts';
import { type Field, failMissing, failUnknown, readKeys, readList, readText } from './field.ts';
import { fail } from './problem.ts';
import { findRule } from './rules.ts';
import { readDate, readPathGlob } from './values.ts';

const maxExceptions = 1000;
const maxReason = 1000;

/** What these say is true of one release only: the next may be another matter. */
const oneReleaseOnly: ReadonlySet<string> = new Set(['known-malicious', 'changed-integrity']);

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

/** A canonical purl whose name may hold `*`, which no real name does. */
function readPackage(field: Field, rule: string, context: ConfigContext): string {
  const text = readText(field, 'a package such as pkg:npm/left-pad@1.3.0', 1000);
  const parts = /[\s?#\\\p{Cc}]/u.test(text) ? undefined : parsePurl(text);
  if (parts === undefined || parts.name === '' || parts.version === '') {
    return fail(field, 'is no package', 'write a purl without qualifiers, like pkg:npm/@acme/*@1.2.3');
  }
  const { type, name, version } = parts;
  if (!context.ecosystems.includes(type)) failUnknown(field, 'ecosystem', type, context.ecosystems);
  if (version?.includes('*')) fail(field, 'a glob in the version', 'leave the version out, or write exactly one');
  if (oneReleaseOnly.has(rule) && (version === undefined || name.includes('*'))) {
    fail(field, `${rule} accepts only an exact package and version`, 'write it like pkg:npm/left-pad@1.3.0');
  }
  return purl(type, spellingOf(context, type)(name), version).replaceAll('%2A', '*');
}
