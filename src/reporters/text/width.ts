/** East Asian wide and full-width blocks (Unicode Standard Annex 11) and characters drawn as pictures. */
const wide =
  /^[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]$/u;
const combining = /^[\p{Mn}\p{Me}]$/u;

/** Columns that one character takes in a terminal, as most terminals agree. */
export function charWidth(char: string): 0 | 1 | 2 {
  if (char <= '\u007e') return 1;
  return combining.test(char) ? 0 : wide.test(char) ? 2 : 1;
}

export function textWidth(text: string): number {
  let width = 0;
  for (const char of text) width += charWidth(char);
  return width;
}

/**
 * Breaks a text without line ends between words so that no line is wider than `width`; a longer word is broken inside.
 * Never empty.
 */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(' ').flatMap((part) => breakWord(part, width))) {
    const size = textWidth(word);
    if (line !== '' && used + 1 + size > width) {
      lines.push(line);
      line = word;
      used = size;
    } else {
      used += size + (line === '' ? 0 : 1);
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function breakWord(word: string, width: number): readonly string[] {
  if (word.length <= width && textWidth(word) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  let used = 0;
  for (const char of word) {
    const size = charWidth(char);
    if (used + size > width && part !== '') {
      parts.push(part);
      part = '';
      used = 0;
    }
    part += char;
    used += size;
  }
  return [...parts, part];
}
