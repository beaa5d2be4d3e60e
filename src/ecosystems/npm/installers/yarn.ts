import type { Command, Installer, Reading, Word } from '../../../model/command.ts';
import { type Option, optionTable, readArguments } from '../../../text/shell-arguments.ts';
import { Gatherer, isFlag } from './gatherer.ts';
import { addInitializer, addRun, addSettings } from './npm.ts';

/** Options of Yarn that take a value (classic.yarnpkg.com/docs/cli; yarnpkg.com/cli). */
const valued = [
  '--cwd',
  '--registry',
  '--modules-folder',
  '--cache-folder',
  '--mutex',
  '--network-timeout',
  '--network-concurrency',
  '--proxy',
  '--https-proxy',
  '--global-folder',
  '--prefix',
  '--use-yarnrc',
  '--mode',
  '--version-style',
] as const;
const flags = [
  '-D, --dev',
  '-P, --peer',
  '-O, --optional',
  '-E, --exact',
  '-T, --tilde',
  '-C, --caret',
  '-W, --ignore-workspace-root-check',
  '-i, --interactive',
  '-q, --quiet',
] as const;
const all = optionTable(valued, flags);
const untilOperand = optionTable(valued, flags, { stopsAtOperand: true });
const running = optionTable([...valued, '-p, --package'], flags, { stopsAtOperand: true });

/** Yarn, classic and berry. Only the classic one takes registries from its command line. */
export const installer: Installer = { programs: ['yarn', 'yarnpkg'], read: readYarn };

function readYarn(command: Command): Reading {
  const into = new Gatherer(command, { options: ['yarn-classic'], settings: ['yarn-classic'] });
  addCommand(command, into);
  return into.finish();
}

function addCommand({ program, words: given, start, end }: Command, into: Gatherer): void {
  const { options, operands } = readArguments(given, untilOperand);
  addOptions(options, into);
  const [verb, ...words] = operands;
  const isAdding = (word: Word | undefined) => word?.text === 'add' || word?.text === 'upgrade' || word?.text === 'up';
  // Without a word `yarn` installs, unless it is only asked for something.
  if (verb === undefined && !options.some(({ name }) => /^--?(?:v|version|h|help)$/.test(name)))
    into.project({ text: program, start, end }, options);
  switch (verb?.text) {
    case 'install': {
      const own = readArguments(words, all).options;
      into.project(verb, [...options, ...own]);
      return addOptions(own, into);
    }
    case 'add':
    case 'up':
    case 'upgrade':
      return addPackages(words, verb.text === 'add', false, into);
    case 'global':
      into.isFor('yarn-classic');
      return isAdding(words[0]) ? addPackages(words.slice(1), true, true, into) : undefined;
    case 'workspace':
      return isAdding(words[1]) ? addPackages(words.slice(2), true, false, into) : undefined;
    case 'dlx':
      into.isFor('yarn-berry');
      return addRun(readArguments(words, running), into);
    case 'create':
      return addInitializer(readArguments(words, untilOperand).operands, into);
    case 'config':
      return words[0]?.text === 'set' ? addConfig(words.slice(1), into) : undefined;
    case 'plugin':
    case 'set':
      return addClientCode(verb.text, words, into);
  }
}

function addOptions(options: readonly Option[], into: Gatherer): void {
  if (options.some(({ name }) => name === '--registry')) into.isFor('yarn-classic');
  into.options(options);
}

/** Without a version, `up` only brings up to date what is there. */
function addPackages(words: readonly Word[], isNew: boolean, isGlobal: boolean, into: Gatherer): void {
  const { options, operands } = readArguments(words, all);
  addOptions(options, into);
  const scope = isGlobal
    ? 'tool'
    : isFlag(options, '--dev')
      ? 'dev'
      : isFlag(options, '--peer')
        ? 'peer'
        : isFlag(options, '--optional')
          ? 'optional'
          : 'runtime';
  for (const word of operands) if (isNew || word.text.includes('@', 1)) into.package(word, scope);
}

/** `npmRegistryServer` is berry's name of `registry`. */
function addConfig(words: readonly Word[], into: Gatherer): void {
  const { operands } = readArguments(words, all);
  const [key, value] = operands;
  if (key?.text === 'npmRegistryServer' && value !== undefined) {
    into.isFor('yarn-berry');
    return into.registry(value, undefined, { clients: ['yarn-berry'] });
  }
  const isOff = value?.text === 'false';
  if (key?.text === 'enableStrictSsl' && value !== undefined) {
    const strength = isOff ? 0 : 1;
    return into.safeguard(value, { setting: key.text, value: value.text, guard: 'transport', strength, byDefault: 1 });
  }
  addSettings(operands, into);
}

/** Plugins and releases of Yarn itself run inside the client. */
function addClientCode(verb: string, words: readonly Word[], into: Gatherer): void {
  const [what, value] = words;
  const isCode = verb === 'plugin' ? what?.text === 'import' : what?.text === 'version';
  if (!isCode || value === undefined || (verb === 'set' && !/[:/]/.test(value.text))) return;
  const setting = verb === 'plugin' ? `plugins ${value.text}` : 'yarnPath';
  into.safeguard(value, { setting, value: value.text, guard: 'client-code', strength: 0, byDefault: 1 });
}
