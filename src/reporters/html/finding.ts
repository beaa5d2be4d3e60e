import type { AtlasMapping } from '../../model/atlas.ts';
import type { Evidence, Finding, Severity, Told } from '../../model/finding.ts';
import type { Location } from '../../model/location.ts';
import type { ReportContext } from '../../model/reporter.ts';
import { packageLabel } from '../causes.ts';
import { cut, type Html, html, nothing } from '../escape-html.ts';
import { moment } from '../phrases.ts';
import { excerpt } from './excerpt.ts';
import { folded, left, link, table } from './section.ts';

/** By what a finding is filtered. */
export interface Keys {
  readonly rule: string;
  readonly severity: Severity;
  readonly ecosystem: string;
  readonly file: string;
}

const maxMessage = 2_000;
const maxName = 200;
const maxPath = 300;
const mostPlaces = 50;
const mostEvidence = 30;

/** What was found, where and what to do are always to be seen; what it rests on is unfolded. */
export const printFinding = (
  finding: Finding,
  id: string,
  keys: Keys,
  context: ReportContext,
): Html => html`<article id="${id}" class="finding ${finding.severity}" aria-labelledby="${id}-title" data-rule="${keys.rule}" data-severity="${keys.severity}" data-ecosystem="${keys.ecosystem}" data-file="${keys.file}">
<h3 id="${id}-title"><span class="badge ${finding.severity}">${finding.severity}</span> ${subject(finding, context)}</h3>
<p class="meta">${link(finding.ruleId, finding.helpUri)} ${remarks(finding)}</p>
<p class="message">${cut(finding.message, maxMessage)}</p>
${excerpt(finding.location, context)}${remedy(finding)}${folded('Evidence and references', details(finding))}</article>
`;

function subject({ package: found, ruleId }: Finding, { rules }: ReportContext): Html {
  if (found === null) return html`${rules.find(({ id }) => id === ruleId)?.title ?? ruleId}`;
  const version =
    found.version === undefined ? nothing : html`<span class="version">@${cut(found.version, 100)}</span>`;
  return html`<span class="name">${cut(found.name, maxName)}${version}</span> <span class="ecosystem">${cut(found.ecosystem, 40)}</span>`;
}

const remarks = (finding: Finding): Html =>
  html`<span>${finding.confidence} confidence</span>${finding.observed === true ? html` <span>observed only: it fails no run</span>` : nothing}${
    finding.recheckAt === undefined ? nothing : html` <span>held until ${moment(finding.recheckAt)}</span>`
  }`;

const remedy = ({ remediation, suggestion }: Finding): Html =>
  html`${
    remediation === ''
      ? nothing
      : html`<p class="remedy"><strong>What to do</strong> ${cut(remediation, maxMessage)}</p>\n`
  }${
    suggestion === undefined
      ? nothing
      : html`<p class="remedy"><strong>Write instead</strong> <code>${cut(suggestion.replacement, maxName)}</code></p>\n`
  }`;

const details = (finding: Finding): Html =>
  html`${evidence('Evidence', ownEvidence(finding))}${signals(finding.signals ?? [])}${places(
    'How it gets here',
    finding.steps ?? [],
  )}${places('Related places', finding.relatedLocations)}${chain(finding)}${references(finding)}`;

/** What no sign says again below. */
function ownEvidence({ evidence: all, signals: told = [] }: Finding): readonly Evidence[] {
  const repeated = new Set(told.flatMap((one) => one.evidence.map((item) => JSON.stringify(item))));
  return all.filter((item) => !repeated.has(JSON.stringify(item)));
}

const words = { present: 'found', absent: 'not there', unknown: 'not known' } as const;

const evidence = (title: string, list: readonly Evidence[]): Html =>
  list.length === 0
    ? nothing
    : html`<h4>${title}</h4>
${table(
  title,
  ['What was looked at', 'Answer', 'What it says', 'Where it comes from'],
  list,
  (one) => [html`${cut(one.fact, 60)}`, html`${words[one.observed]}`, cut(one.value, 500), cut(one.source, 500)],
  mostEvidence,
)}`;

const signals = (list: readonly Told[]): Html =>
  list.length === 0
    ? nothing
    : html`<h4>What each rule says alone</h4>
<ul class="signals">
${list.slice(0, mostEvidence).map(
  (told) => html`<li><span class="badge ${told.severity}">${told.severity}</span> ${link(told.ruleId, told.helpUri)}
<p>${cut(told.message, maxMessage)}</p>
${evidence(`Evidence of ${told.ruleId}`, told.evidence)}</li>
`,
)}</ul>
${left(list.length - mostEvidence, 'more sign')}`;

export const place = ({ path, startLine, startColumn }: Location): Html =>
  html`<code class="place">${cut(path, maxPath)}:${startLine}:${startColumn}</code>`;

const places = (title: string, list: readonly (Location & { readonly message: string })[]): Html =>
  list.length === 0
    ? nothing
    : html`<h4>${title}</h4>
<ol class="places">
${list.slice(0, mostPlaces).map((at) => html`<li>${place(at)} ${cut(at.message, 300)}</li>\n`)}</ol>
${left(list.length - mostPlaces, 'more place')}`;

const chain = ({ introducedBy = [], package: found }: Finding): Html =>
  introducedBy.length === 0
    ? nothing
    : html`<h4>What brings it in</h4>
<p class="chain">${introducedBy.slice(0, 20).map((one) => html`<code>${cut(packageLabel(one), maxName)}</code> → `)}<code>${cut(found?.name ?? '', maxName)}</code></p>
`;

function references({ atlas, attack, cwe, fingerprint }: Finding): Html {
  const rows = [
    ...atlasRows(atlas),
    ...row(
      'ATT&CK',
      attack.map((id) => html`${cut(id, 40)}`),
    ),
    ...row(
      'CWE',
      cwe.map((id) => html`${cut(id, 40)}`),
    ),
    ...row('Fingerprint', [html`<code>${cut(fingerprint, 100)}</code>`]),
  ];
  return html`<h4>References</h4>
<dl class="references">
${rows}</dl>
`;
}

const row = (title: string, values: readonly Html[]): readonly Html[] =>
  values.length === 0 ? [] : [html`<dt>${title}</dt>${values.slice(0, 20).map((value) => html`<dd>${value}</dd>`)}\n`];

const stances = { enables: 'a precondition of it', indicates: 'a sign of it', observed: 'the act itself' } as const;
const bases = { 'atlas-declared': 'by ATLAS', 'case-study': 'by a case study', asserted: 'by this project' } as const;

const atlasRows = ({ tactics, techniques, caseStudies, mitigations }: AtlasMapping): readonly Html[] => {
  const name = ({ id, name: said }: { readonly id: string; readonly name: string }): Html =>
    html`${cut(id, 40)} ${cut(said, maxName)}`;
  return [
    ...row(
      'ATLAS techniques',
      techniques.map((one) => html`${name(one)} (${stances[one.stance]}, ${bases[one.basis]})`),
    ),
    ...row('ATLAS tactics', tactics.map(name)),
    ...row('Case studies', caseStudies.map(name)),
    ...row('Mitigations', mitigations.map(name)),
  ];
};
