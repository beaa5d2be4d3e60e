import { type Asking, isForbidden, words } from './words.ts';

/** So far a sentence is read from one of its verbs on, and back. */
const reach = 200;

/** Gives what it is about to others; the lesser ones are said of texts every day. */
const moving =
  /\b(?:(?<lesser>includ|embed|insert|add|put|copy|writ)|send|post|upload|exfiltrat|transmit|forward|leak|e-?mail|append|past|attach|submit)(?:e|ing)?\b/gi;
/** Others can read it there. A template of issues holds none of it. */
const outside = words(
  String.raw`\b(?:to|into|onto|at|via|through|on|as|in) (?:(?:this|the|following|a|an|our|its|your|each|every|hidden|html|markdown|new|public|image|tracking) ){0,3}(?:https?:\/\/(?!localhost|127\.)|(?:url|query (?:string|parameters?)|server|endpoint|webhook|address|site|domain|gist|issue|comment|pull request|pr)\b(?! templates?\b))`,
);

const secrets =
  /\b(?:environment variables?|env vars?|process\.env|os\.environ|credentials|secrets|api keys|access tokens|private keys?|ssh keys?|passwords|printenv|id_rsa|id_ed25519)\b|(?<![\w.])\.env\b(?!\.(?:example|sample|template|dist))|~\/\.(?:ssh|aws|npmrc|netrc|config\/gcloud|claude)\b/i;
const keyName = /\b[A-Z][A-Z0-9_]{1,40}_(?:KEY|TOKEN|SECRET|PASSWORD|PAT)\b/;
const inside = /\b(?:contents?|values?) of\b/i;

/** That a key goes with a request to the service that it is for: all clients do that. */
const authenticates = /\b(?:authorization|bearer|basic auth|authenticat\w{1,5}|x-api-key|headers?)\b/i;

/** Words for what was taken before. */
const said =
  /\b(?:it|its|them|their|those|these|this|that|everything|the (?:contents?|results?|output|values?|data|files?|string|dump|lines?))\b/i;
const taking =
  /\b(?:read|collect|gather|cat|take|dump|get|encode|load|open|grab|print|extract|copy|fetch|retrieve|harvest|serialize|capture|find|look (?:up|for))\b/i;
const environment = /\b(?:the|your|whole|entire|full|process) environment(?=\s(?:in|as|to|and|into|with)\b|[,;]|$)/i;
/** What is done between may be about something else: then a word that follows is about that. */
const otherwise =
  /\b(?:zip|build|pack|package|compress|run|compile|create|generate|make|deploy|render)\b(?!\s(?:it|them|its|the (?:contents?|results?|output))\b)/i;
const mostBetween = 50;

/** A sentence that gives secrets away: a verb, a secret, a place where others read it. */
export function readSending(sentence: string): Asking | undefined {
  for (const { index: at, 0: verb, groups } of sentence.matchAll(moving)) {
    const rest = sentence
      .slice(at + verb.length, at + reach)
      .split(';', 1)
      .join();
    const place = outside.exec(rest);
    if (place === null || isForbidden(sentence, at)) continue;
    const moved = rest.slice(0, place.index);
    const isLesser = groups?.['lesser'] !== undefined;
    const before = sentence.slice(Math.max(0, at - reach), at);
    if (isSecret(moved, rest, isLesser) || (said.test(moved) && isTaken(before) && !authenticates.test(rest)))
      return { asks: 'send', at };
  }
  return undefined;
}

function isSecret(moved: string, rest: string, isLesser: boolean): boolean {
  if (isLesser && !inside.test(moved)) return false;
  return secrets.test(moved) || environment.test(moved) || (keyName.test(moved) && !authenticates.test(rest));
}

/** Before it a secret was read, and nothing else that a word could be about. */
function isTaken(before: string): boolean {
  const verb = taking.exec(before);
  if (verb === null || isForbidden(before, verb.index)) return false;
  const taken = before.slice(verb.index);
  const ends = [secrets, keyName, environment].flatMap((pattern) =>
    [...taken.matchAll(new RegExp(pattern, `${pattern.flags}g`))].map((found) => found.index + found[0].length),
  );
  const last = Math.max(-1, ...ends);
  const between = taken.slice(last);
  return last !== -1 && between.length <= mostBetween && !otherwise.test(between);
}
