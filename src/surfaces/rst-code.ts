import { beginsWithInstaller } from './installers.ts';
import { indentOf, type Line, linesOf } from './lines.ts';
import { snippetsIn } from './markdown-blocks.ts';
import { joinPieces, type Piece, sliceOf } from './pieces.ts';
import type { Snippet } from './prose.ts';

/** A directive that waits for its indented lines. */
interface Opening {
  readonly indent: number;
  readonly language: string;
}

/**
 * Code of a reStructuredText (docutils.sourceforge.io, "Directives"): `code-block`, `code`, `sourcecode` and `prompt`
 * directives, literal blocks after `::`, and inline literals that begin with an installer. Linear.
 */
export function findRstCode(text: string): readonly Snippet[] {
  const snippets: Snippet[] = [];
  let opening: Opening | undefined;
  let block: Piece[] = [];
  const close = (): void => {
    if (opening !== undefined && block.length > 0) snippets.push(...snippetsIn(opening.language, joinPieces(block)));
    block = [];
    opening = undefined;
  };
  for (const line of linesOf(text)) {
    const isBlank = line.text.trim() === '';
    const indent = indentOf(line.text);
    if (opening !== undefined && !isBlank && indent <= opening.indent) close();
    if (opening !== undefined) {
      const isOption = block.length === 0 && /^\s*:[\w-]{1,50}:/.test(line.text.slice(0, 200));
      if (!isBlank && !isOption) block.push(sliceOf(text, line.start, line.end));
      continue;
    }
    opening = openingOf(line.text, indent);
    if (opening === undefined) addLiterals(text, line, snippets);
  }
  close();
  return snippets;
}

function openingOf(line: string, indent: number): Opening | undefined {
  const directive = /^[ \t]*\.\.[ \t]+(?:code-block|code|sourcecode|prompt|parsed-literal)::[ \t]*([\w+#-]*)/.exec(
    line.slice(0, 500),
  );
  if (directive !== null) return { indent, language: directive[1] ?? '' };
  if (/^[ \t]*\.\.[ \t]/.test(line.slice(0, 200))) return undefined;
  return line.trimEnd().endsWith('::') ? { indent, language: '' } : undefined;
}

function addLiterals(text: string, line: Line, snippets: Snippet[]): void {
  for (let at = line.text.indexOf('``'); at !== -1; ) {
    const close = line.text.indexOf('``', at + 2);
    if (close === -1) return;
    const piece = sliceOf(text, line.start + at + 2, line.start + close);
    if (beginsWithInstaller(piece.text)) snippets.push({ piece, kind: 'plain' });
    at = line.text.indexOf('``', close + 2);
  }
}
