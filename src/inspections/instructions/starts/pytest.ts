/** A function at the left margin, with its decorators. */
interface Block {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  /** Pytest runs it by itself: a hook, or a fixture that every test has. */
  readonly isCalled: boolean;
}

/** Where a new statement begins: no comment, and no end of a list of parameters. */
const atMargin = /^[^\s#)]/;

/** Functions that call each other are followed so far. */
const mostSteps = 10;

/**
 * A `conftest.py` without what only a test asks for: kept are the module, hooks, fixtures that every test has, and functions
 * that these name. Blanks stand for what is left out, so that all keeps its place. Imports alone do nothing.
 */
export function withoutRequested(text: string): string {
  const lines = text.split('\n');
  let left = blocksOf(lines).filter(({ isCalled }) => !isCalled);
  for (let step = 0; step < mostSteps; step += 1) {
    const words = new Set(mask(lines, left).match(/\w+/g));
    const still = left.filter(({ name }) => !words.has(name));
    if (still.length === left.length) break;
    left = still;
  }
  return mask(lines, left).replace(/^(?:import|from)[ \t][^\n(]*$/gm, blank);
}

const blank = (text: string): string => ' '.repeat(text.length);

function mask(lines: readonly string[], blocks: readonly Block[]): string {
  const kept = [...lines];
  for (const { start, end } of blocks) for (let at = start; at < end; at += 1) kept[at] = blank(kept[at] ?? '');
  return kept.join('\n');
}

function blocksOf(lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = [];
  let decorated: number | undefined;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const name = /^(?:async[ \t]{1,4})?def[ \t]{1,4}(\w{1,200})/.exec(line)?.[1];
    if (line.startsWith('@')) decorated ??= at;
    else if (name !== undefined) {
      const start = decorated ?? at;
      let end = at + 1;
      while (end < lines.length && !atMargin.test(lines[end] ?? '')) end += 1;
      const isShared = /\bautouse\b/.test(lines.slice(start, at).join('\n'));
      blocks.push({ start, end, name, isCalled: isShared || name.startsWith('pytest_') });
      at = end - 1;
      decorated = undefined;
    } else if (atMargin.test(line)) decorated = undefined;
  }
  return blocks;
}
