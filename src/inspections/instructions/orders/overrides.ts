import { type Asking, isForbidden, words } from './words.ts';

const given = '(?:previous|prior|earlier|preceding|above|foregoing)';

const overrides: readonly RegExp[] = [
  words(
    String.raw`\b(?:ignore|disregard|forget|(?:stop|do not|don['’]t) (?:following|follow)) (?:(?:all|any|every|of|the|your|these|those|my|its) ){0,3}${given}(?: (?:system|user|developer|safety|security|given|ai)){0,2} (?:instructions?|prompts?|rules|guidelines|directives?|directions|commands|constraints|policies)\b`,
  ),
  // Of rules and policies programs say so, too.
  words(
    String.raw`\boverride (?:(?:all|any|the|your|these|those|my) ){0,3}${given}(?: (?:system|safety|security)){0,2} (?:instructions?|prompts?|guidelines)\b`,
  ),
  words(
    String.raw`\b(?:ignore|disregard|forget) (?:all|everything|anything)(?: of)? (?:the )?(?:above|before this|you were told|you have been told|that came before)\b`,
  ),
  words(
    String.raw`\byou are now (?:in )?(?:dan\b|developer mode|(?:an? )?(?:unrestricted|unfiltered|uncensored|jailbroken))`,
  ),
];

// Underscores stand between words, too.
const verbs = /(?<![a-z0-9])(?:ignore|disregard|forget|follow(?:ing)?|override|you)(?![a-z0-9])/i;
const objects = new RegExp(
  `(?<![a-z0-9])(?:(?:${given}|before|told|dan|developer)(?![a-z0-9])|unrestricted|unfiltered|uncensored|jailbroken)`,
  'i',
);

/** A cheap look: without such words nothing takes back what an agent was told. */
export const mayOverride = (text: string): boolean => verbs.test(text) && objects.test(text);

/** Only matters of style are taken back, or what an old page says, or what somebody no longer needs: each by its name, as others may be anything. */
const restricted = words(
  String.raw`^ (?:(?:about|on|regarding|concerning|for) (?:(?:the|code|test|file|our|any) ){0,2}(?:formatting|format|style|styling|indentation|tabs|spaces|quotes|naming|casing|whitespace|layout|line length|semicolons|linting|lint|linters?|imports|changelogs?|commit messages|documentation|docstrings|upgrading|upgrades|installation|setup)|(?:in|of|from) (?:the|this|that|our|those|these) (?:old|older|legacy|outdated|deprecated|obsolete|archived) (?:docs|documentation|guides?|readme|wiki|pages?|section|tutorials?|manual)|if you(?: have|['’]ve| are)?(?: already| previously)? (?:upgraded|installed|used|using|migrated|use))\b`,
);

/** A request to do so is what the sentence turns down, or watches for. */
const turnedDown =
  /\b(?:ignore|disregard|reject|refuse|decline|resist|deny|dismiss|block|flag|report)\b[^.:;,]{0,60}\b(?:requests?|prompts?|messages?|inputs?|instructions?|attempts?|commands?|demands?|texts?|content|comments?|users?|pages?)(?: (?:that|which|who))?(?: (?:to|asks?|asking|tells?|telling|says?|saying|wants?|tr(?:y|ies|ying)|attempts?|attempting))(?: (?:you|it|them|the (?:model|agent|assistant|bot)))?(?: to)?[\s"'“‘`]{0,3}$/i;

/** What takes back what an agent was told before. */
export function readOverride(sentence: string): Asking | undefined {
  for (const pattern of overrides) {
    const found = pattern.exec(sentence);
    if (found === null) continue;
    const at = found.index;
    const isTurnedDown = turnedDown.test(sentence.slice(Math.max(0, at - 120), at));
    const isRestricted = restricted.test(sentence.slice(at + found[0].length));
    if (!isForbidden(sentence, at) && !isTurnedDown && !isRestricted) return { asks: 'override', at };
  }
  return undefined;
}
