import type { DependencyFile } from '../../../model/dependency.ts';
import type { Format, SourceFile } from '../../../model/ecosystem.ts';
import { indexLines } from '../../../text/lines.ts';
import { joinPath, normalisePath, parentOf } from '../../../text/paths.ts';
import { readersOfNpmrc } from '../clients/ids.ts';
import { Collector, shadowed } from '../collector.ts';
import { baseNameOf, neighboursBeside } from '../neighbours.ts';
import { type IniLine, readIniLine, splitIniLines } from '../npmrc/ini.ts';
import { mask, maskUserInfo } from '../npmrc/secrets.ts';
import { safeguardsOfSetting, settings } from '../npmrc/settings.ts';

export const format: Format = {
  id: 'npmrc',
  title: '.npmrc',
  role: 'configuration',
  matches: (path) => (baseNameOf(path) === '.npmrc' ? 'name' : false),
  parse,
  neighbours: neighboursBeside,
  includesAnyName: true,
};

/** What is read of one line. */
interface Line {
  readonly key: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads registries and safeguards out of an `.npmrc` (npm: npmrc; pnpm reads it too). `$` + `{VARIABLE}` stays as it is
 * written. Credentials are passed over, and nothing that could be one is kept. All other settings are no dependencies.
 */
function parse(file: SourceFile): DependencyFile {
  const into = new Collector(file, indexLines(file.text));
  const counting = new Map<string, Line>();
  let section = false;
  for (const { start, end } of splitIniLines(file.text)) {
    const text = file.text.slice(start, end);
    const line = readFlag(text) ?? readIniLine(text);
    if (line.kind === 'blank') continue;
    if (line.kind === 'section') section = true;
    if (line.kind !== 'setting') {
      reject(into, start, end, line.kind === 'section' ? 'npm knows no sections' : 'neither a comment nor a setting');
    } else if (section) reject(into, start, end, 'npm does not look at settings inside a section');
    else count(into, counting, { key: line.key, value: line.value, start, end });
  }
  for (const line of counting.values()) {
    if (isRegistryKey(line.key)) addRegistry(into, line);
    else addSafeguard(into, line);
    if (moreSettings.has(line.key)) addInclude(into, line);
  }
  return into.finish(format.id, format.role);
}

/** A key without a value is `true` (npm: ini). Only known ones are taken: any other word may be a secret. */
function readFlag(text: string): IniLine | undefined {
  const key = text.trim();
  return settings.has(key) ? { kind: 'setting', key, value: 'true' } : undefined;
}

/** Of lines with the same key the last one counts; lists (`key[]`) grow. */
function count(into: Collector, counting: Map<string, Line>, line: Line): void {
  const { key, value } = line;
  const name = key.endsWith('[]') ? key.slice(0, -2) : key;
  if (!isRegistryKey(name) && !settings.has(name)) return;
  // npm takes a list of registries as text: of one item, that item.
  if (key !== name && !isRegistryKey(name)) {
    counting.set(`${key} ${value}`, { ...line, key: name });
    return;
  }
  const before = counting.get(name);
  if (before !== undefined && before.value !== value) into.doubt(before.start, before.end, shadowed(name));
  counting.set(name, { ...line, key: name });
}

/** Settings of a project may say where those of the user and of the machine stand (npm: `@npmcli/config`, `load`). */
const moreSettings: ReadonlySet<string> = new Set(['userconfig', 'globalconfig']);

function addInclude(into: Collector, { value, start, end }: Line): void {
  const isOutside = /^(?:[/~\\]|[A-Za-z]:)/.test(value) || value.includes('${');
  const path = isOutside ? undefined : normalisePath(joinPath(parentOf(into.file.path), value));
  into.includes.push({
    kind: 'requirements',
    ...(path === undefined ? {} : { path }),
    format: format.id,
    text: maskUserInfo(value),
    location: into.locate(start, end),
  });
}

const isRegistryKey = (key: string): boolean =>
  key === 'registry' || (key.startsWith('@') && key.endsWith(':registry'));

function addRegistry(into: Collector, { key, value, start, end }: Line): void {
  const scope = key === 'registry' ? undefined : key.slice(0, -':registry'.length);
  into.registries.push({
    ecosystem: 'npm',
    url: maskUserInfo(value),
    role: 'primary',
    clients: readersOfNpmrc,
    ...(scope === undefined ? {} : { names: [`${scope}/*`] }),
    location: into.locate(start, end),
  });
}

function addSafeguard(into: Collector, { key, value, start, end }: Line): void {
  for (const guard of safeguardsOfSetting(key, value, maskUserInfo)) into.protect(start, end, guard);
}

/** A line that is not understood may hold a token: its place is told, never its text. */
const reject = (into: Collector, start: number, end: number, reason: string): void => {
  into.unparsed.push({ location: into.locate(start, end), text: mask, reason });
};
