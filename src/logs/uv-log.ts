import { readFilename } from '../ecosystems/pypi/filename.ts';
import { names } from '../ecosystems/pypi/names.ts';
import type { LogFormat } from '../model/install-log.ts';
import { type Collector, createCollector, decode, hostOf, kindOfAddress, lastSegment, onlyOf } from './collector.ts';
import { hasLine, type LogLine, readLines } from './lines.ts';

/** What uv prints when it installs (`uv pip install`, `uv sync`); where packages come from only with `-v`. */
export const log: LogFormat = {
  id: 'uv-log',
  title: 'Output of uv',
  recognises: (text) =>
    hasLine(text, /^(?:(?:Resolved|Prepared|Installed|Uninstalled|Audited) \d+ packages? in |(?:DEBUG|TRACE) uv \d)/),
  parse({ path, text }) {
    const reader = new UvReader(createCollector(path, 'uv-log', 'pypi'));
    for (const line of readLines(text, path)) reader.read(line);
    return reader.finish();
  },
};

const request =
  /(?:No cache entry|Found (?:fresh|stale|modified|not-modified) response|Sending (?:fresh GET|fresh HEAD|revalidation) request) for: (https?:\/\/\S+)/;
const cached = /Registry requirement already cached: (\S+)==(\S+)/;
const change = /^ [+~] ([A-Za-z0-9][\w.-]*)==(\S+)(?: \(from (\S+)\))?$/;

interface Archive {
  readonly hosts: Set<string | undefined>;
  /** The last one. */
  url: string;
  readonly line: LogLine;
}

class UvReader {
  readonly #found: Collector;
  /** By name and version. */
  readonly #archives = new Map<string, Archive>();
  readonly #cached = new Set<string>();
  /** Indexes that were asked, by name. */
  readonly #indexes = new Map<string, Set<string>>();
  #installs = false;
  /** Packages that the list which just began must still name. */
  #left = 0;

  constructor(found: Collector) {
    this.#found = found;
  }

  read(line: LogLine): void {
    const { text } = line;
    const [, amount] = /^Installed (\d{1,6}) packages? in /.exec(text) ?? [];
    if (amount !== undefined) {
      this.#left = Number(amount);
      this.#installs = true;
    } else if (/^ [+~] /.test(text)) this.#install(line);
    else if (text.includes('DEBUG ')) this.#debug(text, line);
  }

  finish() {
    // A log that ends before the list of what was installed still says what was fetched.
    if (!this.#installs) {
      for (const [key, { line }] of this.#archives) {
        const [name = '', version] = key.split('\0');
        this.#add(line, name, version);
      }
    }
    return this.#found.log();
  }

  #debug(text: string, line: LogLine): void {
    const url = request.exec(text)?.[1]?.replace(/\.metadata$/, '');
    const [, name, version] = cached.exec(text) ?? [];
    if (name !== undefined) this.#cached.add(`${names.normalise(name)}\0${version}`);
    if (url === undefined) return;
    const file = readFilename(lastSegment(url));
    if (file === undefined) this.#ask(url);
    else {
      const key = `${file.name}\0${file.version}`;
      const archive = this.#archives.get(key) ?? { hosts: new Set(), url, line };
      archive.hosts.add(hostOf(url));
      archive.url = url;
      this.#archives.set(key, archive);
    }
  }

  /** `<index>/<name>/` (PEP 503) */
  #ask(url: string): void {
    const project = url.endsWith('/') ? url.slice(0, -1) : url;
    const slash = project.lastIndexOf('/');
    const name = names.normalise(decode(project.slice(slash + 1)));
    this.#indexes.set(name, (this.#indexes.get(name) ?? new Set()).add(project.slice(0, slash + 1)));
  }

  #install(line: LogLine): void {
    const [, rawName, version, address] = change.exec(line.text) ?? [];
    this.#left -= 1;
    if (rawName === undefined) {
      if (this.#left >= 0) this.#found.miss(line, 'the package that was installed is not told');
      return;
    }
    const name = names.normalise(rawName);
    if (address !== undefined) this.#found.add(line, { name, version, url: address, from: kindOfAddress(address) });
    else this.#add(line, name, version);
  }

  #add(line: LogLine, name: string, version: string | undefined): void {
    const key = `${name}\0${version}`;
    const archive = this.#archives.get(key);
    // Archives of one release on several hosts: which of them was taken is not told.
    const url = onlyOf(archive?.hosts) === undefined ? undefined : archive?.url;
    const from = this.#cached.has(key) ? 'cache' : url === undefined ? 'unknown' : 'registry';
    const index = from === 'registry' ? onlyOf(this.#indexes.get(name)) : undefined;
    this.#found.add(line, { name, version, url, index, from });
  }
}
