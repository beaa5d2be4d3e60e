import { type Asking, ending, isForbidden, not, words } from './words.ts';

const people =
  '(?:users?|developers?|humans?|reviewers?|maintainers?|owners?|operators?|people|anyone|anybody)(?! (?:responses?|repl(?:y|ies)|messages?|answers?|output|summary)\\b)';
const the = '(?:(?:the|your|any|our|human|end) ){0,2}';
const did =
  '(?:added|changed|modified|inserted|injected|installed|executed|sent|did|made|removed|disabled|bypassed|uploaded|downloaded|deleted)';

/** Nobody asks so for a matter of style: people are not to know, or what is done is to be done unseen. */
const hidings: readonly RegExp[] = [
  words(
    String.raw`\b${not} (?:tell|inform|notify|alert|warn) ${the}${people}(?: (?:about|of) (?:this|these|it|that|what you)\b| that (?:you|we)(?: have|['’]ve)? (?:${did}|ran|run)\b|[\s*_]{0,3}(?:[.!;)]|$))`,
  ),
  words(
    String.raw`\b${people} (?:must|should|may) (?:not|never) (?:know|see|notice|learn|find out)(?: (?:about|of))? (?:this|it|these)(?: (?:instructions?|rules?|steps?|changes?|additions?|scripts?|commands?|hooks?))?${ending}`,
  ),
  words(String.raw`\b(?:this|these|it|that) (?:must|should|may) (?:not|never) be mentioned to ${the}${people}\b`),
  words(
    String.raw`\b(?:hide|conceal|keep) (?:this|these|it|that)(?: (?:instructions?|rules?|steps?|changes?|script|file|tag|code|command))?(?: (?:hidden|secret|invisible))? from ${the}(?:${people}|code reviews?|reviews?|logs)\b`,
  ),
  words(
    String.raw`\b(?:secretly|covertly|stealthily|(?:silently|quietly) (?=send|upload|exfil|transmit|download)) ?(?:run|execute|download|send|upload|exfiltrate|install|add|insert|fetch|post|commit|push|transmit|append|include)\b`,
  ),
  words(
    String.raw`\b(?:run|execute|install|download|send|upload|add|insert|disable|delete|push|commit|post|include)\b[^.]{0,80} without (?:telling|informing|notifying|alerting|warning) ${the}${people}\b`,
  ),
  words(
    String.raw`\b${not} (?:mention|reveal|disclose|report|discuss) (?:(?:to|in|with) (?:[a-z]{1,15} ){1,4})?(?:that|what|anything) you(?: have|['’]ve)?(?: also| just)? ${did}\b`,
  ),
];

const message =
  '(?<message>(?<commit>commits?(?: messages?)?|history)|responses?|repl(?:y|ies)|answers?|chat|conversation|summary|output|explanations?|descriptions?|pull requests?|prs?|logs?|reports?|changelog|code reviews?|reviews?)';

/** What is to be left out of what people are told. What may be done stands by its name, or as a word that stands for it. */
const omission = words(
  String.raw`\b(?:${not} (?:mention|reveal|disclose|report|log|discuss|(?<shows>show|display|expose))|(?:avoid|refrain from|without) (?:mentioning|revealing|disclosing|reporting|discussing)) (?:this|these|it|that|any of (?:this|these)|the(?= (?:addition|insertion|installation|execution|upload)))(?: (?:(?<change>changes?|edits?)|(?<deed>steps?|scripts?|commands?|additions?|insertions?|installation|execution|uploads?|dependency|package|hook)(?: of(?: [a-z]{1,15}){1,5}?)?|instructions?|rules?|file|tag|code|section|paragraph|comment|line|url|number|tool))? (?:to|in|with) (?:${the}(?<people>${people})|(?:(?:the|your|any|our|final|user) ){0,3}${message})\b`,
);

/** The same said of nobody: only what it is about tells. */
const omissionAlone = words(
  String.raw`\b(?:${not} (?:mention|reveal|disclose|report|discuss)|(?:avoid|refrain from|without) (?:mentioning|revealing|disclosing|reporting|discussing)) (?:this|these|it|that|them)${ending}`,
);

/** What leaves the machine, gets into programs, or takes a protection away. */
const deeds: readonly RegExp[] = [
  /\b(?:send|upload|transmit|exfiltrate|leak|forward)\b|\b(?:curl|wget|iwr|irm)\b|\bhttps?:\/\/(?!localhost|127\.)/i,
  /\b(?:add|insert|append|inject|include|embed|import|prepend|put|place|load)\b[^.]{0,80}\b(?:scripts?|dependency|dependencies|packages?|imports?|tags?|snippets?|code|back ?doors?|hooks?|tokens?|keys?|endpoints?|urls?|pixels?|trackers?|tracking|telemetry|workflows?|accounts?|payloads?|admins?)\b/i,
  /\b(?:disable|bypass|turn off|switch off|remove|weaken|loosen|skip|suppress|delete|relax)\b[^.]{0,60}\b(?:checks?|validation|auth\w*|verification|security|sandbox|permissions?|protections?|logging|logs|warnings?|scan\w*|signatures?|review|rate limits?|sanitiz\w+|escaping)\b/i,
  /\b(?:approve|merge|grant|force-push)\b|\b(?:change|modify|replace|rewrite|overwrite|edit|point)\b[^.]{0,60}\b(?:workflows?|registry|registries|lockfile|permissions?|address|wallet|prices?|keys?|secrets?|auth\w*|admins?)\b/i,
];

/** Besides, of what a commit does not hold: commands that are no checks of the project. */
const command =
  /\b(?:run|execute|install|download|clone|visit)\b(?!\s{1,4}(?:(?:all|the|your|any|full|unit)\s{1,4}){0,3}[`"']{0,2}(?:(?:npm|pnpm|yarn|bun|make|just|cargo|go|uv|poetry|python -m)\s{1,4}(?:run\s{1,4})?)?(?:(?:type-?|spell-?)?checks?|tests?|lint\w*|format\w*|fmt|builds?|pytest|prettier|eslint|ruff|tsc|vet|clippy|git)\b)/i;

/** What keeps people from knowing what is done (`conceal`), or says how messages are written (`omit`). */
export function readSilence(sentence: string, before: string): Asking | undefined {
  for (const pattern of hidings) {
    const at = pattern.exec(sentence)?.index;
    if (at !== undefined && !isForbidden(sentence, at)) return { asks: 'conceal', at };
  }
  const found = omission.exec(sentence) ?? omissionAlone.exec(sentence);
  if (found === null || isForbidden(sentence, found.index)) return undefined;
  const { shows, change, deed, commit, people: audience } = found.groups ?? {};
  // A commit stands beside its message: what it changes is seen.
  const isNamed = deed !== undefined || (change !== undefined && commit === undefined);
  const isDone = shows === undefined && (isNamed || audience !== undefined);
  const told = `${before}\n${sentence.slice(0, found.index)}`;
  const isHiding = isDone || hasDeed(told, commit === undefined ? [...deeds, command] : deeds);
  return { asks: isHiding ? 'conceal' : 'omit', at: found.index };
}

const hasDeed = (text: string, patterns: readonly RegExp[]): boolean =>
  patterns.some((pattern) => {
    const at = pattern.exec(text)?.index;
    return at !== undefined && !isForbidden(text, at);
  });
