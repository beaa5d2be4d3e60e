import type { Dependency } from '../../model/dependency.ts';
import { parsePurl, purl } from '../../model/purl.ts';
import { type Naming, OptionError } from '../../model/rule.ts';

/** Names that models are known to invent, as the configuration lists them: purls without a version. */
export type KnownInvented = ReadonlySet<string>;

const key = 'known-invented';
const mostNames = 10_000;
const longestName = 300;
const wanted = 'must be a name, or a purl without a version such as pkg:npm/react-codeshift';

/** Names of any ecosystem that could hold them, or purls without a version; each in any spelling of its ecosystem. */
export function readKnownInvented(raw: unknown, ecosystems: readonly Naming[]): KnownInvented {
  if (raw === undefined) return new Set();
  if (!Array.isArray(raw) || raw.length > mostNames)
    throw new OptionError(key, `must be a list of at most ${mostNames} names or purls`);
  return new Set(raw.flatMap((entry: unknown, at) => readEntry(entry, `${key}[${at}]`, ecosystems)));
}

export const isKnownInvented = (known: KnownInvented, { ecosystem, name }: Pick<Dependency, 'ecosystem' | 'name'>) =>
  known.has(purl(ecosystem, name));

function readEntry(entry: unknown, place: string, ecosystems: readonly Naming[]): readonly string[] {
  if (typeof entry !== 'string' || entry === '' || entry.length > longestName) throw new OptionError(place, wanted);
  const parts = /^pkg:/i.test(entry) ? parsePurl(entry) : { type: undefined, name: entry };
  if (parts === undefined || 'version' in parts) throw new OptionError(place, wanted);
  const { type, name } = parts;
  const able = type === undefined ? ecosystems : ecosystems.filter((one) => one.type === type);
  if (able.length === 0) {
    const types = ecosystems.map((one) => one.type).join(', ');
    throw new OptionError(place, `must be of an ecosystem that is known here: ${types}`);
  }
  const found = able.flatMap((one) => {
    const spelled = one.names.normalise(name);
    return one.names.reject(spelled) === undefined ? [purl(one.type, spelled)] : [];
  });
  if (found.length > 0) return found;
  throw new OptionError(place, 'must be a name that a registry could hold: without blanks, and of one package');
}
