import { endOf, type Piece } from './pieces.ts';

/** A file that is written where it stands, as the shell command that writes it: the same readers follow what it is for. */
export function writingOf(target: string, { text, at }: Piece): Piece {
  const longest = [...text.matchAll(/END(_*)/g)].reduce(
    (length, [, tail = '']) => Math.max(length, tail.length + 1),
    0,
  );
  const mark = `END${'_'.repeat(longest)}`;
  const head = `cat > '${target.slice(0, 4096).replaceAll(/['\r\n]/g, '')}' <<'${mark}'\n`;
  const body = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  const end = endOf({ text, at });
  const place = (offset: number): number => (offset < text.length ? at(Math.max(0, offset)) : end);
  return { text: `${head}${body}${mark}\n`, at: (offset) => place(offset - head.length) };
}
