import type { Command, Installer, Reading, Word } from '../../../model/command.ts';
import type { Scope } from '../../../model/dependency.ts';
import { type Arguments, type Option, optionTable, readArguments } from '../../../text/shell-arguments.ts';
import { readersOfNpmrc } from '../clients/ids.ts';
import { Gatherer, isFlag, type Speaker } from './gatherer.ts';
import { readInitializer } from './package-words.ts';
import { readVariable } from './settings.ts';

/** Settings of npm 11 that take a value (`@npmcli/config`, definitions), with their short forms. */
const valued = [
  ...(
    '_auth access also audit-level auth-type before ca cache cache-max cache-min cafile cert cidr cpu depth diff ' +
    'diff-dst-prefix diff-src-prefix diff-unified editor expect-result-count fetch-retries fetch-retry-factor ' +
    'fetch-retry-maxtimeout fetch-retry-mintimeout fetch-timeout git globalconfig heading https-proxy include ' +
    'init-author-email init-author-name init-author-url init-license init-module init-version install-strategy key libc ' +
    'local-address lockfile-version loglevel logs-dir logs-max maxsockets min-release-age node-options noproxy omit only ' +
    'os otp pack-destination preid provenance-file proxy replace-registry-host save-prefix sbom-format sbom-type scope ' +
    'script-shell searchexclude searchlimit searchopts searchstaleness shell tag tag-version-prefix umask user-agent ' +
    'userconfig viewer which'
  )
    .split(' ')
    .map((one) => `--${one}`),
  '--reg, --registry',
  '-c, --call',
  '-L, --location',
  '-m, --message',
  '-C, --prefix',
  '-w, --workspace',
] as const;

const flags = [
  '-g, --global',
  '-D, --save-dev',
  '-O, --save-optional',
  '-P, --save-prod',
  '-S, --save',
  '-E, --save-exact',
  '-B, --save-bundle',
  '-f, --force',
  '-y, --yes',
  '-q, --quiet',
  '-s, --silent',
  '-d, --loglevel-info',
  '--save-peer',
  '-ws, --workspaces',
  '-iwr, --include-workspace-root',
  '-dd, -ddd, --loglevel-more',
  '-n, --no, --no-yes',
] as const;

const table = optionTable([...valued, '--package'], [...flags, '-p, --parseable']);
const untilVerb = optionTable([...valued, '--package'], flags, { stopsAtOperand: true });
/** `npx` and `npm exec` name packages with `-p`, and hand on what stands behind the first word. */
const runTable = optionTable([...valued, '-p, --package'], flags, { stopsAtOperand: true });

const installVerbs = new Set(
  'install i in ins inst insta instal isnt isnta isntal isntall add install-test it sit link ln'.split(' '),
);
/** Without a name they install the project. */
const projectVerbs = new Set([
  ...'install i in ins inst insta instal isnt isnta isntal isntall add install-test it'.split(' '),
  ...'ci clean-install ic install-clean isntall-clean install-ci-test cit clean-install-test sit'.split(' '),
  ...'update up upgrade udpate'.split(' '),
]);
const runVerbs = new Set(['exec', 'x']);
const initVerbs = new Set(['init', 'create', 'innit']);

/** npm and npx (docs.npmjs.com, CLI commands). `npm ci` takes only what the lockfile names. */
export const installer: Installer = { programs: ['npm', 'npx'], read: readNpm, setting: readVariable };

/** What npm sets stands in the `.npmrc` of the user. */
const speaker: Speaker = { client: 'npm', options: ['npm'], settings: readersOfNpmrc };

function readNpm(command: Command): Reading {
  const into = new Gatherer(command, speaker);
  if (command.program === 'npx') addRun(readArguments(command.words, runTable), into, 'installed first');
  else addCommand(command.words, into);
  return into.finish();
}

function addCommand(words: readonly Word[], into: Gatherer): void {
  const [verb, ...behind] = readArguments(words, untilVerb).operands;
  if (verb === undefined) return;
  if (runVerbs.has(verb.text)) {
    into.options(readArguments(words, untilVerb).options);
    return addRun(readArguments(behind, runTable), into, 'installed first');
  }
  const { options, operands } = readArguments(words, table);
  const rest = operands.slice(1);
  into.options(options);
  if (projectVerbs.has(verb.text) && rest.length === 0 && !isFlag(options, '--global')) into.project(verb, options);
  if (installVerbs.has(verb.text)) for (const word of rest) into.package(word, scopeOf(options));
  else if (initVerbs.has(verb.text)) addInitializer(rest, into);
  else if (verb.text === 'config' || verb.text === 'c' || verb.text === 'set') addConfig(verb, rest, into);
}

export function scopeOf(options: readonly Option[]): Scope {
  if (isFlag(options, '--global')) return 'tool';
  if (isFlag(options, '--save-dev')) return 'dev';
  if (isFlag(options, '--save-optional')) return 'optional';
  return isFlag(options, '--save-peer') ? 'peer' : 'runtime';
}

/**
 * Packages of `-p`, else the first word; nothing is fetched under `--no`. npx and bunx first look for an installed program of
 * that word's name (npm: npm-exec; bun.com, "bunx"), `dlx` never does.
 */
export function addRun(
  { options, operands }: Arguments,
  into: Gatherer,
  looks: 'installed first' | 'at the registry' = 'at the registry',
): void {
  into.options(options);
  if (isFlag(options, '--no-yes', '--no-install', '--offline')) return;
  const named = options.flatMap(({ name, value }) => (name === '--package' && value !== undefined ? [value] : []));
  const [first] = operands;
  const calls = options.some(({ name }) => name === '--call');
  for (const word of named) into.package(word, 'tool');
  if (named.length > 0 || first === undefined || calls) return;
  const isElsewhere = options.some(({ name }) => name === '--prefix' || name === '--global');
  if (looks === 'installed first' && !isElsewhere) into.program(first);
  else into.package(first, 'tool');
}

export function addInitializer(words: readonly Word[], into: Gatherer): void {
  const [initializer] = words;
  if (initializer !== undefined) into.package(initializer, 'tool', readInitializer);
}

/** `npm config set key=value`, `npm config set key value`, `npm set key value`. */
function addConfig(verb: Word, words: readonly Word[], into: Gatherer): void {
  const given = verb.text === 'set' ? words : words[0]?.text === 'set' ? words.slice(1) : [];
  addSettings(given, into);
}

export function addSettings(words: readonly Word[], into: Gatherer): void {
  const [key, value] = words;
  if (key === undefined) return;
  const equals = key.text.indexOf('=');
  if (equals < 0) {
    if (value !== undefined) into.setting(key.text, value);
    return;
  }
  for (const word of words) {
    const at = word.text.indexOf('=');
    const { plain, ...rest } = word;
    const text = word.text.slice(at + 1);
    if (at > 0)
      into.setting(word.text.slice(0, at), {
        ...rest,
        text,
        ...(plain === undefined ? {} : { plain: plain + at + 1 }),
      });
  }
}
