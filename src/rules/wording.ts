import type { Exception } from '../model/policy.ts';
import { parsePurl } from '../model/purl.ts';
import type { RegistryCandidate } from '../model/registry.ts';
import type { Facts } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { quoteUnlessPlain } from '../text/quote.ts';

/** Longest name of a package on the npm registry; longer ones are cut. */
const longestName = 214;
const longestVersion = 64;

/** At most `length` UTF-16 code units, the cut marked and never inside a surrogate pair. Escaping is for the sinks. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** `1 version`, `2 versions` */
export const count = (amount: number, unit: string): string => `${amount} ${unit}${amount === 1 ? '' : 's'}`;

/** `"lodash" (with U+200B)`: what cannot be seen, or looks like something else, is told by its number. */
export function sayName({ dependency }: { readonly dependency: { readonly name: string } }): string {
  const name = clip(dependency.name, longestName);
  const foreign = [...new Set(name.match(/[^ -~…]/gu))].slice(0, 5);
  const numbers = foreign.map((one) => `U+${one.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`);
  const said = quoteUnlessPlain(name.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, ''));
  return numbers.length === 0 ? said : `${said} (with ${numbers.join(', ')})`;
}

export const sayVersion = (version: string): string => quoteUnlessPlain(clip(version, longestVersion));

/** An account of a registry, or how it calls a build. */
export const sayAccount = (name: string): string => quoteUnlessPlain(clip(name, 80));

/** `left-pad 1.3.0` */
export const sayRelease = (subject: DependencySubject, version: string): string =>
  `${sayName(subject)} ${sayVersion(version)}`;

const toPlain = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

/** The entry with the version it fixes, and with the key it stands under where that is another name. */
export function sayEntry(subject: DependencySubject): string {
  const { name, rawName, version, source } = subject.dependency;
  const said = version === undefined ? sayName(subject) : sayRelease(subject, version);
  // What is named by its address has no other name: how the address is spelled tells nothing more.
  if ('url' in source && source.url?.includes(`://${name}`) === true) return said;
  const isAlias = toPlain(rawName) !== toPlain(name);
  return isAlias ? `${said} (written as ${quoteUnlessPlain(clip(rawName, 80))})` : said;
}

const longestChain = 4;

/** `, brought in by a 1.0.0 > b 2.0.0`; empty for what nothing else brings in. A long chain is cut in its middle. */
export function sayChain({ introducedBy = [] }: DependencySubject): string {
  if (introducedBy.length === 0) return '';
  const said = introducedBy.map((text) => {
    const parts = parsePurl(text);
    const name = quoteUnlessPlain(clip(parts?.name ?? text, 60));
    return parts?.version === undefined ? name : `${name} ${quoteUnlessPlain(clip(parts.version, 20))}`;
  });
  const shown = said.length > longestChain ? [...said.slice(0, longestChain - 2), '…', ...said.slice(-1)] : said;
  return `, brought in by ${shown.join(' > ')}`;
}

/** A sentence part of another's making inside a sentence: on one line, cut, without the full stop at its end. */
export const sayPart = (text: string, length = 220): string =>
  clip(
    clip(text, 8 * length)
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/\.$/, ''),
    length,
  );

export const sayPath = (path: string): string => clip(path, 120);

/** What the registry itself says, as a quotation. */
export const quoteNotice = (text: string): string => `"${clip(clip(text, 1000).replace(/\s+/g, ' ').trim(), 200)}"`;

/** `npm registry` takes an article, `PyPI` does not. */
export const withArticle = (title: string): string => (/(registry|index)$/i.test(title) ? `the ${title}` : title);

/** The public registry of the ecosystem. */
export const sayPublicRegistry = (facts: Facts, subject: DependencySubject): string =>
  withArticle(facts.registryTitle(subject));

/** The registries whose word counts: nothing public proves or disproves a name that is meant to be private. */
export const registriesOfRecord = ({ registries, privateBy }: DependencySubject): readonly RegistryCandidate[] =>
  privateBy === undefined ? registries : registries.filter((registry) => !registry.public);

/** Every registry of record, by its usual name or its host. */
export function sayRegistries(facts: Facts, subject: DependencySubject): string {
  const said = registriesOfRecord(subject).map((registry) =>
    registry.public ? sayPublicRegistry(facts, subject) : hostOf(registry.url),
  );
  const distinct = [...new Set(said)];
  const shown = distinct.slice(0, 3).join(' or ');
  return distinct.length > 3 ? `${shown} or ${distinct.length - 3} more registries` : shown;
}

/** Never the whole address: it may hold credentials. */
function hostOf(url: string): string {
  try {
    return clip(new URL(url).host, 100);
  } catch {
    return 'the configured registry';
  }
}

/** `The exception from recent-release for pkg:npm/foo` */
export function sayException({ rule, package: pattern, path, from }: Exception): string {
  const what = pattern === undefined ? '' : ` for ${clip(pattern, 80)}`;
  const where = path === undefined ? '' : ` in ${clip(path, 60)}`;
  const file = from === undefined ? '' : `, which ${clip(from, 200)} makes,`;
  return `The exception from ${clip(rule, 40)}${what}${where}${file}`;
}
