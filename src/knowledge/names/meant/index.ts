import { explain } from './explain.ts';
import { createSearch, type Search } from './find.ts';
import type { Invention, Meaning, NameLists } from './types.ts';

const searches = new WeakMap<NameLists, Search>();

/** One index for each set of lists, for as long as they live. */
function searchOf(lists: NameLists): Search {
  const search = searches.get(lists) ?? createSearch(lists);
  searches.set(lists, search);
  return search;
}

/**
 * What was probably meant by a name that does not exist, the likeliest first: at most ten, none where nothing is like it.
 * Every meaning exists and is adopted; its age is not known here. The names of an ecosystem are indexed at the first
 * question, then a question takes microseconds whatever the name is.
 * @param ecosystem a purl type; without a list of its names nothing is found
 * @param name normalised as the ecosystem does; any text is answered
 */
export const findMeanings = (ecosystem: string, name: string, lists: NameLists): readonly Meaning[] =>
  searchOf(lists).find(ecosystem, name);

/**
 * Of these what is written down for the name, and what it leads to: packages that code knows by it, or whose command it
 * is. Nothing is searched.
 */
export const findEvident = (ecosystem: string, name: string, lists: NameLists): readonly Meaning[] =>
  searchOf(lists).findEvident(ecosystem, name);

/**
 * Why a name that does not exist looks invented or mistaken; undefined where nothing says so.
 * @param name as for `findMeanings`
 */
export const explainInvention = (ecosystem: string, name: string, lists: NameLists): Invention | undefined =>
  explain(searchOf(lists), ecosystem, name);
