import type { PlaceMap } from '../model/surface.ts';

/** A text with the place of each of its characters in the file that holds it. */
export interface Piece {
  readonly text: string;
  readonly at: PlaceMap;
}

/** A stretch of the file as it stands. */
export const sliceOf = (file: string, start: number, end: number): Piece => ({
  text: file.slice(start, end),
  at: (offset) => start + offset,
});

/** The part of a piece from `start` on, places kept. */
export const cutPiece = ({ text, at }: Piece, start: number, end = text.length): Piece => ({
  text: text.slice(start, end),
  at: (offset) => at(start + offset),
});

/** Offset after the last character of a piece, in the file. */
export const endOf = ({ text, at }: Piece): number => (text === '' ? at(0) : at(text.length - 1) + 1);

/** Puts a piece together out of stretches of a text: continued lines joined, escapes read, templates filled in. */
export class PieceBuilder {
  readonly #texts: string[] = [];
  /** Of each stretch: offset in the new text, and its bounds in the old one. */
  readonly #starts: number[] = [];
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  #length = 0;

  /** Appends text that stands for `start` to `end` of the old one: letter for letter where the lengths are equal. */
  append(text: string, start: number, end: number): void {
    if (text === '') return;
    this.#texts.push(text);
    this.#starts.push(this.#length);
    this.#from.push(start);
    this.#to.push(end);
    this.#length += text.length;
  }

  get length(): number {
    return this.#length;
  }

  /** @param outer place of the offsets of the old text; left out: it is the file's own */
  finish(outer: PlaceMap = (offset) => offset): Piece {
    const [starts, from, to, length] = [this.#starts, this.#from, this.#to, this.#length];
    const place = (offset: number): number => {
      const index = findStretch(starts, offset);
      const [start = 0, first = 0, last = 0] = [starts[index], from[index], to[index]];
      const end = starts[index + 1] ?? length;
      if (offset >= end) return outer(last);
      if (end - start === last - first) return outer(first + offset - start);
      return outer(offset === end - 1 && offset > start ? Math.max(first, last - 1) : first);
    };
    return { text: this.#texts.join(''), at: place };
  }
}

/** The last stretch that begins at or before an offset. */
function findStretch(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Pieces one after the other, each on lines of its own. */
export function joinPieces(pieces: readonly Piece[]): Piece {
  const starts: number[] = [];
  let length = 0;
  for (const { text } of pieces) {
    starts.push(length);
    length += text.length + 1;
  }
  return {
    text: pieces.map(({ text }) => text).join('\n'),
    at(offset) {
      const index = findStretch(starts, offset);
      const piece = pieces[index];
      if (piece === undefined) return 0;
      const inside = offset - (starts[index] ?? 0);
      return inside < piece.text.length ? piece.at(inside) : endOf(piece);
    },
  };
}
