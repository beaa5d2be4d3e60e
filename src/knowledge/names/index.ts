import { purl } from '../../model/purl.ts';
import type { SlipFact } from '../../model/rule.ts';
import { githubactions } from './actions.gen.ts';
import { type Adoption, type AdoptionReader, readNpmAdoption, readPypiAdoption } from './adoption.ts';
import { openCounts } from './counts.ts';
import { openPlaceholders, type PlaceholderClass } from './placeholders.ts';
import { openRanked, type RankedNames } from './ranked.ts';
import { openSketch } from './sketch.ts';
import { createSlipFinder } from './slips.ts';
import { type LetterModel, openTrigrams } from './trigrams.ts';

/** What is bundled about names. Names are normalised as their ecosystem does; no text is too odd to be asked for. */
export interface Names {
  /**
   * The well-known package that a name plainly is a slip of the keyboard for: one edit that fingers make, never one that
   * thought makes. The most used target wins.
   * @returns undefined where it is none, or the name is well known itself
   */
  findSlip(ecosystem: string, name: string): SlipFact | undefined;
  /**
   * Whether packages of a scope are known to be published publicly; false proves nothing.
   * @param scope with its `@`
   */
  publishesPublicly(ecosystem: string, scope: string): boolean;
  /** Whether a name is one of those that many people use. */
  isWellKnown(ecosystem: string, name: string): boolean;
  adoptionOf(ecosystem: string, name: string, now: Date): Adoption;
  /** The most downloaded names, where a list of them is bundled. */
  rankedNames(ecosystem: string): RankedNames | undefined;
  /**
   * How many names have something in common; from 8 on to 18 %. 0 where fewer than two (PyPI: three) have it, or
   * nothing is bundled.
   * @param key `t:<token>` as `tokensOf` gives them, `s:<scope>` with its `@`, `b:<last part of a name>` (the last two: npm)
   */
  countOf(ecosystem: string, key: string): number;
  /** How names of an ecosystem are spelled, where that is bundled. */
  lettersOf(ecosystem: string): LetterModel | undefined;
  /** What a name without a package stands for, by the summary that it had in the list. */
  placeholderClassOf(ecosystem: string, name: string): PlaceholderClass | undefined;
}

/** The first names of a list of ranks that count as well known. */
const wellKnownRanks = 1500;
const noAdoption: Adoption = { isKnown: false, isEstablished: false };

/**
 * Reads nothing until it is asked, and then what the answer needs.
 * @param read the contents of a bundled file, decompressed
 */
export function createNames(read: (file: string) => Uint8Array): Names {
  const rankedNames = byEcosystem<RankedNames>({
    npm: () => openRanked(read('npm-ranked.bin.br')),
    pypi: () => openRanked(read('pypi-ranked.bin.br')),
  });
  const scopes = byEcosystem({ npm: () => openRanked(read('npm-scopes.bin.br')) });
  const adoption = byEcosystem<AdoptionReader>({
    npm: () => readNpmAdoption(demand(rankedNames('npm')), openSketch(read('npm-listed.bin'))),
    pypi: () => readPypiAdoption(demand(rankedNames('pypi')), openSketch(read('pypi-registered.bin'))),
  });
  const counts = byEcosystem({
    npm: () => openCounts(read('npm-counts.bin')),
    pypi: () => openCounts(read('pypi-counts.bin')),
  });
  const letters = byEcosystem({
    npm: () => openTrigrams(read('npm-trigrams.bin.br')),
    pypi: () => openTrigrams(read('pypi-trigrams.bin.br')),
  });
  const actions = byEcosystem({ githubactions: () => new Set(githubactions.trim().split('\n')) });
  const placeholders = byEcosystem({ '': () => openPlaceholders(read('placeholders.bin')) });
  const slips = byEcosystem({
    npm: () => createSlipFinder(listWellKnown(demand(rankedNames('npm')))),
    pypi: () => createSlipFinder(listWellKnown(demand(rankedNames('pypi')))),
    githubactions: () => createSlipFinder([...demand(actions('githubactions'))]),
  });
  return {
    findSlip: (ecosystem, name) => {
      const found = slips(ecosystem)?.(name);
      return found === undefined ? undefined : { ...found, purl: purl(ecosystem, found.name) };
    },
    publishesPublicly: (ecosystem, scope) => scopes(ecosystem)?.rankOf(scope) !== undefined,
    isWellKnown: (ecosystem, name) =>
      actions(ecosystem)?.has(name) ??
      (rankedNames(ecosystem)?.rankOf(name) ?? Number.POSITIVE_INFINITY) <= wellKnownRanks,
    adoptionOf: (ecosystem, name, now) => adoption(ecosystem)?.(name, now) ?? noAdoption,
    rankedNames,
    countOf: (ecosystem, key) => counts(ecosystem)?.(key) ?? 0,
    lettersOf: letters,
    placeholderClassOf: (ecosystem, name) => demand(placeholders(''))(ecosystem, name),
  };
}

const listWellKnown = (ranked: RankedNames): readonly string[] =>
  Array.from({ length: Math.min(wellKnownRanks, ranked.size) }, (_, at) => ranked.nameAt(at + 1));

/** One value for each ecosystem that has one, made at the first question. */
function byEcosystem<T>(makers: Readonly<Record<string, () => T>>): (ecosystem: string) => T | undefined {
  const make = new Map(Object.entries(makers));
  const made = new Map<string, T>();
  return (ecosystem) => {
    const known = made.get(ecosystem);
    const maker = make.get(ecosystem);
    if (known !== undefined || maker === undefined) return known;
    const value = maker();
    made.set(ecosystem, value);
    return value;
  };
}

function demand<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a table of names is missing');
  return value;
}
