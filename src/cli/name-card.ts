import type { Assessment } from '../engine/assess-name.ts';
import { ageInDays, findAgainst, type NameAnswer, type NameVerdict } from '../engine/judge-name.ts';
import type { LookedUp } from '../engine/look-up-names.ts';
import type { Answer } from '../engine/which.ts';
import type { Names } from '../knowledge/names/index.ts';
import { explainInvention } from '../knowledge/names/meant/index.ts';
import type { PlaceholderClass } from '../knowledge/names/placeholders.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import type { PackageFact } from '../model/registry.ts';
import { terminalText } from '../reporters/escape-terminal.ts';
import { count, grouped } from '../reporters/phrases.ts';
import type { Colour, Paint } from '../reporters/text/style.ts';
import { textWidth, wrap } from '../reporters/text/width.ts';

export interface CardInput {
  readonly assessment: Assessment;
  /** Left out: nobody was asked. */
  readonly looked: LookedUp | undefined;
  readonly judged: NameAnswer;
  readonly names: Names;
  readonly ecosystems: readonly Ecosystem[];
  readonly now: Date;
  readonly ignoresAdoption: boolean;
  readonly paint: Paint;
  /** Columns of the terminal. */
  readonly width: number;
}

interface Row {
  readonly label: string;
  readonly texts: readonly string[];
  readonly colours?: readonly Colour[];
}

const headlines: Readonly<Record<NameVerdict, readonly [string, ...(readonly Colour[])]>> = {
  unremarkable: ['nothing remarkable', 'green'],
  suspicious: ['suspicious', 'bold', 'yellow'],
  absent: ['does not exist', 'bold', 'red'],
  unknown: ['could not be told', 'bold', 'yellow'],
};

const labelWidth = 11;
const mostIndexes = 3;
const mostMeant = 3;
const roomOf = (width: number): number => Math.max(30, width - labelWidth - 2);

/** What is known of one name, for people: a headline and a row for each thing that is known. */
export function renderCard(input: CardInput): string {
  const { assessment, judged, ecosystems, paint, width } = input;
  const [words, ...colours] = headlines[judged.verdict];
  const title = ecosystems.find(({ type }) => type === assessment.type)?.title ?? '';
  const of = assessment.gap === undefined ? ` (${title})` : '';
  const head = `${paint(safe(assessment.name, 200) || '(empty)', 'bold')}${of}: ${paint(words, ...colours)}`;
  const rows = [
    existence(input),
    remarks(input),
    use(input),
    likeness(input),
    invention(input),
    meant(input),
    indexes(input),
  ];
  const lines = rows.flatMap((row) =>
    (row?.texts ?? [])
      .flatMap((text) => wrapOnce(text, roomOf(width)))
      .map((line, at) => {
        const label = (at === 0 ? (row?.label ?? '') : '').padEnd(labelWidth);
        return `  ${paint(label, 'dim')}${paint(line, ...(row?.colours ?? []))}`;
      }),
  );
  return `${[head, ...lines].join('\n')}\n`;
}

/** What is broken already stays as it is. */
const wrapOnce = (text: string, room: number): readonly string[] =>
  textWidth(text) <= room ? [text] : wrap(text, room);

const safe = (text: string, length = 300): string => terminalText(text, length);
const day = (time: string): string => safe(time.slice(0, 10), 10);

function existence({ assessment, looked, judged, now }: CardInput): Row {
  const { gap, fault } = assessment;
  const label = 'exists';
  if (gap !== undefined) return { label, texts: [`unknown: ${safe(gap)}`] };
  if (fault !== undefined) return { label, texts: [`never: ${safe(fault)}`] };
  const found = looked?.package;
  switch (found?.state) {
    case undefined:
      return { label, texts: [judged.known ? 'yes, by the bundled names' : 'not known: nobody was asked'] };
    case 'present':
      return { label, texts: [describePackage(found.value, now)] };
    case 'absent':
      return { label, texts: [`no: ${safe(found.proof, 500)}`] };
    case 'unknown':
      return { label, texts: [`unknown: ${safe(found.reason, 500)}`], colours: ['yellow'] };
  }
}

/** `since 2014-03-14 (12 years), 11 releases, latest 1.3.0 of 2018-04-09` */
function describePackage({ firstPublishedAt: first, versions, latest }: PackageFact, now: Date): string {
  const release = versions.find(({ version }) => version === latest);
  const at = release?.publishedAt;
  return [
    first === undefined ? 'yes' : `since ${day(first)} (${describeAge(ageInDays(first, now))})`,
    ...(versions.length === 0 ? [] : [count(versions.length, 'release')]),
    ...(latest === undefined ? [] : [`latest ${safe(latest, 60)}${at === undefined ? '' : ` of ${day(at)}`}`]),
  ].join(', ');
}

function describeAge(days: number): string {
  if (days < 60) return count(days, 'day');
  return days < 730 ? count(Math.floor(days / 30.44), 'month') : count(Math.floor(days / 365.25), 'year');
}

/** What registry and advisories say of it, where that is anything. */
function remarks({ looked, assessment: { type, name }, names, now }: CardInput): Row | undefined {
  const found = looked?.package;
  const texts = looked === undefined ? [] : findAgainst(looked, now).map((text) => safe(text));
  if (found?.state === 'present') {
    const { status, statusReason = '', movedTo } = found.value;
    if (status === 'deprecated' || status === 'archived' || status === 'unpublished')
      texts.push(`${status}${statusReason === '' ? '' : `: ${safe(statusReason, 200)}`}`);
    if (movedTo !== undefined) texts.push(`moved to ${safe(movedTo.name, 200)}`);
  }
  const placeholder = found?.state === 'absent' ? undefined : names.placeholderClassOf(type, name);
  if (placeholder !== undefined) texts.push(placeholderWords[placeholder]);
  if (looked?.malware.state === 'unknown' && found?.state === 'present')
    texts.push(`advisories are not known: ${safe(looked.malware.reason, 200)}`);
  return texts.length === 0 ? undefined : { label: 'but', texts, colours: ['yellow'] };
}

const placeholderWords: Readonly<Record<PlaceholderClass, string>> = {
  'confusion-guard': 'by its summary an empty package that keeps an internal name from attackers',
  'security-holding': 'by its summary held in the place of a package that was taken down',
  research: 'by its summary a proof that the name could be taken',
  redirect: 'by its summary another package takes its place',
  reserved: 'by its summary a reserved name without code',
  parked: 'by its summary a parked name without code',
  placeholder: 'by its summary an empty placeholder',
};

function use({ assessment, names, ecosystems, ignoresAdoption }: CardInput): Row | undefined {
  const { adoption, type, fault, gap } = assessment;
  const ranked = names.rankedNames(type);
  if (ranked === undefined || fault !== undefined || gap !== undefined) return undefined;
  const title = ecosystems.find((one) => one.type === type)?.registryTitle.replace(/ registry$/, '') ?? type;
  const date = ranked.date.toISOString().slice(0, 10);
  const ignored = ignoresAdoption ? ', left out of account' : '';
  return { label: 'used', texts: [`${describeUse()}${ignored}`] };

  function describeUse(): string {
    const { rank, isExact } = adoption;
    if (!adoption.isKnown) return `not in the bundled names of ${title} (${date})`;
    if (rank === undefined) return `registered, not among the ${grouped(ranked?.size ?? 0)} most used of ${date}`;
    return `${describeRank(rank)} of ${title} (${isExact === true ? 'rank' : 'rank about'} ${grouped(rank)} in ${date.slice(0, 7)})`;
  }
}

/** `among the 1,000 most used` */
export const describeRank = (rank: number): string =>
  `among the ${grouped(Math.max(100, 10 ** Math.ceil(Math.log10(rank))))} most used`;

function likeness({ assessment: { lookalike } }: CardInput): Row | undefined {
  if (lookalike === undefined) return undefined;
  const { target, targetRank, words, confidence } = lookalike;
  const text = `${safe(target, 214)}${targetRank === undefined ? '' : `, ${describeRank(targetRank)}`}: ${safe(words)} (${confidence} confidence)`;
  return { label: 'resembles', texts: [text], colours: ['yellow'] };
}

function invention({ assessment: { type, name }, judged: { verdict, known }, names }: CardInput): Row | undefined {
  if (known || verdict === 'unremarkable') return undefined;
  const found = explainInvention(type, name, names.lists);
  // Other kinds are what is said of the names that may be meant.
  const says = found?.kind === 'standard-library' || found?.kind === 'conflation' || found?.kind === 'plugin';
  return !says ? undefined : { label: 'looks', texts: [safe(found.words)] };
}

function meant({ judged: { suggestions }, assessment, width }: CardInput): Row | undefined {
  if (suggestions.length === 0) return undefined;
  const meanings = assessment
    .meanings()
    .slice(0, mostMeant)
    .map(({ name, ecosystem, why }) => ({
      name: safe(ecosystem === assessment.type ? name : `${name} of ${ecosystem}`, 214),
      why: safe(why),
    }));
  const column = Math.min(30, Math.max(...meanings.map(({ name }) => textWidth(name))));
  const texts = meanings.flatMap(({ name, why }) => {
    const [first = '', ...more] = wrap(why, Math.max(20, roomOf(width) - column - 2));
    return [`${name.padEnd(column)}  ${first}`, ...more.map((line) => `${' '.repeat(column + 2)}${line}`)];
  });
  return { label: 'meant', texts };
}

/** Where clients here would take it from; a name that no index has needs no list of them. */
function indexes({ looked, assessment: { name } }: CardInput): Row | undefined {
  if (looked === undefined || looked.package.state === 'absent') return undefined;
  // The reason why it is not known names the one index that is asked.
  if (looked.package.state === 'unknown' && looked.indexes.every(({ candidates }) => candidates.length < 2))
    return undefined;
  const clients = new Map<string, Set<string>>();
  for (const answer of looked.indexes) {
    const text = describeIndexes(answer);
    clients.set(text, (clients.get(text) ?? new Set()).add(answer.client));
  }
  const texts = [...clients].map(([text, of]) => `${text} (${listClients([...of])})`);
  const more =
    texts.length > mostIndexes ? [`and ${texts.length - mostIndexes} more: gazetteer which ${safe(name, 100)}`] : [];
  return texts.length === 0 ? undefined : { label: 'comes from', texts: [...texts.slice(0, mostIndexes), ...more] };
}

const listClients = (ids: readonly string[]): string =>
  ids.length > 4 ? `${safe(ids.slice(0, 3).join(', '), 100)} and ${ids.length - 3} more` : safe(ids.join(', '), 160);

function describeIndexes({ winner, candidates, reason, openings }: Answer): string {
  if (winner === null) return `nowhere: ${safe(reason)}`;
  const others = candidates.filter(({ registry }) => registry !== winner.registry);
  const holders = others.map(({ registry, answer, best }) => `${safe(registry, 100)} (${safe(best ?? answer, 60)})`);
  const opening = openings.find(({ registry }) => registry !== winner.registry);
  return [
    `${safe(winner.registry, 100)} ${safe(winner.version, 60)}`,
    ...(holders.length > 0 ? [`, before ${holders.join(' and ')}`] : []),
    ...(opening === undefined ? [] : [`, until ${safe(opening.registry, 100)} has ${safe(opening.version, 60)}`]),
  ].join('');
}
