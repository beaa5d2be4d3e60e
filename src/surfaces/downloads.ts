import type { Word } from '../model/command.ts';
import type { Dependency } from '../model/dependency.ts';
import type { Location } from '../model/location.ts';
import { purl } from '../model/purl.ts';
import type { ShellCommand } from '../text/shell-words.ts';
import { type Bare, unwrap } from './wrappers.ts';

/** Programs that write what lies at an address to their output. */
const fetchers = new Set([
  'curl',
  'wget',
  'wget2',
  'fetch',
  'http',
  'aria2c',
  'irm',
  'iwr',
  'invoke-restmethod',
  'invoke-webrequest',
]);

/** Programs that run what they read. */
const interpreters = new Set(
  (
    'sh bash zsh dash ksh ash fish python python2 python3 node deno bun perl ruby php pwsh powershell iex ' +
    'invoke-expression'
  ).split(' '),
);

export const isInterpreter = (program: string): boolean => interpreters.has(program);

/** What a command fetches; undefined where it fetches nothing. */
export function fetchedBy(words: readonly Word[]): { readonly address: Word | undefined } | undefined {
  const bare = unwrap(words);
  if (bare === undefined || !fetchers.has(bare.program)) return undefined;
  const address = bare.words.find(({ text }) => /^https?:\/\//i.test(text)) ?? bare.words.find(looksLikeHost);
  return { address };
}

/** The file that a command writes what it fetches to. */
export function savedBy(
  { words: all, redirects }: ShellCommand,
  { program, words }: Bare,
  place: (word: Word) => Word,
): { readonly file: string; readonly address: Word | undefined } | undefined {
  const fetched = fetchers.has(program) ? fetchedBy(all.map(place)) : undefined;
  if (fetched === undefined) return undefined;
  const { address } = fetched;
  const output = program === 'wget' || program === 'wget2' ? /^(?:-[a-z]*O|--output-document)(?:=(.+))?$/ : outputs;
  const at = words.findIndex(({ text }) => output.test(text));
  const named = at < 0 ? undefined : (output.exec(words[at]?.text ?? '')?.[1] ?? words[at + 1]?.text);
  const redirected = redirects.findLast(({ operator }) => operator === '>' || operator === '>>' || operator === '>|');
  const isRemoteName =
    program.startsWith('wget') || words.some(({ text }) => /^-[a-zA-Z]*O$|^--remote-name$/.test(text));
  const file = named ?? redirected?.target.text ?? (isRemoteName ? lastPart(address?.text ?? '') : '');
  return file === '' || file === '-' ? undefined : { file: fileNamed(file), address };
}

const outputs = /^(?:-[a-zA-Z]*o|--output|-outfile)(?:=(.+))?$/i;

const lastPart = (address: string): string =>
  address
    .replace(/[?#].*$/s, '')
    .split('/')
    .at(-1) ?? '';

/** How a file is called, whichever way leads to it. */
export const fileNamed = (path: string): string => path.replace(/^(?:\.\/)+/, '');

/** curl and wget take `example.com/install.sh` for an address, too. */
const looksLikeHost = ({ text }: Word): boolean => /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/:]|$)/i.test(text);

/** What lies at an address and is run: named by host and path, for no registry knows it. */
export function downloadedScript(
  address: string,
  location: Location,
  nameRegion: Dependency['nameRegion'],
): Dependency | undefined {
  const written = /^https?:/i.test(address) ? address : `http://${address}`;
  if (address.length > 4096 || !URL.canParse(written)) return undefined;
  const { protocol, host, pathname, search } = new URL(written);
  const name = [host, ...pathname.split('/').filter((part) => part !== '')].join('/');
  return {
    purl: purl('generic', name),
    ecosystem: 'generic',
    name,
    rawName: address,
    source: { kind: 'url', url: `${protocol}//${host}${pathname}${search}` },
    direct: true,
    scope: 'tool',
    location,
    ...(nameRegion && { nameRegion }),
  };
}
