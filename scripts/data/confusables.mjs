import { header } from './module.mjs';

/** Characters that names are made of. */
const readable = /^[a-z0-9._/@-]$/;

const decompose = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '');
const write = (character) => `\\u{${character.codePointAt(0).toString(16)}}`;
const compare = (a, b) => a.codePointAt(0) - b.codePointAt(0);

/**
 * src/knowledge/names/resemblance/confusables.gen.ts
 * @param text Unicode's table of confusables as JSON: an object with the prototype of each character
 */
export function makeConfusables(text) {
  const found = new Map();
  for (const [character, prototype] of Object.entries(JSON.parse(text))) {
    const like = prototype === 'rn' ? 'm' : decompose(prototype).toLowerCase();
    // What is decomposed is looked up in parts.
    if (/^[^\0-\x7f]$/u.test(character) && readable.test(like) && decompose(character) === character)
      found.set(like, [...(found.get(like) ?? []), character]);
  }
  if (found.size === 0) throw new Error('no table of confusables');
  const lines = [...found].sort(([a], [b]) => compare(a, b));
  return `${header}
/** A line for each character that names are made of: itself, then what looks like it. */
export const confusables = \`
${lines.map(([like, all]) => like + all.sort(compare).map(write).join('')).join('\n')}
\`;
`;
}
