import { registries } from '../ecosystems/npm/registries.ts';
import type { LogFormat } from '../model/install-log.ts';
import { readField, readText } from '../text/decode.ts';
import { type Collector, createCollector, type Found, kindOfAddress } from './collector.ts';
import { readObject } from './json-lines.ts';
import { hasLine, type LogLine, readLines } from './lines.ts';

/**
 * What pnpm prints with `--reporter=ndjson`. pnpm up to 8 writes the host of the registry into the id of a package, later
 * ones do not write where a package comes from. Its usual output names direct dependencies only.
 */
export const log: LogFormat = {
  id: 'pnpm-log',
  title: 'Output of pnpm',
  recognises: (text) => hasLine(text, /^(?:\{.*"name":"pnpm:|Progress: resolved \d+, reused \d+, downloaded \d+)/),
  parse({ path, text }) {
    const reader = new PnpmReader(createCollector(path, 'pnpm-log', 'npm'));
    for (const line of readLines(text, path)) reader.read(line);
    return reader.finish();
  },
};

const scoped = '(?:@[^/@]+/)?[^/@]+';
/** `name@1.0.0`, of a registry that is not named. */
const byName = new RegExp(`^(${scoped})@([^:/()]+)$`);
/** `registry.acme.example+4873/name/1.0.0` */
const byHost = new RegExp(`^([^/@]+)/(${scoped})/([^/]+)$`);
/** `name@https://…`, `name@file:…` */
const byAddress = new RegExp(`^(?:(${scoped})@)?((?:git@|[a-z+]+:).+)$`);

class PnpmReader {
  readonly #found: Collector;
  readonly #got: { readonly id: string; readonly from: 'registry' | 'cache'; readonly line: LogLine }[] = [];
  /** Names and versions of direct dependencies, by id. */
  readonly #roots = new Map<string, { readonly name: string; readonly version: string | undefined }>();
  readonly #sums: LogLine[] = [];

  constructor(found: Collector) {
    this.#found = found;
  }

  read(line: LogLine): void {
    if (/^Packages: \+\d/.test(line.text)) this.#sums.push(line);
    const record = readObject(line);
    const kind = readText(record, 'name');
    if (kind === 'pnpm:progress') this.#progress(record, line);
    if (kind !== 'pnpm:root') return;
    const added = readField(record, 'added');
    const [id, name] = [readText(added, 'id'), readText(added, 'realName')];
    if (id !== undefined && name !== undefined) this.#roots.set(id, { name, version: readText(added, 'version') });
  }

  finish() {
    for (const { id, from, line } of this.#got) {
      const entry = readId(id, from) ?? { from: 'unknown' as const };
      const name = entry.name ?? this.#roots.get(id)?.name;
      const version = entry.version ?? this.#roots.get(id)?.version;
      if (name === undefined) this.#found.miss({ ...line, text: id }, 'the id does not tell the name of the package');
      else this.#found.add(line, { ...entry, name, version });
    }
    const [sum] = this.#sums;
    if (sum !== undefined && this.#got.length === 0)
      this.#found.miss(sum, 'the output names no packages: pnpm does with --reporter=ndjson');
    return this.#found.log();
  }

  #progress(record: unknown, line: LogLine): void {
    const [id, status, time] = [readText(record, 'packageId'), readText(record, 'status'), readField(record, 'time')];
    const from = status === 'fetched' ? 'registry' : status === 'found_in_store' ? 'cache' : undefined;
    if (id === undefined || from === undefined) return;
    const isTime = typeof time === 'number' && Math.abs(time) < 8.64e15;
    this.#got.push({ id, from, line: isTime ? { ...line, at: new Date(time).toISOString() } : line });
  }
}

type Entry = Omit<Found, 'name'> & { readonly name?: string | undefined };

function readId(id: string, from: 'registry' | 'cache'): Entry | undefined {
  const [, name, version] = byName.exec(id) ?? [];
  if (name !== undefined) return { name, version, from };
  const [, host = '', hosted, release] = byHost.exec(id) ?? [];
  if (hosted !== undefined && /[.+]|^localhost$/.test(host))
    return { name: hosted, version: release, host: host.replace('+', ':'), from };
  const [, own, address] = byAddress.exec(id) ?? [];
  if (address === undefined) return undefined;
  const read = registries.readArchive(address);
  return { name: own ?? read?.name, version: read?.version, url: address, from: kindOfAddress(address) };
}
