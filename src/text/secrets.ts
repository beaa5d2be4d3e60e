/** What a text holds that nobody else should know. The secret itself is never part of it. */
export interface Secret {
  /** `a GitHub token`, `a password` */
  readonly what: string;
  /** Its shape alone tells, not the name of what holds it. */
  readonly isCertain: boolean;
}

/** Longest text that is looked at; no credential is longer. */
const longest = 8_000;

/**
 * Tokens that their makers give a beginning of its own, so that they are told wherever they stand: the lists of
 * github.com/gitleaks/gitleaks (`config/gitleaks.toml`) and docs.github.com, "Supported secret scanning patterns".
 */
const tokens: readonly (readonly [what: string, shape: string])[] = [
  ['a GitHub token', 'gh[opusr]_[A-Za-z0-9]{36,255}|github_pat_\\w{22,255}'],
  ['a GitLab token', 'gl(?:pat|ptt|rt|dt|agent|cbt)-[\\w-]{20,100}'],
  ['an npm token', 'npm_[A-Za-z0-9]{36}'],
  ['a PyPI token', 'pypi-AgE[\\w-]{50,1000}'],
  ['an Anthropic key', 'sk-ant-[\\w-]{20,200}'],
  ['an OpenAI key', 'sk-(?:proj|svcacct|admin)-[\\w-]{20,200}|sk-[A-Za-z0-9]{32,64}'],
  ['an OpenRouter key', 'sk-or-v1-[0-9a-f]{32,64}'],
  ['a Google key', 'AIza[\\w-]{35}'],
  ['a Hugging Face token', 'hf_[A-Za-z0-9]{30,100}'],
  ['a Groq key', 'gsk_[A-Za-z0-9]{40,100}'],
  ['an xAI key', 'xai-[A-Za-z0-9]{60,100}'],
  ['a Perplexity key', 'pplx-[A-Za-z0-9]{40,100}'],
  ['a Replicate token', 'r8_[A-Za-z0-9]{37}'],
  ['a Tavily key', 'tvly-[A-Za-z0-9-]{28,100}'],
  ['a Firecrawl key', 'fc-[0-9a-f]{32}'],
  ['an Apify token', 'apify_api_[A-Za-z0-9]{30,60}'],
  ['an AWS access key', '(?:AKIA|ASIA)[0-9A-Z]{16}'],
  ['a Slack token', 'xox[abeoprs]-[A-Za-z0-9-]{10,250}|xapp-\\d-[A-Za-z0-9-]{20,250}'],
  ['a Stripe key', '(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,250}'],
  ['a SendGrid key', 'SG\\.[\\w-]{22}\\.[\\w-]{43}'],
  ['a Notion token', 'ntn_[A-Za-z0-9]{40,60}|secret_[A-Za-z0-9]{43}'],
  ['a Linear key', 'lin_(?:api|oauth)_[A-Za-z0-9]{40,100}'],
  ['a Figma token', 'figd_[\\w-]{40,60}'],
  ['a Sentry token', 'sntry[su]_[\\w+/=-]{40,500}'],
  ['an Atlassian token', 'ATATT3[\\w=-]{50,400}'],
  ['a Supabase token', 'sbp_[0-9a-f]{40}'],
  ['a Docker token', 'dckr_(?:pat|oat)_[\\w-]{20,100}'],
  ['a DigitalOcean token', 'do[opr]_v1_[0-9a-f]{64}'],
  ['a JSON Web Token', 'eyJ[\\w-]{8,2000}\\.eyJ[\\w-]{8,4000}\\.[\\w-]{5,1000}'],
  ['a private key', '-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----'],
];

const begins = '(?<![\\w-])';
const kinds = tokens.map(([what, shape]) => ({ what, pattern: new RegExp(`${begins}(?:${shape})`) }));
const anyToken = new RegExp(`${begins}(?:${tokens.map(([, shape]) => shape).join('|')})`, 'g');

/** The text with a mark in the place of every token that its shape tells. Linear: every part of a shape is bounded. */
export const maskTokens = (text: string, mark: (token: string) => string): string => text.replace(anyToken, mark);

/** Names of variables, headers, options and parameters that hold a secret, in small letters with hyphens. */
const secretName =
  /(?:^|-)(?:(?:[a-z0-9]{1,40}-)?(?:key|token|secret|password|passwd|pwd|passphrase|pat|credential|credentials)|apikey|authtoken|accesstoken|authorization|bearer|cookie)$/;
/** Names that end so and hold what everybody may know. */
const openName = /(?:^|-)(?:public|publishable|anon|sort|primary|partition|foreign|cache|max|page|next|idempotency)-/;

/** Texts where a secret is to be put, or that lead to where one is kept. */
const reference = /[<>{}[\]*…]|\.\.\.|\$[A-Za-z_(]|%\w+%|^(?:env|file|op|vault|keychain|secrets?|ref|arn|aws|gcp|az):/i;
const filler =
  /(?:^|[^a-z])(?:your|my|insert|replace|change|changeme|sample|dummy|placeholder|redacted|fake|mock|todo|tbd|enter|here|goes|none|null|test|token|secret|password)(?:[^a-z]|$)|example|x{4}|(.)\1{5}|12345678|abcdefgh/i;

/** Whether a value stands for a secret and is none: a variable, a gap to be filled in, the name of a variable. */
export function isPlaceholderSecret(value: string): boolean {
  const text = value.trim();
  return text === '' || reference.test(text) || filler.test(text) || /^[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)+$/.test(text);
}

/**
 * The secret that a value holds, by its own shape or by the name of what holds it; undefined where it holds none, or stands for
 * one. Linear.
 * @param name of the variable, header, option or setting; left out where it has none
 */
export function findSecret(value: string, name?: string): Secret | undefined {
  const text = value.slice(0, longest);
  for (const { what, pattern } of kinds) {
    const token = pattern.exec(text)?.[0];
    if (token !== undefined && !isPlaceholderSecret(token) && !isOpen(name)) return { what, isCertain: true };
  }
  if (/^[a-z][\w+.-]{0,30}:\/\//i.test(text)) return inAddress(text);
  const [, scheme, rest = text] = /^(Bearer|Basic|Token|ApiKey)\s+(\S+)\s*$/i.exec(text) ?? [];
  const isNamed = name !== undefined && secretName.test(plainName(name)) && !isOpen(name);
  return (isNamed || scheme !== undefined) && looksRandom(rest.trim())
    ? { what: scheme === undefined && name !== undefined ? kindOf(name) : 'a credential', isCertain: false }
    : undefined;
}

const isOpen = (name: string | undefined): boolean => name !== undefined && openName.test(plainName(name));

/** `githubToken`, `GITHUB_TOKEN`, `X-GitHub-Token`: one spelling for all. */
const plainName = (name: string): string =>
  name
    .slice(-120)
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();

function kindOf(name: string): string {
  const plain = plainName(name);
  if (/(?:password|passwd|pwd|passphrase)$/.test(plain)) return 'a password';
  if (/(?:token|pat|bearer)$/.test(plain)) return 'a token';
  return /key$/.test(plain) ? 'a key' : 'a credential';
}

/** Fewer characters protect nothing, or are a word. */
const shortest = 8;

/** Letters and digits mixed as no word, path or version has them. */
function looksRandom(text: string): boolean {
  if (text.length < shortest || /[\s,]/.test(text) || /^[~./]|^[A-Za-z]:\\/.test(text) || isPlaceholderSecret(text))
    return false;
  return /[A-Za-z]/.test(text) && /\d/.test(text) && new Set(text).size >= Math.min(8, text.length - 1);
}

/** A password, or a parameter that is called like a secret. What only this machine is asked is no secret of others. */
function inAddress(text: string): Secret | undefined {
  if (!URL.canParse(text)) return undefined;
  const { hostname, password, searchParams } = new URL(text);
  if (/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|host\.docker\.internal)$/.test(hostname)) return undefined;
  if (
    password !== '' &&
    !isPlaceholderSecret(decode(password)) &&
    !/^(?:pass|admin|root|user|postgres)$/i.test(password)
  )
    return { what: 'a password in its address', isCertain: false };
  for (const [name, value] of searchParams) {
    if (secretName.test(plainName(name)) && !isOpen(name) && looksRandom(value))
      return { what: `${kindOf(name)} in its address`, isCertain: false };
  }
  return undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
