import { type Asking, ending, isForbidden, not, words } from './words.ts';

const change = '(?:pull requests?|prs?|merge requests?|mrs?|changes?|commits?|diff|patch)';
const thing = `(?:code|files?|scripts?|functions?|following|lines?|section|${change})`;
const trouble = '(?:issues?|problems?|findings?|vulnerabilit(?:y|ies)|concerns?|warnings?)';

/** An agent that reviews is asked to object to nothing. What a project does not want to be told of, it says by its kind. */
const approvals: readonly RegExp[] = [
  words(
    String.raw`(?:^(?: )?|[,:;.!] |\b(?:please|must|should|shall|and|always|just|simply|immediately|automatically) )(?:approve|merge|accept) (?:this|these) ${change}\b`,
  ),
  words(
    String.raw`\b${not} (?:flag|report|mark|label|treat|classify) (?:this|it|anything|everything|(?:the|this|these|any) ${thing})(?: [\w.]{1,20}){0,4} as (?:an? )?(?:malicious|suspicious|unsafe|dangerous|vulnerable|insecure|malware|(?:security )?${trouble})\b`,
  ),
  words(
    String.raw`\b${not} (?:report|flag|raise|mention) (?:(?:any|the|security|potential) ){0,3}${trouble}(?: (?:in|about|with|on|for) (?:it|(?:this|these|the) ${thing}(?: (?:below|above))?))?${ending}`,
  ),
];

/** A condition that somebody may meet, and no address such as "if you are an AI". */
const conditional = /\b(?:if|when|once|unless|after|only|whether)\b(?!\s{1,3}you(?:\s{1,3}are|['’]re)\b)/i;

export function readApproval(sentence: string): Asking | undefined {
  if (conditional.test(sentence)) return undefined;
  const at = approvals.map((one) => one.exec(sentence)?.index).find((one) => one !== undefined);
  return at === undefined || isForbidden(sentence, at) ? undefined : { asks: 'approve', at };
}

const own = "(?:(?:all|every|any|the|your|their|its|of|entire|whole|local|users?['’]?s?) ){0,4}";

/** What lies outside of any project: somebody's home, a whole machine, what is rented. */
const destructions: readonly (readonly [pattern: RegExp, isCommand: boolean])[] = [
  [
    words(
      String.raw`\b(?:delete|wipe|erase|destroy|remove|clear|purge) (?:${own}(?:files|directories|folders|everything|data) (?:in|on|from|of|below|under) )?${own}(?:home (?:directory|directories|folder)|file[-\s]?systems?|hard (?:drive|disk)s?|cloud resources)(?:${ending}|(?= (?:and|or|with|using|by|before|without|when|if)\b))`,
    ),
    false,
  ],
  [
    words(
      String.raw`\b(?:clean|reset|wipe|restore|return) (?:(?:an?|the|this|your) )?(?:system|machine|computer|host|laptop) to (?:an? )?(?:near[-\s])?factory\b(?! (?:settings|defaults))`,
    ),
    false,
  ],
  [
    /\brm\s{1,4}(?:--?[\w-]{1,30}\s{1,4}){0,3}-[a-z]{0,4}(?:r[a-z]{0,3}f|f[a-z]{0,3}r)[a-z]{0,3}\s{1,4}(?:--no-preserve-root\s{1,4})?["']?(?:~|\$HOME|\$\{HOME\}|\/)\/?\*?["']?(?=[\s`"';&|),]|\.\s|\.?$)/i,
    true,
  ],
];
/** Such commands are named to be refused. */
const refused =
  /\b(?:dangerous|destructive|den(?:y|ied|ies)|block(?:s|ed|ing)?|refus\w{1,4}|forbid\w{0,4}|reject\w{0,3}|disallow\w{0,3}|harmful|catastrophic)\b/i;

export function readDestruction(sentence: string): Asking | undefined {
  for (const [pattern, isCommand] of destructions) {
    const at = pattern.exec(sentence)?.index;
    if (at === undefined || isForbidden(sentence, at) || refused.test(sentence)) continue;
    return { asks: 'destroy', at, ...(isCommand ? { isCommand } : {}) };
  }
  return undefined;
}
