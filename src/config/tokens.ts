import type { CST, Parser } from 'yaml';

/** Longest configuration, in UTF-16 code units; deepest nesting; most pieces of syntax. */
const maxLength = 256 * 1024;
const maxDepth = 32;
const maxPieces = 60_000;

type FailAt = (offset: number, problem: string, remedy: string) => never;

/**
 * Reads the concrete syntax and refuses what only an attack needs, before anything recursive walks over it: the composer
 * calls itself for each level and would exhaust the stack.
 */
export function readTokens(parser: Parser, text: string, failAt: FailAt): readonly CST.Token[] {
  if (text.length > maxLength) failAt(0, 'larger than 256 KB', 'keep only what differs from the defaults');
  const tokens: CST.Token[] = [];
  for (const token of parser.parse(text)) {
    if (token.type === 'directive') failAt(token.offset, 'a YAML directive', 'remove the line that begins with %');
    if (tokens.push(token) > maxPieces) failTooLarge(token, failAt);
  }
  inspect(tokens, failAt);
  return tokens;
}

const failTooLarge = (token: CST.Token, failAt: FailAt): never =>
  failAt(offsetOf(token), 'too many pieces', 'keep only what differs from the defaults');

/** Walks without recursion. */
function inspect(tokens: readonly CST.Token[], failAt: FailAt): void {
  const open = tokens.map((token) => ({ token, depth: 0 }));
  let pieces = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    pieces += 1;
    if (token.type === 'tag') failAt(token.offset, 'a tag', 'remove the word that begins with !');
    if (depth > maxDepth) failAt(offsetOf(token), 'nested too deeply', 'keep to the keys that are documented');
    if (pieces > maxPieces) failTooLarge(token, failAt);
    for (const child of childrenOf(token)) open.push({ token: child, depth: depth + 1 });
  }
}

function childrenOf(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return [...token.start, ...(token.value === undefined ? [] : [token.value])];
  if (!('items' in token)) return [];
  return token.items.flatMap((item) => [...item.start, ...(item.sep ?? []), ...partsOf(item)]);
}

const partsOf = (item: CST.CollectionItem): readonly CST.Token[] =>
  [item.key, item.value].filter((part) => part !== undefined && part !== null);

const offsetOf = (token: CST.Token): number => ('offset' in token ? token.offset : 0);
