/** What a reader does not see or that moves what is seen, and what a YAML stream may not hold (YAML 1.2.2, "Character Set"). */
const unsafe =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800]/gu;

/**
 * Untrusted text as a quoted scalar on one line (YAML 1.2.2, sections 7.3.1 and 7.3.2): in single quotes where nothing has to
 * be escaped, as Sigma asks for. Lone surrogates, which no stream may hold, become U+FFFD. The opening of a command that a
 * runner would read is spelled as an escape.
 */
export function yamlScalar(text: string): string {
  if (/^[ -&(-~]*$/.test(text) && !text.includes('##[')) return `'${text}'`;
  const escaped = text
    .toWellFormed()
    .replace(/["\\]/g, '\\$&')
    .replace(unsafe, escapeCharacter)
    .replaceAll('##[', '##\\x5b');
  return `"${escaped}"`;
}

const escapeCharacter = (character: string): string =>
  `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`;
