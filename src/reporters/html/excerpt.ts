import type { Location } from '../../model/location.ts';
import type { ReportContext } from '../../model/reporter.ts';
import { cut, type Html, html, nothing } from '../escape-html.ts';

const maxPath = 300;
/** UTF-16 code units before, in and after what is marked. */
const [before, inside, after] = [80, 200, 80];

/** The place, and its line with what is meant marked, where the line is at hand. */
export function excerpt(at: Location, context: ReportContext): Html {
  const line = context.line(at.path, at.startLine);
  return html`<figure class="excerpt">
<figcaption><code class="place">${cut(at.path, maxPath)}:${at.startLine}:${at.startColumn}</code></figcaption>
${line === undefined ? nothing : mark(line, at)}</figure>
`;
}

function mark(line: string, at: Location): Html {
  const start = Math.min(Math.max(0, at.startColumn - 1), line.length);
  const end = Math.min(line.length, at.endLine > at.startLine ? line.length : Math.max(start, at.endColumn - 1));
  const first = Math.max(0, start - before);
  const last = Math.min(line.length, end + after);
  return html`<pre><span class="number">${at.startLine}</span>${first > 0 ? '…' : ''}${indent(line.slice(first, start))}<mark>${cut(line.slice(start, end), inside)}</mark>${line.slice(end, last)}${last < line.length ? '…' : ''}</pre>
`;
}

/** A tab is no hidden character where a line begins. */
const indent = (text: string): Html => html`${text.replaceAll('\t', '  ')}`;
