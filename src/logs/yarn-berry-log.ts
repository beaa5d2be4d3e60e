import type { LogFormat } from '../model/install-log.ts';
import { readText } from '../text/decode.ts';
import { type Collector, createCollector, decode, type Found, kindOfAddress } from './collector.ts';
import { readObject } from './json-lines.ts';
import { hasLine, type LogLine, readLines } from './lines.ts';

/**
 * What Yarn 2 and later print (yarnpkg.com/advanced/error-codes): YN0085 names what the lockfile gains, YN0013 of Yarn 2 and
 * 3 what is fetched. No address but one that is asked for by itself, or that is not where the registry would keep it.
 */
export const log: LogFormat = {
  id: 'yarn-berry-log',
  title: 'Output of Yarn 2 and later',
  recognises: (text) => hasLine(text, /^(?:➤ YN\d{4}: |\{"type":"[a-z]+","name":.*"displayName":"YN\d{4}")/),
  parse({ path, text }) {
    const found = createCollector(path, 'yarn-berry-log', 'npm');
    let named = false;
    for (const line of readLines(text, path)) {
      const [, code = '', said = ''] = /^➤ (YN0085|YN0013): [│·]? ?(.*)$/.exec(textOf(line)) ?? [];
      const list = listIn(code, said);
      if (list !== undefined) addAll(found, list, line);
      else if (!named && code === 'YN0013' && /^(?!No ).*\d|had to be fetched/.test(said))
        found.miss({ ...line, text: said }, 'the output does not name the packages that are fetched');
      named ||= list !== undefined;
    }
    return found.log();
  },
};

/** The packages that a line names. */
function listIn(code: string, said: string): string | undefined {
  if (code === 'YN0085') return said.startsWith('+ ') ? said.slice(2) : undefined;
  return said.includes("can't be found in the cache") ? said.split(' ', 1)[0] : undefined;
}

function addAll(found: Collector, list: string, line: LogLine): void {
  const [items = '', more] = list.split(/,? and (?=\d+ more)/);
  if (more !== undefined) found.miss({ ...line, text: more }, 'the output does not name these packages');
  for (const item of items.split(', ')) {
    const entry = readLocator(item);
    if (entry === undefined) found.miss({ ...line, text: item }, 'the package is not told');
    else found.add(line, entry);
  }
}

function textOf(line: LogLine): string {
  const record = readObject(line);
  const code = readText(record, 'displayName');
  return code === undefined ? line.text : `➤ ${code}: ${readText(record, 'data') ?? ''}`;
}

/** `name@npm:1.0.0`, with `::__archiveUrl=…` where the archive is not in its usual place; `name@https://…`, `name@file:…`. */
function readLocator(text: string): Found | undefined {
  const [, name, whole = ''] = /^((?:@[^/@\s]+\/)?[^/@\s]+)@(.+)$/.exec(text) ?? [];
  if (name === undefined) return undefined;
  const [reference = '', parameters = ''] = whole.split('::', 2);
  const [, encoded] = /(?:^|&)__archiveUrl=([^&]+)/.exec(parameters) ?? [];
  const [, version] = /^npm:(\d[^:]*)$/.exec(reference) ?? [];
  if (version !== undefined) {
    const url = encoded === undefined ? undefined : decode(encoded);
    return { name, version, url, from: 'registry' };
  }
  if (/^(?:patch|virtual):/.test(reference)) return { name, from: 'unknown' };
  return { name, url: reference, from: kindOfAddress(reference) };
}
