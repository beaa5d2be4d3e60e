import type { Assessment } from '../engine/assess-name.ts';
import type { NameAnswer, NameVerdict } from '../engine/judge-name.ts';
import type { LookedUp } from '../engine/look-up-names.ts';
import type { Answer } from '../engine/which.ts';
import type { Names } from '../knowledge/names/index.ts';
import { explainInvention } from '../knowledge/names/meant/index.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import { parsePurl } from '../model/purl.ts';
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

/** Where nothing is remarkable, but not all was answered, that is remarkable. */
const headlineOf = ({ verdict, unanswered }: NameAnswer): (typeof headlines)[NameVerdict] =>
  verdict === 'unremarkable' && unanswered !== undefined
    ? ['nothing remarkable, but advisories were not answered', 'yellow']
    : headlines[verdict];

const labelWidth = 11;
const mostIndexes = 3;
const mostMeant = 3;
const mostPublishers = 3;
const roomOf = (width: number): number => Math.max(30, width - labelWidth - 2);

/** What is known of one name, for people: a headline and a row for each thing that is known. */
export function renderCard(input: CardInput): string {
  const { assessment, judged, ecosystems, paint, width } = input;
  const [words, ...colours] = headlineOf(judged);
  const title = ecosystems.find(({ type }) => type === assessment.type)?.title ?? '';
  const of = assessment.gap === undefined ? ` (${title})` : '';
  const [name = '', ...cut] = wrap(safe(assessment.name) || '(empty)', Math.max(20, width - textWidth(of + words) - 3));
  const head = `${paint(cut.length > 0 ? `${name}…` : name, 'bold')}${of}: ${paint(words, ...colours)}`;
  const rows = [
    spelling(input),
    existence(input),
    holder(input),
    use(input),
    likeness(input),
    remarks(input),
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

const registryOf = ({ assessment, ecosystems }: CardInput): string =>
  ecosystems.find(({ type }) => type === assessment.type)?.registryTitle.replace(/ registry$/, '') ?? assessment.type;

/** How what was asked about differs from the name that is looked at. */
function spelling(input: CardInput): Row | undefined {
  const { asked, name, gap, fault } = input.assessment;
  if (gap !== undefined) return undefined;
  const texts = [
    ...(asked.name === name || fault !== undefined
      ? []
      : [`as ${safe(asked.name, 214)}, which is the same to ${registryOf(input)}`]),
    ...(asked.requirement === undefined
      ? []
      : [`with ${safe(asked.requirement, 100) || 'nothing after the "@"'}, which is left out: the name is looked at`]),
  ];
  return texts.length === 0 ? undefined : { label: 'written', texts };
}

function existence(input: CardInput): Row {
  const { assessment, looked, names, now } = input;
  const { gap, fault, isListed, type, name } = assessment;
  const label = 'exists';
  if (gap !== undefined) return { label, texts: [`unknown: ${safe(gap)}`] };
  if (fault !== undefined) return { label, texts: [`never: ${safe(fault)}`] };
  const found = looked?.package;
  switch (found?.state) {
    case undefined: {
      const before = names.knownBefore(type, name)?.moment;
      const since = before === undefined || before > now ? '' : `: registered before ${day(before.toISOString())}`;
      return { label, texts: [isListed ? `yes, by the bundled names${since}` : 'not known: nobody was asked'] };
    }
    case 'present':
      return { label, texts: [describePackage(found.value, now)] };
    case 'absent': {
      const { elsewhere } = looked ?? {};
      const others = elsewhere?.state === 'present' ? elsewhere.value.found.map(({ title }) => title) : [];
      const has = others.length === 0 ? [] : [`but ${others.join(' and ')} ${others.length > 1 ? 'have' : 'has'} it`];
      const own = looked?.isDeclared === true ? ['but it is one of the own packages here'] : [];
      return { label, texts: [`no: ${safe(found.proof, 500)}`, ...own, ...has] };
    }
    case 'unknown':
      return { label, texts: [`unknown: ${safe(found.reason, 500)}`], colours: ['yellow'] };
  }
}

/** `since 2014-03-14 (12 years), 11 releases, latest 1.3.0 of 2018-04-09` */
function describePackage({ firstPublishedAt: first, versions, latest, status }: PackageFact, now: Date): string {
  if (status === 'unpublished') return `no longer${first === undefined ? '' : `: first published ${day(first)}`}`;
  const release = versions.find(({ version }) => version === latest);
  const at = release?.publishedAt;
  return [
    first === undefined ? 'yes' : `since ${day(first)} (${describeAge(first, now)})`,
    ...(versions.length === 0 ? [] : [count(versions.length, 'release')]),
    ...(latest === undefined ? [] : [`latest ${safe(latest, 60)}${at === undefined ? '' : ` of ${day(at)}`}`]),
  ].join(', ');
}

function describeAge(time: string, now: Date): string {
  const days = Math.max(0, Math.floor((now.getTime() - Date.parse(time)) / 86_400_000));
  if (days < 60) return count(days, 'day');
  return days < 730 ? count(Math.floor(days / 30.44), 'month') : count(Math.floor(days / 365.25), 'year');
}

/** Who may publish it, and what it says of itself. */
function holder({ looked }: CardInput): Row | undefined {
  if (looked?.about.state !== 'present') return undefined;
  const { publishers, repository, summary } = looked.about.value;
  const more = (publishers?.length ?? 0) - mostPublishers;
  const texts = [
    ...(publishers === undefined || publishers.length === 0
      ? []
      : [`${safe(publishers.slice(0, mostPublishers).join(', '), 120)}${more > 0 ? ` and ${more} more` : ''}`]),
    repository === undefined ? 'names no repository' : safe(repository, 160),
    ...(summary === undefined || summary === '' ? [] : [`"${safe(summary, 140)}"`]),
  ];
  return { label: 'by', texts };
}

/** What the audit's rules and advisories say of it, where that is anything. */
function remarks({ looked, judged, assessment: { placeholder } }: CardInput): Row | undefined {
  const found = looked?.package;
  const isOpen = looked === undefined || found?.state === 'unknown';
  const texts = isOpen && placeholder !== undefined ? [`by its summary it ${placeholder}`] : [];
  for (const { ruleId, message } of looked?.findings ?? [])
    if (!shownElsewhere.has(ruleId)) texts.push(safe(message, 500));
  if (found?.state === 'present') {
    const { status, statusReason = '', movedTo } = found.value;
    if (status === 'deprecated' || status === 'archived')
      texts.push(`${status}${statusReason === '' ? '' : `: ${safe(statusReason, 200)}`}`);
    if (movedTo !== undefined) texts.push(`moved to ${safe(movedTo.name, 200)}`);
  }
  texts.push(...(looked?.faults ?? []).map((text) => safe(text)));
  if (judged.unanswered !== undefined) texts.push(`not answered: ${safe(judged.unanswered, 250)}`);
  return texts.length === 0 ? undefined : { label: 'but', texts, colours: ['yellow'] };
}

/** Rules whose findings other rows tell. */
const shownElsewhere: ReadonlySet<string> = new Set(['lookalike-name', 'nonexistent-package']);

function use(input: CardInput): Row | undefined {
  const { assessment, names, ignoresAdoption } = input;
  const { adoption, type, fault, gap } = assessment;
  const ranked = names.rankedNames(type);
  if (ranked === undefined || fault !== undefined || gap !== undefined) return undefined;
  const title = registryOf(input);
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
const describeRank = (rank: number): string =>
  `among the ${grouped(Math.max(100, 10 ** Math.ceil(Math.log10(rank))))} most used`;

/** How sure that is, is for a rule to say where a registry has the name. */
function likeness({ assessment: { lookalike }, judged: { verdict }, looked }: CardInput): Row | undefined {
  // Of a name that does not exist it is what was meant.
  if (lookalike === undefined || verdict === 'absent') return undefined;
  const { name, rank, words } = lookalike;
  const found = looked?.findings.find(({ ruleId }) => ruleId === 'lookalike-name');
  const isOpen = looked?.package.state !== 'present';
  const confidence = isOpen ? lookalike.confidence : found?.confidence;
  const kinship = found?.evidence.find(({ fact }) => fact === 'about')?.value;
  const isCleared = found?.severity === 'info' || (!isOpen && found === undefined);
  const ranked = rank === undefined ? '' : `, ${describeRank(rank)}`;
  const sure = isCleared || confidence === undefined ? '' : ` (${confidence} confidence)`;
  const kin = kinship === undefined ? [] : [safe(kinship)];
  const text = `${safe(name, 214)}${ranked}: ${safe(words)}${sure}`;
  return { label: 'resembles', texts: [text, ...kin], ...(isCleared ? {} : { colours: ['yellow'] }) };
}

function invention({ assessment: { type, name }, judged: { verdict, known }, names }: CardInput): Row | undefined {
  if (known || verdict === 'unremarkable') return undefined;
  const found = explainInvention(type, name, names.lists);
  // Other kinds are what is said of the names that may be meant.
  const says = found?.kind === 'standard-library' || found?.kind === 'conflation' || found?.kind === 'plugin';
  return !says ? undefined : { label: 'looks', texts: [safe(found.words)] };
}

function meant({ judged: { suggestions, lookalike, verdict }, assessment, width }: CardInput): Row | undefined {
  const isSaid = verdict !== 'absent' && suggestions.length === 1 && suggestions[0]?.purl === lookalike?.target;
  if (suggestions.length === 0 || isSaid) return undefined;
  const meanings = suggestions.slice(0, mostMeant).map(({ purl, why }) => {
    const { type = '', name = '' } = parsePurl(purl) ?? {};
    return { name: safe(type === assessment.type ? name : `${name} of ${type}`, 214), why: safe(why) };
  });
  const column = Math.min(30, Math.max(...meanings.map(({ name }) => textWidth(name))));
  const texts = meanings.flatMap(({ name, why }) => {
    const [first = '', ...more] = wrap(why, Math.max(20, roomOf(width) - column - 2));
    return [`${name.padEnd(column)}  ${first}`, ...more.map((line) => `${' '.repeat(column + 2)}${line}`)];
  });
  return { label: 'meant', texts };
}

/** Where clients here would take it from; a name that no index has needs no list of them. */
function indexes({ looked, judged, assessment: { name } }: CardInput): Row | undefined {
  if (looked === undefined || judged.verdict === 'absent') return undefined;
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
