import { languageOf } from './languages.ts';
import { notebookSource } from './notebook.ts';
import { plainSource, type Source } from './sources.ts';

/** The code of a file; none where its name is that of no code. */
export function readSource(path: string, text: string): readonly Source[] {
  const language = languageOf(path);
  if (language === undefined) return [];
  return [/\.ipynb$/i.test(path) ? notebookSource(path, text, language) : plainSource(path, language, text)];
}
