import { type Finding, severities } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import type { ReportContext } from '../../model/reporter.ts';
import { cut, type Html, html, nothing } from '../escape-html.ts';
import { coverageSentence, grouped, moment, verdictSentence, verdictWord } from '../phrases.ts';
import type { Section } from './section.ts';

/** The verdict and what it rests on, then how much there is of what, then where. */
export const overview = (
  report: Report,
  ranked: readonly Finding[],
  context: ReportContext,
  sections: readonly Section[],
): Html => html`<header>
<p class="brand">Gazetteer <span>dependency audit</span></p>
<div class="verdict ${report.verdict}">
${signs[report.verdict]}
<div>
<h1>${verdictWord(report)}</h1>
<p class="lead">${withoutWord(report, verdictSentence(report, context.policy))}</p>
<p>${coverageSentence(report)}${hold(report)}</p>
</div>
</div>
<dl class="tiles">
${tiles(report, ranked)}</dl>
<p class="compared">${compared(report)} on <time datetime="${report.generatedAt}">${moment(report.generatedAt)}</time></p>
<nav aria-label="Sections">
<ul>
${sections.map(entry)}</ul>
</nav>
</header>`;

/** The heading has said it. */
const withoutWord = (report: Report, sentence: string): string =>
  sentence.replace(`${verdictWord(report)}: `, '').replace(/^[a-z]/, (first) => first.toUpperCase());

const entry = ({ id, title, count }: Section): Html =>
  html`<li><a href="#${id}">${title}${count === undefined ? nothing : html` <span class="count">${grouped(count)}</span>`}</a></li>
`;

const hold = ({ recheckAt }: Report): Html =>
  recheckAt === undefined ? nothing : html` Worth running again after ${moment(recheckAt)}.`;

function compared({ scope }: Report): Html {
  if (scope.mode === 'all') return html`The whole tree of <code>${cut(scope.head, 100)}</code>`;
  return html`<code>${cut(scope.base, 100)}</code> compared with <code>${cut(scope.head, 100)}</code>`;
}

function tiles(report: Report, ranked: readonly Finding[]): readonly Html[] {
  const graded = severities.toReversed().map((severity) => ({
    label: severity,
    value: ranked.filter((finding) => finding.severity === severity).length,
    kind: severity as string,
  }));
  return [
    ...graded,
    { label: 'not verified', value: report.unverified.length, kind: 'open' },
    { label: 'suppressed', value: report.suppressed.length, kind: 'held' },
  ].map(
    ({ label, value, kind }) =>
      html`<div class="tile ${kind}${value === 0 ? ' zero' : ''}"><dt>${label}</dt><dd>${grouped(value)}</dd></div>
`,
  );
}

const sign = (path: Html): Html =>
  html`<svg class="sign" viewBox="0 0 48 48" width="48" height="48" aria-hidden="true"><circle cx="24" cy="24" r="22"/>${path}</svg>`;

const signs: Readonly<Record<Report['verdict'], Html>> = {
  pass: sign(html`<path d="M14 25l7 7 13-15"/>`),
  fail: sign(html`<path d="M16 16l16 16M32 16L16 32"/>`),
  incomplete: sign(html`<path d="M24 13v14M24 33v2"/>`),
};
