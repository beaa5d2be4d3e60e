import type { AgentOrder, Asked, TextPlace } from '../../../model/instruction.ts';
import { maskAndCut } from '../../../text/mask.ts';
import type { Stretch } from '../new-text.ts';
import { isAddressed, isCited, mayBeAddressed, readAsking } from './asking.ts';
import { mayOverride } from './overrides.ts';
import { longestSentence, sentencesOf } from './sentences.ts';
import type { Asking } from './words.ts';

export interface Order {
  readonly order: AgentOrder;
  readonly place: Stretch;
}

interface OrderFile {
  readonly place: TextPlace;
  /** Quotes in it are quotations: it is no data, where every text has them. */
  readonly hasQuotes: boolean;
}

/** Most of a sentence that is quoted. */
const longestQuote = 200;

/** A cheap look at a whole stretch: without one of these words none of its sentences asks for anything. */
const telling =
  /\b(?:ignore|disregard|forget|override|bypass|disable|deactivate|turn off|switch off|skip|suppress|secretly|covertly|stealthily|silently|quietly|(?:mention|reveal|disclos|report|discuss)(?:e|ing)?(?=[\s*_]{1,12}(?:this|these|it|that|any|the|to|in|with|what)\b)|(?:show|log|display|expose)(?=[\s*_]{1,12}(?:this|these|it|that|any)\b)|tell|inform|notify|alert|warn|hide|conceal|without|exfiltrate|send|post|upload|transmit|forward|leak|e-?mail|curl|wget|download|fetch|retrieve|execute|approved|authori[sz]ed|(?:python\d?|node|deno|bun|perl|ruby|php)(?= -)|run(?=[\s*_`]{1,4}(?:it|them|that|the (?:scripts?|file))\b)|(?:includ|embed|insert)(?:e|ing)?|submit|(?:add|copy|put|write)(?=[\s*_`]{1,12}(?:(?:the|its|their)[\s*_`]{1,12})?(?:contents?|values?)\b)|iwr|irm|iex|invoke-\w+|base64|eval|no-verify|node_tls_\w+|you are now|keep|append|paste|attach|(?:must|should|may) (?:not|never)|delete|wipe|erase|destroy|remove|clear|purge|factory|rm|approve|merge|accept|flag|report|mark|label|treat|classify|clone|encode|dangerously-[\w-]+|yolo|assistants?|agents?|llms?|ai)\b/i;

/** So much new text of a file is read for sentences: what has more is data. */
const mostText = 1024 * 1024;

export interface Orders {
  readonly found: readonly Order[];
  /** There is more text than is read. */
  readonly isCut: boolean;
}

/** Sentences of new text that ask an agent for what no honest text asks for, or only in front of everybody. */
export function findOrders(text: string, stretches: readonly Stretch[], file: OrderFile): Orders {
  const found: Order[] = [];
  let left = mostText;
  for (const { start, end: whole } of stretches) {
    const stretch = { start, end: Math.min(whole, start + left) };
    left -= stretch.end - start;
    const around = text.slice(Math.max(0, start - longestSentence), stretch.end + longestSentence);
    for (const sentence of mayTell(plainWords(around), file.place) ? sentencesOf(text, stretch) : []) {
      const order = readOrder(text, sentence, file);
      if (order !== undefined) found.push(order);
    }
    if (stretch.end < whole) return { found, isCut: true };
  }
  return { found, isCut: false };
}

/** Hyphens where a word may be broken, and what has no width: nobody sees them, and a model reads on. */
const unseen = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
/** Underscores around words, for emphasis: `_previous_` is a word, as `*previous*` is. */
const emphasis = /(?<![a-z0-9])_{1,3}|_{1,3}(?![a-z0-9])/gi;

/** The words as they are read. Blanks stand for what is taken out, so that all keeps its place. */
function plainWords(text: string): string {
  const seen = text.search(unseen) === -1 ? text : text.split(/(\s)/).map(withoutUnseen).join('');
  return seen.replace(emphasis, (marks) => ' '.repeat(marks.length));
}

const withoutUnseen = (word: string): string => word.replaceAll(unseen, '').padStart(word.length);

function readOrder(text: string, sentence: Stretch, { place, hasQuotes }: OrderFile): Order | undefined {
  const said = plainWords(text.slice(sentence.start, sentence.end));
  if (!telling.test(said)) return undefined;
  const before = plainWords(text.slice(Math.max(0, sentence.start - heading), sentence.start));
  if (!mayCount(said, before + said, place) || !isReadAs(said, before, place)) return undefined;
  const asking = readAsking(said, before, (at) => isInComment(text, sentence.start + at));
  if (asking === undefined || !counts(asking, place, said, before + said)) return undefined;
  const start = sentence.start + asking.at;
  const isUnseen = isInComment(text, start);
  const end = sentence.end - (said.length - said.trimEnd().length);
  const order: AgentOrder = {
    kind: 'order',
    place,
    // How messages are written is for the project to say, to its own agents.
    asks: asking.asks === 'omit' && place !== 'agent' ? 'conceal' : asking.asks,
    text: maskAndCut(said.replace(/\s+/g, ' ').trim(), longestQuote),
    ...(isCited(said, asking, hasQuotes) ? { isCited: true } : {}),
    ...(isUnseen ? { isUnseen } : {}),
  };
  return { order, place: { start, end } };
}

/** So far before a sentence it may be said whom it is for, and what it is about. */
const heading = 160;

const mayTell = (text: string, place: TextPlace): boolean => mayCount(text, text, place) && telling.test(text);

/** A cheap look at what `counts` will ask for. */
const mayCount = (said: string, withHeading: string, place: TextPlace): boolean =>
  place === 'agent' || mayOverride(said) || mayBeAddressed(withHeading);

/** What `counts` needs at least. It is asked first: what a sentence asks for takes far more patterns to read. */
const isReadAs = (said: string, before: string, place: TextPlace): boolean =>
  place === 'agent' || mayOverride(said) || isAddressed(said) || isAddressed(before + said);

/** Elsewhere than in files of agents, only what is said to an agent counts, or what can be said to nobody else. */
const toAgentsAlone: ReadonlySet<Asked> = new Set(['override']);

function counts({ asks }: Asking, place: TextPlace, said: string, withHeading: string): boolean {
  if (place === 'agent') return asks !== 'act';
  // What may be run is told to everybody: that it stands below a heading for agents says little.
  return toAgentsAlone.has(asks) || isAddressed(asks === 'act' || asks === 'install' ? said : withHeading);
}

/** So far back a comment is looked for. */
const longestComment = 4_000;

/** What a page does not show once it is rendered. */
function isInComment(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - longestComment), at);
  return before.lastIndexOf('<!--') > before.lastIndexOf('-->');
}
