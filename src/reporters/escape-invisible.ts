/**
 * Characters that a reader does not see or that move what is seen: controls (C0, DEL, C1), format characters with the
 * bidirectional and zero-width ones, lone surrogates, line separators, everything Unicode lets a renderer ignore, and
 * spaces that only look like one. Tabs and line ends are among them.
 */
const invisible =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800]/gu;

/** Replaces every invisible character by its number, `\u{202e}`. The result is one line of well-formed text. */
export const reveal = (text: string): string =>
  text.replace(invisible, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);

/** Cuts to at most `max` UTF-16 code units, never inside a character, and says so by an ellipsis. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 2);
  const end = last >= 0xd800 && last <= 0xdbff ? max - 2 : max - 1;
  return `${text.slice(0, end)}…`;
}

/** One line of at most `max` UTF-16 code units in which nothing is hidden. Linear in `max`, whatever the text's length. */
export const visible = (text: string, max: number): string => shorten(reveal(text.slice(0, max + 1)), max);
