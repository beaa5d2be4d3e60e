import type { Word } from '../../../model/command.ts';
import type { Scope } from '../../../model/dependency.ts';
import type { Option } from '../../../text/shell-arguments.ts';
import { names } from '../names.ts';
import { readFormats } from '../pip/format-control.ts';
import type { Gatherer } from './gatherer.ts';

/** Options of pip that take a value (pip 26.3: `pip install --help`, `pip download --help`, `pip wheel --help`). */
export const pipValued = [
  '-r, --requirement',
  '-c, --constraint',
  '-e, --editable',
  '-t, --target',
  '-d, --dest',
  '-w, --wheel-dir',
  '-b, --build',
  '-C, --config-settings',
  '-i, --pypi-url, --index-url',
  '-f, --find-links',
  '--build-constraint',
  '--group',
  '--extra-index-url',
  '--platform',
  '--python-version',
  '--implementation',
  '--abi',
  '--root',
  '--prefix',
  '--src',
  '--upgrade-strategy',
  '--global-option',
  '--build-option',
  '--install-option',
  '--no-binary',
  '--only-binary',
  '--progress-bar',
  '--root-user-action',
  '--report',
  '--python',
  '--log',
  '--keyring-provider',
  '--proxy',
  '--retries',
  '--timeout, --default-timeout',
  '--exists-action',
  '--trusted-host',
  '--cert',
  '--client-cert',
  '--cache-dir',
  '--use-feature',
  '--use-deprecated',
  '--resume-retries',
  '--uploaded-prior-to',
  '--hash',
] as const;

/** Long flags of pip: they make abbreviations ambiguous. */
export const pipFlags = [
  '--no-deps',
  '--pre',
  '--dry-run',
  '--user',
  '-U, --upgrade',
  '--force-reinstall',
  '-I, --ignore-installed',
  '--ignore-requires-python',
  '--no-build-isolation',
  '--use-pep517',
  '--check-build-dependencies',
  '--break-system-packages',
  '--compile',
  '--no-compile',
  '--no-warn-script-location',
  '--no-warn-conflicts',
  '--prefer-binary',
  '--require-hashes',
  '--no-clean',
  '--no-index',
  '-h, --help',
  '--debug',
  '--isolated',
  '--require-virtualenv',
  '-v, --verbose',
  '-V, --version',
  '-q, --quiet',
  '--no-input',
  '--no-cache-dir',
  '--disable-pip-version-check',
  '--no-color',
] as const;

/** Options by which pip, uv and the tools around them choose indexes and switch off checks: for one command. */
export function addIndexOptions(options: readonly Option[], into: Gatherer): void {
  for (const option of options) addIndexOption(option, into);
}

/** What options of pip and uv install, and hold to versions, by itself or by the files they name. */
export function addSources(options: readonly Option[], scope: Scope, into: Gatherer): void {
  addIndexOptions(options, into);
  for (const { name, value } of options) {
    if (value === undefined) continue;
    if (name === '--editable') into.editable(value, scope);
    if (name === '--requirement') into.requirements(value);
    if (name === '--constraint') into.constraints(value, undefined, true);
    if (name === '--override') into.constraints(value, 'replacing', true);
    if (name === '--build-constraint') into.constraints(value, 'building', true);
  }
}

function addIndexOption({ name, value, start, end }: Option, into: Gatherer): void {
  if (name === '--require-hashes') {
    into.safeguard({ start, end }, { ...hashes, value: 'true', strength: 1 });
  }
  if (name === '--no-index') into.tell({ start, end }, { noIndex: true }, true);
  if (name === '--pre') into.tell({ start, end }, { prereleases: true }, true);
  if (name === '--no-sources') into.tell({ start, end }, { untied: ['*'] }, true);
  const formats = readFormats(name.slice(2), value?.text);
  if (formats !== undefined) into.tell({ start, end }, { formats }, true);
  if (value === undefined) return;
  switch (name) {
    case '--no-sources-package':
      return into.tell({ start, end }, { untied: [names.normalise(value.text)] }, true);
    case '--index-url':
    case '--default-index':
      return into.registry(withoutName(value), 'primary', { once: true });
    case '--extra-index-url':
    case '--index':
      return into.registry(withoutName(value), 'extra', { once: true });
    case '--find-links':
      return into.registry(value, 'extra', { isLinks: true, once: true });
    case '--trusted-host':
    case '--allow-insecure-host':
      return into.safeguard({ start, end }, trustedHost(value.text));
    case '--index-strategy':
      return into.tell({ start, end }, { strategy: value.text }, true);
    case '--prerelease':
      if (value.text === 'allow') into.tell({ start, end }, { prereleases: true }, true);
      return;
    case '--config-file':
      return into.configuration(value, 'uv-toml');
    case '--only-binary':
      if (value.text === ':all:') into.safeguard({ start, end }, { ...onlyBinary, value: value.text, strength: 1 });
      return;
  }
}

const hashes = { setting: 'require-hashes', guard: 'verification', byDefault: 0 } as const;

/** Wheels run no code while they are installed. */
const onlyBinary = { setting: 'only-binary', guard: 'install-scripts', byDefault: 0 } as const;

export const requireHashes = (value: string) => ({ ...hashes, value, strength: isOff(value) ? 0 : 1 });

/** pip talks to the host without checking its certificate. */
export const trustedHost = (value: string) =>
  ({ setting: `trusted-host ${value}`, value, guard: 'transport', strength: 0, byDefault: 1 }) as const;

export const isOff = (value: string): boolean => /^(?:0|false|no|off|n|f|)$/i.test(value);

/** uv names an index before its address: `name=https://host/simple`. */
export function withoutName(word: Word): Word {
  const found = /^[A-Za-z0-9_.-]+=(?=[a-z]+:\/\/)/i.exec(word.text);
  if (found === null) return word;
  const { plain, ...rest } = word;
  const text = word.text.slice(found[0].length);
  return { ...rest, text, ...(plain === undefined ? {} : { plain: plain + found[0].length }) };
}
