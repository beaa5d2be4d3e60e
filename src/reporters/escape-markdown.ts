import { visible } from './escape-invisible.ts';

/**
 * What GitHub's Markdown gives a meaning inside a line or a table cell. Mentions, references and mail addresses are found
 * in the rendered text, where an entity is a character again; a zero-width space after the sign keeps them apart.
 */
const escapes: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['|', '&#124;'],
  ['\\', '&#92;'],
  ['`', '&#96;'],
  ['$', '&#36;'],
  ['@', '&#64;&#8203;'],
  ['#', '&#35;&#8203;'],
  ['[', '\\['],
  [']', '\\]'],
  ['*', '\\*'],
  ['_', '\\_'],
  ['~', '\\~'],
  ['::', ':&#58;&#8203;'],
  [':', ':&#8203;'],
  ['://', '&#58;&#8203;//'],
]);
/** A single colon: of a name that is drawn as a picture, `:tada:`, which `04:48:00` is not, or at the end, where one of ours follows. */
const special = /:\/\/|::|:(?=[\w+-]{1,100}:|$)(?!\d\d:)|[&<>|\\`$@#[\]*_~]/g;
const bareHost = /(www)\./gi;
/** Refers to an issue, as `#12` does. */
const reference = /(gh)-(?=\d)/gi;

/** Untrusted text, to stand inside a line: no structure, no link, no mention, no reference. */
export const markdownText = (text: string, max: number): string =>
  visible(text, max)
    .replace(special, (found) => escapes.get(found) ?? '')
    .replace(bareHost, '$1&#46;&#8203;')
    .replace(reference, '$1&#45;&#8203;');

/** Plain names, versions and paths as code, where they can be copied; anything else as escaped text. */
export const markdownCode = (text: string, max: number): string =>
  text.length <= max && /^[A-Za-z0-9@/._+~^=:,%-]+$/.test(text) && !text.includes('::')
    ? `\`${text}\``
    : markdownText(text, max);

/** A link where the address is a plain one, else the text alone. */
export const markdownLink = (text: string, address: string, max: number): string =>
  address.length <= 500 && /^https:\/\/[A-Za-z0-9./_~%?&=#-]+$/.test(address)
    ? `[${markdownText(text, max)}](${address})`
    : markdownText(text, max);
