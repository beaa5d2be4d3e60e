const blank = 0x20;
const hash = 0x23;
const colon = 0x3a;

/** Characters that a plain scalar cannot begin with (YAML 1.2, section 7.3.3), or only where more is known than one character. */
const startsOtherwise = new Uint8Array(128);
for (const character of '\t\n\r -?:,[]{}#&*!|>\'"%@`') startsOtherwise[character.charCodeAt(0)] = 1;

/** The same for a key: `<` begins a merge key or a conflict marker, `=` a marker, `~` stands for nothing. */
const keyStartsOtherwise = startsOtherwise.slice();
for (const character of '<=~') keyStartsOtherwise[character.charCodeAt(0)] = 1;

/** Wider than the numbers of YAML. */
const numberLike = /^[-+]?(?:\.?[0-9][0-9_.]*(?:[eE][-+]?[0-9]+)?|0[xob][0-9a-fA-F_]+|\.(?:inf|nan))$/i;
const words: ReadonlySet<string> = new Set(['null', 'true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n']);

/** Whether a plain scalar that is no null reaches from `at` to the end of the line. */
export function isPlainScalar(text: string, at: number, end: number): boolean {
  const first = text.charCodeAt(at);
  if (at >= end || startsOtherwise[first] === 1) return false;
  let before = first;
  for (let next = at + 1; next < end; next += 1) {
    const code = text.charCodeAt(next);
    if (code === hash ? before === blank : code === blank && before === colon) return false;
    before = code;
  }
  return before !== colon && before !== blank && !isNull(text, at, end);
}

function isNull(text: string, at: number, end: number): boolean {
  if (end - at === 1) return text.charCodeAt(at) === 0x7e;
  return end - at === 4 && text.slice(at, end).toLowerCase() === 'null';
}

/** The colon after the plain key that begins at `at`; -1 where there is none on the line, or the key needs a closer look. */
export function findKeyEnd(text: string, at: number, end: number): number {
  if (keyStartsOtherwise[text.charCodeAt(at)] === 1) return -1;
  let before = 0;
  for (let next = at; next < end; next += 1) {
    const code = text.charCodeAt(next);
    if (code === colon && (next + 1 === end || text.charCodeAt(next + 1) === blank))
      return before === blank ? -1 : next;
    if (code === hash && before === blank) return -1;
    before = code;
  }
  return -1;
}

/** Whether every reader takes a plain scalar for a text. */
export function isText(value: string): boolean {
  const first = value.charCodeAt(0);
  if (first <= 0x39 && numberLike.test(value)) return false;
  return value.length > 5 || !words.has(value.toLowerCase());
}
