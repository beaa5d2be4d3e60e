import { type Finding, type Severity, severities } from '../../model/finding.ts';
import { compareText } from '../../model/location.ts';
import type { ReportContext } from '../../model/reporter.ts';
import { groupBy } from '../../text/index-by.ts';
import { type Html, html, nothing } from '../escape-html.ts';
import { count, grouped } from '../phrases.ts';
import { type Keys, printFinding } from './finding.ts';
import { type Section, table } from './section.ts';

/** So many findings are told in full, the gravest first: nobody reads more, and a browser has to hold them. */
const mostFindings = 500;
/** UTF-16 code units of all of them: one may have much evidence. */
const mostText = 4_000_000;

export interface Shown {
  readonly cards: readonly Html[];
  /** Values that findings can be filtered by, each once. */
  readonly choices: Choices;
}

interface Choices {
  readonly rules: readonly string[];
  readonly ecosystems: readonly string[];
  readonly files: readonly string[];
}

/** Those that are told in full. */
export function chooseShown(ranked: readonly Finding[], context: ReportContext): Shown {
  const first = ranked.slice(0, mostFindings);
  const choices = {
    rules: valuesOf(first, ({ ruleId }) => ruleId),
    ecosystems: valuesOf(first, (finding) => finding.package?.ecosystem),
    files: valuesOf(first, ({ location }) => location.path),
  };
  const keysOf = makeKeys(choices);
  const cards: Html[] = [];
  let room = mostText;
  for (const [at, finding] of first.entries()) {
    const card = printFinding(finding, `finding-${at + 1}`, keysOf(finding), context);
    room -= card.text.length;
    if (room < 0) break;
    cards.push(card);
  }
  return { cards, choices };
}

const valuesOf = (findings: readonly Finding[], valueIn: (finding: Finding) => string | undefined): readonly string[] =>
  [...new Set(findings.flatMap((finding) => valueIn(finding) ?? []))].sort(compareText);

/** Values stand in the page by their number: no name from outside is compared in the browser. */
function makeKeys({ rules, ecosystems, files }: Choices): (finding: Finding) => Keys {
  const numbers = [rules, ecosystems, files].map((list) => new Map(list.map((value, at) => [value, String(at)])));
  const [ofRule, ofEcosystem, ofFile] = numbers;
  return ({ ruleId, severity, package: found, location }) => ({
    rule: ofRule?.get(ruleId) ?? '',
    severity,
    ecosystem: ofEcosystem?.get(found?.ecosystem ?? '') ?? '',
    file: ofFile?.get(location.path) ?? '',
  });
}

export function findingsSection({ cards, choices }: Shown, ranked: readonly Finding[]): Section {
  const named = { id: 'findings', title: 'Findings', count: ranked.length };
  if (ranked.length === 0) return { ...named, body: html`<p class="none">Nothing found.</p>` };
  const present = severities.toReversed().filter((severity) => ranked.some((one) => one.severity === severity));
  return {
    ...named,
    body: html`${cards.length > 1 ? filters(choices, present, cards.length) : nothing}<div id="cards">
${cards}</div>
<p id="no-match" class="none" hidden>No finding matches these filters.</p>
${others(ranked.slice(cards.length), cards.length)}`,
  };
}

/** Hidden until the script, without which they would do nothing, shows them. */
const filters = (
  choices: Choices,
  present: readonly Severity[],
  shown: number,
): Html => html`<div id="filters" class="filters" role="group" aria-label="Filter findings" hidden>
${choice('rule', 'Rule', numbered(choices.rules))}${choice(
  'severity',
  'Severity',
  present.map((one) => [one, one]),
)}${choice('ecosystem', 'Ecosystem', numbered(choices.ecosystems))}${choice('file', 'File', numbered(choices.files))}
<div class="actions">
<button type="button" id="reset">Reset</button>
<button type="button" id="unfold" aria-pressed="false">Show all evidence</button>
</div>
<p class="shown"><output id="shown">${grouped(shown)}</output> of ${count(shown, 'finding')} shown</p>
</div>
`;

const numbered = (values: readonly string[]): readonly (readonly [string, string])[] =>
  values.map((value, at) => [String(at), value]);

const choice = (key: string, label: string, options: readonly (readonly [string, string])[]): Html =>
  html`<label>${label}
<select id="by-${key}" data-key="${key}">
<option value="">All</option>
${options.map(([value, text]) => html`<option value="${value}">${text}</option>\n`)}</select>
</label>
`;

/** Those that are not told in full are counted by rule. */
function others(rest: readonly Finding[], shown: number): Html {
  if (rest.length === 0) return nothing;
  const grades = severities.toReversed();
  const rows = groupBy(rest, ({ ruleId }) => ruleId).toSorted((a, b) => b.length - a.length);
  return html`<h3>${count(rest.length, 'more finding')}</h3>
<p>The ${grouped(shown)} gravest are told above, the others are counted here. The JSON report lists all of them.</p>
${table(
  'Findings that are only counted',
  ['Rule', ...grades],
  rows,
  (row) => [
    html`${row[0]?.ruleId ?? ''}`,
    ...grades.map((grade) => html`${grouped(row.filter(({ severity }) => severity === grade).length)}`),
  ],
  100,
)}`;
}
