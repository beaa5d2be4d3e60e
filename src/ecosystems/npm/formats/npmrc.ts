import type { DependencyFile, RegistryUse } from '../../../model/dependency.ts';
import type { Format, SourceFile } from '../../../model/ecosystem.ts';
import { indexLines } from '../../../text/lines.ts';
import { Collector } from '../collector.ts';
import { baseNameOf, neighboursBeside } from '../neighbours.ts';
import { readIniLine, splitIniLines } from '../npmrc/ini.ts';
import { mask, maskUserInfo } from '../npmrc/secrets.ts';

export const format: Format = {
  id: 'npmrc',
  title: '.npmrc',
  role: 'configuration',
  matches: (path) => (baseNameOf(path) === '.npmrc' ? 'name' : false),
  parse,
  neighbours: neighboursBeside,
};

/**
 * Reads the registries out of an `.npmrc` (npm: npmrc). `$` + `{VARIABLE}` stays as it is written. Credentials are passed over,
 * and nothing that could be one is kept. All other settings are no dependencies.
 */
function parse(file: SourceFile): DependencyFile {
  const into = new Collector(file, indexLines(file.text));
  const registries = new Map<string, RegistryUse>();
  let section = false;
  for (const { start, end } of splitIniLines(file.text)) {
    const line = readIniLine(file.text.slice(start, end));
    if (line.kind === 'blank') continue;
    if (line.kind === 'section') section = true;
    if (line.kind !== 'setting') {
      reject(into, start, end, line.kind === 'section' ? 'npm knows no sections' : 'neither a comment nor a setting');
    } else if (section) reject(into, start, end, 'npm does not look at settings inside a section');
    else if (isRegistryKey(line.key)) addRegistry(into, registries, line, start, end);
  }
  into.registries.push(...registries.values());
  return into.finish(format.id, format.role);
}

const isRegistryKey = (key: string): boolean =>
  key === 'registry' || (key.startsWith('@') && key.endsWith(':registry'));

function addRegistry(
  into: Collector,
  registries: Map<string, RegistryUse>,
  { key, value }: { readonly key: string; readonly value: string },
  start: number,
  end: number,
): void {
  const shadowed = registries.get(key);
  if (shadowed !== undefined) {
    const { url, location } = shadowed;
    into.unparsed.push({
      location,
      text: `${key}=${url}`,
      reason: `duplicate key ${JSON.stringify(key)}: only the last one counts`,
    });
  }
  const scope = key === 'registry' ? undefined : key.slice(0, -':registry'.length);
  registries.set(key, {
    ecosystem: 'npm',
    url: maskUserInfo(value),
    role: 'primary',
    ...(scope === undefined ? {} : { names: [`${scope}/*`] }),
    location: into.locate(start, end),
  });
}

/** A line that is not understood may hold a token: its place is told, never its text. */
const reject = (into: Collector, start: number, end: number, reason: string): void => {
  into.unparsed.push({ location: into.locate(start, end), text: mask, reason });
};
