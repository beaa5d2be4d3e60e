import type { Command, Installer, Reading, Word } from '../../../model/command.ts';
import { emptyReading } from '../../../model/reading.ts';
import { type Arguments, type Option, optionTable, readArguments } from '../../../text/shell-arguments.ts';
import { cutWord } from '../../../text/shell-words.ts';
import { Gatherer } from './gatherer.ts';

/** Options that take a value (conda 25: `--help` of install, create, update, env create; micromamba 2: the same). */
const valued = [
  '-n, --name',
  '-p, --prefix',
  '-c, --channel',
  '-f, --file',
  '--repodata-fn',
  '--subdir, --platform',
  '--solver, --experimental-solver',
  '--revision',
  '--clone',
  '-r, --root-prefix',
  '--rc-file',
  '--channel-priority',
  '--download-threads',
  '--extract-threads',
  '--category',
  '--environment-specifier, --env-spec',
] as const;
const flags = [
  '-y, --yes',
  '-q, --quiet',
  '-v, --verbose',
  '-k, --insecure',
  '-O, --override-channels',
  '-d, --dry-run',
] as const;
const table = optionTable(valued, flags);
const installing = new Set(['install', 'create', 'update', 'upgrade']);

/** conda, mamba and micromamba (docs.conda.io, "Command reference"). */
export const installer: Installer = {
  programs: ['conda', 'mamba', 'micromamba'],
  read: readConda,
  setting: readVariable,
};

function readConda(command: Command): Reading {
  const { options, operands } = readArguments(command.words, table);
  const [verb, second, ...rest] = operands;
  const into = new Gatherer(command);
  if (verb?.text === 'config') return readConfig(command);
  if (verb?.text === 'env') {
    if (second?.text === 'create' || second?.text === 'update') addEnvironment({ options, operands: rest }, into);
  } else if (verb !== undefined && installing.has(verb.text)) {
    const words = operands.slice(1);
    addInstallation({ options, operands: words }, verb.text === 'install' || verb.text === 'create', into);
  }
  return into.finish();
}

function addInstallation({ options, operands }: Arguments, isNew: boolean, into: Gatherer): void {
  addChannels(options, into);
  for (const { name, value } of options) if (name === '--file' && value !== undefined) into.file(value);
  // `update name` brings up to date what is there, unless it asks for a version.
  for (const word of operands) if (isNew || /[=<>:]/.test(word.text)) into.spec(word);
}

function addEnvironment({ options, operands }: Arguments, into: Gatherer): void {
  addChannels(options, into);
  const files = options.flatMap(({ name, value }) => (name === '--file' && value !== undefined ? [value] : []));
  for (const word of [...files, ...operands.filter(({ text }) => /\.ya?ml$/.test(text))]) into.file(word);
}

/** Channels of the command stand before those of the configuration; `--override-channels` leaves only them. */
function addChannels(options: readonly Option[], into: Gatherer): void {
  const isOnly = options.some(({ name }) => name === '--override-channels');
  for (const { name, value, start, end } of options) {
    if (name === '--channel' && value !== undefined) into.channel(value, isOnly ? 'primary' : 'extra', { once: true });
    if (name === '--channel-priority' && value !== undefined) into.priority({ start, end }, value.text);
    if (name === '--strict-channel-priority') into.priority({ start, end }, 'strict');
    if (name === '--no-channel-priority') into.priority({ start, end }, 'disabled');
    if (name === '--insecure') into.insecure({ start, end }, name.slice(2), 'true');
  }
}

/** `conda config --add channels name`, `conda config --set ssl_verify false`. */
function readConfig(command: Command): Reading {
  const into = new Gatherer(command);
  command.words.forEach(({ text }, index, words) => {
    const [key, value] = [words[index + 1], words[index + 2]];
    if (key === undefined || value === undefined) return;
    if (/^--(?:add|append|prepend)$/.test(text) && /^(?:default_)?channels$/.test(key.text))
      into.channel(value, 'extra');
    if (text === '--set' && key.text === 'channel_priority') into.priority(value, value.text);
    if (text === '--set' && key.text === 'ssl_verify' && isOff(value.text))
      into.insecure(value, 'ssl_verify', value.text);
  });
  return into.finish();
}

const isOff = (value: string): boolean => /^(?:0|false|no|off)$/i.test(value);

/** `CONDA_*` sets any key of `.condarc`; lists are separated by commas. */
function readVariable(name: string, value: Word, command: Pick<Command, 'path' | 'locate'>): Reading | undefined {
  if (!name.startsWith('CONDA_') && !name.startsWith('MAMBA_')) return undefined;
  const into = new Gatherer({ path: command.path, locate: command.locate, folder: '' });
  const key = name.slice('CONDA_'.length);
  if (key === 'CHANNELS' || key === 'DEFAULT_CHANNELS') {
    for (const found of value.text.matchAll(/[^,&\s]+/g)) {
      into.channel(cutWord(value, found.index, found.index + found[0].length), 'extra');
    }
  } else if (key === 'SSL_VERIFY' && isOff(value.text)) into.insecure(value, 'ssl_verify', value.text);
  else if (key === 'CHANNEL_PRIORITY') into.priority(value, value.text);
  else return emptyReading;
  return into.finish();
}
