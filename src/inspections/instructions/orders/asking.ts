import type { Asked } from '../../../model/instruction.ts';
import { readSigns } from '../signs/shell.ts';
import { readSilence } from './silence.ts';
import { type Asking, isForbidden, words } from './words.ts';

const overrides: readonly RegExp[] = [
  words(
    String.raw`\b(?:ignore|disregard|forget|(?:stop|do not|don['’]t) (?:following|follow)) (?:(?:all|any|every|of|the|your|these|those|my|its) ){0,3}(?:previous|prior|earlier|preceding|above|foregoing)(?: (?:system|user|developer|safety|security|given|ai)){0,2} (?:instructions?|prompts?|rules|guidelines|directives?|directions|commands|constraints|policies)\b`,
  ),
  // Of rules and policies programs say so, too.
  words(
    String.raw`\boverride (?:(?:all|any|the|your|these|those|my) ){0,3}(?:previous|prior|earlier|preceding|above|foregoing)(?: (?:system|safety|security)){0,2} (?:instructions?|prompts?|guidelines)\b`,
  ),
  words(
    String.raw`\b(?:ignore|disregard|forget) (?:all|everything|anything)(?: of)? (?:the )?(?:above|before this|you were told|you have been told|that came before)\b`,
  ),
  words(
    String.raw`\byou are now (?:in )?(?:dan\b|developer mode|(?:an? )?(?:unrestricted|unfiltered|uncensored|jailbroken))`,
  ),
];

const secrets = String.raw`(?:environment variables?|env vars?|process\.env\b|os\.environ\b|\.env\b|credentials|secrets|api keys|access tokens|private keys?|ssh keys?|passwords|printenv|~\/\.(?:ssh|aws|npmrc|netrc|config\/gcloud|claude)|id_rsa|id_ed25519)`;
const sends: readonly RegExp[] = [
  words(
    String.raw`\b(?:send|post|upload|exfiltrate|transmit|forward|leak|e-?mail|append|paste|attach) (?:[a-z0-9.:~$]{1,30} ){0,6}${secrets}(?:.{0,80}?)(?:https?:\/\/(?!localhost|127\.)|\bwebhook\b|\b(?:to|as|in|via|at) (?:this|the following|a|our|the|each|every) (?:url|server|endpoint|address|site|domain|gist|issue|comment|pull request|pr))`,
  ),
];

const protection =
  '(?:security|safety|permissions?|sandbox(?:ing)?|vulnerability|malware|secrets?|antivirus|firewall|certificate|signature|audit)';
const disables: readonly RegExp[] = [
  words(
    String.raw`\b(?:disable|turn off|switch off|deactivate|bypass|skip|suppress) (?:(?:all|any|the|every|your|these|its|of) ){0,3}${protection} (?:checks?|scans?|scanners?|scanning|prompts?|warnings?|reviews?|gates?|validation|verification|hooks?|restrictions?|controls?|guardrails?|filters?|features|requests?|dialogs?|tools?|software)\b`,
  ),
  /--(?:dangerously-skip-permissions|dangerously-bypass-approvals-and-sandbox|dangerously-disable-sandbox)\b|\bNODE_TLS_REJECT_UNAUTHORIZED=["']?0|\bgit (?:commit|push)[^\n]{0,80} --no-verify\b/i,
];

const acts: readonly RegExp[] = [
  words(
    String.raw`\b(?:run|execute|download|fetch|install|curl|clone|visit) (?:the|this|these|following|it|from|https?:|npx|npm|pip|uvx|curl|wget|bash|sh|node|python)\b`,
  ),
];

const groups: readonly (readonly [Asked, readonly RegExp[]])[] = [
  ['override', overrides],
  ['send', sends],
];

/**
 * What the sentence asks for, the gravest first; undefined where it asks for nothing that matters, or forbids it.
 * @param before what stands before the sentence: a word such as "this" may be about it
 */
export function readAsking(sentence: string, before: string): Asking | undefined {
  const silence = readSilence(sentence, before);
  const found =
    findFirst(groups, sentence) ??
    (silence?.asks === 'conceal' ? silence : undefined) ??
    findFirst([['disable', disables]], sentence) ??
    readCommand(sentence) ??
    silence;
  if (found !== undefined) return found;
  const act = acts.map((pattern) => pattern.exec(sentence)?.index).find((at) => at !== undefined);
  return act === undefined || isForbidden(sentence, act) ? undefined : { asks: 'act', at: act };
}

function findFirst(among: typeof groups, sentence: string): Asking | undefined {
  for (const [asks, patterns] of among) {
    for (const pattern of patterns) {
      const at = pattern.exec(sentence)?.index;
      if (at !== undefined && !isForbidden(sentence, at)) return { asks, at };
    }
  }
  return undefined;
}

function readCommand(sentence: string): Asking | undefined {
  const command = /\b(?:curl|wget|iwr|irm|iex|invoke-\w+|base64|eval)\b/i.exec(sentence)?.index;
  if (command !== undefined && !isForbidden(sentence, command)) {
    const signs = readSigns(sentence.replaceAll('\n>', '\n'));
    if (signs.has('sends-secrets')) return { asks: 'send', at: command };
    if (signs.has('fetches-and-runs') || signs.has('obfuscated')) return { asks: 'fetch', at: command };
    if (signs.has('installs-tool')) return { asks: 'install', at: command };
  }
  return undefined;
}

/** Who is spoken to. */
const addressed: readonly RegExp[] = [
  words(
    String.raw`\b(?:if you are|you are|as|dear|attention|hey|note to|notes? for|instructions? (?:to|for)|message (?:to|for)|important for|for) (?:(?:an?|all|any|the|every) )?(?:(?:ai|llm|coding|automated) (?:coding )?(?:agents?|assistants?|models?|systems?|tools?|reviewers?)|llms?|ais?|language models?|large language models?|copilot|claude|chatgpt|cursor|gemini|codex)\b`,
  ),
  words(
    String.raw`\b(?:ai|llm|coding) (?:coding )?(?:agents?|assistants?|models?|systems?|reviewers?) (?:must|should|shall|need to|have to|are (?:required|instructed|asked) to|will please|please)\b`,
  ),
];

export const isAddressed = (sentence: string): boolean => addressed.some((pattern) => pattern.test(sentence));

/** Examples of attacks stand in quotes, or are called what they are. */
const examples =
  /\b(?:injections?|jailbreaks?|attack(?:s|ers?)?|malicious|hostile|adversarial|untrusted|phish(?:ing)?|payloads?|e\.g\.|such as|for example|detects?|red[ -]team|suspicious|phrases?|vulnerab\w+|exploit\w*|threats?|anti-?patterns?)\b|\bBash\(/i;

/** @param quotes whether quotes are quotations: in data every text has them */
export function isCited(sentence: string, at: number, quotes: boolean): boolean {
  const before = sentence.slice(Math.max(0, at - 2), at);
  return (quotes && /["'“‘«`]\s?$/.test(before)) || examples.test(sentence);
}
