import type { Ecosystem } from '../model/ecosystem.ts';
import { parsePurl } from '../model/purl.ts';

/** What somebody asks about. */
export interface AskedName {
  /** Left out: the text does not say. */
  readonly ecosystem?: string;
  readonly name: string;
  /** What stands after the name, such as a version: it is left out of account. */
  readonly requirement?: string;
}

/** What is asked for by another name, or from an address: the name before it tells nothing of that. */
const elsewhere = /^(?:@[ \t]*)?[a-z+]+:|:\/\//i;

/**
 * Clients with a registry of packages take what stands behind a colon for a protocol, and a slash for a path or a repository
 * (docs.npmjs.com, package-spec; PEP 508); only tags and branches hold either.
 */
const isElsewhere = (rest: string, { repositories, lookups }: Ecosystem): boolean =>
  elsewhere.test(rest) || (lookups !== undefined && repositories === undefined && /^:|^@.*\//s.test(rest));

/** A purl, or an ecosystem and a name: `npm left-pad`, `npm:left-pad`. Blanks around it are none of it. */
export function readAsked(line: string, ecosystems: readonly Ecosystem[]): AskedName {
  const text = trimBlanks(line);
  const parsed = parsePurl(text);
  if (parsed !== undefined) return { ecosystem: parsed.type, ...withRequirement(parsed.name, parsed.version) };
  const [, word = '', mark, rest = ''] = /^([A-Za-z][A-Za-z0-9.+-]*)([ \t:])(.*)$/s.exec(text) ?? [];
  const type = word.toLowerCase();
  const ecosystem = ecosystems.find((one) => one.type === type);
  if (mark === undefined || (mark === ':' && ecosystem === undefined)) return { name: text };
  return { ecosystem: type, ...readSpecifier(trimBlanks(rest), ecosystem) };
}

/**
 * What clients take in the place of a name: `express@4`, `requests[socks]>=2`. A text that the registry could hold as a name
 * is one, and so is a text of which no part could be.
 */
export function readSpecifier(text: string, ecosystem: Ecosystem | undefined): Pick<AskedName, 'name' | 'requirement'> {
  const [, name, rest] = /^(.[^@[=<>~!:;( \t]*)[ \t]*([@[=<>~!:;(].*)$/s.exec(text) ?? [];
  if (ecosystem === undefined || name === undefined || text.startsWith(`${ecosystem.type}:`)) return { name: text };
  const { normalise, reject } = ecosystem.names;
  const isName = (one: string) => reject(normalise(one)) === undefined;
  return !isName(text) && isName(name) && !isElsewhere(rest ?? '', ecosystem)
    ? withRequirement(name, rest?.replace(/^[@:][ \t]*/, ''))
    : { name: text };
}

const withRequirement = (name: string, requirement: string | undefined) => ({
  name,
  ...(requirement === undefined ? {} : { requirement }),
});

/** Characters that look like a blank and are none stay: they are what makes such a name another one. */
const isBlank = (char: string | undefined): boolean => char === ' ' || char === '\t' || char === '\r';

function trimBlanks(text: string): string {
  let [start, end] = [0, text.length];
  while (isBlank(text[start])) start++;
  while (end > start && isBlank(text[end - 1])) end--;
  return text.slice(start, end);
}
