import type { AtlasMapping } from '../../model/atlas.ts';
import type { Finding, Severity } from '../../model/finding.ts';
import { compareText } from '../../model/location.ts';
import type { ReportContext } from '../../model/reporter.ts';
import { cut, type Html, html, nothing } from '../escape-html.ts';
import { count } from '../phrases.ts';
import { left, link, type Section } from './section.ts';

/** A technique or a case study that findings cite. */
interface Touched {
  readonly id: string;
  readonly name: string;
  /** How many. */
  findings: number;
  /** Of the gravest. */
  readonly severity: Severity;
}

/** In one column. */
const mostTechniques = 20;
const mostCases = 20;

/** The matrix of ATLAS with the techniques that findings touch, and the case studies. */
export function matrixSection(ranked: readonly Finding[], context: ReportContext): Section | undefined {
  const touched = gatherCited(ranked, ({ techniques }) => techniques);
  if (touched.length === 0) return undefined;
  const columns = context.atlas.tactics().map((tactic) => ({
    tactic,
    techniques: touched.filter(({ id }) => context.atlas.tacticsOf(id).includes(tactic.id)),
  }));
  const placed = new Set(columns.flatMap(({ techniques }) => techniques));
  const stray = touched.filter((one) => !placed.has(one));
  return {
    id: 'atlas',
    title: 'MITRE ATLAS',
    count: touched.length,
    body: html`<p>Tactics in the order of the matrix, with the techniques that findings speak of. A sub-technique stands under the tactics of its technique.</p>
<div class="scroll picture" role="group" aria-label="ATLAS matrix" tabindex="0">
<ol class="matrix">
${columns.map(({ tactic, techniques }) => column(tactic.name, tactic.id, techniques))}${
  stray.length === 0 ? nothing : column('Of no tactic in this release', '', stray)
}</ol>
</div>
${cases(
  gatherCited(ranked, ({ caseStudies }) => caseStudies),
  context,
)}`,
  };
}

function gatherCited(
  ranked: readonly Finding[],
  citedBy: (atlas: AtlasMapping) => readonly Pick<Touched, 'id' | 'name'>[],
): readonly Touched[] {
  const touched = new Map<string, Touched>();
  for (const { severity, atlas } of ranked) {
    for (const { id, name } of new Map(citedBy(atlas).map((one) => [one.id, one])).values()) {
      // The gravest finding comes first.
      const one = touched.get(id) ?? { id, name, findings: 0, severity };
      touched.set(id, one);
      one.findings += 1;
    }
  }
  return [...touched.values()].sort((a, b) => compareText(a.id, b.id));
}

const column = (name: string, id: string, techniques: readonly Touched[]): Html => html`<li class="${
  techniques.length === 0 ? 'untouched' : 'touched'
}"><h3>${name}${id === '' ? nothing : html` <span class="id">${id}</span>`}</h3>
${
  techniques.length === 0
    ? html`<p class="unseen">not touched</p>\n`
    : html`<ul>
${techniques.slice(0, mostTechniques).map(cell)}</ul>
${left(techniques.length - mostTechniques, 'more technique')}`
}</li>
`;

const cell = ({
  id,
  name,
  findings,
  severity,
}: Touched): Html => html`<li class="${severity}"><span class="id">${cut(id, 40)}</span>
<strong>${cut(name, 200)}</strong>
<span>${count(findings, 'finding')}, at most ${severity}</span></li>
`;

const cases = (touched: readonly Touched[], context: ReportContext): Html =>
  touched.length === 0
    ? nothing
    : html`<h3>Case studies that this resembles</h3>
<ul class="cases">
${touched
  .slice(0, mostCases)
  .map(
    ({ id, name, findings }) =>
      html`<li>${link(`${id} ${name}`, context.cases.study(id).url)} <span>${count(findings, 'finding')}</span></li>\n`,
  )}</ul>
${left(touched.length - mostCases, 'more case study', 'more case studies')}`;
