import { MalformedFileError } from '../../model/ecosystem.ts';
import { linesOf } from './ini.ts';
import type { Span } from './scan.ts';

/** A line of an embedded document, without its line end. */
export interface BlockLine extends Span {
  /** Offset of what stands behind the comment sign. */
  readonly content: number;
}

export interface Block {
  readonly lines: readonly BlockLine[];
  /** Another `script` block begins inside a block of another type: tools that look for the first opening line read that one. */
  readonly nested: Span | undefined;
}

const opening = /^# \/\/\/ ([a-zA-Z0-9-]+)$/;
const closing = '# ///';
const isContent = (line: string): boolean => line === '#' || line.startsWith('# ');

/**
 * Finds the metadata of a script: a `# /// script` line, comment lines, and the last `# ///` line of that run of comments
 * (packaging.python.org, inline script metadata). It gives what the regular expression of the specification gives, which
 * itself is not run: a text of comment lines would make it try every end from every beginning. Linear.
 *
 * @returns undefined where there is no closed block
 * @throws MalformedFileError where there are two
 */
export function findScriptBlock(text: string): Block | undefined {
  let found: Block | undefined;
  let nested: Span | undefined;
  let run: RunLine[] = [];
  const settle = () => {
    for (const block of blocksIn(run)) {
      if (block.type !== 'script') nested ??= block.lines.find(({ line }) => line === '# /// script');
      else if (found !== undefined) throw new MalformedFileError('there are two script blocks', block.number);
      else found = { lines: block.lines, nested: undefined };
    }
    run = [];
  };
  let number = 0;
  for (const span of linesOf(text)) {
    number += 1;
    const line = text.slice(span.start, span.end);
    if (isContent(line)) run.push({ ...span, line, number, content: Math.min(span.start + 2, span.end) });
    else if (run.length > 0) settle();
  }
  settle();
  if (found !== undefined) return { ...found, nested };
  return nested === undefined ? undefined : { lines: [], nested };
}

interface RunLine extends BlockLine {
  readonly line: string;
  readonly number: number;
}

interface TypedBlock {
  readonly type: string;
  readonly number: number;
  readonly lines: readonly RunLine[];
}

/** The blocks of one run of comment lines: the first opening line reaches to the last closing line, with something between. */
function blocksIn(run: readonly RunLine[]): readonly TypedBlock[] {
  const last = run.findLastIndex(({ line }) => line === closing);
  const first = run.findIndex(({ line }, index) => index < last - 1 && opening.test(line));
  const type = opening.exec(run[first]?.line ?? '')?.[1];
  if (type === undefined) return [];
  return [{ type, number: run[first]?.number ?? 1, lines: run.slice(first + 1, last) }];
}
