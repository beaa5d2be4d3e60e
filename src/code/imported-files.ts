import { mentionsExecution } from '../knowledge/code/execution-words.ts';
import type { ChangedText, Imports } from '../model/inspection.ts';
import { mentionsModel } from './flow/clients.ts';
import { stemsOf } from './flow/modules.ts';
import { languageOf } from './languages.ts';
import { readSource } from './read-source.ts';
import { importedPaths } from './relations.ts';

/**
 * Unchanged code that changed code may hand to a model, or have a model's answer from. Undefined where no changed file speaks of
 * a model or holds what runs text: then no flow can be new.
 */
export function followImports(files: readonly ChangedText[]): Imports | undefined {
  const from = files.filter(
    ({ path, text, before }) =>
      languageOf(path) !== undefined && text !== before && (mentionsExecution(text) || mentionsModel(text)),
  );
  if (from.length === 0) return undefined;
  let stems: ReadonlySet<string> | undefined;
  return {
    from,
    pathsOf(importers, among) {
      stems ??= new Set([...among.keys()].flatMap(stemsOf));
      const known = stems;
      const sources = importers.flatMap(({ path, text }) => readSource(path, text));
      return [...new Set(sources.flatMap((source) => importedPaths(source, among, known)))];
    },
  };
}
