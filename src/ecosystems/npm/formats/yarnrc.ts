import type { DependencyFile, Guard } from '../../../model/dependency.ts';
import type { Format, SourceFile } from '../../../model/ecosystem.ts';
import { indexLines } from '../../../text/lines.ts';
import { Collector, shadowed } from '../collector.ts';
import { baseNameOf, neighboursAbove } from '../neighbours.ts';
import { maskUserInfo } from '../npmrc/secrets.ts';
import { type ClassicMember, readClassic } from '../yarn/classic.ts';

/** Settings of Yarn 1, in the same syntax as its lockfile. `.yarnrc` of later Yarns is not read by them. */
export const format: Format = {
  id: 'yarnrc',
  title: '.yarnrc',
  role: 'configuration',
  matches: (path) => (baseNameOf(path) === '.yarnrc' ? 'name' : false),
  parse,
  neighbours: neighboursAbove,
};

/** Settings that protect. `protects`: the value with which they do; undefined where any value weakens. */
const settings: ReadonlyMap<string, { readonly guard: Guard; readonly protects?: string; readonly byDefault: 0 | 1 }> =
  new Map([
    ['yarn-path', { guard: 'client-code', byDefault: 1 }],
    ['ignore-scripts', { guard: 'install-scripts', protects: 'true', byDefault: 0 }],
    ['script-shell', { guard: 'client-code', byDefault: 1 }],
    ['proxy', { guard: 'transport', byDefault: 1 }],
    ['https-proxy', { guard: 'transport', byDefault: 1 }],
    ['ca', { guard: 'transport', byDefault: 1 }],
    ['cafile', { guard: 'transport', byDefault: 1 }],
    ['strict-ssl', { guard: 'transport', protects: 'true', byDefault: 1 }],
    ['skip-integrity-check', { guard: 'verification', protects: 'false', byDefault: 1 }],
    ['unsafe-disable-integrity-migration', { guard: 'verification', protects: 'false', byDefault: 1 }],
    ['no-lockfile', { guard: 'verification', protects: 'false', byDefault: 1 }],
    ['pure-lockfile', { guard: 'verification', protects: 'true', byDefault: 0 }],
    ['frozen-lockfile', { guard: 'verification', protects: 'true', byDefault: 0 }],
  ]);

type Value = ClassicMember['value'];

function parse(file: SourceFile): DependencyFile {
  const into = new Collector(file, indexLines(file.text));
  const { members, stop } = readClassic(file.text, into.lines);
  if (stop !== undefined) into.doubt(stop, file.text.length, 'Yarn 1 reads nothing from this indentation on');
  const found = new Map<string, { readonly start: number; readonly value: Value }>();
  for (const { keys, value } of members) {
    for (const { value: key, start } of keys) {
      const before = found.get(key);
      if (before !== undefined && !isSame(before.value, value))
        into.doubt(before.start, before.value.end, shadowed(key));
      found.set(key, { start, value });
    }
  }
  for (const [key, { start, value }] of found) readSetting(into, key, start, value);
  into.tell('yarn-classic');
  return into.finish(format.id, format.role);
}

const isSame = (a: Value, b: Value): boolean => a.kind !== 'block' && b.kind !== 'block' && a.value === b.value;

/** `--flag`, `--*.flag` and `--command.flag` are options of the command line that are always given (classic.yarnpkg.com, yarnrc). */
const nameOf = (key: string): string => key.replace(/^--(?:(?:[a-z-]{1,40}|\*)\.)?/, '');

function readSetting(into: Collector, key: string, start: number, value: Value): void {
  const name = nameOf(key);
  const setting = settings.get(name);
  const isScope = name.startsWith('@') && name.endsWith(':registry');
  const isRegistry = name === 'registry' || isScope;
  if (setting === undefined && !isRegistry) return;
  if (value.kind === 'block') return into.reject(start, value.end, `${name} is not a text`);
  if (isRegistry) {
    into.registries.push({
      ecosystem: 'npm',
      url: maskUserInfo(value.value),
      role: 'primary',
      clients: ['yarn-classic'],
      ...(isScope ? { names: [`${name.slice(0, -':registry'.length)}/*`] } : {}),
      location: into.locate(start, value.end),
    });
  }
  if (setting === undefined) return;
  const { guard, protects, byDefault } = setting;
  const strength = Number(protects !== undefined && value.value === protects);
  into.protect(start, value.end, { setting: key, value: maskUserInfo(value.value), guard, strength, byDefault });
}
