import type { Command, Installer, Reading, Word } from '../../../model/command.ts';
import type { Scope } from '../../../model/dependency.ts';
import { withoutEndSlashes } from '../../../text/paths.ts';
import { type Arguments, optionTable, readArguments } from '../../../text/shell-arguments.ts';
import { names } from '../names.ts';
import { schemeOf } from '../reference.ts';
import { Gatherer } from './gatherer.ts';
import { addInstallation } from './pip.ts';

const poetry = optionTable(
  [
    '-G, --group',
    '-E, --extras',
    '--optional',
    '--python',
    '--platform',
    '--markers',
    '--source',
    '-P, --project',
    '-C, --directory',
  ],
  ['-D, --dev'],
);
const pdm = optionTable(
  [
    '-p, --project',
    '-L, --lockfile',
    '-G, --group',
    '-e, --editable',
    '-C, --config-setting',
    '-k, --skip',
    '--override',
    '--venv',
  ],
  ['-d, --dev'],
);
const pipenv = optionTable(
  [
    '-r, --requirements, --requirement',
    '-e, --editable',
    '-i, --index, --index-url',
    '--extra-index-url',
    '--pypi-mirror',
    '--python',
    '--extra-pip-args',
    '--categories',
    '--extras',
    '--resolver',
    '--config-settings',
  ],
  ['-d, --dev'],
);
const easyInstall = optionTable(['-i, --index-url', '-f, --find-links', '-d, --install-dir', '-b, --build-directory']);

const tables = new Map([
  ['poetry', poetry],
  ['pdm', pdm],
  ['pipenv', pipenv],
]);

/** Tools that keep a project's list of dependencies: Poetry, PDM, Pipenv; and easy_install of setuptools. */
export const installer: Installer = { programs: [...tables.keys(), 'easy_install'], read: readTool };

function readTool(command: Command): Reading {
  const table = tables.get(command.program);
  const into = new Gatherer(command, table === undefined ? undefined : command.program);
  if (table === undefined) {
    const { options, operands } = readArguments(command.words, easyInstall);
    addInstallation(options, operands, 'runtime', into);
    return into.finish();
  }
  const { options, operands } = readArguments(command.words, table);
  const [verb, ...words] = operands;
  const [own, ...added] = words;
  if (command.program === 'pdm' && verb?.text === 'config') addPdmSetting(words, into);
  // The tool's own environment: plugins, whose code it runs.
  else if (command.program !== 'pipenv' && isOwn(verb) && own?.text === 'add')
    add(command.program, { options, operands: added }, into, 'tool');
  else if (verb?.text === (command.program === 'pipenv' ? 'install' : 'add'))
    add(command.program, { options, operands: words }, into);
  else if (command.program === 'poetry' && verb?.text === 'source') addSource(words, into);
  if (verb !== undefined) addProject(command.program, verb, { options, operands: words }, into);
  return into.finish();
}

/** Manifest, lockfile and settings of each tool. */
const files: ReadonlyMap<string, readonly [string, string, ...string[]]> = new Map([
  ['poetry', ['pyproject.toml', 'poetry.lock', 'poetry.toml']],
  ['pdm', ['pyproject.toml', 'pdm.lock', 'pdm.toml']],
  ['pipenv', ['Pipfile', 'Pipfile.lock']],
]);
const projectVerbs = new Set(['install', 'sync', 'lock', 'update']);
const fixing = new Set(['--frozen-lockfile', '--no-lock', '--check', '--deploy', '--ignore-pipfile']);

/** `sync` takes what the lockfile has, and so does Poetry's `install` where there is one. */
function addProject(program: string, verb: Word, { options, operands }: Arguments, into: Gatherer): void {
  const [manifest, lockfile, ...settings] = files.get(program) ?? [];
  if (manifest === undefined || lockfile === undefined || !projectVerbs.has(verb.text)) return;
  const names = options.map(({ name }) => name);
  if (operands.length > 0 || names.includes('--requirement') || names.includes('--editable')) return;
  const isFixed = verb.text === 'sync' || (program === 'poetry' && verb.text === 'install');
  const order = isFixed || names.some((name) => fixing.has(name)) ? [lockfile, manifest] : [manifest, lockfile];
  into.project(verb, [...order, ...settings], options);
}

const isOwn = (verb: Word | undefined): boolean => verb?.text === 'self' || verb?.text === 'plugin';

/** `pdm config pypi.url https://...` (pdm-project.org, reference/configuration). */
function addPdmSetting([key, value]: readonly Word[], into: Gatherer): void {
  if (key?.text === 'pypi.url' && value !== undefined) into.registry(value, 'primary');
  else if (key !== undefined && value !== undefined && /^pypi\.[\w-]+\.url$/.test(key.text))
    into.registry(value, 'extra');
}

function add(program: string, { options, operands }: Arguments, into: Gatherer, within?: Scope): void {
  const group = options.find(({ name }) => name === '--group')?.value?.text;
  const isDev = options.some(({ name }) => name === '--dev') || (group !== undefined && group !== 'main');
  const scope: Scope =
    within ?? (isDev ? 'dev' : options.some(({ name }) => name === '--optional') ? 'optional' : 'runtime');
  if (program === 'pipenv') {
    for (const { name, value } of options) {
      if ((name === '--index-url' || name === '--pypi-mirror') && value && /:/.test(value.text))
        into.registry(value, 'primary', { once: true });
    }
  }
  addInstallation(
    options.filter(({ name }) => name !== '--index-url'),
    program === 'poetry' ? [] : operands,
    scope,
    into,
  );
  if (program === 'poetry') for (const word of operands) addPoetry(word, scope, into);
}

/** `name@^1.2`, `name[extra]@latest`, `git+https://...#ref` besides requirements (python-poetry.org/docs/cli, "add"). */
function addPoetry(word: Word, scope: Scope, into: Gatherer): void {
  const sign = word.text.indexOf('@');
  const bracket = word.text.indexOf('[');
  const head = sign < 0 ? word.text : word.text.slice(0, sign);
  const rawName = bracket >= 0 && bracket < head.length ? head.slice(0, bracket) : head;
  const isAddress = schemeOf(word.text) !== undefined || schemeOf(word.text.slice(sign + 1).trimStart()) !== undefined;
  if (isAddress && word.text.startsWith('git+')) return addGit(word, scope, into);
  if (sign <= 0 || !word.known || isAddress || names.reject(rawName) !== undefined)
    return into.requirement(word, scope);
  const requirement = word.text.slice(sign + 1);
  const span = { start: 0, end: word.text.length };
  const base = { rawName, source: { kind: 'registry' }, span, nameSpan: { start: 0, end: rawName.length } } as const;
  if (requirement === 'latest' || requirement === '') return into.dependency(word, base, scope);
  const version = /^(?:==?)?(\d+(?:[a-z.]+\d+)*)$/.exec(requirement)?.[1];
  const requirementSpan = { start: sign + 1, end: word.text.length };
  into.dependency(word, { ...base, requirement, requirementSpan, ...(version && { version }) }, scope);
}

/** Poetry takes the name from the repository's last part. */
function addGit(word: Word, scope: Scope, into: Gatherer): void {
  const [address = '', ref] = word.text.slice('git+'.length).split('#', 2);
  const path = withoutEndSlashes(address).replace(/\.git$/, '');
  const rawName = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1);
  if (!word.known || names.reject(rawName) !== undefined) return into.requirement(word, scope);
  const isRef = ref !== undefined && ref !== '' && !ref.includes('=');
  const source = { kind: 'git', url: address, ...(isRef ? { ref } : {}) } as const;
  const start = 'git+'.length + path.length - rawName.length;
  const nameSpan = { start, end: start + rawName.length };
  into.dependency(word, { rawName, source, span: { start: 0, end: word.text.length }, nameSpan }, scope);
}

/** `poetry source add name https://...` */
function addSource([verb, , url]: readonly Word[], into: Gatherer): void {
  if (verb?.text === 'add' && url !== undefined) into.registry(url, 'extra');
}
