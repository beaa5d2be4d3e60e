import { names } from '../ecosystems/pypi/names.ts';
import type { LogFormat } from '../model/install-log.ts';
import { createCollector, kindOfAddress } from './collector.ts';
import { readLines } from './lines.ts';

const byName = /^([A-Za-z0-9][\w.-]*)={2,3}(\S+)$/;
const byAddress = /^([A-Za-z0-9][\w.-]*) @ (\S+)$/;
const editable = /^-e (\S.*)$/;
/** pip writes the name of an editable folder in a comment before it. */
const note = /^# Editable .*\(([A-Za-z0-9][\w.-]*)(?:==([^()\s]+))?\)$/;

/** `pip freeze` and `uv pip freeze`: the source only of what was installed by an address (PEP 610). */
export const log: LogFormat = {
  id: 'pip-freeze',
  title: 'pip freeze',
  recognises(text) {
    let entries = 0;
    for (const { text: line } of readLines(text)) {
      const word = line.trim();
      if (byName.test(word) || byAddress.test(word) || editable.test(word)) entries += 1;
      else if (!word.startsWith('#')) return false;
    }
    return entries > 0;
  },
  parse({ path, text }) {
    const found = createCollector(path, 'pip-freeze', 'pypi');
    let noted: RegExpExecArray | null = null;
    for (const line of readLines(text, path)) {
      const word = line.text.trim();
      const [, name, rest = ''] = byName.exec(word) ?? byAddress.exec(word) ?? [];
      const address = editable.exec(word)?.[1];
      if (name !== undefined) {
        const origin = byName.test(word)
          ? { from: 'registry' as const, version: rest }
          : { from: kindOfAddress(rest), url: rest };
        found.add(line, { name: names.normalise(name), ...origin });
      } else if (address !== undefined) {
        const own = /[#&]egg=([\w.-]+)/.exec(address)?.[1] ?? noted?.[1];
        const entry = { url: address, from: kindOfAddress(address), version: noted?.[2] };
        if (own === undefined) found.miss(line, 'the name of the package is not told');
        else found.add(line, { name: names.normalise(own), ...entry });
      }
      noted = note.exec(word);
    }
    return found.log();
  },
};
