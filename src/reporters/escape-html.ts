import { visible } from './escape-invisible.ts';

/** What a parser of HTML gives a meaning in text or in a quoted attribute, and what a runner does where a page is printed. */
const escapes: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
  ['::', ':&#58;'],
  ['##[', '##&#91;'],
]);
const special = /::|##\[|[&<>"']/g;

/** Untrusted text as one line of text or as the value of a quoted attribute. */
export const htmlText = (text: string, max: number): string =>
  visible(text, max).replace(special, (found) => escapes.get(found) ?? '');

/** A piece of a page. Nothing else makes one but the functions below, so nothing unescaped stands in a page. */
export class Html {
  readonly text: string;
  private constructor(text: string) {
    this.text = text;
  }

  static join(strings: readonly string[], parts: readonly HtmlPart[]): Html {
    return new Html(strings.map((text, at) => `${text}${print(parts[at] ?? '')}`).join(''));
  }

  static escape(text: string, max: number): Html {
    return new Html(htmlText(text, max));
  }
}

export type HtmlPart = string | number | Html | readonly Html[];

/** UTF-16 code units of any text that is put into a page without a limit of its own. */
const longestText = 1_000;

function print(part: HtmlPart): string {
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return htmlText(String(part), longestText);
}

/** As a tag before a template: texts in it are escaped, pieces are taken as they are. */
export const html = (strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html => Html.join(strings, parts);

/** At most so many UTF-16 code units of an untrusted text. */
export const cut = (text: string, max: number): Html => Html.escape(text, max);

export const nothing: Html = html``;
