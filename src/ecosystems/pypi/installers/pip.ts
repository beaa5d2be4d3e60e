import type { Command, Installer, Reading, Word } from '../../../model/command.ts';
import type { Scope } from '../../../model/dependency.ts';
import { emptyReading } from '../../../model/reading.ts';
import { type Option, optionTable, readArguments } from '../../../text/shell-arguments.ts';
import { Gatherer } from './gatherer.ts';
import { addSources, pipFlags, pipValued } from './options.ts';
import { addSetting, readVariable } from './settings.ts';

const table = optionTable(pipValued, pipFlags, { abbreviates: true });

/** pip (pip.pypa.io, cli): `install`, `download` and `wheel` fetch and build alike; `config set` writes settings. */
export const installer: Installer = { programs: ['pip', 'pip2', 'pip3'], read: readPip, setting: readVariable };

function readPip(command: Command): Reading {
  const { options, operands } = readArguments(command.words, table);
  const [verb, ...words] = operands;
  if (verb === undefined) return emptyReading;
  if (verb.text === 'config') return readConfig(words, command);
  if (!['install', 'download', 'wheel', 'lock'].includes(verb.text)) return emptyReading;
  const into = new Gatherer(command, 'pip');
  addInstallation(options, words, 'runtime', into);
  return into.finish();
}

/** What `pip install` and those that hand their words on to it take. */
export function addInstallation(
  options: readonly Option[],
  words: readonly Word[],
  scope: Scope,
  into: Gatherer,
): void {
  addSources(options, scope, into);
  for (const word of words) into.requirement(word, scope);
}

/** `pip config set global.index-url https://...` */
function readConfig(words: readonly Word[], command: Command): Reading {
  const [verb, key, value] = words;
  if (verb?.text !== 'set' || key === undefined || value === undefined) return emptyReading;
  const into = new Gatherer(command, 'pip');
  addSetting(key.text.slice(key.text.lastIndexOf('.') + 1), value, into);
  return into.finish();
}
