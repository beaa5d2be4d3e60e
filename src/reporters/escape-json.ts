const unsafe = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
const plain = /^[\n !"$-[\]-~]*$/;
/** An escaped backslash, or the escape of a surrogate that stands alone: pairs are printed as they are (ECMA-262, 25.5.4). */
const escapedSurrogate = /\\(?:\\|ud[89a-f][0-9a-f]{2})/g;

function escapeUnits(text: string): string {
  let escaped = '';
  for (let i = 0; i < text.length; i++) escaped += `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`;
  return escaped;
}

/**
 * JSON that is safe to print: the same values, with invisible characters and the opening of a runner's command spelled as
 * escapes. Lone surrogates, which RFC 7493 forbids, become U+FFFD. Ends with a line feed.
 */
export function printJson(value: object, indent = 2): string {
  const text = JSON.stringify(value, undefined, indent);
  // Nearly all is plain.
  if (plain.test(text)) return `${text}\n`;
  const whole = text.replace(escapedSurrogate, (found) => (found === '\\\\' ? found : '\ufffd'));
  return `${whole.replace(unsafe, escapeUnits).replaceAll('##[', '##\\u005b')}\n`;
}
