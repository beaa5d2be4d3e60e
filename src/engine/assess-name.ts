import type { Adoption } from '../knowledge/names/adoption.ts';
import type { Names } from '../knowledge/names/index.ts';
import { findLookalike, type Lookalike } from '../knowledge/names/lookalike.ts';
import { findMeanings } from '../knowledge/names/meant/index.ts';
import type { Meaning } from '../knowledge/names/meant/types.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import { type Purl, parsePurl, purl } from '../model/purl.ts';

/** What somebody asks about. */
export interface AskedName {
  /** Left out: the text does not say. */
  readonly ecosystem?: string;
  readonly name: string;
}

/**
 * A purl, or an ecosystem and a name: `npm left-pad`, `npm:left-pad`. A version is left out: the name is asked about.
 */
export function readAsked(line: string, ecosystems: readonly Ecosystem[]): AskedName {
  const text = line.trimStart();
  const parsed = parsePurl(text);
  if (parsed !== undefined) return { ecosystem: parsed.type, name: parsed.name };
  const [, word = '', mark, name = ''] = /^([A-Za-z][A-Za-z0-9.+-]*)([ \t:])(.*)$/s.exec(text) ?? [];
  const type = word.toLowerCase();
  const isMeant = mark !== ':' || ecosystems.some((one) => one.type === type);
  return mark !== undefined && isMeant ? { ecosystem: type, name } : { name: line };
}

/** What the bundled lists say of one name. */
export interface Assessment {
  readonly purl: Purl;
  readonly type: string;
  /** Normalised. */
  readonly name: string;
  readonly adoption: Adoption;
  readonly lookalike: Lookalike | undefined;
  /** Why no registry could hold the name. */
  readonly fault: string | undefined;
  /** Why nothing can be said of it at all. */
  readonly gap: string | undefined;
  /** It is in use itself, and leads to no other: whoever asks for it means it. */
  readonly isMeant: boolean;
  /** What was probably meant, the likeliest first. */
  meanings(): readonly Meaning[];
}

export interface AssessContext {
  readonly ecosystems: readonly Ecosystem[];
  readonly now: Date;
  readonly ignoresAdoption: boolean;
}

/** Beyond that no registry holds a name, and none is looked for that is like it. */
const maxLength = 1_000;
const mostSuggestions = 5;
const noAdoption: Adoption = { isKnown: false, isEstablished: false };

export function assessName(asked: AskedName, names: Names, context: AssessContext): Assessment {
  const { ecosystem: type = 'generic' } = asked;
  const ecosystem = context.ecosystems.find((one) => one.type === asked.ecosystem);
  const name = ecosystem?.names.normalise(asked.name) ?? asked.name;
  const found = { purl: purl(type, name), type, name };
  if (ecosystem === undefined || name.length > maxLength) {
    const fault = ecosystem === undefined ? undefined : `it is longer than ${maxLength} characters`;
    const gap = ecosystem === undefined ? describeGap(asked) : undefined;
    return { ...found, adoption: noAdoption, lookalike: undefined, fault, gap, isMeant: false, meanings: () => [] };
  }
  const adoption = names.adoptionOf(type, name, context.now);
  return {
    ...found,
    adoption,
    lookalike: findLookalike(names, type, name, context.ignoresAdoption ? undefined : adoption),
    fault: ecosystem.names.reject(name),
    gap: undefined,
    isMeant: adoption.rank !== undefined && names.lists.insteadOf(type, name) === undefined,
    meanings: () => findMeanings(type, name, names.lists).slice(0, mostSuggestions),
  };
}

const describeGap = ({ ecosystem }: AskedName): string =>
  ecosystem === undefined
    ? 'neither a purl nor an ecosystem and a name'
    : `no ecosystem ${ecosystem.slice(0, 40)} is known here`;
