import { indentOf, linesOf } from './lines.ts';
import { joinPieces, type Piece, sliceOf } from './pieces.ts';

/** One setting of an ini file, its continuation lines included. */
export interface IniSetting {
  readonly section: string;
  readonly key: string;
  readonly value: Piece;
  readonly start: number;
}

/**
 * Settings as Python's `configparser` reads them (docs.python.org/3/library/configparser.html): a line that is indented
 * deeper than its key goes on with the value; `#` and `;` begin comments on lines of their own. Linear.
 */
export function readIni(text: string): readonly IniSetting[] {
  const settings: IniSetting[] = [];
  let section = '';
  let open: { key: string; start: number; indent: number; lines: Piece[] } | undefined;
  const close = (): void => {
    if (open !== undefined) settings.push({ section, key: open.key, start: open.start, value: joinPieces(open.lines) });
    open = undefined;
  };
  for (const line of linesOf(text)) {
    const indent = indentOf(line.text);
    const content = line.text.slice(indent);
    if (content === '' || content.startsWith('#') || content.startsWith(';')) continue;
    if (open !== undefined && indent > open.indent) {
      open.lines.push(sliceOf(text, line.start + indent, line.end));
      continue;
    }
    close();
    const header = /^\[([^\]\r\n]{1,500})\]/.exec(content);
    if (header !== null) section = header[1] ?? '';
    else {
      const assignment = /^([\w.-]{1,200})[ \t]*[=:][ \t]*/.exec(content);
      if (assignment === null) continue;
      const [mark, key = ''] = assignment;
      const from = line.start + indent + mark.length;
      open = { key, start: line.start + indent, indent, lines: [sliceOf(text, from, line.end)] };
    }
  }
  close();
  return settings;
}
