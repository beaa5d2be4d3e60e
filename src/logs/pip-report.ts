import { names } from '../ecosystems/pypi/names.ts';
import type { LogFormat } from '../model/install-log.ts';
import { locate } from '../model/location.ts';
import { parseJson } from '../text/json.ts';
import { type JsonNode, memberOf, textOf } from '../text/json-nodes.ts';
import { createCollector, type Found, kindOfAddress } from './collector.ts';

/**
 * `pip install --report` (pip.pypa.io, reference/installation-report) and `pip inspect` (reference/inspect-report), both
 * version 1. The latter tells the source only of what was installed by an address (PEP 610).
 */
export const log: LogFormat = {
  id: 'pip-report',
  title: 'Reports of pip install and pip inspect',
  recognises: (text) => /^\s*\{/.test(text) && text.includes('"pip_version"') && /"install(?:ed)?"\s*:/.test(text),
  parse({ path, text }) {
    const { root, lines } = parseJson(text, { keep });
    const found = createCollector(path, 'pip-report', 'pypi');
    const list = memberOf(root, 'install')?.value ?? memberOf(root, 'installed')?.value;
    for (const item of list?.kind === 'array' ? list.items : []) {
      const metadata = memberOf(item, 'metadata')?.value;
      const place = memberOf(metadata, 'name')?.value ?? item;
      const line = { location: locate(path, lines.region(place.start, place.end)), text: '' };
      const name = textOf(place);
      if (name === undefined) found.miss(line, 'the entry has no name');
      else {
        const version = textOf(memberOf(metadata, 'version')?.value);
        found.add(line, { name: names.normalise(name), version, ...readOrigin(item) });
      }
    }
    return found.log();
  },
};

/** What is needed of an entry: the rest of the metadata is long. */
const needed = new Set(['download_info', 'direct_url', 'is_direct', 'metadata', 'installer']);
const keep = (path: readonly unknown[], key: string): boolean => {
  if (path.length === 0) return key === 'install' || key === 'installed';
  if (path.length === 2) return needed.has(key);
  return path[2] !== 'metadata' || key === 'name' || key === 'version';
};

function readOrigin(item: JsonNode): Pick<Found, 'from' | 'url'> {
  const direct = memberOf(item, 'direct_url')?.value;
  const info = direct ?? memberOf(item, 'download_info')?.value;
  const url = textOf(memberOf(info, 'url')?.value);
  if (url === undefined) {
    const installer = textOf(memberOf(item, 'installer')?.value);
    return { from: installer === 'pip' || installer === 'uv' ? 'registry' : 'unknown' };
  }
  if (memberOf(info, 'vcs_info') !== undefined) return { from: 'vcs', url };
  const kind = kindOfAddress(url) === 'path' ? 'path' : 'url';
  const flag = memberOf(item, 'is_direct')?.value;
  const isDirect = direct !== undefined || (flag?.kind === 'scalar' && flag.value === true);
  return { from: isDirect || kind === 'path' ? kind : 'registry', url };
}
