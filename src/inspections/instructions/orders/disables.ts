import { type Asking, isForbidden, words } from './words.ts';

const protection =
  '(?:security|safety|permissions?|sandbox(?:ing)?|vulnerability|malware|secrets?|antivirus|firewall|certificate|signature|audit)';
const sentences = words(
  String.raw`\b(?:disable|turn off|switch off|deactivate|bypass|skip|suppress) (?:(?:all|any|the|every|your|these|its|of) ){0,3}${protection} (?:checks?|scans?|scanners?|scanning|prompts?|warnings?|reviews?|gates?|validation|verification|hooks?|restrictions?|controls?|guardrails?|filters?|features|requests?|dialogs?|tools?|software)\b`,
);
const options =
  /--(?:dangerously-skip-permissions|dangerously-bypass-approvals-and-sandbox|dangerously-disable-sandbox)\b|\bNODE_TLS_REJECT_UNAUTHORIZED=["']?0|\bgit (?:commit|push)[^\n]{0,80} --no-verify\b/i;
/** Named alone, it may be spoken of. */
const noVerify =
  /--no-verify\b(?<=\b(?:pass|use|using|add|include|append|supply|give|set|commit|push)\b[^\n.;,]{0,40}--no-verify)/i;

/** Somebody is said to have agreed to all that comes, so that nobody is asked. */
const agreed = words(
  String.raw`\b(?:users?|developers?|humans?|reviewers?|maintainers?|owners?|operators?|team|administrators?|admins?) (?:has|have) (?:(?:already|pre|fully|explicitly) ){0,2}(?:approved|authori[sz]ed|granted|allowed|permitted|consented to|agreed to) (?:everything|anything|all|any|every|full)\b`,
);
const unasked = words(
  String.raw`\b(?:without (?:asking|permission|confirmation|approval|confirming|prompting)|(?:do not|don['’]t|never|no need to|need not) (?:ask|wait|confirm|prompt|stop)|proceed|go ahead|skip)\b`,
);

/** Only who is asked decides then. */
const onlyAsked =
  /\b(?:only (?:if|when|after|with)|unless|except (?:if|when))\b[^.;]{0,60}\b(?:asks?|asked|tells?|told|approv\w{1,5}|confirms?|requests?|explicit(?:ly)?|permission)\b/i;
const forbiddenAfter =
  /^[\s`"'*_]{0,4}(?:(?:is|are|must|should|may|can) )?(?:never|not|forbidden|prohibited|banned|blocked|rejected|refused|rarely)\b/i;

/** A sentence that takes a protection away. */
export function readDisabling(sentence: string): Asking | undefined {
  if (onlyAsked.test(sentence)) return undefined;
  for (const [pattern, isCommand] of [
    [sentences, false],
    [options, true],
    [noVerify, true],
  ] as const) {
    const found = pattern.exec(sentence);
    if (found === null || isForbidden(sentence, found.index)) continue;
    if (forbiddenAfter.test(sentence.slice(found.index + found[0].length))) continue;
    return { asks: 'disable', at: found.index, ...(isCommand ? { isCommand } : {}) };
  }
  const at = unasked.test(sentence) ? agreed.exec(sentence)?.index : undefined;
  return at === undefined || isForbidden(sentence, at) ? undefined : { asks: 'disable', at };
}
