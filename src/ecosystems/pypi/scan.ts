/** A part of a text: offsets in UTF-16 code units, `end` after the last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What PEP 508 calls white space. */
export const isBlank = (char: string): boolean => char === ' ' || char === '\t';

export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text.charAt(at))) at++;
  return at;
}

/** Where a text ends without the blanks at its end, not before `start`. */
export function endOfText(text: string, start = 0): number {
  let end = text.length;
  while (end > start && isBlank(text.charAt(end - 1))) end--;
  return end;
}

/** Moves a span by an offset: from the text of a part to the text that holds the part. */
export const shift = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by });

export const slice = (text: string, { start, end }: Span): string => text.slice(start, end);
