import { cutPiece, type Piece, PieceBuilder } from '../pieces.ts';

/** One word of an instruction, quotes and escapes resolved. */
export interface PlacedWord {
  readonly piece: Piece;
  /** Variables stand for themselves inside single quotes. */
  readonly literal: boolean;
  /** Offsets in the value. */
  readonly start: number;
  readonly end: number;
}

const isBlank = (char: string): boolean => char === ' ' || char === '\t' || char === '\r' || char === '\n';

/** Words of an instruction that is no command: separated by blanks, quotes keep them together. Linear. */
export function splitInstruction(value: Piece): readonly PlacedWord[] {
  const { text } = value;
  const words: PlacedWord[] = [];
  for (let at = 0; at < text.length; ) {
    if (isBlank(text.charAt(at))) at += 1;
    else {
      const word = readWord(value, at);
      words.push(word);
      at = word.end;
    }
  }
  return words;
}

function readWord(value: Piece, start: number): PlacedWord {
  const { text } = value;
  const built = new PieceBuilder();
  let at = start;
  let quote = '';
  let literal = false;
  while (at < text.length && (quote !== '' || !isBlank(text.charAt(at)))) {
    const char = text.charAt(at);
    if (quote === '' && (char === '"' || char === "'")) {
      quote = char;
      literal ||= char === "'";
    } else if (char === quote) quote = '';
    else if (char === '\\' && quote !== "'" && at + 1 < text.length) {
      built.append(text.charAt(at + 1), at, at + 2);
      at += 1;
    } else built.append(char, at, at + 1);
    at += 1;
  }
  const piece = built.length === 0 ? cutPiece(value, start, start) : built.finish(value.at);
  return { piece, literal, start, end: at };
}

export interface Assignment {
  readonly name: string;
  readonly value: Piece;
  readonly literal: boolean;
  readonly start: number;
  readonly end: number;
}

/** `NAME=value OTHER="a b"`, and the old form `NAME the rest of the line`. A name without a value is left out. */
export function readAssignments(value: Piece): readonly Assignment[] {
  const words = splitInstruction(value);
  const [first, second] = words;
  if (first === undefined) return [];
  if (!first.piece.text.includes('=')) {
    if (second === undefined) return [];
    const rest = cutPiece(value, second.start);
    return [{ name: first.piece.text, value: rest, literal: false, start: first.start, end: value.text.length }];
  }
  return words.flatMap(({ piece, literal, start, end }) => {
    const equals = piece.text.indexOf('=');
    if (equals < 1) return [];
    return [{ name: piece.text.slice(0, equals), value: cutPiece(piece, equals + 1), literal, start, end }];
  });
}
