import type { StartSign } from '../../../model/instruction.ts';
import { namesLoopback } from './programs.ts';

/** What reaches other machines, in the languages that hooks are written in. */
const network =
  /\bfetch\s*\(|\bXMLHttpRequest\b|\baxios\b|\bhttps?\.(?:get|request)\s*\(|(?:require\s*\(\s*|from\s+|import\s+|import\s*\(\s*)["'](?:node:)?(?:https?|http2|net|dns|tls|dgram|undici|axios|got|node-fetch|ws)["']|\burllib3\b|\burllib\.request\b|\bfrom urllib import [^\n]{0,80}\brequest\b|\burlopen\b|\brequests\.(?:get|post|put|request|Session)\b|\bhttpx\.|\baiohttp\b|\bsocket\.(?:socket|create_connection|gethostbyname|getaddrinfo)\b|\bhttp\.client\b|\bNet::HTTP\b|\bLWP::|\bnew WebSocket\b|\bDownloadString\b|\bfile_get_contents\s*\(\s*["']https?:/;
/** What runs a text as a program, or hands a shell to whoever is at the other end. */
const running =
  /(?<![.\w])(?:eval|exec)\s*\(|\bnew Function\s*\(|\bvm\.run\w*\s*\(|\brunpy\b|\b_compile\s*\(|\bexecfile\s*\(|\bos\.dup2\s*\(|\bpty\.spawn\s*\(/;
/** What starts other programs. */
const starting =
  /\bchild_process\b|\b(?:exec|spawn)Sync\b|\bspawn\s*\(|\bsubprocess\b|\bos\.(?:system|popen|exec\w+|spawn\w+)\b|\bpty\.spawn\b|\bDeno\.Command\b|(?<![\w$\\])\$`|\bBun\.spawn/;
export const startsPrograms = (text: string): boolean => starting.test(text);
const decoding =
  /\batob\s*\(|\bBuffer\.from\s*\([^()]{0,300},\s*["'](?:base64|hex)["']|\bb(?:64|32|85)decode\b|\bfromhex\b|\bunhexlify\b|\bmarshal\.loads\b|\bzlib\.decompress\b|\bcodecs\.decode\b|\bfromCharCode\b|\bFromBase64String\b/;
/** Where secrets are read from in bulk. */
const secrets =
  /\bJSON\.stringify\s*\(\s*process\.env\b|\bdict\s*\(\s*os\.environ\b|\bos\.environ\.(?:copy|items)\b|\bjson\.dumps\s*\([^()]{0,60}os\.environ\b|\.(?:ssh|aws|npmrc|netrc|pypirc)\b["'/\\]|\bid_(?:rsa|ed25519)\b|169\.254\.169\.254/;

/** Calls that reach out, and a secret among what they are given. One that goes by its name is a key for the service itself. */
const reachingCall =
  /\b(?:urlopen|urlretrieve|Request|fetch|axios(?:\.\w{1,10})?|(?:requests|httpx)\.\w{1,10}|https?\.(?:get|request)|require\(["'](?:node:)?https?["']\)\.(?:get|request)|create_connection|gethostbyname|getaddrinfo)\s{0,3}\(/g;
const longestCall = 600;
const ownKey =
  /\b(?:headers|auth|cookies)["']?\s{0,3}[:=]\s{0,3}(?:\{[^{}]{0,300}\}|\([^()]{0,200}(?:\([^()]{0,60}\))?[^()]{0,60}\)|[^,)]{1,100})|["']?\b(?:api_?key|access_?token|token|password|client_?secret|appid)["']?\s{0,3}[:=]["']?[^,)}]{1,100}/gi;
const secretVariable =
  /\b(?:os\.environ|process\.env)\s{0,3}[,)}]|(?:\b(?:environ(?:\.get)?|getenv)\s{0,3}[([]\s{0,3}["']|\bprocess\.env(?:\.|\[["'])|\bENV(?:\.fetch)?[([]["'])\w{0,60}(?:KEY|TOKEN|SECRET|PASSWORD|CREDENTIALS?)\w{0,20}\b/;

const givesSecret = (text: string): boolean =>
  [...text.matchAll(reachingCall)].some(({ index, 0: call }) => {
    const given = argumentsAt(text, index + call.length);
    return secretVariable.test(given.replaceAll(ownKey, ''));
  });

/** Up to the bracket that closes the call. */
function argumentsAt(text: string, from: number): string {
  let open = 1;
  let at = from;
  for (; at < text.length && at < from + longestCall && open > 0; at += 1) {
    if (text[at] === '(') open += 1;
    else if (text[at] === ')') open -= 1;
  }
  return text.slice(from, at);
}

/** Programs that make others unreadable leave such names, and pieces of text that nobody writes. */
const disguisedName = /\b_0x[0-9a-f]{4,6}\b/g;
const leastNames = 8;
/** So many bytes or characters in a row that nobody can read. */
const disguisedText = /(?:\\x[0-9a-f]{2}){20}|[A-Za-z0-9+/]{400}/i;

function isDisguised(text: string): boolean {
  if (disguisedText.test(text)) return true;
  let names = 0;
  for (const _ of text.matchAll(disguisedName)) {
    names += 1;
    if (names === leastNames) return true;
  }
  return false;
}

/**
 * What speaks against a program, by its words: no parser, so that every language and what is broken can be read.
 * @param where `inline`: on a command line, where starting a program and fetching belong together.
 */
export function readCodeSigns(text: string, where: 'inline' | 'file'): ReadonlySet<StartSign> {
  const signs = new Set<StartSign>();
  const reaches = network.test(text) && !(namesLoopback(text) && /https?:\/\//.test(text));
  const runs = running.test(text) || (where === 'inline' && startsPrograms(text));
  if (reaches) signs.add('reaches-out');
  if (reaches && (secrets.test(text) || givesSecret(text))) signs.add('sends-secrets');
  if (reaches && runs) signs.add('fetches-and-runs');
  if ((decoding.test(text) && runs) || isDisguised(text)) signs.add('obfuscated');
  return signs;
}
