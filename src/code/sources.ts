import type { Region } from '../model/location.ts';
import { indexLines, type LineIndex } from '../text/lines.ts';
import type { Language } from './languages.ts';

/** A file as the code that is in it. */
export interface Source {
  readonly path: string;
  readonly language: Language;
  readonly text: string;
  /** Where a piece of the text stands in the file. */
  regionOf(start: number, end: number): Region;
}

/** Of a file that is nothing but code. */
export function plainSource(path: string, language: Language, text: string): Source {
  let lines: LineIndex | undefined;
  return {
    path,
    language,
    text,
    regionOf(start, end) {
      lines ??= indexLines(text);
      return lines.region(start, end);
    },
  };
}
