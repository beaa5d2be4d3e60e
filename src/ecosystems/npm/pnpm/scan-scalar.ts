const blank = 0x20;
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

/** Whether a text without its line end is one plain scalar, and no null. */
export function isPlainScalar(value: string): boolean {
  if (value === '' || startsOtherwise[value.charCodeAt(0)] === 1) return false;
  const last = value.charCodeAt(value.length - 1);
  return last !== colon && last !== blank && !value.includes(': ') && !value.includes(' #') && !isNull(value);
}

export const isNull = (value: string): boolean =>
  value === '~' || (value.length === 4 && value.toLowerCase() === 'null');

/** The colon after the plain key that the text begins with; -1 where there is none, or the key needs a closer look. */
export function findKeyEnd(line: string): number {
  if (keyStartsOtherwise[line.charCodeAt(0)] === 1) return -1;
  const found = line.indexOf(': ');
  const end = found === -1 && line.endsWith(':') ? line.length - 1 : found;
  if (end === -1 || line.charCodeAt(end - 1) === blank) return -1;
  const comment = line.indexOf(' #');
  return comment !== -1 && comment < end ? -1 : end;
}

/** Whether every reader takes a plain scalar for a text. */
export function isText(value: string): boolean {
  const first = value.charCodeAt(0);
  if (first <= 0x39 && numberLike.test(value)) return false;
  return value.length > 5 || !words.has(value.toLowerCase());
}
