import { type Piece, PieceBuilder } from './pieces.ts';

export interface TemplateMarks {
  readonly open: string;
  readonly close: string;
}

/**
 * A reference to a variable that nobody sets, as long as what it stands for: shells and the readers of this program take
 * it for a value that is not known, and every place stays where it was.
 */
export function unknownValue(written: string): string {
  if (written.startsWith('${') && !written.startsWith('${{')) return written;
  if (written.length < 5) return `$${'_'.repeat(Math.max(1, written.length - 1))}`;
  return `\${_${written.slice(3, -1).replace(/[^A-Za-z0-9]/g, '_')}}`;
}

/**
 * Fills in the templates of a text, which are read before any shell sees it: known values stand in their place, others
 * become unknown values. A mark that is never closed stands as it is.
 */
export function fillTemplates(
  piece: Piece,
  { open, close }: TemplateMarks,
  resolve: (expression: string) => string | undefined = () => undefined,
): Piece {
  const { text } = piece;
  let start = text.indexOf(open);
  if (start === -1) return piece;
  const built = new PieceBuilder();
  let done = 0;
  while (start !== -1) {
    const end = text.indexOf(close, start + open.length);
    if (end === -1) break;
    built.append(text.slice(done, start), done, start);
    done = end + close.length;
    const written = text.slice(start, done);
    built.append(resolve(text.slice(start + open.length, end).trim()) ?? unknownValue(written), start, done);
    start = text.indexOf(open, done);
  }
  built.append(text.slice(done), done, text.length);
  return built.finish(piece.at);
}
