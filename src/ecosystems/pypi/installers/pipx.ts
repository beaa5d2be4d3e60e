import type { Command, Installer, Reading, Word } from '../../../model/command.ts';
import { type Arguments, type Option, optionTable, readArguments } from '../../../text/shell-arguments.ts';
import { splitWords } from '../../../text/words.ts';
import { Gatherer } from './gatherer.ts';
import { addIndexOptions, pipValued } from './options.ts';

/** Options of pipx that take a value (pipx 1.8: `--help` of install, run and inject). */
const valued = [
  '-i, --index-url',
  '--pip-args',
  '--suffix',
  '--python',
  '--preinstall',
  '--spec',
  '--with',
  '--app',
  '--lock',
  '--python-args',
  '--include-resources-from',
  '--cooldown',
  '--backend',
  '--output',
  '-r, --requirement',
] as const;
const all = optionTable(valued);
const untilOperand = optionTable(valued, [], { stopsAtOperand: true });
const pip = optionTable(pipValued);

/** pipx (pipx.pypa.io): programs in environments of their own. */
export const installer: Installer = { programs: ['pipx'], read: readPipx };

function readPipx(command: Command): Reading {
  const into = new Gatherer(command, 'pip');
  const [verb, ...rest] = readArguments(command.words, untilOperand).operands;
  switch (verb?.text) {
    case 'install':
    case 'install-all':
    case 'upgrade':
      addAll(readArguments(rest, all), into);
      break;
    case 'inject': {
      const { options, operands } = readArguments(rest, all);
      addAll({ options, operands: operands.slice(1) }, into);
      break;
    }
    case 'run':
      addRun(readArguments(rest, untilOperand), into);
      break;
  }
  return into.finish();
}

function addAll({ options, operands }: Arguments, into: Gatherer): void {
  addOptions(options, into);
  const spec = options.find(({ name }) => name === '--spec')?.value;
  for (const word of spec === undefined ? operands : [spec]) into.requirement(word, 'tool');
}

function addRun({ options, operands }: Arguments, into: Gatherer): void {
  addOptions(options, into);
  const spec = options.find(({ name }) => name === '--spec')?.value ?? operands[0];
  if (spec === undefined) return;
  // `pipx run script.py` and `pipx run https://...` run a file whose needs stand in it (PEP 723).
  if (/\.py$/.test(spec.text) || /^https?:/i.test(spec.text))
    return into.reject(spec, 'the file is run with what it asks for itself');
  into.requirement(spec, 'tool');
}

function addOptions(options: readonly Option[], into: Gatherer): void {
  addIndexOptions(options, into);
  for (const { name, value } of options) {
    if (value === undefined) continue;
    if (name === '--with' || name === '--preinstall') into.requirement(value, 'tool');
    if (name === '--requirement') into.requirements(value);
    if (name === '--pip-args') addPipArguments(value, into);
  }
}

/** Options of pip inside one word. */
function addPipArguments(word: Word, into: Gatherer): void {
  const split = splitWords(word.text);
  if (!split.ok) return into.reject(word, split.reason);
  const words = split.words.map(
    ({ value }): Word => ({ text: value, known: word.known, start: word.start, end: word.end }),
  );
  addIndexOptions(readArguments(words, pip).options, into);
}
