/**
 * Where the lines of a block scalar end that begins at `from`: at the first that is not indented deeper than its key.
 * @returns the offset of that line; -1 where the block is not as js-yaml writes it
 */
export function findBlockEnd(text: string, from: number, parent: number): number {
  let content = -1;
  for (let start = from; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const stop = feed === -1 ? text.length : feed;
    const indent = indentOf(text, start, stop);
    if (indent === -1 && content === -1) return -1;
    if (indent !== -1) {
      if (indent <= parent) return start;
      if (content === -1) content = indent;
      if (indent < content) return -1;
    }
    start = stop + 1;
  }
  return text.length;
}

/** Blanks before the text of a line; -1 where there is none. */
function indentOf(text: string, start: number, stop: number): number {
  let at = start;
  while (at < stop && text.charCodeAt(at) === 0x20) at += 1;
  return at === stop || (at === stop - 1 && text.charCodeAt(at) === 0x0d) ? -1 : at - start;
}
