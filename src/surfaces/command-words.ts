import type { Word } from '../model/command.ts';
import type { PlaceMap } from '../model/surface.ts';

/** Moves a word of a piece of text to the file that holds the piece. `plain` stays only where the file bears it out. */
export function placeWord(word: Word, at: PlaceMap, text: string): Word {
  const { start, end, plain } = word;
  const from = at(start);
  const place = plain === undefined || word.text === '' ? undefined : at(plain);
  return {
    text: word.text,
    known: word.known,
    start: from,
    end: Math.max(from, end > start ? at(end - 1) + 1 : from),
    ...(place !== undefined && text.startsWith(word.text, place) ? { plain: place } : {}),
  };
}

/**
 * Where the text of a word stands in the file. Quotes and escapes are passed over; where the text is not there at all, its
 * word stands for it.
 * @param file the text of the file
 */
export function placesIn({ text, plain, start, end }: Word, file: string): PlaceMap {
  if (plain !== undefined) return (offset) => plain + offset;
  const places = new Uint32Array(text.length);
  let at = start;
  for (let index = 0; index < text.length; index++) {
    while (at < end && file.charCodeAt(at) !== text.charCodeAt(index)) at++;
    if (at >= end) return () => start;
    places[index] = at++;
  }
  return (offset) => places[offset] ?? at;
}

/** Endings of programs on Windows. */
const endings = ['.exe', '.cmd', '.bat', '.ps1'];

/**
 * Name of a program without folder, ending and version: `/usr/bin/pip3.12` is `pip3`, `python3.11` is `python3`. A program
 * that only a variable names is called like the variable (`$PIP` is `pip`), as people who write such scripts mean it.
 */
export function programName({ text }: Word): string {
  if (text.length > 4096) return text;
  const variable = /^\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?$/.exec(text)?.[1];
  // `${PREFIX}pip`: what stands before is a folder as a rule.
  const glued = /^\$\{[A-Za-z_][A-Za-z0-9_]*\}(?=[a-z])/.exec(text)?.[0].length ?? 0;
  const slash = Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\'), glued - 1);
  const base = (variable ?? text.slice(slash + 1)).toLowerCase();
  const bare = endings.reduce((name, ending) => (name.endsWith(ending) ? name.slice(0, -ending.length) : name), base);
  const versioned = /^(pip|python|pypy)-?(\d?)(?:\.\d+)*$/.exec(bare);
  return versioned === null ? bare : `${versioned[1]}${versioned[2]}`;
}
