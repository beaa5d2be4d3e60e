import type { Denial } from '../model/policy.ts';
import { parsePurl, purl } from '../model/purl.ts';
import { type ConfigContext, spellingOf } from './context.ts';
import { type Field, failMissing, failUnknown, readKeys, readList, readText } from './field.ts';
import { fail } from './problem.ts';

const maxPackages = 2000;
const maxReason = 1000;

/** A canonical purl whose name may hold `*`, which no real name does. */
export function readPackageGlob(field: Field, context: ConfigContext): string {
  const text = readText(field, 'a package such as pkg:npm/left-pad@1.3.0', 1000);
  const parts = /[\s?#\\\p{Cc}]/u.test(text) ? undefined : parsePurl(text);
  if (parts === undefined || parts.name === '' || parts.version === '') {
    return fail(field, 'is no package', 'write a purl without qualifiers, like pkg:npm/@acme/*@1.2.3');
  }
  const { type, name, version } = parts;
  if (!context.ecosystems.includes(type)) failUnknown(field, 'ecosystem', type, context.ecosystems);
  if (version?.includes('*')) fail(field, 'a glob in the version', 'leave the version out, or write exactly one');
  return purl(type, spellingOf(context, type)(name), version).replaceAll('%2A', '*');
}

/** `[pkg:npm/left-pad, pkg:npm/@acme/*@1.2.3]`. All names of an ecosystem are no approval of any. */
export const readApproved = (field: Field, context: ConfigContext): readonly string[] =>
  listPackages(field).map((item) => {
    const text = readPackageGlob(item, context);
    if (/^[@*/]*$/.test(parsePurl(text)?.name ?? '*'))
      fail(item, 'approves every name', 'name the packages, or switch the rules off');
    return text;
  });

/** `[pkg:npm/left-pad, { package: pkg:npm/event-stream@3.3.6, reason: ... }]` */
export const readDenied = (field: Field, context: ConfigContext): readonly Denial[] =>
  listPackages(field).map((item) => {
    if (item.value.kind !== 'mapping') return { package: readPackageGlob(item, context) };
    const found = readKeys(item, ['package', 'reason']);
    const named = found.get('package') ?? failMissing(item, 'package', 'add the package that is denied');
    const reason = found.get('reason');
    return {
      package: readPackageGlob(named, context),
      ...(reason === undefined ? {} : { reason: readText(reason, 'a reason in words', maxReason).trim() }),
    };
  });

function listPackages(field: Field): readonly Field[] {
  const items = readList(field, 'packages');
  if (items.length > maxPackages) fail(field, `more than ${maxPackages} packages`, 'use globs in the names');
  return items;
}
