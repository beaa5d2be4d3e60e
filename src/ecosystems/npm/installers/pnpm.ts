import type { Command, Installer, Reading } from '../../../model/command.ts';
import { type Arguments, type Option, optionTable, readArguments } from '../../../text/shell-arguments.ts';
import { Gatherer, isFlag } from './gatherer.ts';
import { addInitializer, addRun, addSettings, scopeOf } from './npm.ts';

/** Options of pnpm that take a value (pnpm.io/cli/add, /dlx, /create, /filtering). */
const valued = [
  '-C, --dir',
  '-F, --filter',
  '--filter-prod',
  '--package',
  '--registry',
  '--store-dir',
  '--virtual-store-dir',
  '--global-dir',
  '--global-bin-dir',
  '--lockfile-dir',
  '--modules-dir',
  '--reporter',
  '--loglevel',
  '--save-prefix',
  '--save-catalog-name',
  '--tag',
  '--prefix',
  '--allow-build',
  '--cpu',
  '--os',
  '--libc',
  '--network-concurrency',
  '--child-concurrency',
  '--workspace-concurrency',
  '--node-linker',
  '--package-import-method',
  '--trust-policy',
  '--minimum-release-age',
  '--test-pattern',
  '-c, --shell-mode',
] as const;
const withoutShell = valued.filter((one) => one !== '-c, --shell-mode');
const flags = [
  '-g, --global',
  '-D, --dev, --save-dev',
  '-O, --save-optional',
  '-P, --prod, --save-prod',
  '-E, --save-exact',
  '-r, --recursive',
  '-w, --workspace-root',
  '-s, --silent',
] as const;
const all = optionTable(withoutShell, flags);
const untilOperand = optionTable(withoutShell, flags, { stopsAtOperand: true });

/** pnpm (pnpm.io/cli). `pnpm install name` adds it, too. */
export const installer: Installer = { programs: ['pnpm', 'pnpx'], read: readPnpm };

function readPnpm(command: Command): Reading {
  const into = new Gatherer(command, { client: 'pnpm', options: ['pnpm'], settings: ['pnpm'] });
  const outer = readArguments(command.words, untilOperand);
  if (command.program === 'pnpx') {
    addRun(outer, into);
    return into.finish();
  }
  into.options(outer.options);
  const [verb, ...words] = outer.operands;
  const { options, operands } = readArguments(words, all);
  switch (verb?.text) {
    case 'ci':
    case 'add':
    case 'install':
    case 'i':
    case 'update':
    case 'up':
    case 'upgrade':
      into.options(options);
      if (operands.length === 0 && verb.text !== 'add' && !isFlag([...outer.options, ...options], '--global'))
        into.project(verb, [...outer.options, ...options]);
      for (const word of isUpdate(verb.text) ? operands.filter(({ text }) => text.includes('@', 1)) : operands) {
        into.package(word, scopeOf([...outer.options, ...options]));
      }
      break;
    case 'dlx':
      addRun(withOuter(outer.options, readArguments(words, untilOperand)), into);
      break;
    case 'create':
      addInitializer(readArguments(words, untilOperand).operands, into);
      break;
    case 'config':
    case 'set':
      addSettings(verb.text === 'set' ? operands : operands[0]?.text === 'set' ? operands.slice(1) : [], into);
      break;
  }
  return into.finish();
}

/** `pnpm --package=name dlx command` (pnpm.io/cli/dlx). */
const withOuter = (outer: readonly Option[], { options, operands }: Arguments): Arguments => ({
  options: [...outer.filter(({ name }) => name === '--package'), ...options],
  operands,
});

/** Without a version, only what is there already is brought up to date. */
const isUpdate = (verb: string): boolean => verb.startsWith('up');
