import type { Command, Installer, Reading, Word } from '../../../model/command.ts';
import type { Scope } from '../../../model/dependency.ts';
import { type Arguments, type Option, optionTable, readArguments } from '../../../text/shell-arguments.ts';
import { cutWord } from '../../../text/shell-words.ts';
import { Gatherer } from './gatherer.ts';
import { addIndexOptions, addSources, isOff } from './options.ts';

/** Options of uv that take a value (uv 0.11: `--help` of pip install, pip sync, add, tool install, tool run, run, sync). */
const valued = [
  '-r, --requirements, --requirement',
  '-e, --editable',
  '-c, --constraints, --constraint',
  '--overrides, --override',
  '--excludes',
  '-b, --build-constraints, --build-constraint',
  '--extra',
  '--no-extra',
  '--optional',
  '--group',
  '--no-group',
  '--only-group',
  '-m, --marker',
  '--bounds',
  '--rev',
  '--tag',
  '--branch',
  '--package',
  '--script',
  '--no-install-package',
  '-t, --target',
  '--prefix',
  '--no-binary',
  '--only-binary',
  '--no-build-package',
  '--no-binary-package',
  '--python-version',
  '--python-platform',
  '--torch-backend',
  '-o, --output-file',
  '--output-format, --format',
  '--annotation-style',
  '--index',
  '--default-index',
  '-i, --index-url',
  '--extra-index-url',
  '-f, --find-links',
  '--index-strategy',
  '--keyring-provider',
  '-P, --upgrade-package',
  '--upgrade-group',
  '--resolution',
  '--prerelease',
  '--prerelease-package',
  '--fork-strategy',
  '--exclude-newer',
  '--exclude-newer-package',
  '--no-sources-package',
  '--reinstall-package',
  '--refresh-package',
  '--link-mode',
  '-C, --config-settings, --config-setting',
  '--config-settings-package',
  '--no-build-isolation-package',
  '--no-editable-package',
  '--cache-dir',
  '-p, --python',
  '--color',
  '--allow-insecure-host, --trusted-host',
  '--directory',
  '--project',
  '--config-file',
  '--env-file',
  '--cert',
  '-w, --with',
  '--with-editable',
  '--with-requirements',
  '--with-executables-from',
  '--from',
] as const;

const all = optionTable(valued);
/** `uv tool run`, `uvx` and `uv run` hand on what stands behind the first word that is no option of theirs. */
const untilOperand = optionTable(valued, [], { stopsAtOperand: true });
/** Of `uv add`, `-w` and `-e` are no options with a value. */
const adding = optionTable(valued.filter((one) => one !== '-e, --editable' && one !== '-w, --with'));

/** uv and uvx (docs.astral.sh/uv/reference/cli). */
export const installer: Installer = { programs: ['uv', 'uvx'], read: readUv };

function readUv(command: Command): Reading {
  const into = new Gatherer(command, 'uv');
  if (command.program === 'uvx') addToolRun(readArguments(command.words, untilOperand), into);
  else addCommand(command, into);
  return into.finish();
}

function addCommand(command: Command, into: Gatherer): void {
  const { words } = command;
  const { options: own, operands } = readArguments(words, untilOperand);
  const [verb, ...rest] = operands;
  const [second, ...more] = rest;
  addIndexOptions(own, into);
  switch (verb?.text) {
    case 'pip':
      if (second?.text === 'install') return addPip(readArguments(more, all), into);
      if (second?.text === 'sync' || second?.text === 'compile') return addFiles(readArguments(more, all), into);
      return;
    case 'add':
      return addProject(readArguments(rest, adding), into);
    case 'sync':
    case 'lock':
      return addSync(verb, readArguments(rest, all).options, own, command, into);
    case 'run': {
      const { options } = readArguments(rest, untilOperand);
      addWith(options, 'tool', into);
      return addSync(verb, options, own, command, into);
    }
    case 'tool':
    case 'x':
      if (second?.text === 'run') return addToolRun(readArguments(more, untilOperand), into);
      if (second?.text === 'install' || second?.text === 'upgrade')
        return addToolInstall(readArguments(more, all), into);
      return;
  }
}

/** Options under which uv leaves the project as it is. */
const without = new Set(['--no-project', '--no-sync', '--script', '--gui-script', '--module-script']);

/** What the lockfile has is taken while it fits; with `--frozen` and `--locked` nothing else is. */
function addSync(
  verb: Word,
  options: readonly Option[],
  outer: readonly Option[],
  command: Command,
  into: Gatherer,
): void {
  if (verb.text !== 'run') addIndexOptions(options, into);
  const has = (...names: readonly string[]) => options.some(({ name }) => names.includes(name));
  const isSet = (variable: string) => !isOff(command.variables?.get(variable) ?? '');
  if (options.some(({ name }) => without.has(name)) || (verb.text === 'run' && isSet('UV_NO_SYNC'))) return;
  const isFrozen = has('--frozen', '--locked') || (isSet('UV_FROZEN') && !has('--no-frozen')) || isSet('UV_LOCKED');
  const files = ['pyproject.toml', 'uv.lock'];
  into.project(
    verb,
    [...(isFrozen ? files.toReversed() : files), 'uv.toml'],
    placeOf(verb, [...outer, ...options], command),
  );
}

/**
 * The folder of the project, as seen from the one that uv goes to first: options, else their variables
 * (docs.astral.sh/uv/reference/environment).
 */
function placeOf(verb: Word, said: readonly Option[], { variables = new Map() }: Command): readonly Option[] {
  const find = (option: string, ...names: readonly string[]): Pick<Word, 'text' | 'known'> | undefined => {
    const written = said.findLast(({ name, value }) => name === option && value !== undefined)?.value;
    const text = names.map((name) => variables.get(name)).find((value) => value);
    return written ?? (text === undefined ? undefined : { text, known: true });
  };
  const folder = find('--directory', 'UV_WORKING_DIR', 'UV_WORKING_DIRECTORY');
  const project = find('--project', 'UV_PROJECT');
  const isAbsolute = project !== undefined && /^(?:[/~\\]|[a-z]:)/i.test(project.text);
  const parts = [isAbsolute ? undefined : folder, project].filter((one) => one !== undefined);
  if (parts.length === 0) return [];
  const { start, end } = verb;
  const value = { text: parts.map(({ text }) => text).join('/'), known: parts.every(({ known }) => known), start, end };
  return [{ name: '--project', value, start, end }];
}

function addPip({ options, operands }: Arguments, into: Gatherer): void {
  addSources(options, 'runtime', into);
  for (const word of operands) into.requirement(word, 'runtime');
}

/** `uv pip sync requirements.txt` installs what the files name. */
function addFiles({ options, operands }: Arguments, into: Gatherer): void {
  addSources(options, 'runtime', into);
  for (const word of operands) into.requirements(word);
}

function addProject({ options, operands }: Arguments, into: Gatherer): void {
  const scope: Scope = options.some(({ name }) => name === '--dev' || name === '--group')
    ? 'dev'
    : options.some(({ name }) => name === '--optional')
      ? 'optional'
      : 'runtime';
  addSources(options, scope, into);
  for (const word of operands) into.requirement(word, scope);
}

/** Packages that are installed beside: `--with a,b`. */
function addWith(options: readonly Option[], scope: Scope, into: Gatherer): void {
  addSources(
    options.filter(({ name }) => name !== '--editable'),
    scope,
    into,
  );
  for (const { name, value } of options) {
    if (value === undefined) continue;
    if (name === '--with' || name === '--with-executables-from') {
      for (const one of splitList(value)) into.requirement(one, scope);
    }
    if (name === '--with-editable') into.editable(value, scope);
    if (name === '--with-requirements') into.requirements(value);
  }
}

function addToolRun({ options, operands }: Arguments, into: Gatherer): void {
  addWith(options, 'tool', into);
  const from = options.find(({ name }) => name === '--from')?.value;
  const [tool] = operands;
  if (from !== undefined) addTool(from, into);
  else if (tool !== undefined) addTool(tool, into);
}

function addToolInstall({ options, operands }: Arguments, into: Gatherer): void {
  addWith(options, 'tool', into);
  for (const { name, value } of options) if (name === '--editable' && value !== undefined) into.editable(value, 'tool');
  const from = options.find(({ name }) => name === '--from')?.value;
  for (const word of from === undefined ? operands : [from]) addTool(word, into);
}

/** `name@version` and `name@latest` besides requirements (docs.astral.sh/uv/guides/tools). */
function addTool(word: Word, into: Gatherer): void {
  const [, rawName = '', version = ''] = /^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?@([\w.+!]+)$/.exec(word.text) ?? [];
  if (rawName === '' || !word.known) return into.requirement(word, 'tool');
  const nameSpan = { start: 0, end: rawName.length };
  const base = { rawName, source: { kind: 'registry' }, span: { start: 0, end: word.text.length }, nameSpan } as const;
  if (version === 'latest') return into.dependency(word, base, 'tool');
  const requirementSpan = { start: word.text.length - version.length, end: word.text.length };
  into.dependency(word, { ...base, version, requirement: version, requirementSpan }, 'tool');
}

/** Requirements separated by commas; a comma before an operator belongs to the requirement (`a>=1,<2`). */
export function splitList(word: Word): readonly Word[] {
  const parts: Word[] = [];
  let start = 0;
  for (const found of word.text.matchAll(/,(?=\s{0,9}[A-Za-z0-9.])/g)) {
    parts.push(cutWord(word, start, found.index));
    start = found.index + 1;
  }
  return [...parts, cutWord(word, start)].filter(({ text }) => text.trim() !== '');
}
