import { markdownText } from '../escape-markdown.ts';

/** What means nothing inside of a code span, in a table neither. */
const harmless = /^[A-Za-z0-9@/._+~^=:,%*?<>"'\\(){}! -]+$/;

/** Texts of this project: what stands between backticks is code. */
export const ownText = (text: string): string =>
  text
    .split('`')
    .map((piece, at) => (at % 2 === 0 ? markdownText(piece, 2_000) : patternCode(piece)))
    .join('');

/** Patterns and lines of logs as code where nothing in them can end it, else as escaped text. */
export const patternCode = (text: string): string =>
  text.length <= 300 && harmless.test(text) && !text.includes('::') && text.trim() !== ''
    ? `\`${text}\``
    : markdownText(text, 300);
