import type { PlaceholderClass } from './placeholders.ts';

/** What a guard keeps away. */
const threat =
  /(?:dependency|package|namespace)[- ](?:confusion|injection|hijack|takeover|substitution)|(?:typo|name|slop|name ?space|brand|package)[- ]?squat|squatting|supply[- ]chain (?:attack|risk|issue|confusion)|malicious (?:use|actor|takeover|upload|registration)|impersonat|public package priorit/;
/** Words of a package that is no tool against those, but one of the things that it keeps away with. */
const standIn =
  /placeholder|place[- ]holder|reserv(?:e|ed|es|ing|ation)\b|dummy|\bempty\b|\bheld\b|\bholding\b|defensive|package squatted|\bclaimed |\bblank\b|registered (?:to|as|for|only)|no (?:functional )?code|not (?:installable|for use)|do not (?:install|use)/;
const intent =
  /^(?:a |an |this )?(?:python |npm |public |simple |internal )?(?:package|project|library|module|name)(?: is| was| exists| created| published| used| registered| that exists)* ?(?:(?:only |solely |just )?to |for )(?:help )?(?:prevent|avoid|protect|guard|mitigat|block|stop)/;
const demonstration =
  /\bresearch|proof[- ]of[- ]concept|\bpoc\b|demonstrat|penetration test|pentest|bug bounty|example of a dependency hallucination/;

const harmless = /benign|harmless|example of a|safe poc|authori[sz]ed/;

/** Begins with it, or says it of its own name. */
const reserved = [
  /^(?:this |the |a |an |\[|\()?\s*(?:pypi |npm |python |package |project |security |internal |private |public )*(?:name |namespace )?reserv(?:ed|ing|ation)(?=$|[\s.,:;!)\]–—-])(?! (?:words?|ip|ips|instances?|keywords?|characters?|identifiers?|capacity|seats?|rooms?|system|api|client|app|bandwidth|memory|symbols?|ports?|addresses)\b)/,
  /\b(?:name|names|namespace|alias)\b.{0,40}\b(?:is |are |been |was |and )?reserv(?:ed|ation)\b/,
  /\breserv(?:e|es|ed|ing|ation)\b.{0,30}\b(?:package|pypi|npm|project|this|the|distribution|import|library|module|our|my)? ?(?:name|names|namespace)\b/,
  /\b(?:placeholder|dummy|empty|package|project)\b.{0,40}\breserv(?:ed|ing|es)\b.{0,40}\b(?:for|by|to|name|namespace|release)\b/,
  /\breserved (?:for|by) .{0,80}\b(?:placeholder|future|inc|llc|ltd|gmbh|team|project|use|ecosystem|platform)\b/,
  /\b(?:package |project )?name (?:is )?(?:held|claimed|secured|guard)\b/,
  /\bname[- ]reserv(?:ation|ed)\b|\b(?:hold|holds|holding|save|saves|secures|secure|claiming|keep) (?:this|the|a|my|our)?\s?(?:pypi |npm |package |project )?(?:name|namespace)\b/,
  /\bdefensive (?:package |name |namespace |pypi |npm )?(?:placeholder|registration|reservation)\b/,
];
const parked =
  /^(?:this |the )?(?:package |name |project )?(?:is )?parked\b|\b(?:package|project|name|namespace)s? (?:is |are |has been )?parked\b|\bparked (?:package|name|project)|\b(?:package|name|domain) parking\b|\bparking (?:this|the) name/;
const adjective =
  '(?:empty|temporary|temp|simple|minimal|private|public|official|initial|basic|internal|first|tiny|test|python|pypi|npm|mere|pure|generic|stub|dummy|non-functional|early)';
const subject = '(?:package|project|module|library|release|repo|repository|version|distribution|sdk|upload|stub)';
const placeholder = [
  new RegExp(
    `^\\W*(?:this (?:package )?is )?(?:just |only |currently |merely )*(?:an? |the )?(?:${adjective} )*(?:placeholder|place-holder|dummy)(?: ${adjective})*(?: ${subject})?\\s*(?:$|[.,:;!()–—-](?!\\w))`,
  ),
  new RegExp(`\\b(?:placeholder|dummy) (?:${adjective} )*${subject}\\b(?! (?:manager|builder|generator|text))`),
  new RegExp(`\\b(?:${subject}|name) placeholder\\b`),
  /\bplaceholder (?:for|until|while|of) (?:an? |the |my |our )?(?:new |real |actual |full )*(?:future|upcoming|internal|private|official|real|actual|package|project|name|coming|planned|library|next)\b/,
  /^(?:this is |just )?(?:an? )?(?:empty|blank) (?:python |npm )?(?:package|project|module)\b/,
  /(?:^|[(–—:-]\s?)placeholder[).]*$/,
  /^(?:this is )?(?:an? )?placeholder for .{0,60}\b(?:package|project|sdk|release|api)\b/,
];

/** Words that lead to another package, and its name: what follows shows that it is one. */
const successor =
  /\b(?:(?:renamed|moved|switch|migrate) to|(?:(?<!type )alias|old name|typos|(?:transition|dummy) package) (?:for|of)|(?:superseded|(?<!be )replaced) by|(?:use|install)(?=.{1,60}\binstead\b(?! of))) (?:(?:the|official|package|typos of) )*(?:(?:[a-z]+ ){1,3}\()?["'`]?(?:pip install )?(@?[a-z0-9][\w./-]*[a-z0-9])(?=["'`)!;,]|[.:](?!\/)|\s*$| [(—–-]| (?:package|module|library|instead)\b)/;
const ended = /deprecat|renamed|retired|legacy|obsolete|no longer|not maintained|^\W*(?:please )?(?:use|install) /;
/** What a package is for is said at the beginning. */
const latest = 80;

/** The package that a summary, in small letters, says to take in the place of this one, where it says little else. */
export function findSuccessor(said: string): string | undefined {
  const [words = '', name] = successor.exec(said) ?? [];
  const at = said.indexOf(words);
  return at <= latest && (!/^(?:use|install|switch)/.test(words) || ended.test(said)) ? name : undefined;
}

/** A cheap look: each of the patterns above needs one of these words, and most summaries have none. */
const telling =
  /place-?holder|dummy|empty|blank|reserv|park|held|hold|claim|secur|guard|save|keep|defensive|confusion|injection|hijack|takeover|substitution|squat|supply|malicious|imperson|priorit|hallucination|renamed|moved|switch|migrate|alias|old name|typos|transition|superseded|replaced|\buse\b|install/;

/** What a package says in its summary that it stands for; undefined where it is a package like others. */
export function classifySummary(name: string, summary: string): PlaceholderClass | undefined {
  const said = summary.toLowerCase().slice(0, 400);
  if (!telling.test(said)) return undefined;
  if (/^security[- ](?:holding|placeholder)(?: package)?\b/.test(said)) return 'security-holding';
  const standsIn = standIn.test(said) || intent.test(said);
  if (demonstration.test(said) && (threat.test(said) || said.includes('hallucination')))
    if (standsIn || harmless.test(said)) return 'research';
  if (threat.test(said) && standsIn) return 'confusion-guard';
  // A package that is called so is more likely to make them than to be one.
  if (/reserved|placeholder|dummy|empty/.test(name)) return undefined;
  if (reserved.some((pattern) => pattern.test(said))) return 'reserved';
  if (parked.test(said)) return 'parked';
  if (findSuccessor(said) !== undefined) return 'redirect';
  return placeholder.some((pattern) => pattern.test(said)) ? 'placeholder' : undefined;
}
