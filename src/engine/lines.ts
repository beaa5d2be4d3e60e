import type { ReadText } from '../model/inspection.ts';
import { blotAddresses } from '../text/mask.ts';
import { remember } from '../text/remember.ts';
import { maskTokens } from '../text/secrets.ts';
import type { Discovery } from './discover.ts';
import type { LoadedFile } from './read.ts';

interface Sides {
  readonly head: Pick<Discovery['head'], 'files'>;
  readonly base: Pick<Discovery['base'], 'files'>;
}

/** Lines of files that were read, 1-based, for excerpts: secrets are blotted out, and all else stays where it stands. */
export function readLines({ head, base }: Sides, texts: readonly ReadText[] = []) {
  const others = new Map(texts.map(({ path, text }) => [path, text]));
  const split = new Map<string, readonly string[]>();
  const linesIn = (path: string): readonly string[] => {
    const [file, text] = [head.files.get(path), others.get(path)];
    return file === undefined && text !== undefined ? linesOfText(text) : linesOf(file ?? base.files.get(path));
  };
  // A line may hold thousands of findings.
  const blotOut = remember((line) => maskTokens(blotAddresses(line, blot), (token) => blot(token.length)), mostLines);
  return (path: string, number: number): string | undefined => {
    const lines = split.get(path) ?? linesIn(path);
    split.set(path, lines);
    const line = lines[number - 1];
    return line === undefined ? undefined : blotOut(line);
  };
}

const linesOfText = (text: string): string[] => (text === '' ? [] : text.split(/\r?\n/));

function linesOf(file: LoadedFile | undefined): readonly string[] {
  const lines = linesOfText(file?.text ?? '');
  for (const one of file?.parsed.tools ?? []) {
    if (one.kind !== 'secret') continue;
    const { startLine, startColumn, endLine, endColumn } = one.location;
    for (let number = startLine; number <= endLine; number += 1) {
      const line = lines[number - 1] ?? '';
      const from = number === startLine ? startColumn - 1 : 0;
      const to = number === endLine ? endColumn - 1 : line.length;
      lines[number - 1] = line.slice(0, from) + blot(to - from) + line.slice(to);
    }
  }
  return lines;
}

/** Findings of a line stand together. */
const mostLines = 16;

const blot = (length: number): string => '*'.repeat(Math.max(0, length));
