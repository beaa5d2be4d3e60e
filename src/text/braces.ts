/** Most texts that the braces of one pattern may stand for. */
const maxAlternatives = 256;
/** Braces inside braces are read this deep. */
const maxDepth = 8;

/**
 * The texts that a pattern's braces stand for (bash, "Brace Expansion"): `{a,b}`, nested ones and `{1..3}`. A pattern that
 * stands for too many is given as it is written: `hasTooManyBraces` tells.
 */
export const expandBraces = (pattern: string): readonly string[] => expand(pattern, maxDepth) ?? [pattern];

/** Whether the braces of a pattern stand for more texts than are looked at. */
export const hasTooManyBraces = (pattern: string): boolean => expand(pattern, maxDepth) === undefined;

/** Undefined where it comes to too many texts. */
function expand(pattern: string, depth: number): readonly string[] | undefined {
  let texts: readonly string[] = [''];
  let at = 0;
  for (let open = pattern.indexOf('{'); open !== -1; open = pattern.indexOf('{', at)) {
    const group = readGroup(pattern, open);
    if (group === undefined) break;
    if (depth === 0) return undefined;
    const offered = offer(group.parts, depth);
    if (offered === undefined || texts.length * offered.length > maxAlternatives) return undefined;
    const before = pattern.slice(at, open);
    texts = texts.flatMap((text) => offered.map((choice) => text + before + choice));
    at = group.end;
  }
  const rest = pattern.slice(at);
  return texts.map((text) => text + rest);
}

/** What lies between a brace and the one that closes it, split at its own commas; undefined where none closes it. */
function readGroup(
  pattern: string,
  open: number,
): { readonly parts: readonly string[]; readonly end: number } | undefined {
  const parts: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let at = open; at < pattern.length; at += 1) {
    const character = pattern.charAt(at);
    if (character === '{') depth += 1;
    else if (character === '}') depth -= 1;
    if (depth === 0 || (depth === 1 && character === ',')) {
      parts.push(pattern.slice(start, at));
      start = at + 1;
    }
    if (depth === 0) return { parts, end: at + 1 };
  }
  return undefined;
}

function offer(parts: readonly string[], depth: number): readonly string[] | undefined {
  const [only = ''] = parts;
  if (parts.length === 1) return offerRange(only) ?? nest(only, depth)?.map((text) => `{${text}}`);
  const texts: string[] = [];
  for (const part of parts) {
    const inner = nest(part, depth);
    if (inner === undefined || texts.length + inner.length > maxAlternatives) return undefined;
    texts.push(...inner);
  }
  return texts;
}

const nest = (part: string, depth: number): readonly string[] | undefined =>
  part.includes('{') ? expand(part, depth - 1) : [part];

function offerRange(text: string): readonly string[] | undefined {
  const [, first, last] = /^(-?[0-9]{1,6})\.\.(-?[0-9]{1,6})$/.exec(text) ?? [];
  if (first === undefined || last === undefined) return undefined;
  const [from, to] = [Number(first), Number(last)];
  const count = Math.abs(to - from) + 1;
  if (count > maxAlternatives) return undefined;
  return Array.from({ length: count }, (_, at) => String(from + (to < from ? -at : at)));
}
