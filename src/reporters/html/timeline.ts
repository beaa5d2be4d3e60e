import type { Finding, HistoricRelease, ReleaseHistory } from '../../model/finding.ts';
import type { Purl } from '../../model/purl.ts';
import { packageLabel } from '../causes.ts';
import { cut, type Html, html, nothing } from '../escape-html.ts';
import { indexFirst } from '../index-first.ts';
import { count } from '../phrases.ts';
import { folded, left, type Section, table } from './section.ts';

/** So many packages are drawn; the others are counted. */
const mostPackages = 25;

interface Line {
  readonly purl: Purl;
  readonly history: ReleaseHistory;
}

/** When names and releases appeared, as pictures on one scale: what is young or has new hands stands out. */
export function timelineSection(ranked: readonly Finding[], now: string): Section | undefined {
  const lines = linesOf(ranked);
  if (lines.length === 0) return undefined;
  const shown = lines.slice(0, mostPackages);
  const listed = table(
    'Releases',
    ['Package', 'Name known since', 'Release', 'Releases before', 'Publishers'],
    shown,
    ({ purl, history }) => [
      cut(packageLabel(purl), 200),
      html`${history.nameSince === undefined ? 'not told' : sayDay(history.nameSince, now)}`,
      html`${sayDay(history.releases.at(-1)?.publishedAt ?? '', now)}`,
      html`${history.releases.length - 1 + history.earlier}`,
      html`${sayPublishers(history.releases)}`,
    ],
    mostPackages,
  );
  return {
    id: 'timeline',
    title: 'Releases in time',
    count: lines.length,
    body: html`<p>Each line begins where the name did and ends with the release that would be installed. The scale is not even: what is recent has more room.</p>
<p class="legend" aria-hidden="true"><svg width="14" height="14" viewBox="-7 -7 14 14"><circle class="old" r="3.5"/></svg> earlier release <svg width="14" height="14" viewBox="-7 -7 14 14"><path class="changed old" d="M0-6L6 0 0 6-6 0z"/></svg> published by somebody else than the one before <svg width="14" height="14" viewBox="-7 -7 14 14"><circle class="now" r="5.5"/></svg> this release</p>
${drawLines(shown, now)}
${folded('The same as a table', listed)}${left(lines.length - mostPackages, 'more package')}`,
  };
}

/** Each release once. */
const linesOf = (ranked: readonly Finding[]): readonly Line[] => [
  ...indexFirst(
    ranked.flatMap(({ package: found, history }) =>
      found === null || history === undefined ? [] : [[found.purl, { purl: found.purl, history }] as const],
    ),
  ).values(),
];

const hour = 3_600_000;
const day = 24 * hour;
const year = 365 * day;
const marks: readonly (readonly [number, string])[] = [
  [10 * year, '10 years'],
  [3 * year, '3 years'],
  [year, '1 year'],
  [90 * day, '90 days'],
  [30 * day, '30 days'],
  [7 * day, '7 days'],
  [day, '1 day'],
  [0, 'now'],
];

/** In pixels, as all below. */
const width = 960;
const [labelWidth, end] = [230, width - 96];
const row = 34;
const top = 26;
const oldest = 20 * year;

/** How long ago, in milliseconds; nothing where a time is none. */
function ageOf(time: string, now: string): number | undefined {
  const age = Date.parse(now) - Date.parse(time);
  return Number.isNaN(age) ? undefined : Math.max(0, age);
}

/** Logarithmic, from twenty years to an hour. */
export const placeOnScale = (age: number): number => {
  const span = Math.log(oldest / hour + 1);
  const share = Math.log(Math.min(age, oldest) / hour + 1) / span;
  return Math.round(end - share * (end - labelWidth));
};

function drawLines(lines: readonly Line[], now: string): Html {
  const height = top + lines.length * row + 6;
  const grid = marks.map(([age, label]) => {
    const x = placeOnScale(age);
    return html`<path class="grid" d="M${x} ${top - 6}V${height}"/><text class="scale" x="${x}" y="14">${label}</text>\n`;
  });
  return html`<div class="scroll picture" role="group" aria-label="Timeline of releases" tabindex="0">
<svg class="timeline" role="img" aria-labelledby="timeline-name" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<title id="timeline-name">Releases of ${count(lines.length, 'package')} in time; the table below says the same</title>
${grid}${lines.map((line, at) => drawLine(line, top + at * row + row / 2, now))}</svg>
</div>`;
}

function drawLine({ purl, history }: Line, y: number, now: string): Html {
  const label = packageLabel(purl);
  const dots = history.releases.flatMap((release, at) => {
    const age = ageOf(release.publishedAt, now);
    return age === undefined
      ? []
      : [{ ...release, age, x: placeOnScale(age), isChanged: hasOtherHands(history.releases, at) }];
  });
  const current = dots.at(-1);
  const born = history.nameSince === undefined ? undefined : ageOf(history.nameSince, now);
  const from = Math.min(born === undefined ? end : placeOnScale(born), dots[0]?.x ?? end);
  return html`<g><text class="label" x="0" y="${y + 4}"><title>${label}</title>${cut(label, 30)}</text>
<path class="life" d="M${from} ${y}H${current?.x ?? end}"/>${born === undefined ? nothing : html`<path class="birth" d="M${from} ${y - 6}V${y + 6}"/>`}
${dots.slice(0, -1).map((dot) => drawRelease(dot, y, 'old'))}${
  current === undefined
    ? nothing
    : html`${drawRelease(current, y, 'now')}<text class="age" x="${current.x + 14}" y="${y + 4}">${sayAge(current.age)}</text>`
}</g>
`;
}

interface Dot extends HistoricRelease {
  /** In milliseconds. */
  readonly age: number;
  readonly x: number;
  readonly isChanged: boolean;
}

const tip = ({ version, publishedAt, publisher }: Dot): Html =>
  html`<title>${version}, ${publishedAt.slice(0, 10)}${publisher === undefined ? '' : ` by ${publisher}`}</title>`;

/** Other hands have another shape. */
const drawRelease = (dot: Dot, y: number, kind: 'old' | 'now'): Html =>
  dot.isChanged
    ? html`<path class="changed ${kind}" d="M${dot.x} ${y - 7}l7 7-7 7-7-7z">${tip(dot)}</path>`
    : html`<circle class="${kind}" cx="${dot.x}" cy="${y}" r="${kind === 'now' ? 5.5 : 3.5}">${tip(dot)}</circle>`;

/** Whether another one published it than the last that is known. */
export function hasOtherHands(releases: readonly HistoricRelease[], at: number): boolean {
  const publisher = releases[at]?.publisher;
  const before = releases.slice(0, at).findLast((one) => one.publisher !== undefined)?.publisher;
  return publisher !== undefined && before !== undefined && publisher !== before;
}

function sayPublishers(releases: readonly HistoricRelease[]): string {
  const publishers = releases.flatMap(({ publisher }) => publisher ?? []);
  const changes = releases.filter((_, at) => hasOtherHands(releases, at)).length;
  if (publishers.length === 0) return 'not told';
  return `${publishers.at(-1)}${changes === 0 ? '' : `, ${count(changes, 'change')} of publisher`}`;
}

/** `2026-03-01 (9 days ago)` */
export function sayDay(time: string, now: string): string {
  const age = ageOf(time, now);
  return age === undefined ? 'not told' : `${time.slice(0, 10)} (${sayAge(age)} ago)`;
}

function sayAge(age: number): string {
  if (age >= 2 * year) return count(Math.floor(age / year), 'year');
  return age >= 2 * day ? count(Math.floor(age / day), 'day') : count(Math.floor(age / hour), 'hour');
}
