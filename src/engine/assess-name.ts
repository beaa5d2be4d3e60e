import type { Names } from '../knowledge/names/index.ts';
import { findLookalike } from '../knowledge/names/lookalike.ts';
import { findMeanings } from '../knowledge/names/meant/index.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import type { Confidence } from '../model/finding.ts';
import { type Purl, parsePurl, purl } from '../model/purl.ts';

/** A line of `name --format json`. */
export interface Assessment {
  readonly purl: Purl;
  /** In the bundled set of registered or adopted names; false is no evidence of absence. */
  readonly known: boolean;
  readonly rank?: number;
  readonly lookalike: { readonly target: Purl; readonly kind: string; readonly confidence: Confidence } | null;
  readonly suggestions: readonly { readonly purl: Purl; readonly why: string }[];
  /** Why the name could never exist, where that is so. */
  readonly verdict?: string;
}

/** What somebody asks about. */
export interface AskedName {
  readonly ecosystem: string;
  readonly name: string;
}

/** A purl, or an ecosystem and a name: `npm left-pad`. Of what is neither, all counts as a name of no ecosystem. */
export function readAsked(line: string): AskedName {
  const parsed = parsePurl(line);
  if (parsed !== undefined) return { ecosystem: parsed.type, name: parsed.name };
  const [, ecosystem = 'generic', name = line] = /^([A-Za-z][A-Za-z0-9.+-]*)[ \t](.*)$/s.exec(line) ?? [];
  return { ecosystem: ecosystem.toLowerCase(), name };
}

/** Offered as a replacement, or at least as what may have been meant. */
const mostSuggestions = 5;

/** What the bundled lists say of one name. */
export function assessName(
  asked: AskedName,
  names: Names,
  { ecosystems, now, ignoresAdoption }: { ecosystems: readonly Ecosystem[]; now: Date; ignoresAdoption: boolean },
): Assessment {
  const ecosystem = ecosystems.find(({ type }) => type === asked.ecosystem);
  const normalised = ecosystem?.names.normalise(asked.name) ?? asked.name;
  const type = asked.ecosystem;
  const fault = ecosystem === undefined ? `no ecosystem ${type.slice(0, 40)}` : ecosystem.names.reject(normalised);
  const adoption = names.adoptionOf(type, normalised, now);
  const lookalike = findLookalike(names, type, normalised, ignoresAdoption ? undefined : adoption);
  const meanings = adoption.isKnown ? [] : findMeanings(type, normalised, names.lists);
  return {
    purl: purl(type, normalised),
    known: adoption.isKnown,
    ...(adoption.rank === undefined ? {} : { rank: adoption.rank }),
    lookalike:
      lookalike === undefined
        ? null
        : { target: purl(type, lookalike.target), kind: lookalike.kind, confidence: lookalike.confidence },
    suggestions: meanings
      .slice(0, mostSuggestions)
      .map((one) => ({ purl: purl(one.ecosystem, one.name), why: one.why })),
    ...(fault === undefined ? {} : { verdict: fault }),
  };
}
