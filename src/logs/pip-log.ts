import { readFilename } from '../ecosystems/pypi/filename.ts';
import { names } from '../ecosystems/pypi/names.ts';
import { endpoints } from '../knowledge/endpoints.ts';
import type { LogFormat } from '../model/install-log.ts';
import {
  type Collector,
  createCollector,
  decode,
  type Found,
  kindOfAddress,
  lastSegment,
  onlyOf,
} from './collector.ts';
import { hasLine, type LogLine, readLines } from './lines.ts';

/** What `pip install` prints, with or without `-v`, and what it writes with `--log`. */
export const log: LogFormat = {
  id: 'pip-log',
  title: 'Output of pip',
  recognises: (text) =>
    hasLine(text, /^\s*(?:Collecting [\w.-]|Successfully installed \S|Requirement already satisfied: )/),
  parse({ path, text }) {
    const reader = new PipReader(createCollector(path, 'pip-log', 'pypi'));
    for (const line of readLines(text, path)) reader.read(line);
    return reader.finish();
  },
};

/** What one command of pip says besides its packages. */
interface Run {
  /** Indexes it looks in; undefined where it does not say. */
  indexes?: readonly string[];
  usesLinks?: true;
  collects?: true;
  /**
   * It writes whole addresses of archives. pip 25.1 and older do so for all hosts but the one that holds the archives of PyPI
   * (`link.netloc == PyPI.file_storage_domain` in pip/_internal/network/download.py), so that a bare file name tells this one.
   */
  writesAddresses?: true;
}

interface Pending extends Found {
  readonly line: LogLine;
  readonly run: Run;
  /** Only the name of the archive is told, and it was downloaded. */
  readonly bare: boolean;
}

const word = /^(Collecting|Obtaining|Processing|Downloading|Using cached|Resuming download) (\S.*)$/;
const request = /^(https?:\/\/[^\s"]+) "GET (\S+) HTTP\/[\d.]+" (?:200|206|304)\b/;
const link = /^Found link (\S+) \(from (\S+)\)/;
const requirement = /^([A-Za-z0-9][\w.-]*)/;

class PipReader {
  readonly #found: Collector;
  #run: Run = {};
  readonly #fetched: Pending[] = [];
  readonly #fetchedNames = new Set<string>();
  /** By file name: addresses that were requested, and those that index pages link to, with the page. */
  readonly #requested = new Map<string, string>();
  readonly #links = new Map<string, Map<string, string>>();
  /** Addresses that packages are asked for by, by name, and those whose name may be told later. */
  readonly #direct = new Map<string, string>();
  readonly #nameless: string[] = [];

  constructor(found: Collector) {
    this.#found = found;
  }

  read(line: LogLine): void {
    const text = line.text.trim();
    const [, kind, rest = ''] = word.exec(text) ?? [];
    if (kind === 'Collecting') this.#collect(rest, line);
    else if (kind === 'Obtaining') this.#note(rest);
    else if (kind === 'Processing') this.#process(rest, line);
    else if (kind !== undefined) this.#fetch(rest, kind === 'Using cached', line);
    else if (text.startsWith('Successfully installed ')) this.#install(text.slice(23), line);
    else if (/^(?:Successfully downloaded |Would install |ERROR: )/.test(text)) this.#run = {};
    else if (text.startsWith('Requirement already satisfied')) this.#forgetIndexes();
    else this.#lookAround(text);
  }

  finish() {
    for (const { bare, run, line, ...entry } of this.#fetched) {
      const index = run.indexes?.length === 1 && run.usesLinks !== true ? run.indexes[0] : undefined;
      const isPublic = bare && run.writesAddresses === true;
      const origin = isPublic ? { host: new URL(endpoints.pypiFiles).host } : bare ? { index } : {};
      this.#found.add(line, { ...entry, ...origin });
    }
    return this.#found.log();
  }

  /** Where archives may come from: what the usual output does not say, `-v` and `--log` do. */
  #lookAround(text: string): void {
    if (text.startsWith('Looking in indexes: ')) this.#run = { indexes: text.slice(20).split(/,\s+/) };
    else if (text.startsWith('Looking in links: ')) this.#run.usesLinks = true;
    else if (text.startsWith('Found link ')) {
      const [, url = '', page = ''] = link.exec(text) ?? [];
      const pages = this.#links.get(lastSegment(url)) ?? new Map<string, string>();
      this.#links.set(lastSegment(url), pages.set(url.replace(/#.*$/s, ''), page));
    } else {
      const [, base, path = ''] = request.exec(text) ?? [];
      if (base !== undefined && URL.canParse(path, base))
        this.#requested.set(lastSegment(path), new URL(path, base).href);
    }
  }

  /** A command that had nothing to do ends without a word: what follows may be another one, with other indexes. */
  #forgetIndexes(): void {
    if (this.#run.collects !== true) this.#run = {};
  }

  #collect(rest: string, line: LogLine): void {
    this.#run.collects = true;
    const [asked = ''] = rest.split(' (from ', 1);
    const [name = '', address] = asked.split(/ ?@ ?(?=[a-z][a-z0-9+.-]*:)/i, 2);
    if (/^[a-z][a-z0-9+.-]*:\/\/|^git\+/i.test(asked)) this.#note(asked);
    else if (address !== undefined) this.#note(address, requirement.exec(name)?.[1]);
    else if (!requirement.test(name)) this.#found.miss(line, 'the name of the package is not told');
  }

  #note(rest: string, name = /[#&]egg=([\w.-]+)/.exec(rest)?.[1]): void {
    const url = (rest.split(' (from ', 1)[0] ?? '').replace(/^.* from /, '');
    const key = names.normalise(name ?? '');
    if (name === undefined) this.#nameless.push(url);
    else if (!this.#direct.has(key)) this.#direct.set(key, url);
  }

  #process(rest: string, line: LogLine): void {
    const [path = ''] = rest.split(' (from ', 1);
    const file = readFilename(lastSegment(path));
    if (file === undefined) this.#note(path);
    else this.#found.add(line, { ...file, version: decode(file.version), url: path, from: 'path' });
  }

  #fetch(rest: string, isCached: boolean, line: LogLine): void {
    const [target = ''] = rest.split(' ', 1);
    const isWhole = /^https?:\/\//.test(target);
    if (isWhole) this.#run.writesAddresses = true;
    const filename = lastSegment(target);
    const file = readFilename(filename);
    if (file === undefined) {
      if (/\.(?:whl|zip|tar|tgz|tar\.\w+)$/.test(filename))
        this.#found.miss(line, 'the archive does not tell its package');
      return;
    }
    const pages = this.#links.get(filename);
    const url = isWhole ? target : (this.#requested.get(filename) ?? onlyOf(pages?.keys()));
    const page = url === undefined ? undefined : pages?.get(url.replace(/#.*$/s, ''));
    const direct = this.#direct.get(file.name);
    const from = direct === undefined ? (isCached ? 'cache' : 'registry') : kindOfAddress(direct);
    const bare = url === undefined && !isCached && direct === undefined;
    const origin = { url: url ?? direct, index: direct === undefined ? indexOf(page, file.name) : undefined };
    this.#fetchedNames.add(file.name);
    this.#fetched.push({ ...file, ...origin, from, bare, line, run: this.#run });
  }

  /** What was not fetched was built from an address, or nothing tells where it came from. */
  #install(list: string, line: LogLine): void {
    const left: { name: string; version: string }[] = [];
    for (const item of list.trim().split(/\s+/)) {
      const dash = item.lastIndexOf('-');
      const [name, version] = [names.normalise(item.slice(0, dash)), item.slice(dash + 1)];
      const direct = this.#direct.get(name);
      if (dash < 1) this.#found.miss({ ...line, text: item }, 'name and version cannot be told apart');
      else if (this.#fetchedNames.has(name) || this.#found.has(name)) continue;
      else if (direct !== undefined) this.#found.add(line, { name, version, url: direct, from: kindOfAddress(direct) });
      else left.push({ name, version });
    }
    const url = left.length === 1 ? onlyOf(this.#nameless) : undefined;
    for (const one of left)
      this.#found.add(line, { ...one, url, from: url === undefined ? 'unknown' : kindOfAddress(url) });
    this.#direct.clear();
    this.#nameless.length = 0;
    this.#run = {};
  }
}

/** The index that a page of links to one project belongs to (PEP 503); other pages stand for themselves. */
function indexOf(page: string | undefined, name: string): string | undefined {
  if (page === undefined || !URL.canParse(page)) return undefined;
  const project = page.endsWith('/') ? page.slice(0, -1) : page;
  const slash = project.lastIndexOf('/');
  return names.normalise(decode(project.slice(slash + 1))) === name ? project.slice(0, slash + 1) : page;
}
