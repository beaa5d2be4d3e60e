import type { Region } from '../model/location.ts';
import { indexLines, type LineIndex } from '../text/lines.ts';
import type { Language } from './languages.ts';

/** A file as the code that is in it. */
export interface Source {
  readonly path: string;
  readonly language: Language;
  readonly text: string;
  /** Why there is no code in it, where there may be some. */
  readonly unread?: string;
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
      // As on old Macs: languages take that for the end of a line, too.
      lines ??= indexLines(text.includes('\n') ? text : text.replaceAll('\r', '\n'));
      return lines.region(start, end);
    },
  };
}
