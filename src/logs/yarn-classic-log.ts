import { registries } from '../ecosystems/npm/registries.ts';
import type { LogFormat } from '../model/install-log.ts';
import { readText } from '../text/decode.ts';
import { createCollector } from './collector.ts';
import { readObject } from './json-lines.ts';
import { hasLine, type LogLine, readLines, toTime } from './lines.ts';

/** What Yarn 1 prints with `--verbose`, as text or with `--json`. */
export const log: LogFormat = {
  id: 'yarn-classic-log',
  title: 'Output of Yarn 1',
  recognises: (text) =>
    hasLine(text, /^(?:yarn (?:install|add) v[01]\.|verbose \d+\.\d+ |\{"type":"(?:verbose|step)","data":)/),
  parse({ path, text }) {
    const found = createCollector(path, 'yarn-classic-log', 'npm');
    let [start, named]: [string | undefined, boolean] = [undefined, false];
    let fetching: LogLine | undefined;
    for (const line of readLines(text, path)) {
      const said = textOf(line);
      const [, time] = /^verbose \S+ current time: (\S+)Z/.exec(said) ?? [];
      start = toTime(time) ?? start;
      if (said.startsWith('[2/4]')) fetching = line;
      const entry = readEntry(said);
      if (entry === undefined) continue;
      named = true;
      if (entry.from === 'registry' || !found.has(entry.name, entry.version))
        found.add({ ...line, ...(start === undefined ? {} : { at: line.at ?? start }) }, entry);
    }
    if (fetching !== undefined && !named)
      found.miss(fetching, 'the output names no packages: Yarn 1 does with --verbose');
    return found.log();
  },
};

function textOf(line: LogLine): string {
  const record = readObject(line);
  const data = readText(record, 'data');
  return data === undefined ? line.text : `${readText(record, 'type')} 0 ${data}`;
}

const request = /^verbose \S+ Performing "GET" request to "(https?:\/\/[^"]+)"/;
/** What it copies out of its cache: `…/npm-<name>-<version>-<sha1>[-integrity]/node_modules/<name>/…`. */
const copy = /[/\\]npm-([^/\\"]+)[/\\]node_modules[/\\]((?:@[^/\\"]+[/\\])?[^/\\"]+)[/\\]/;
const line = /^[├└]─ ((?:@[^/@\s]+\/)?[^/@\s]+)@(\S+)$/;

function readEntry(said: string) {
  const [, url] = request.exec(said) ?? [];
  const read = url === undefined ? undefined : registries.readArchive(url);
  if (url !== undefined) {
    const { name, version } = read ?? {};
    return name === undefined ? undefined : { name, version, url, from: 'registry' as const };
  }
  const [, direct, release] = line.exec(said) ?? [];
  if (direct !== undefined) return { name: direct, version: release, from: 'unknown' as const };
  const [, stem = '', folder] = said.startsWith('verbose') ? (copy.exec(said) ?? []) : [];
  if (folder === undefined) return undefined;
  const name = folder.replace('\\', '/');
  const [, version] = /^(.+)-[0-9a-f]{40}(?:-integrity)?$/.exec(stem.slice(name.length + 1)) ?? [];
  return version === undefined ? { name, from: 'path' as const } : { name, version, from: 'cache' as const };
}
