import { isToolInstaller } from '../../../knowledge/tool-installers.ts';
import { readSigns } from '../signs/shell.ts';
import { type Asking, isForbidden } from './words.ts';

const commands =
  /\b(?:curl|wget|iwr|irm|iex|invoke-\w+|base64|eval|(?:python\d?|node|deno|bun|perl|ruby|php)(?= -))\b/i;

/** Quotes after it surround a command. */
export const saysToRun =
  /(?:\b(?:run|execute|use|type|enter|call|invoke|start)|\s-e?c)(?: [a-z]{1,10}){0,2}[ \t]{1,3}["'“‘«]\s?$|\b(?:command|cmd|run|bash):[ \t]{0,3}["']$/i;

/** What a command in the sentence does; what marks of code or such quotes surround is read alone as well, as a text may have an apostrophe before it. */
export function readCommand(sentence: string): Asking | undefined {
  const at = commands.exec(sentence)?.index;
  if (at === undefined || isForbidden(sentence, at)) return undefined;
  const text = sentence.replaceAll('\n>', '\n');
  const codes = text.split('`').filter((_, index) => index % 2 === 1);
  const quotes = text.split('"').filter((_, index, all) => index % 2 === 1 && saysToRun.test(`${all[index - 1]}"`));
  const signs = new Set([text, ...codes, ...quotes].flatMap((one) => [...readSigns(one)]));
  const asks = signs.has('sends-secrets')
    ? 'send'
    : signs.has('fetches-and-runs') || signs.has('obfuscated')
      ? 'fetch'
      : signs.has('installs-tool')
        ? 'install'
        : undefined;
  return asks === undefined ? undefined : { asks, at, isCommand: true };
}

/** What a program does; a person opens and reads. */
const getting =
  /\b(?:download|fetch|get|grab|retrieve|pull|load|clone|curl|wget|(?<byPeople>open|visit|go to|read|browse(?: to)?|see))\b[^;]{0,60}?(?<address>https?:\/\/(?!localhost|127\.)[^\s"'`<>)]{1,200})/gi;
const running =
  /\b(?:run|execute|source|eval|evaluate|launch|invoke|exec)(?:[\s*_`"]{1,4})(?:it|them|that|this|what|the (?:scripts?|files?|results?|contents?|code|binary|program|installer|download)(?!\s{1,3}[`"'])|[\w./`-]{1,60}\s(?:from|in|inside|of)\s(?:it|there|that (?:repo|repository)|the (?:repo|repository|clone|checkout|archive)))\b/i;
const following =
  /\b(?:follow|obey|apply|do|perform|carry out|adhere to|comply with|act on|execute)\s{1,4}(?:(?:the|its|these|those|all|any|every|of)\s{1,4}){0,3}(?:steps?|instructions?|rules?|directions?|commands?|orders?|what(?:ever)? (?:it|is|they|you))\b/i;
const quietly = /\b(?:quietly|silently|secretly|covertly|discreetly|stealthily)\b/i;
/** So far behind the address it is said what is done with it. */
const reach = 120;

/** Something is fetched by words alone: to be run, or to be obeyed. */
export function readFetching(sentence: string, isUnseen: (at: number) => boolean): Asking | undefined {
  for (const { index: at, 0: whole, groups } of sentence.matchAll(getting)) {
    if (isForbidden(sentence, at)) continue;
    const end = at + whole.length;
    const rest = sentence.slice(end, end + reach);
    const run = running.exec(rest);
    if (run !== null && !isForbidden(rest, run.index))
      return { asks: isToolInstaller(groups?.['address'] ?? '') ? 'install' : 'fetch', at };
    const follow = following.exec(rest);
    if (follow === null || isForbidden(rest, follow.index)) continue;
    if (quietly.test(sentence)) return { asks: 'conceal', at };
    // People open pages and do what they say: that tells something only where they do not see it.
    if (groups?.['byPeople'] === undefined || isUnseen(at)) return { asks: 'follow', at };
  }
  return undefined;
}
