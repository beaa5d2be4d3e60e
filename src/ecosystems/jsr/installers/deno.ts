import type { Command, Installer, Reading, Word } from '../../../model/command.ts';
import type { Dependency, Safeguard, Scope, Unparsed } from '../../../model/dependency.ts';
import type { Region } from '../../../model/location.ts';
import { purl } from '../../../model/purl.ts';
import { emptyReading } from '../../../model/reading.ts';
import { type Option, optionTable, readArguments } from '../../../text/shell-arguments.ts';
import { readSpecifier, type Specifier } from './specifiers.ts';

/** Options of Deno that take a value as a word of its own (docs.deno.com/runtime/reference/cli). */
const valued = [
  '-c, --config',
  '--import-map',
  '--lock',
  '--cert',
  '--env-file',
  '-n, --name',
  '--root',
  '--location',
  '-L, --log-level',
  '--ext',
  '-p, --package',
  '--preload',
] as const;
const flags = ['-g, --global', '-D, --dev', '-A, --allow-all', '-f, --force', '-r, --reload', '-q, --quiet'] as const;
const all = optionTable(valued, flags);
const untilOperand = optionTable(valued, flags, { stopsAtOperand: true });

/** Deno: `add` and `install` write dependencies, `run` and `x` fetch and run, `create` runs an initializer. */
export const installer: Installer = { programs: ['deno'], read: readDeno };

function readDeno(command: Command): Reading {
  const [verb, ...words] = readArguments(command.words, untilOperand).operands;
  const into = new Gatherer(command);
  switch (verb?.text) {
    case 'add':
    case 'install':
    case 'i': {
      const { options, operands } = readArguments(words, all);
      into.options(options);
      const isGlobal = options.some(({ name }) => name === '--global');
      const scope = isGlobal ? 'tool' : options.some(({ name }) => name === '--dev') ? 'dev' : 'runtime';
      const byDefault = options.some(({ name }) => name === '--npm')
        ? 'npm'
        : options.some(({ name }) => name === '--jsr')
          ? 'jsr'
          : undefined;
      // What follows the module of a global installation are its own words.
      for (const word of isGlobal ? operands.slice(0, 1) : operands) into.specifier(word, scope, byDefault);
      return into.finish();
    }
    case 'run':
    case 'serve':
    case 'cache':
    case 'x':
      into.run(words, verb.text === 'x' ? 'npm' : undefined);
      return into.finish();
    case 'create':
    case 'init':
      into.initializer(words, verb.text === 'init');
      return into.finish();
    default:
      return emptyReading;
  }
}

class Gatherer {
  readonly #command: Command;
  readonly #dependencies: Dependency[] = [];
  readonly #unparsed: Unparsed[] = [];
  readonly #safeguards: Safeguard[] = [];

  constructor(command: Command) {
    this.#command = command;
  }

  finish(): Reading {
    const { dependencies, unparsed, safeguards } = {
      dependencies: this.#dependencies,
      unparsed: this.#unparsed,
      safeguards: this.#safeguards,
    };
    return { ...emptyReading, dependencies, unparsed, safeguards };
  }

  /** Scripts of npm packages run only where they are let (docs.deno.com, "deno install"). */
  options(options: readonly Option[]): void {
    for (const { name, value, start, end } of options) {
      if (name !== '--allow-scripts') continue;
      const location = this.#command.locate(start, end);
      const guard = { guard: 'install-scripts', strength: 0, byDefault: 1 } as const;
      this.#safeguards.push({ setting: 'allow-scripts', value: value?.text ?? 'true', ...guard, location });
    }
  }

  run(words: readonly Word[], byDefault: 'npm' | undefined): void {
    const { options, operands } = readArguments(words, untilOperand);
    this.options(options);
    const named = options.find(({ name }) => name === '--package')?.value;
    const [module] = named === undefined ? operands : [named];
    if (module !== undefined && (byDefault !== undefined || /^(?:npm:|jsr:|https?:|.*[$`])/i.test(module.text))) {
      this.specifier(module, 'tool', byDefault);
    }
  }

  /** `deno create npm:vite` and `deno init --npm vite` run `create-vite`. */
  initializer(words: readonly Word[], needsFlag: boolean): void {
    const { options, operands } = readArguments(words, untilOperand);
    const isNpm = options.some(({ name }) => name === '--npm');
    const [first] = operands;
    if (first === undefined || (needsFlag && !isNpm)) return;
    const found = first.known ? readSpecifier(first.text, isNpm || !needsFlag ? 'npm' : undefined) : undefined;
    if (found === undefined) return this.#reject(first);
    const { name } = found;
    const slash = name.indexOf('/');
    const target =
      found.ecosystem !== 'npm'
        ? name
        : slash < 0
          ? `create-${name}`
          : `${name.slice(0, slash)}/create-${name.slice(slash + 1)}`;
    this.#add(first, { ...found, name: target }, 'tool', name);
  }

  specifier(word: Word, scope: Scope, byDefault: 'npm' | 'jsr' | undefined): void {
    const found = word.known ? readSpecifier(word.text, byDefault) : undefined;
    if (found === undefined) return this.#reject(word);
    this.#add(word, found, scope, found.ecosystem === 'generic' ? word.text : found.name);
  }

  #reject({ text, start, end, known }: Word): void {
    const reason = known
      ? 'neither npm:, jsr: nor an address'
      : 'the shell puts something else in the place of this word';
    this.#unparsed.push({ location: this.#command.locate(start, end), text: text.slice(0, 200), reason });
  }

  #add(word: Word, found: Specifier, scope: Scope, rawName: string): void {
    const { ecosystem, name, nameAt, requirement, requirementAt, version, source } = found;
    const nameRegion = this.#region(word, nameAt, rawName.length);
    const requirementRegion = this.#region(word, requirementAt, requirement?.length ?? 0);
    this.#dependencies.push({
      purl: purl(ecosystem, name, version),
      ecosystem,
      name,
      rawName,
      ...(version === undefined ? {} : { version }),
      ...(requirement === undefined ? {} : { requirement }),
      source,
      direct: true,
      scope,
      location: this.#command.locate(word.start, word.end),
      ...(nameRegion && { nameRegion }),
      ...(requirementRegion && { requirementRegion }),
    });
  }

  #region({ plain }: Word, at: number | undefined, length: number): Region | undefined {
    if (plain === undefined || at === undefined) return undefined;
    const { startLine, startColumn, endLine, endColumn } = this.#command.locate(plain + at, plain + at + length);
    return { startLine, startColumn, endLine, endColumn };
  }
}
