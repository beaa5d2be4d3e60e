import { expandBraces } from './braces.ts';

/** Patterns that are kept ready. One audit meets few, over and over. */
const maxCompiled = 2000;
const compiled = new Map<string, (path: string) => boolean>();

/**
 * Whether a path matches a glob: `*` and `?` stay inside one folder, `**` crosses folders (a leading `**` and a slash
 * also stand for no folder at all), `{a,b}` and `{1..3}` offer alternatives. Everything else stands for itself, also a
 * leading dot. Time is bounded by pattern length times path length for each alternative.
 */
export const matchesGlob = (pattern: string, path: string): boolean => compileGlob(pattern)(path);

/** The same as a function of the path: a pattern that meets many paths is read once. */
export function compileGlob(pattern: string): (path: string) => boolean {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const matchers = expandBraces(pattern).map(compileAlternative);
  const matches = (path: string): boolean => matchers.some((one) => one(path));
  if (compiled.size >= maxCompiled) compiled.clear();
  compiled.set(pattern, matches);
  return matches;
}

/** Without braces. Most paths differ from a pattern before its first wildcard, or behind its last. */
function compileAlternative(pattern: string): (path: string) => boolean {
  const first = pattern.search(/[*?]/);
  if (first === -1) return (path) => path === pattern;
  const tokens = readPathPattern(pattern);
  const prefix = pattern.slice(0, first);
  const suffix = pattern.slice(Math.max(pattern.lastIndexOf('*'), pattern.lastIndexOf('?')) + 1);
  // `**/x` may stand for `x` alone: the slash is the wildcard's.
  const ending = pattern.endsWith(`**${suffix}`) && suffix.startsWith('/') ? suffix.slice(1) : suffix;
  return (path) => path.startsWith(prefix) && path.endsWith(ending) && matchesTokens(tokens, path);
}

/** Whether a name matches a glob whose only wildcard is `*`, for any text, slashes included. */
export const matchesName = (pattern: string, name: string): boolean => matchesTokens(readNamePattern(pattern), name);

type Token =
  | { readonly kind: 'text'; readonly text: string }
  /** One character of a folder's or file's name. */
  | { readonly kind: 'one' }
  /** Any characters, of one folder or of all. */
  | { readonly kind: 'some'; readonly crosses: boolean }
  /** Any number of whole folders. */
  | { readonly kind: 'folders' };

function readPathPattern(pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; ) {
    const atStart = at === 0 || pattern[at - 1] === '/';
    if (atStart && pattern.startsWith('**/', at)) {
      tokens.push({ kind: 'folders' });
      at += 3;
    } else if (pattern.startsWith('**', at)) {
      tokens.push({ kind: 'some', crosses: true });
      at += 2;
    } else {
      tokens.push(readCharacter(pattern.charAt(at)));
      at += 1;
    }
  }
  return mergeWildcards(tokens);
}

/** Two wildcards in a row say no more than the wider of them; merged, a long row of them costs nothing. */
function mergeWildcards(tokens: readonly Token[]): readonly Token[] {
  const merged: Token[] = [];
  for (const token of tokens) {
    const last = merged.at(-1);
    if (token.kind === 'folders' && last?.kind === 'folders') continue;
    if (token.kind === 'some' && last?.kind === 'some') {
      merged[merged.length - 1] = { kind: 'some', crosses: token.crosses || last.crosses };
    } else merged.push(token);
  }
  return merged;
}

function readCharacter(character: string): Token {
  if (character === '*') return { kind: 'some', crosses: false };
  return character === '?' ? { kind: 'one' } : { kind: 'text', text: character };
}

const readNamePattern = (pattern: string): readonly Token[] =>
  mergeWildcards(
    pattern
      .split('')
      .map((character) => (character === '*' ? { kind: 'some', crosses: true } : { kind: 'text', text: character })),
  );

/** Walks all states of the pattern at once, so that no text makes it try a choice again. */
function matchesTokens(tokens: readonly Token[], text: string): boolean {
  let states = new Uint8Array(tokens.length + 1);
  enter(tokens, states, 0);
  for (let at = 0; at < text.length; at += 1) {
    const next = new Uint8Array(tokens.length + 1);
    let alive = false;
    for (let state = 0; state < tokens.length; state += 1) {
      const token = tokens[state];
      if (states[state] === 1 && token !== undefined && step(tokens, next, state, token, text.charAt(at))) alive = true;
    }
    if (!alive) return false;
    states = next;
  }
  return states[tokens.length] === 1;
}

/** Reads one character in one state; whether any state follows. */
function step(tokens: readonly Token[], next: Uint8Array, state: number, token: Token, character: string): boolean {
  switch (token.kind) {
    case 'text':
      return character === token.text && enter(tokens, next, state + 1);
    case 'one':
      return character !== '/' && enter(tokens, next, state + 1);
    case 'some':
      return (token.crosses || character !== '/') && enter(tokens, next, state);
    case 'folders':
      next[state] = 1;
      return character !== '/' || enter(tokens, next, state + 1);
  }
}

/** Enters a state and those that follow it without reading anything. */
function enter(tokens: readonly Token[], states: Uint8Array, state: number): true {
  let at = state;
  states[at] = 1;
  for (let token = tokens[at]; token?.kind === 'some' || token?.kind === 'folders'; token = tokens[at]) {
    at += 1;
    states[at] = 1;
  }
  return true;
}
