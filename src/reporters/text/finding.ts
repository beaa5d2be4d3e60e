import type { Finding } from '../../model/finding.ts';
import { compareLocations, type Location } from '../../model/location.ts';
import type { ReportContext } from '../../model/reporter.ts';
import { terminalText } from '../escape-terminal.ts';
import { count, moment, pageOf } from '../phrases.ts';
import { excerptOf } from './excerpt.ts';
import { type Colour, type Paint, severityColours } from './style.ts';
import { wrap } from './width.ts';

const maxText = 2000;
const maxRelated = 5;

/** What a finding says, the line it speaks of, and what to do about it. */
export function printFinding(finding: Finding, context: ReportContext, paint: Paint): readonly string[] {
  const related = finding.relatedLocations.slice(0, maxRelated);
  const gutter = Math.max(...[finding.location, ...related].map((at) => String(at.startLine).length));
  const hidden = finding.relatedLocations.length - related.length;
  const colours = severityColours[finding.severity];
  // The line is there already.
  const isHere = (at: Location) => compareLocations(at, finding.location) === 0;
  return [
    ...headline(finding, context.width, paint),
    ...printPlace(finding.location, standingOf(finding), gutter, colours, context, paint),
    ...related
      .filter((at) => !isHere(at))
      .flatMap((at) => printPlace(at, at.message, gutter, ['blue'], context, paint)),
    ...[
      ...related.filter(isHere).map(({ message }) => note('here', message)),
      ...notes(finding, context.verbose),
      ...(hidden > 0 ? [note('also', count(hidden, 'more place'))] : []),
    ].flatMap(({ label, lines }) => printNote(label, lines, gutter, context.width, paint)),
  ];
}

/** `critical[nonexistent-package]` and the message. */
function headline(finding: Finding, width: number, paint: Paint): readonly string[] {
  const label = terminalText(`${finding.severity}[${terminalText(finding.ruleId, 100)}]`, 120);
  const [first = '', ...rest] = wrap(`${label}: ${terminalText(finding.message, maxText)}`, width);
  const head = first.startsWith(label)
    ? paint(label, ...severityColours[finding.severity]) + paint(first.slice(label.length), 'bold')
    : paint(first, 'bold');
  return [head, ...rest.map((line) => paint(line, 'bold'))];
}

const standingOf = (finding: Finding): string =>
  [
    ...(finding.confidence === 'high' ? [] : [`${finding.confidence} confidence`]),
    ...(finding.observed === true ? ['observed only'] : []),
  ].join(', ');

/** `--> path:line:column`, then the line with its region underlined where the line is at hand. */
function printPlace(
  at: Location,
  remark: string,
  gutter: number,
  colours: readonly Colour[],
  context: ReportContext,
  paint: Paint,
): readonly string[] {
  const pad = ' '.repeat(gutter);
  const place = `${terminalText(at.path, 500)}:${at.startLine}:${at.startColumn}`;
  const aside = remark === '' ? '' : `(${terminalText(remark, 300)})`;
  const arrow = `${pad}${paint('-->', 'blue')} `;
  const fits = gutter + 4 + place.length + 1 + aside.length <= context.width;
  const head = aside === '' ? place : fits ? `${place} ${paint(aside, 'dim')}` : place;
  const below = fits ? [] : wrap(aside, Math.max(20, context.width - gutter - 4));
  const header = [`${arrow}${head}`, ...below.map((one) => `${pad}    ${paint(one, 'dim')}`)];
  const line = context.line(at.path, at.startLine);
  if (line === undefined) return header;
  const excerpt = excerptOf(line, at, Math.max(20, context.width - gutter - 3));
  const bar = paint('|', 'blue');
  const underline = `${' '.repeat(excerpt.indent)}${paint('^'.repeat(excerpt.length), ...colours)}`;
  return [
    ...header,
    `${pad} ${bar}`,
    `${paint(String(at.startLine).padStart(gutter), 'blue')} ${bar} ${excerpt.text}`.trimEnd(),
    `${pad} ${bar} ${underline}`,
    ...(at.endLine > at.startLine ? [`${pad} ${bar} ... to line ${at.endLine}`] : []),
    `${pad} ${bar}`,
  ];
}

interface Note {
  readonly label: string;
  readonly lines: readonly string[];
}
const note = (label: string, ...lines: readonly string[]): Note => ({ label, lines });

function notes(finding: Finding, verbose: boolean): readonly Note[] {
  const { remediation, introducedBy = [], recheckAt } = finding;
  const see = [pageOf(finding), referenceOf(finding)].filter((line) => line !== '');
  return [
    ...(remediation === '' ? [] : [note('fix', remediation)]),
    ...(introducedBy.length === 0 ? [] : [note('via', introducedBy.slice(0, 20).join(' > '))]),
    ...(see.length === 0 ? [] : [note('see', ...see)]),
    ...(verbose && recheckAt !== undefined ? [note('until', moment(recheckAt))] : []),
    ...(verbose ? finding.evidence.map((e) => note('seen', `${e.fact} ${e.observed}: ${e.value} (${e.source})`)) : []),
  ];
}

/** The leading id with the name it has in the bundled release. */
function referenceOf(finding: Finding): string {
  const { leadingReference, atlas, attack } = finding;
  const technique = atlas.techniques.find(({ id }) => id === leadingReference);
  if (technique !== undefined) return `${technique.id} ${technique.name}`;
  return attack.includes(leadingReference) ? `ATT&CK ${leadingReference}` : leadingReference;
}

function printNote(label: string, lines: readonly string[], gutter: number, width: number, paint: Paint) {
  const head = `${' '.repeat(gutter)} ${paint('=', 'blue')} ${paint(`${label}:`, 'bold')} `;
  const indent = gutter + 5 + label.length;
  const body = lines.flatMap((line) => printBody(terminalText(line, maxText), Math.max(20, width - indent)));
  return body.map((line, i) => (i === 0 ? `${head}${line}` : `${' '.repeat(indent)}${line}`));
}

/** An address is never broken: it is there to be opened. */
const printBody = (line: string, width: number): readonly string[] =>
  line.startsWith('https://') && !line.includes(' ') ? [line] : wrap(line, width);
