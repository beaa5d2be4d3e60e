import type { Asked } from '../../../model/instruction.ts';
import { readSigns } from '../signs/shell.ts';

/** What a sentence asks for, and where in it. */
export interface Asking {
  readonly asks: Asked;
  readonly at: number;
}

/** Between two words: blanks, line ends, marks of comments and of emphasis. */
const gap = String.raw`[\s*_\`"'>#/|,-]{1,12}`;
/**
 * A pattern of words: a blank stands for what may be between two. Bounded everywhere, and what a word is made of is not what
 * stands between two: that takes linear time.
 */
const words = (pattern: string): RegExp => new RegExp(pattern.replaceAll(' ', gap), 'i');

const people = '(?:users?|developers?|humans?|reviewers?|maintainers?|owners?|operators?|people|anyone|anybody)';
const the = '(?:(?:the|your|any|our|human|end) ){0,2}';

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

const conceals: readonly RegExp[] = [
  words(
    String.raw`\b(?:do not|don['’]t|never) (?:tell|inform|notify|alert|warn) ${the}${people}(?: (?:about|of) (?:this|these|it|that|what you)\b| that (?:you|we)(?: have|['’]ve)? (?:added|changed|modified|inserted|installed|executed|ran|run|sent|did|made|removed|disabled|uploaded)\b|[\s*_]{0,3}(?:[.!;)]|$))`,
  ),
  words(
    String.raw`\b(?:do not|don['’]t|never) (?:mention|reveal|disclose|report|show|log|discuss|display|expose) (?:this|these|it|any of (?:this|these))(?: (?:instructions?|rules?|steps?|changes?|script|file|tag|code|command|section|paragraph|comment|addition|line|url))? (?:to|in|with) ${the}(?:${people}|responses?|repl(?:y|ies)|chat|conversation|summary|output|explanations?|descriptions?|commit messages?|commits?|pull requests?|prs?|logs?|history|code reviews?|reviews?)\b`,
  ),
  words(
    String.raw`\b${people} (?:must|should|may) (?:not|never) (?:know|see|notice|learn|find out)(?: (?:about|of))? (?:this|it|these)\b`,
  ),
  words(
    String.raw`\b(?:hide|conceal|keep) (?:this|these|it|that)(?: (?:instructions?|rules?|steps?|changes?|script|file|tag|code|command))?(?: (?:hidden|secret|invisible))? from ${the}(?:${people}|code reviews?|reviews?|logs)\b`,
  ),
  words(
    String.raw`\b(?:secretly|covertly|stealthily|(?:silently|quietly) (?=send|upload|exfil|transmit|download)) ?(?:run|execute|download|send|upload|exfiltrate|install|add|insert|fetch|post|commit|push|transmit|append|include)\b`,
  ),
  words(
    String.raw`\b(?:run|execute|install|download|send|upload|add|insert|disable|delete|push|commit|post|include)\b[^.]{0,80} without (?:telling|informing|notifying|alerting|warning) ${the}${people}\b`,
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
  ['conceal', conceals],
  ['disable', disables],
];

/** What the sentence asks for, the gravest first; undefined where it asks for nothing that matters, or forbids it. */
export function readAsking(sentence: string): Asking | undefined {
  for (const [asks, patterns] of groups) {
    for (const pattern of patterns) {
      const at = pattern.exec(sentence)?.index;
      if (at !== undefined && !isForbidden(sentence, at)) return { asks, at };
    }
  }
  const command = /\b(?:curl|wget|iwr|irm|iex|invoke-\w+|base64|eval)\b/i.exec(sentence)?.index;
  if (command !== undefined && !isForbidden(sentence, command)) {
    const signs = readSigns(sentence.replaceAll('\n>', '\n'));
    if (signs.has('sends-secrets')) return { asks: 'send', at: command };
    if (signs.has('fetches-and-runs') || signs.has('obfuscated')) return { asks: 'fetch', at: command };
    if (signs.has('installs-tool')) return { asks: 'install', at: command };
  }
  const act = acts.map((pattern) => pattern.exec(sentence)?.index).find((at) => at !== undefined);
  return act === undefined || isForbidden(sentence, act) ? undefined : { asks: 'act', at: act };
}

/** So far before it a word forbids what a sentence says: only just before, or any word elsewhere would do. */
const reach = 40;
const forbidding =
  /\b(?:never|not|don['’]?t|doesn['’]?t|won['’]?t|can['’]t|cannot|must ?n['’]t|should ?n['’]t|avoid|refuse|forbid(?:den|s)?|prohibit(?:ed|s)?|prevents?|instead of|rather than|attempts? to|trying to|tries to|tells? you to|asks? (?:you|claude|the (?:model|agent)) to)\b(?! (?:forget|fail|hesitate|neglect)\b)/i;

const isForbidden = (sentence: string, at: number): boolean =>
  forbidding.test(sentence.slice(Math.max(0, at - reach), at));

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
