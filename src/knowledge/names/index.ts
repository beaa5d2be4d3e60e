import { githubactions } from './actions.gen.ts';
import { type Adoption, type AdoptionReader, readNpmAdoption, readPypiAdoption } from './adoption.ts';
import { type Aimed, aim } from './aim.ts';
import { openCounts } from './counts.ts';
import { expandNames } from './expanded.ts';
import { type KnownBefore, readKnownBefore } from './known-before.ts';
import type { NameLists } from './meant/types.ts';
import { openPlaceholders, type PlaceholderClass } from './placeholders.ts';
import { openRanked, type RankedNames } from './ranked.ts';
import { createGraveFinder } from './resemblance/grave.ts';
import { createJudge, type ResemblanceModel } from './resemblance/index.ts';
import type { NameStatistics } from './resemblance/statistics.ts';
import { openTable } from './resemblance/table.ts';
import { openSketch } from './sketch.ts';
import { createSlipFinder, type Slip } from './slips.ts';
import { type LetterModel, openTrigrams } from './trigrams.ts';

/** What is bundled about names. Names are normalised as their ecosystem does; no text is too odd to be asked for. */
export interface Names {
  /**
   * The well-known package that a name plainly is a slip of the keyboard for: one edit that fingers make, never one that
   * thought makes. Only where no list of ranks is bundled: `resemblanceOf` knows more than that.
   * @returns undefined where it is none, or the name is well known itself
   */
  findSlip(ecosystem: string, name: string): Slip | undefined;
  /**
   * Whether packages of a scope are known to be published publicly; false proves nothing.
   * @param scope with its `@`
   */
  publishesPublicly(ecosystem: string, scope: string): boolean;
  /** Whether a name is one of those that many people use. */
  isWellKnown(ecosystem: string, name: string): boolean;
  adoptionOf(ecosystem: string, name: string, now: Date): Adoption;
  /** Undefined where no list has the name. */
  knownBefore(ecosystem: string, name: string): KnownBefore | undefined;
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
  /** The used name that one most suspiciously resembles, judged by the shape as if it were new and unused. */
  resemblanceOf(ecosystem: string, name: string): Aimed | undefined;
  /** Whether a name may be a slip of one that everybody uses that is so grave that its own use says nothing. */
  isSlipOfTop(ecosystem: string, name: string): boolean;
  /** The ranked names, for the search for what was meant: one and the same object. */
  readonly lists: NameLists;
  /** What resemblance is judged by; only ecosystems with a list of ranks have it. */
  statisticsOf(ecosystem: string): NameStatistics | undefined;
}

/** The first names of a list of ranks that count as well known. */
const wellKnownRanks = 1500;
const noAdoption: Adoption = { isKnown: false, isEstablished: false };

/**
 * Reads nothing until it is asked, and then what the answer needs.
 * @param read the contents of a bundled file, decompressed
 */
export function createNames(read: (file: string) => Uint8Array): Names {
  const rankedNames = byList<RankedNames>((ecosystem) => openRanked(read(`${ecosystem}-ranked.bin.br`)));
  const scopes = byEcosystem({ npm: () => openRanked(read('npm-scopes.bin.br')) });
  const further = byEcosystem({
    npm: () => openSketch(read('npm-listed.bin')),
    pypi: () => openSketch(read('pypi-registered.bin')),
  });
  const adoption = byEcosystem<AdoptionReader>({
    npm: () => readNpmAdoption(demand(rankedNames('npm')), demand(further('npm'))),
    pypi: () => readPypiAdoption(demand(rankedNames('pypi')), demand(further('pypi'))),
  });
  const known = byEcosystem({
    npm: () => readKnownBefore(demand(rankedNames('npm')), demand(further('npm')), () => false),
    pypi: () => readKnownBefore(demand(rankedNames('pypi')), demand(further('pypi')), (value) => value === 0),
  });
  const counts = byList((ecosystem) => openCounts(read(`${ecosystem}-counts.bin`)));
  const letters = byList((ecosystem) => openTrigrams(read(`${ecosystem}-trigrams.bin.br`)));
  const actions = byEcosystem({ githubactions: () => new Set(githubactions.trim().split('\n')) });
  const placeholders = byEcosystem({ '': () => openPlaceholders(read('placeholders.bin')) });
  const slips = byEcosystem({ githubactions: () => createSlipFinder([...demand(actions('githubactions'))]) });
  const words = byEcosystem({ '': () => new TextDecoder().decode(read('words.txt.br')).split('\n') });
  const wordSet = byEcosystem({ '': () => new Set(demand(words(''))) });
  const lists = createLists(read, rankedNames);
  const tables = byList((ecosystem) => openTable(demand(rankedNames(ecosystem))));
  const usedRankOf = (ecosystem: string, name: string): number | undefined => {
    const { isKnown, rank = demand(rankedNames(ecosystem)).size + 1 } = demand(adoption(ecosystem))(name, new Date(0));
    return isKnown ? rank : undefined;
  };
  const statistics = byList(
    (ecosystem): NameStatistics => ({
      table: () => demand(tables(ecosystem)),
      words: () => demand(words('')),
      isWord: (text) => demand(wordSet('')).has(text),
      countOf: (key) => counts(ecosystem)?.(key) ?? 0,
      countsItself: (name) => usedRankOf(ecosystem, name) !== undefined,
      bitsOf: (name) => demand(letters(ecosystem)).bitsOf(name),
    }),
  );
  const graveSlips = byList((ecosystem) => createGraveFinder(() => demand(rankedNames(ecosystem))));
  const model = byEcosystem({ '': () => readModel(read('resemblance.json.br')) });
  const judges = byList((ecosystem) =>
    createJudge(ecosystem, demand(statistics(ecosystem)), demand(model('')), {
      usedRankOf: (name) => usedRankOf(ecosystem, name),
      placeholderClassOf: (name) => demand(placeholders(''))(ecosystem, name),
    }),
  );
  return {
    resemblanceOf(ecosystem, name) {
      const found = judges(ecosystem)?.(name);
      if (found?.isTold !== true) return found;
      const aimed = aim(ecosystem, name, found, lists);
      // A name with one of its words put right need be no package: nobody is told of it as if it were.
      const isMeant = aimed.kind !== 'word-within' || Number.isFinite(aimed.rank);
      return isMeant || usedRankOf(ecosystem, aimed.target) !== undefined ? aimed : { ...aimed, isTold: false };
    },
    isSlipOfTop: (ecosystem, name) => graveSlips(ecosystem)?.(name) ?? false,
    statisticsOf: statistics,
    lists,
    findSlip: (ecosystem, name) => slips(ecosystem)?.(name),
    knownBefore: (ecosystem, name) => known(ecosystem)?.(name),
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

function createLists(
  read: (file: string) => Uint8Array,
  rankedNames: (ecosystem: string) => RankedNames | undefined,
): NameLists {
  const text = (file: string): string => new TextDecoder().decode(read(file));
  const texts = byEcosystem({ written: () => text('meant.txt.br') });
  const instead = byEcosystem({ '': () => readInstead(text('instead.txt.br')) });
  return {
    rankOf: (ecosystem, name) => rankedNames(ecosystem)?.rankOf(name),
    insteadOf: (ecosystem, name) => demand(instead('')).get(`${ecosystem} ${name}`),
    sizeOf: (ecosystem) => rankedNames(ecosystem)?.size ?? 0,
    expand: byList((ecosystem) => expandNames(demand(rankedNames(ecosystem)).coded())),
    written: () => demand(texts('written')),
  };
}

/** Lines of an ecosystem, a name, and the name in its place. */
const readInstead = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.split('\n').map((line) => {
      const end = line.lastIndexOf(' ');
      return [line.slice(0, end), line.slice(end + 1)];
    }),
  );

const readModel = (bytes: Uint8Array): ResemblanceModel => JSON.parse(new TextDecoder().decode(bytes));

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

/** One value for each ecosystem with a list of names. */
const byList = <T>(make: (ecosystem: string) => T): ((ecosystem: string) => T | undefined) =>
  byEcosystem({ npm: () => make('npm'), pypi: () => make('pypi') });

function demand<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a table of names is missing');
  return value;
}
