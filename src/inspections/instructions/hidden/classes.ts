/** Everything that may be hidden text, but for hyphens at which words may be broken; most of it is honest somewhere. */
export const suspicious = /(?!\u00ad)[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;

/** Unicode 16, "Tags" (23.9): one for each character of ASCII. */
export const isTag = (point: number): boolean => point >= 0xe0000 && point <= 0xe007f;

/** Unicode 16, "Variation Selectors" (23.4): 256 of them, as many as a byte has values. */
export const isSelector = (point: number): boolean => isSelector16(point) || isSupplement(point);
const isSelector16 = (point: number): boolean => point >= 0xfe00 && point <= 0xfe0f;
const isSupplement = (point: number): boolean => point >= 0xe0100 && point <= 0xe01ef;

/** The byte that a selector stands for where bytes are smuggled. */
export const byteOf = (selector: number): number =>
  isSelector16(selector) ? selector - 0xfe00 : selector - 0xe0100 + 16;

/** Unicode Standard Annex #9: embeddings, overrides, isolates and what ends them. */
export const isOrder = (point: number): boolean =>
  (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
export const isOverride = (point: number): boolean => point === 0x202d || point === 0x202e;
/** Begins what U+202C ends. */
export const opensEmbedding = (point: number): boolean => point >= 0x202a && point <= 0x202e && point !== 0x202c;
/** Begins what U+2069 ends. */
export const opensIsolate = (point: number): boolean => point >= 0x2066 && point <= 0x2068;

/** Letters of Hangul that look like nothing; JavaScript takes them for parts of names. */
export const isFiller = (point: number): boolean => [0x115f, 0x1160, 0x3164, 0xffa0].includes(point);

const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
export const hasRightToLeft = (text: string): boolean => rightToLeft.test(text);

const emoji = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[\ufe0f\u20e3])$/u;
/** Letters of scripts that join or break without a sign that is seen: Persian, Indic ones, Thai, Khmer, Mongolian and so on. */
const joining = /^[\p{L}\p{M}\p{Nd}]$/u;
const plainScripts =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}\p{Script=Armenian}\p{Script=Georgian}]$/u;

/** Most neighbours are plain: they are told by their numbers. */
function isJoining(character: string): boolean {
  const isPlain = character < '\u0370' || (character >= '\u2000' && character < '\u2c00');
  return !isPlain && joining.test(character) && !plainScripts.test(character);
}

/** Whether a sign without width has a purpose where it stands: within an emoji, or in a script that needs it. */
export function isFitting(point: number, before: string, after: string): boolean {
  if (point === 0x200d && emoji.test(before) && emoji.test(after)) return true;
  return isJoining(before) || isJoining(after);
}

/** Ideographs have variants of their own in the supplement. */
const ideograph = /^[\p{Script=Han}]$/u;
/** Signs of which Unicode lists variants, that of text and of emoji among them. Letters of ASCII have none. */
export function takesSelector(base: string, selector: number): boolean {
  if (base === '') return false;
  if (isSupplement(selector)) return ideograph.test(base);
  return !/^[A-Za-z\s]$/.test(base);
}
