import { readDisabling } from './disables.ts';
import { readCommand, readFetching, saysToRun } from './fetches.ts';
import { readOverride } from './overrides.ts';
import { readApproval, readDestruction } from './reviews.ts';
import { readSending } from './sends.ts';
import { readSilence } from './silence.ts';
import { type Asking, isForbidden, words } from './words.ts';

const acts = words(
  String.raw`\b(?:run|execute|download|fetch|install|curl|clone|visit) (?:the|this|these|following|it|from|https?:|npx|npm|pip|uvx|curl|wget|bash|sh|node|python)\b`,
);

/**
 * What the sentence asks for, the gravest first; undefined where it asks for nothing that matters, or forbids it.
 * @param before what stands before the sentence: a word such as "this" may be about it
 * @param isUnseen whether people do not see what stands there
 */
export function readAsking(sentence: string, before: string, isUnseen: (at: number) => boolean): Asking | undefined {
  const silence = readSilence(sentence, before);
  const command = readCommand(sentence);
  const fetching = readFetching(sentence, isUnseen);
  const isGrave = ({ asks }: Asking) => asks === 'send' || asks === 'fetch' || asks === 'conceal';
  const among = [command, silence, fetching].filter((one) => one !== undefined);
  const found =
    readOverride(sentence) ??
    readSending(sentence) ??
    among.find(isGrave) ??
    readDestruction(sentence) ??
    readApproval(sentence) ??
    readDisabling(sentence) ??
    command ??
    fetching;
  if (found !== undefined) return found;
  const act = silence === undefined ? acts.exec(sentence)?.index : undefined;
  return act === undefined || isForbidden(sentence, act) ? silence : { asks: 'act', at: act };
}

/** Who is spoken to. */
const addressed: readonly RegExp[] = [
  words(
    String.raw`\b(?:if you are|you are|as|dear|attention|hey|note to|notes? for|instructions? (?:to|for)|message (?:to|for)|important for|for) (?:(?:an?|all|any|the|every) )?(?:(?:ai|llm|coding|automated) (?:(?:coding|code|security|review) ){0,2}(?:agents?|assistants?|models?|systems?|tools?|reviewers?)|llms?|ais?|language models?|large language models?|copilot|claude|chatgpt|cursor|gemini|codex)\b`,
  ),
  words(
    String.raw`\b(?:ai|llm|coding) (?:coding )?(?:agents?|assistants?|models?|systems?|reviewers?) (?:must|should|shall|need to|have to|are (?:required|instructed|asked) to|will please|please)\b`,
  ),
  /(?:^|\n)[\s#*/>!-]{0,8}(?:claude|copilot|chatgpt|codex|gemini|(?:ai|llm|coding) (?:agents?|assistants?|models?|reviewers?)|llms?|ais?)\s?[:,]|@(?:ai|claude|copilot|chatgpt|codex|gemini)\b(?![\w.-]{0,60}\/)/i,
  // At the beginning of what a page does not show.
  words(
    String.raw`<!-- ?(?:(?:dear|hey|note|to|the|any|all|ai|llm|coding) ){0,3}(?:assistants?|agents?|models?|copilot|claude|chatgpt|cursor|gemini|codex|llms?|ais?)\b`,
  ),
];

/** A cheap look: without such words nobody is spoken to. */
const names =
  /\b(?:ais?|llms?|coding|automated|language[^\w]{1,12}models?|copilot|claude|chatgpt|cursor|gemini|codex|assistants?|agents?|models?)\b/i;
export const mayBeAddressed = (text: string): boolean => names.test(text);

export const isAddressed = (sentence: string): boolean => addressed.some((pattern) => pattern.test(sentence));

/** Examples of attacks stand in quotes, or are called what they are. */
const examples =
  /\b(?:injections?|jailbreaks?|attack(?:s|ers?)?|malicious|hostile|adversarial|untrusted|phish(?:ing)?|payloads?|e\.g\.|such as|for example|detects?|red[ -]team|suspicious|phrases?|vulnerab\w+|exploit\w*|threats?|anti-?patterns?)\b|\bBash\(/i;

/** @param quotes whether quotes are quotations: in data every text has them */
export function isCited(sentence: string, { asks, at, isCommand }: Asking, quotes: boolean): boolean {
  const before = sentence.slice(Math.max(0, at - 40), at);
  // Marks of code stand around every command; in prose they quote.
  const isQuoted = isCommand ? /["'“‘«]\s?$/.test(before) && !saysToRun.test(before) : /["'“‘«`]\s?$/.test(before);
  // What a reviewer is not to say is called by the same words.
  return (quotes && isQuoted) || (asks !== 'approve' && examples.test(sentence));
}
