import { registries } from '../ecosystems/npm/registries.ts';
import type { LogFormat } from '../model/install-log.ts';
import { type Collector, createCollector, decode, hostOf, kindOfAddress, lastSegment, onlyOf } from './collector.ts';
import { hasLine, type LogLine, readLines, toTime } from './lines.ts';

/** What npm prints with `--loglevel http` or more, and its debug logs (`_logs/<time>-debug-0.log`). */
export const log: LogFormat = {
  id: 'npm-log',
  title: 'Logs of npm',
  recognises: (text) =>
    hasLine(
      text,
      /^(?:npm (?:http|info|verb|verbose|sill|silly|timing) |\d+ (?:verbose (?:cli|argv)|info using) )|^added \d+ packages?\b/,
    ),
  parse({ path, text }) {
    const reader = new NpmReader(createCollector(path, 'npm-log', 'npm'), timeIn(path));
    for (const line of readLines(text, path)) reader.read(line);
    return reader.finish();
  },
};

const stamp = /(\d{4}-\d\d-\d\dT)(\d\d)_(\d\d)_(\d\d)_(\d{3})Z-debug/;

/** The name of a debug log is the time at which npm began. */
function timeIn(text: string): string | undefined {
  const [, day, hours, minutes, seconds, rest] = stamp.exec(text) ?? [];
  return day === undefined ? undefined : toTime(`${day}${hours}:${minutes}:${seconds}.${rest}`);
}

const fetched = /^http fetch GET (?:200|304) (https?:\/\/\S+)(.*)$/;
const cached = /^http cache ((?:@[^/@\s]+\/)?[^/@\s]+)@(https?:\/\/\S+)/;
const asked = /^(?:silly|sill) fetch manifest (?:(?:@[^/@\s]+\/)?[^/@\s]+)@(https?:\/\/\S+)$/;
const placed = /^(?:silly|sill) placeDep \S+ ((?:@[^/@\s]+\/)?[^/@\s]+)@(\S+) .* want: (\S+)/;
const added = /^(?:silly|sill) ADD (?:\S*\/)?node_modules\/((?:@[^/\s]+\/)?[^/\s]+)$/;

class NpmReader {
  readonly #found: Collector;
  #start: string | undefined;
  /** Names under which an address was asked for. */
  readonly #names = new Map<string, string>();
  /** Registries that were asked, by name and host. */
  readonly #indexes = new Map<string, Set<string>>();
  readonly #direct = new Set<string>();
  readonly #placed = new Map<string, { readonly version: string; readonly want: string }>();
  readonly #archives: { readonly url: string; readonly isCached: boolean; readonly line: LogLine }[] = [];
  readonly #added = new Map<string, LogLine>();
  readonly #sums: LogLine[] = [];

  constructor(found: Collector, start: string | undefined) {
    this.#found = found;
    this.#start = start;
  }

  read(line: LogLine): void {
    const text = line.text.replace(/^(?:npm|\d+) /, '');
    if (text.startsWith('http fetch ')) this.#fetch(text, line);
    else if (text.startsWith('http cache ')) this.#take(text, line);
    else if (/^added \d/.test(text)) this.#sums.push(line);
    else if (/^verb(?:ose)? logfile /.test(text)) this.#start ??= timeIn(text);
    else if (text.startsWith('sil')) {
      const [, name, version = '', want = ''] = placed.exec(text) ?? [];
      const [, url] = asked.exec(text) ?? [];
      const [, folder] = added.exec(text) ?? [];
      if (name !== undefined) this.#placed.set(name, { version, want });
      if (url !== undefined) this.#direct.add(url);
      if (folder !== undefined) this.#added.set(folder, line);
    }
  }

  finish() {
    for (const { url, isCached, line } of this.#archives) this.#archive(url, isCached, this.#timed(line));
    const names = new Set(this.#names.values());
    for (const [folder, line] of this.#added) {
      const { version, want = '' } = this.#placed.get(folder) ?? {};
      if (names.has(folder) || this.#found.has(folder) || want.startsWith('npm:')) continue;
      const isAddress = /^[a-z+]+:/i.test(want);
      const origin = isAddress ? { url: want, from: kindOfAddress(want) } : { from: 'unknown' as const };
      this.#found.add(this.#timed(line), { name: folder, version, ...origin });
    }
    const [sum] = this.#sums;
    if (sum !== undefined && this.#archives.length + this.#added.size === 0)
      this.#found.miss(sum, 'the log names no packages: npm does with --loglevel http');
    return this.#found.log();
  }

  #timed = (line: LogLine): LogLine =>
    line.at === undefined && this.#start !== undefined ? { ...line, at: this.#start } : line;

  #fetch(text: string, line: LogLine): void {
    const [, url = '', rest = ''] = fetched.exec(text) ?? [];
    if (/\.(?:tgz|tar\.gz)$|\/-\/|\/tarball\//.test(url) || this.#names.has(url))
      this.#archives.push({ url, isCached: /\((?:from cache|cache hit)\)/.test(rest), line });
    else if (url !== '') this.#ask(url);
  }

  #take(text: string, line: LogLine): void {
    const [, name, url = ''] = cached.exec(text) ?? [];
    if (name === undefined) return;
    this.#names.set(url, name);
    this.#archives.push({ url, isCached: true, line });
  }

  /** The document of a package: `<registry>/<name>`, the slash of a scope encoded or not. */
  #ask(url: string): void {
    const path = url.replace(/%2f/gi, '/');
    const [end = '', name = ''] = /\/((?:@[^/]+\/)?[^/]+)$/.exec(path) ?? [];
    const index = path.slice(0, path.length - end.length + 1);
    const key = `${decode(name)}\0${hostOf(index)}`;
    this.#indexes.set(key, (this.#indexes.get(key) ?? new Set()).add(index));
  }

  #archive(url: string, isCached: boolean, line: LogLine): void {
    const read = registries.readArchive(url);
    const alias = this.#names.get(url);
    // A registry's own layout says what an alias stands for.
    const name = read?.name ?? alias;
    if (name === undefined) {
      if (/\.(?:tgz|tar\.gz)$/.test(url))
        this.#found.miss({ ...line, text: lastSegment(url) }, 'the address does not tell the package');
      return;
    }
    const from = this.#direct.has(url) ? 'url' : isCached ? 'cache' : 'registry';
    const version = read?.version ?? (alias === undefined ? undefined : this.#placed.get(alias)?.version);
    const index = from === 'url' ? undefined : onlyOf(this.#indexes.get(`${name}\0${hostOf(url)}`));
    this.#found.add(line, { name, version, url, index, from });
  }
}
