import { rankFindings } from '../../model/finding.ts';
import type { Notification, Report } from '../../model/report.ts';
import { type Cause, causeSentence, groupByCause, notedPackages } from '../causes.ts';
import { cut, type Html, html, nothing } from '../escape-html.ts';
import { acceptancePhrase, count, skippedBesides } from '../phrases.ts';
import { place } from './finding.ts';
import { left, link, type Section, table } from './section.ts';

const mostRows = 500;
const mostCauses = 200;
/** Of all causes together. */
const mostSubjects = 5_000;
/** So many names are seen at once. */
const openSubjects = 12;
const maxText = 1_000;
const maxName = 300;

/** What nobody answered, by cause: the reader must see all names or how many are missing. */
export function unverifiedSection({ unverified }: Report): Section | undefined {
  if (unverified.length === 0) return undefined;
  const causes = groupByCause(unverified);
  let room = mostSubjects;
  const cards = causes.slice(0, mostCauses).map((cause) => {
    const shown = Math.min(room, cause.subjects.length);
    room -= shown;
    return printCause(cause, shown);
  });
  return {
    id: 'unverified',
    title: 'Not verified',
    count: unverified.length,
    body: html`<p>None of this counts as clean.</p>
${cards}${left(causes.length - mostCauses, 'more cause')}`,
  };
}

const printCause = (cause: Cause, shown: number): Html => html`<div class="cause">
<h3>${cut(causeSentence(cause), maxText)}</h3>
<p>Not known: ${cut(cause.questions.join(', '), maxName)}</p>
<details${cause.subjects.length <= openSubjects ? html` open` : nothing}>
<summary>${count(cause.subjects.length, cause.kind)}</summary>
<ul class="names">
${cause.subjects.slice(0, shown).map((subject) => html`<li><code>${cut(subject, maxName)}</code></li>\n`)}</ul>
${left(cause.subjects.length - shown, `more ${cause.kind}`)}</details>
</div>
`;

export function suppressedSection({ suppressed }: Report): Section | undefined {
  if (suppressed.length === 0) return undefined;
  const body = table(
    'Findings that were accepted',
    ['Accepted', 'Severity', 'Rule', 'Package', 'Where', 'Reason'],
    rankFindings(suppressed),
    ({ exception, severity, ruleId, helpUri, package: found, location }) => [
      html`${cut(acceptancePhrase(exception), 60)}`,
      html`<span class="badge ${severity}">${severity}</span>`,
      link(ruleId, helpUri),
      found === null ? nothing : html`${cut(found.name, maxName)}`,
      place(location),
      cut(exception.reason, maxText),
    ],
    mostRows,
  );
  return { id: 'suppressed', title: 'Suppressed by exceptions', count: suppressed.length, body };
}

export function notesSection({ notifications }: Report): Section | undefined {
  if (notifications.length === 0) return undefined;
  const body = html`<ul class="notes">
${notifications.slice(0, mostRows).map(printNote)}</ul>
${left(notifications.length - mostRows, 'more note')}`;
  return { id: 'notes', title: 'Notes', count: notifications.length, body };
}

function printNote(item: Notification): Html {
  const names = notedPackages(item);
  const where = item.path === undefined ? nothing : html` <code class="place">${cut(item.path, maxName)}</code>`;
  const which = names === undefined ? nothing : html`: ${cut(names, 4 * maxText)}`;
  return html`<li><span class="level">${item.level}</span> ${cut(item.message, maxText)}${which}${where}</li>
`;
}

export function skippedSection(report: Report): Section | undefined {
  const skipped = skippedBesides(report);
  if (skipped.length === 0) return undefined;
  const body = table(
    'Files that were not read',
    ['File', 'Why'],
    skipped,
    ({ path, reason }) => [html`<code class="place">${cut(path, maxName)}</code>`, cut(reason, maxText)],
    mostRows,
  );
  return { id: 'skipped', title: 'Files not read', count: skipped.length, body };
}
