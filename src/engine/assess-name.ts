import { findLikeness, type Likeness } from '../facts/likeness.ts';
import type { Adoption } from '../knowledge/names/adoption.ts';
import type { Names } from '../knowledge/names/index.ts';
import { isUsed } from '../knowledge/names/lookalike.ts';
import { findEvident, findMeanings } from '../knowledge/names/meant/index.ts';
import type { Meaning } from '../knowledge/names/meant/types.ts';
import type { PlaceholderClass } from '../knowledge/names/placeholders.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import { type Purl, purl, sourceQualifierOf } from '../model/purl.ts';
import type { AskedName } from './read-asked.ts';

/** What the bundled lists say of one name. */
export interface Assessment {
  readonly asked: AskedName;
  readonly purl: Purl;
  readonly type: string;
  /** Normalised. */
  readonly name: string;
  readonly adoption: Adoption;
  /** It is in a list of registered or used names. */
  readonly isListed: boolean;
  readonly lookalike: Likeness | undefined;
  /** Why a package that nobody uses is none to be used. */
  readonly placeholder: string | undefined;
  /** Why no registry could hold the name. */
  readonly fault: string | undefined;
  /** Why nothing can be said of it at all. */
  readonly gap: string | undefined;
  /** It is in use itself, and leads to no other: whoever asks for it means it. */
  readonly isMeant: boolean;
  /** Why nothing is known of it where nobody is asked. */
  readonly unlisted: string;
  /** What was probably meant, the likeliest first. */
  meanings(): readonly Meaning[];
  /** Of these what is written down for the name, at no cost. */
  evident(): readonly Meaning[];
}

export interface AssessContext {
  readonly ecosystems: readonly Ecosystem[];
  readonly now: Date;
  readonly ignoresAdoption: boolean;
  /** What rules say of packages that are none to be used, without the subject of the sentence. */
  sayPlaceholder(kind: PlaceholderClass): string | undefined;
}

/** Beyond that no registry holds a name, and none is looked for that is like it. */
const maxLength = 1_000;
const mostSuggestions = 5;

const nothing = {
  adoption: { isKnown: false, isEstablished: false },
  isListed: false,
  lookalike: undefined,
  placeholder: undefined,
  fault: undefined,
  gap: undefined,
  isMeant: false,
  unlisted: '',
  meanings: () => [],
  evident: () => [],
} satisfies Partial<Assessment>;

export function assessName(asked: AskedName, names: Names, context: AssessContext): Assessment {
  const { ecosystem: type = 'generic' } = asked;
  const ecosystem = context.ecosystems.find((one) => one.type === asked.ecosystem);
  const name = ecosystem?.names.normalise(asked.name) ?? asked.name;
  const found = { asked, purl: purl(type, name), type, name };
  if (ecosystem === undefined) return { ...found, ...nothing, gap: describeGap(asked) };
  if (name.length > maxLength) return { ...found, ...nothing, fault: `it is longer than ${maxLength} characters` };
  const adoption = names.adoptionOf(type, name, context.now);
  const lookalike = findLikeness(names, ecosystem, name, context.ignoresAdoption ? undefined : adoption);
  const isRespelled = lookalike?.isRespelled === true;
  const placeholder = isUsed(adoption) ? undefined : names.placeholderClassOf(type, name);
  const isRanked = names.rankedNames(type) !== undefined;
  // Written out: the engine makes objects of one shape of it, which of tens of thousands counts.
  return {
    asked,
    purl: found.purl,
    type,
    name,
    adoption,
    isListed: adoption.isKnown || names.isWellKnown(type, name),
    lookalike,
    placeholder: placeholder && context.sayPlaceholder(placeholder),
    fault: ecosystem.names.reject(name),
    gap: undefined,
    isMeant: adoption.rank !== undefined && names.lists.insteadOf(type, name) === undefined,
    unlisted: isRanked ? 'it is not among the bundled names' : `no list of names of ${ecosystem.title} is bundled`,
    meanings: () => (isRespelled ? [] : findMeanings(type, name, names.lists).slice(0, mostSuggestions)),
    evident: () => (isRespelled ? [] : findEvident(type, name, names.lists)),
  };
}

function describeGap({ ecosystem, name }: AskedName): string {
  if (ecosystem !== undefined) return `no ecosystem ${ecosystem.slice(0, 40)} is known here`;
  const qualifier = sourceQualifierOf(name);
  return qualifier === undefined
    ? 'neither a purl nor an ecosystem and a name'
    : `its ${qualifier} names another source, and what the registry has under the name says nothing of that`;
}
