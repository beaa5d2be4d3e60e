/** Programs that reach other machines. Package managers are not among them: what they fetch is told as dependencies. */
export const fetchers: ReadonlySet<string> = new Set(
  (
    'curl wget wget2 aria2c http https xh nc ncat netcat socat telnet ftp sftp scp ssh nslookup dig drill host iwr irm ' +
    'invoke-webrequest invoke-restmethod start-bitstransfer bitsadmin certutil'
  ).split(' '),
);

/** Programs that run what they are given. */
export const interpreters: ReadonlySet<string> = new Set(
  (
    'sh bash zsh dash ksh fish ash python python2 python3 node nodejs deno bun tsx ts-node perl ruby php lua osascript ' +
    'powershell pwsh cmd'
  ).split(' '),
);

export const isEvaluator = (program: string): boolean =>
  program === 'eval' || program === 'source' || program === '.' || program.toLowerCase() === 'iex';

/** The program's or file's own name. */
export const baseOf = (word: string): string => word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1);

const loopback = /\b(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|0\.0\.0\.0|host\.docker\.internal)\b|\[::1\]/i;
const address = /https?:\/\/[^\s"'`<>)]{1,200}/gi;

/** It speaks of this machine, and of no other one by its address. */
export function namesLoopback(text: string): boolean {
  const named = [...text.matchAll(address)].map(([url]) => url);
  if (named.length === 0) return loopback.test(text);
  return named.every((url) => loopback.test(url.slice(0, 60)));
}
