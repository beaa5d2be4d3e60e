import type { Stance } from '../../model/atlas.ts';
import type { CaseMitigation, CaseStep, LogEvent } from '../../model/case-study.ts';
import type { Finding } from '../../model/finding.ts';
import { compareText } from '../../model/location.ts';
import { firstSubjects } from '../causes.ts';
import { markdownCode, markdownLink, markdownText } from '../escape-markdown.ts';
import { count, stanceWords } from '../phrases.ts';
import type { TouchedCase, WatchedGroup } from '../touched-cases.ts';
import { isTold, valuesOf } from '../trace-values.ts';
import { ownText, patternCode } from './own-text.ts';
import { maxMessage, packageCell, placeCell, ruleCell } from './sections.ts';
import { fitLines, utf8Length } from './table.ts';

const maxName = 200;
/** Evidence of one case, in bytes; all of it is in the table of findings. */
const evidenceBytes = 8_000;
/** Patterns and sentences that are shown of one kind. */
const mostShown = 5;
/** Names in a line. */
const mostNames = 20;

/** A detection report for each case, in some `room` of bytes: those for which there is none are named. */
export function caseReports(cases: readonly TouchedCase[], room: number): readonly string[] {
  let left = room;
  return cases.flatMap((touched) => {
    const lines = caseReport(touched);
    const bytes = utf8Length(lines.join('\n')) + 1;
    const fits = bytes <= left;
    if (fits) left -= bytes;
    const { id, name } = touched.study;
    return fits ? lines : [`- ${markdownText(`${id} ${name}`, maxName)}: no room for its detection report`];
  });
}

function caseReport(touched: TouchedCase): readonly string[] {
  const { study, findings } = touched;
  const { told } = study;
  const page = markdownLink('ATLAS', study.url, maxName);
  return [
    `### Detection report: ${markdownText(`${study.id} ${study.name}`, maxName)}`,
    '',
    ...(told === undefined
      ? [
          `${page} tells the case. This report holds what the findings cite and the events of an installation; the case itself is not told here.`,
          '',
        ]
      : [`${ownText(told.origin)} (${page}).`, '', ...told.summary.flatMap((text) => [ownText(text), ''])]),
    ...watchedLines(touched),
    ...(told === undefined ? citedTechniques(findings) : stepTable(told.steps, findings)),
    ...eventTable(touched),
    ...(told === undefined
      ? []
      : section(
          'Recommended detection',
          told.detections.map((text) => `- ${ownText(text)}`),
        )),
    ...mitigations(touched),
    ...evidence(findings),
  ];
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`#### ${title}`, '', ...lines, ''];

const table = (columns: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  rows.length === 0 ? [] : [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);

function watchedLines({ groups, hosts, unwatched }: TouchedCase): readonly string[] {
  const lines = [
    ...groups.map((group) => `- ${group.traces.title}: ${memberNames(group)}`),
    ...(hosts.length === 0 ? [] : [`- hosts of indexes: ${shorten(hosts)}`]),
    ...unwatched
      .slice(0, mostShown)
      .map(({ label, reason }) => `- not watched: ${markdownCode(label, maxName)}, ${markdownText(reason, maxName)}`),
    ...(unwatched.length > mostShown
      ? [`- not watched: ${unwatched.length - mostShown} more, see \`--format sigma\``]
      : []),
  ];
  const none = 'The findings name no package and no file that a log could be asked for.';
  return section('Packages and files of this change', lines.length === 0 ? [none] : lines);
}

const memberNames = ({ members }: WatchedGroup): string =>
  shorten(members.map(({ name, version }) => (version === undefined ? name : `${name}@${version}`)));

const shorten = (names: readonly string[]): string =>
  firstSubjects({ subjects: names }, mostNames, (name) => markdownCode(name, maxName));

function stepTable(steps: readonly CaseStep[], findings: readonly Finding[]): readonly string[] {
  const rows = steps.map(({ tactic, technique, what, sights, shows }, at) => [
    String(at + 1),
    `${tactic.name} (${tactic.id})`,
    `${technique.name} (${technique.id})`,
    ownText(what),
    sights.length === 0 ? 'no' : sights.map((sight) => (sight === 'change' ? 'in the change' : 'in logs')).join(', '),
    ownText(shows),
    inThisChange(technique.id, sights, findings),
  ]);
  const columns = ['Step', 'Tactic', 'Technique', 'What was done', 'Observable', 'How', 'This change'];
  return section('Procedure, and what can be observed here', table(columns, rows));
}

/** The nearest to the act first. */
const stances: readonly Stance[] = ['observed', 'indicates', 'enables'];

/** By the technique that findings cite: a step that none of them speaks of was not looked for, or not found. */
function inThisChange(technique: string, sights: CaseStep['sights'], findings: readonly Finding[]): string {
  const tellers = (stance: Stance): readonly string[] =>
    findings
      .filter(({ atlas }) => atlas.techniques.some((cited) => cited.id === technique && cited.stance === stance))
      .map(({ ruleId }) => ruleId);
  const told = stances.flatMap((stance) => {
    const rules = [...new Set(tellers(stance))].sort(compareText);
    return rules.length === 0 ? [] : [`${stanceWords[stance]}: ${shorten(rules)}`];
  });
  if (told.length > 0) return told.join('; ');
  if (sights.includes('change')) return 'no finding';
  return sights.length === 0 ? 'cannot be seen' : 'ask the logs';
}

const citedTechniques = (findings: readonly Finding[]): readonly string[] =>
  section(
    'Techniques that the findings cite',
    byId(findings.flatMap(({ atlas }) => atlas.techniques)).map(
      ({ id, name, basis }) => `- ${markdownText(`${id} ${name}, ${basis}`, maxName)}`,
    ),
  );

const byId = <T extends { readonly id: string }>(items: readonly T[]): readonly T[] =>
  [...new Map(items.map((item) => [item.id, item])).values()].sort((a, b) => compareText(a.id, b.id));

function eventTable(touched: TouchedCase): readonly string[] {
  const events = touched.study.events.filter(
    ({ by }) => by === undefined || touched.groups.some((group) => group.by === by),
  );
  const rows = events.map((event) => [
    ownText(event.log),
    ownText(event.fields.join(', ')),
    [ownText(event.look), shownValues(event, touched)].filter((text) => text !== '').join(' '),
    ruleCellOf(event, touched),
  ]);
  return section('Log events to monitor', table(['Log', 'Fields', 'Look for', 'Sigma rule'], rows));
}

/** For people; the rule itself has the patterns of every system. */
const shownPatterns = (group: WatchedGroup, shown: string): readonly string[] =>
  valuesOf(group, shown)
    .filter((value) => !value.includes('\\\\'))
    .map(patternCode);

const ruleCellOf = ({ rule, by }: LogEvent, { groups }: TouchedCase): string =>
  rule !== undefined && groups.some((group) => group.by === by && isTold(rule, group))
    ? `${rule.title}, ${markdownCode(rule.logsource.category ?? '', maxName)}`
    : 'none';

/** What the event looks like for these very packages and files. */
function shownValues({ by, shown }: LogEvent, { groups }: TouchedCase): string {
  if (shown === undefined) return '';
  const values = groups
    .filter((group) => group.by === by)
    .flatMap((group) => (shown === 'lines' ? logLines(group) : shownPatterns(group, shown)));
  return values.length === 0 ? '' : `Here: ${firstSubjects({ subjects: values }, mostShown)}`;
}

const logLines = ({ traces, members }: WatchedGroup): readonly string[] =>
  (traces.lines ?? []).map(({ client, says }) => {
    const name = members[0]?.name ?? '';
    const more = members.length > 1 ? ' and so for the others' : '';
    return `${client} ${says.map((text) => patternCode(text.replaceAll('{name}', name))).join(' ')}${more}`;
  });

function mitigations({ study: { told }, findings }: TouchedCase): readonly string[] {
  if (told === undefined) {
    const cited = byId(findings.flatMap(({ atlas }) => atlas.mitigations));
    return section('Mitigation', [
      ...cited.map(({ id, name, basis }) => `- ${markdownText(`${id} ${name}, ${basis}`, maxName)}`),
      ...[...new Set(findings.map(({ remediation }) => remediation))]
        .slice(0, mostShown)
        .map((text) => `- ${markdownText(text, maxMessage)}`),
    ]);
  }
  const without = told.unmitigated.map(({ id, name }) => `${name} (${id})`).join(', ');
  return section('Recommended mitigation', [
    ...told.mitigations.map((one) => `- ${mitigationName(one)}: ${ownText(one.text)}`),
    ...(without === '' ? [] : ['', `ATLAS links no mitigation to ${without}; what has no id here is our own advice.`]),
  ]);
}

const mitigationName = ({ id, name, basis }: CaseMitigation): string =>
  id === undefined ? '**our own**' : `**${id} ${name}**${basis === 'asserted' ? ' (linked by us)' : ''}`;

function evidence(findings: readonly Finding[]): readonly string[] {
  const lines = fitLines(
    findings,
    (finding) =>
      `| ${[ruleCell(finding), packageCell(finding), placeCell(finding.location), markdownText(finding.message, maxMessage), placesOf(finding)].join(' | ')} |`,
    evidenceBytes,
    (missing) => `| ${missing}: see the findings |  |  |  |  |`,
  );
  const columns = ['Rule', 'Package', 'Where', 'What', 'Other places, in their order'];
  return section(`Evidence of this change: ${count(findings.length, 'finding')}`, [
    ...table(columns, [[]]).slice(0, 2),
    ...lines,
  ]);
}

/** Of a flow: from where something comes in, step by step, to where it is run. */
const placesOf = ({ relatedLocations }: Finding): string =>
  firstSubjects(
    { subjects: relatedLocations.map((at) => `${placeCell(at)} ${markdownText(at.message, maxName)}`.trimEnd()) },
    mostShown * 2,
  );
