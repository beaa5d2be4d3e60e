import type { Dependency } from '../../model/dependency.ts';
import { parsePurl } from '../../model/purl.ts';
import { OptionError } from '../../model/rule.ts';

/** Names that models are known to invent, as the configuration lists them. */
export type KnownInvented = ReadonlySet<string>;

const key = 'known-invented';
const mostNames = 10_000;
const longestName = 300;
const wanted = 'must be a name, or a purl without a version such as pkg:npm/react-codeshift';

/** Names of any ecosystem, or purls without a version; names are spelled as their ecosystem normalises them. */
export function readKnownInvented(raw: unknown): KnownInvented {
  if (raw === undefined) return new Set();
  if (!Array.isArray(raw) || raw.length > mostNames)
    throw new OptionError(key, `must be a list of at most ${mostNames} names or purls`);
  return new Set(raw.map(readEntry));
}

export const isKnownInvented = (known: KnownInvented, { ecosystem, name }: Pick<Dependency, 'ecosystem' | 'name'>) =>
  known.has(name) || known.has(`pkg:${ecosystem}/${name}`);

function readEntry(entry: unknown, at: number): string {
  const place = `${key}[${at}]`;
  if (typeof entry !== 'string' || entry === '' || entry.length > longestName) throw new OptionError(place, wanted);
  if (!entry.startsWith('pkg:')) return entry;
  const parts = parsePurl(entry);
  if (parts === undefined || parts.version !== undefined) throw new OptionError(place, wanted);
  return `pkg:${parts.type}/${parts.name}`;
}
