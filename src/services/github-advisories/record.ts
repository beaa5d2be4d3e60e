import type { ListedMalware } from '../../model/advisory.ts';
import { listOf, readField, readList, readText, textOf } from '../../text/decode.ts';
import { isAdvisoryId } from '../osv.ts';
import { readRange } from './range.ts';

const maxAliases = 20;
/** Of one package: real advisories have one for each line of releases. */
const maxRanges = 200;

/** What is kept of an answer: texts for people are most of it. */
export const fields: readonly (readonly string[])[] = [
  ['*', 'ghsa_id'],
  ['*', 'type'],
  ['*', 'identifiers'],
  ['*', 'withdrawn_at'],
  ['*', 'vulnerabilities', '*', 'package'],
  ['*', 'vulnerabilities', '*', 'vulnerable_version_range'],
];

/** A package as GitHub names it. */
export interface Listed {
  readonly ecosystem: string;
  readonly name: string;
  readonly advisory: ListedMalware;
}

/**
 * Advisories of an answer (docs.github.com/rest/security-advisories/global-advisories), each under every package that it
 * speaks of; undefined where the answer is no list of malware: a server that does not know the type lists vulnerabilities.
 */
export function readAdvisories(document: unknown): readonly Listed[] | undefined {
  if (!Array.isArray(document)) return undefined;
  const all = listOf(document);
  const isMalware = (one: unknown) =>
    readText(one, 'type') === 'malware' && isAdvisoryId(readText(one, 'ghsa_id') ?? '');
  if (!all.every(isMalware)) return undefined;
  return all.filter((one) => readText(one, 'withdrawn_at') === undefined).flatMap(readPackages);
}

function readPackages(record: unknown): readonly Listed[] {
  const id = readText(record, 'ghsa_id') ?? '';
  const aliases = readList(record, 'identifiers')
    .map((one) => readText(one, 'value') ?? '')
    .filter((one) => one !== id && isAdvisoryId(one))
    .slice(0, maxAliases);
  const ranges = new Map<string, { readonly named: Pick<Listed, 'ecosystem' | 'name'>; readonly texts: string[] }>();
  for (const part of readList(record, 'vulnerabilities')) {
    const named = readField(part, 'package');
    const [ecosystem, name] = [readText(named, 'ecosystem') ?? '', readText(named, 'name') ?? ''];
    const key = JSON.stringify([ecosystem, name]);
    const found = ranges.get(key) ?? { named: { ecosystem, name }, texts: [] };
    ranges.set(key, found);
    // Without a range it is not known what is meant.
    found.texts.push(textOf(readField(part, 'vulnerable_version_range')) ?? '');
  }
  return [...ranges.values()].map(({ named, texts }) => {
    const read = texts.slice(0, maxRanges).map(readRange);
    const understood = read.filter((range) => range !== undefined);
    const isUnderstood = understood.length === texts.length;
    return { ...named, advisory: { id, aliases, ranges: understood, isUnderstood } };
  });
}
