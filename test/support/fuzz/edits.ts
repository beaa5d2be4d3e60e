import type { Random } from './random.ts';
import { tokens } from './tokens.ts';

type Edit = (text: string, random: Random, others: readonly string[]) => string;

const linesOf = (text: string): string[] => text.split(/(?<=\n)/);
const words = /[A-Za-z0-9_.@/-]+/g;
/** Texts do not grow without end: what is slow only because it is long is looked at elsewhere. */
const maxLength = 4_000;

const replace = (text: string, at: number, length: number, put: string): string =>
  text.slice(0, at) + put + text.slice(at + length);

function pieceOf(others: readonly string[], random: Random): string {
  const other = random.pick(others) ?? '';
  const from = random.below(other.length);
  return other.slice(from, from + random.below(120));
}

/** What is done to a text; each keeps most of what the format understands. */
const edits: readonly Edit[] = [
  (text, random) => replace(text, random.below(text.length + 1), 0, random.pick(tokens) ?? ''),
  (text, random) => replace(text, random.below(text.length + 1), random.below(4), random.pick(tokens) ?? ''),
  (text, random) => replace(text, random.below(text.length + 1), 1, ''),
  (text, random) => replace(text, random.below(text.length + 1), random.below(12), ''),
  (text, random, others) => replace(text, random.below(text.length + 1), random.below(40), pieceOf(others, random)),
  // A token beside a word, and in place of one: where grammars look.
  (text, random) => {
    const word = random.pick([...text.matchAll(words)]);
    if (word === undefined) return text;
    const at = word.index + random.below(2) * word[0].length;
    return replace(text, at, 0, random.pick(tokens) ?? '');
  },
  (text, random, others) => {
    const word = random.pick([...text.matchAll(words)]);
    const other = random.pick([...(random.pick([text, ...others]) ?? '').matchAll(words)]);
    const put = random.below(2) === 0 ? (random.pick(tokens) ?? '') : (other?.[0] ?? '');
    return word === undefined ? text : replace(text, word.index, word[0].length, put);
  },
  (text, random) => {
    const lines = linesOf(text);
    const moved = lines.splice(random.below(lines.length), 1);
    lines.splice(random.below(lines.length + 1), 0, ...moved);
    return lines.join('');
  },
  (text, random) => {
    const lines = linesOf(text);
    const copied = lines[random.below(lines.length)] ?? '';
    lines.splice(random.below(lines.length + 1), 0, ...Array.from({ length: random.below(4) + 1 }, () => copied));
    return lines.join('');
  },
  (text, random) => {
    const lines = linesOf(text);
    lines.splice(random.below(lines.length), random.below(4) + 1);
    return lines.join('');
  },
  (text, random, others) => {
    const lines = linesOf(text);
    lines.splice(random.below(lines.length + 1), 0, random.pick(linesOf(random.pick(others) ?? '')) ?? '');
    return lines.join('');
  },
  (text, random) => {
    const lines = linesOf(text);
    const at = random.below(lines.length);
    lines[at] = ' '.repeat(random.below(9)) + (lines[at] ?? '').trimStart();
    return lines.join('');
  },
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random) => text.replaceAll('\n', random.pick(['\r\n', '\r', '\n\n', ' \n', '\\\n', '\v', '']) ?? '\n'),
  (text, random) => {
    const open = random.pick(['[', '{', '{"a":', '(', '- ', 'a: ', '"', '[a.', '$(', '`', '\\', '> ', '&a ']) ?? '';
    return replace(text, random.below(text.length + 1), 0, open.repeat(random.below(1_000)));
  },
  (text, random, others) => random.pick(others) ?? text,
  (_, random, others) => {
    const own = (random.pick(others) ?? '').match(/[A-Za-z0-9_.@/-]+|\s+|./gu) ?? [];
    const parts = Array.from({ length: random.below(80) }, () => random.pick(random.below(3) === 0 ? tokens : own));
    return parts.join('');
  },
];

/** A text that is nearly a file: one to six edits, most of them small. */
export function editText(text: string, random: Random, others: readonly string[]): string {
  const small = edits.length - 3;
  let edited = random.below(40) === 0 ? (edits[small + random.below(3)]?.(text, random, others) ?? text) : text;
  for (let left = random.below(6); left >= 0; left -= 1) {
    edited = edits[random.below(small)]?.(edited, random, others) ?? edited;
  }
  return edited.slice(0, maxLength);
}
