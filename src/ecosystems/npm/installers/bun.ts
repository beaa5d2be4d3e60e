import type { Command, Installer, Reading, Word } from '../../../model/command.ts';
import { optionTable, readArguments } from '../../../text/shell-arguments.ts';
import { Gatherer, isFlag } from './gatherer.ts';
import { addInitializer, addRun } from './npm.ts';
import { readPackageWord } from './package-words.ts';

/** Options of Bun that take a value (bun.sh/docs/cli/add, /bunx, /create). */
const valued = [
  '--cwd',
  '--registry',
  '-c, --config',
  '--ca',
  '--cafile',
  '--cache-dir',
  '--backend',
  '--concurrent-scripts',
  '--network-concurrency',
  '--filter',
  '--omit',
  '--linker',
  '--cpu',
  '--os',
  '--minimum-release-age-seconds, --minimum-release-age',
  '-p, --package',
] as const;
const flags = ['-g, --global', '-d, -D, --development, --dev', '-E, --exact', '-y, --yes'] as const;
const all = optionTable(
  valued.filter((one) => one !== '-p, --package'),
  [...flags, '-p, --production'],
);
const untilOperand = optionTable(valued, flags, { stopsAtOperand: true });

/** Bun as a package manager. */
export const installer: Installer = { programs: ['bun', 'bunx'], read: readBun };

function readBun(command: Command): Reading {
  const into = new Gatherer(command, { client: 'bun', options: ['bun'], settings: ['bun'] });
  if (command.program === 'bunx') addRun(readArguments(command.words, untilOperand), into, 'installed first');
  else addCommand(command.words, into);
  return into.finish();
}

function addCommand(all: readonly Word[], into: Gatherer): void {
  const { operands } = readArguments(all, untilOperand);
  const [verb, ...words] = operands;
  switch (verb?.text) {
    case 'install':
    case 'i':
    case 'ci':
      addProject(verb, words, into);
      return addPackages(words, into);
    case 'add':
    case 'a':
      return addPackages(words, into);
    case 'x':
      return addRun(readArguments(words, untilOperand), into, 'installed first');
    case 'create':
    case 'c':
      return addTemplate(readArguments(words, untilOperand).operands, into);
  }
}

function addProject(verb: Word, words: readonly Word[], into: Gatherer): void {
  const { options, operands } = readArguments(words, all);
  if (operands.length === 0 && !isFlag(options, '--global')) into.project(verb, options);
}

function addPackages(words: readonly Word[], into: Gatherer): void {
  const { options, operands } = readArguments(words, all);
  into.options(options);
  const scope = isFlag(options, '--global')
    ? 'tool'
    : isFlag(options, '--dev')
      ? 'dev'
      : isFlag(options, '--optional')
        ? 'optional'
        : isFlag(options, '--peer')
          ? 'peer'
          : 'runtime';
  for (const word of operands) into.package(word, scope);
}

/** A name is an initializer, `owner/repository` a template on GitHub. */
function addTemplate(words: readonly Word[], into: Gatherer): void {
  const [template] = words;
  if (template?.text.startsWith('@') === false && template.text.includes('/')) {
    return into.package(template, 'tool', readPackageWord);
  }
  addInitializer(words, into);
}
