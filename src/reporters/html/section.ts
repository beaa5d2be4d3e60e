import { type Html, html } from '../escape-html.ts';
import { count } from '../phrases.ts';

/** A part of the page with a heading of its own. */
export interface Section {
  /** Also the target of the link that leads to it. */
  readonly id: string;
  readonly title: string;
  /** How many things it tells of, for the link; left out: it is not counted. */
  readonly count?: number;
  readonly body: Html;
}

export const section = ({ id, title, body }: Section): Html => html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${body}
</section>
`;

/** A link where the address is a plain one, else the text alone. */
export const link = (text: string, address: string): Html =>
  address.length <= 500 && /^https:\/\/[A-Za-z0-9./_~%?&=#-]+$/.test(address)
    ? html`<a href="${address}" rel="noreferrer noopener">${text}</a>`
    : html`${text}`;

/** Something that is read only by who asks for it. */
export const folded = (summary: string, body: Html): Html => html`<details>
<summary>${summary}</summary>
${body}
</details>
`;

/** A table of at most so many rows; the last one then says how many are missing. It scrolls by itself where it is too wide. */
export function table<T>(
  label: string,
  columns: readonly string[],
  items: readonly T[],
  cells: (item: T) => readonly Html[],
  most: number,
): Html {
  const rows = items.slice(0, most).map((item) => {
    const [first = html``, ...others] = cells(item);
    return html`<tr><th scope="row">${first}</th>${others.map((cell) => html`<td>${cell}</td>`)}</tr>
`;
  });
  return html`<div class="scroll" role="group" aria-label="${label}" tabindex="0">
<table>
<thead><tr>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>
${rows}</tbody>
</table>
</div>
${left(items.length - most)}`;
}

/** What a limit leaves out is said. */
export const left = (missing: number, noun = 'more row', plural = `${noun}s`): Html =>
  missing > 0 ? html`<p class="more">${count(missing, noun, plural)}: see the JSON report.</p>\n` : html``;
