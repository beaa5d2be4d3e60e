import type { Command, Installer, Reading } from '../../../model/command.ts';
import { optionTable, readArguments } from '../../../text/shell-arguments.ts';
import { Gatherer } from './gatherer.ts';

const table = optionTable(['--install-directory', '-o, --output'], ['-g, --global']);
const verbs = new Set(['prepare', 'use', 'install', 'up']);

/** Corepack fetches package managers (github.com/nodejs/corepack): `corepack prepare pnpm@9 --activate`. */
export const installer: Installer = { programs: ['corepack'], read: readCorepack };

function readCorepack(command: Command): Reading {
  const into = new Gatherer(command, { options: [], settings: [] });
  const [verb, ...words] = readArguments(command.words, table).operands;
  if (verb !== undefined && verbs.has(verb.text)) for (const word of words) into.package(word, 'tool');
  return into.finish();
}
