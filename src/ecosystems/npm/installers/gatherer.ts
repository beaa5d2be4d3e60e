import type { Command, Reading, Word } from '../../../model/command.ts';
import type {
  ClientUse,
  Dependency,
  Include,
  RegistryUse,
  Safeguard,
  Scope,
  Unparsed,
} from '../../../model/dependency.ts';
import type { Location, Region } from '../../../model/location.ts';
import { purl } from '../../../model/purl.ts';
import { emptyReading } from '../../../model/reading.ts';
import { joinPath, normalisePath } from '../../../text/paths.ts';
import { projectOf } from '../../../text/project-include.ts';
import type { Option } from '../../../text/shell-arguments.ts';
import type { ClientId } from '../clients/ids.ts';
import { maskUserInfo } from '../npmrc/secrets.ts';
import { readPackageWord } from './package-words.ts';
import { isOff, safeguardsOf } from './safeguards.ts';

export const dependsOnShell = 'the shell puts something else in the place of this word';

/** What says beside a manifest which registries are asked, and what was locked. */
const projectFiles = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'yarn.lock',
  'bun.lock',
  '.npmrc',
  '.yarnrc',
  '.yarnrc.yml',
  'bunfig.toml',
] as const;

/** `folder`, `start` and `end` are left out where nothing is run. */
type Where = Pick<Command, 'locate'> & Partial<Pick<Command, 'folder' | 'start' | 'end'>>;

/** Whose words they are. */
export interface Speaker {
  /** The client that the program is; left out where its name does not tell. */
  readonly client?: ClientId;
  /** Clients that read the options of the command. */
  readonly options: readonly ClientId[];
  /** Clients that read what the command, or the variable, sets for later ones. */
  readonly settings: readonly ClientId[];
}

/** Where a registry is named: who reads that, and for which command alone. */
type Origin = Pick<RegistryUse, 'clients' | 'within'>;

/** Gathers what the words of one command bring in. */
export class Gatherer {
  readonly #command: Where;
  readonly #dependencies: Dependency[] = [];
  readonly #registries: RegistryUse[] = [];
  readonly #includes: Include[] = [];
  readonly #unparsed: Unparsed[] = [];
  readonly #safeguards: Safeguard[] = [];
  readonly #speaker: Speaker;
  #client: ClientId | undefined;

  constructor(command: Where, speaker: Speaker) {
    this.#command = command;
    this.#speaker = speaker;
    this.#client = speaker.client;
  }

  /** Other words than the program's name say which client it is. */
  isFor(client: ClientId): void {
    this.#client = client;
  }

  finish(): Reading {
    const isProject = this.#includes.some(({ kind }) => kind === 'project');
    const isTelling = this.#dependencies.length + this.#registries.length > 0 || isProject;
    const isEmpty = this.#includes.length + this.#unparsed.length + this.#safeguards.length === 0;
    if (isEmpty && !isTelling) return emptyReading;
    const clients = isTelling ? this.#clients() : [];
    return {
      dependencies: this.#dependencies,
      registries: this.#registries,
      includes: this.#includes,
      unparsed: this.#unparsed,
      safeguards: this.#safeguards,
      ...(clients.length === 0 ? {} : { clients }),
    };
  }

  #clients(): readonly ClientUse[] {
    const location = this.#whole();
    if (this.#client === undefined || location === undefined) return [];
    // What else the file installs is not told by a command for the project.
    const isWhole = this.#dependencies.length > 0 || this.#includes.length === 0;
    return [{ ecosystem: 'npm', client: this.#client, ...(isWhole ? {} : { within: location }), location }];
  }

  /** The whole command. */
  #whole(): Location | undefined {
    const { start, end, locate } = this.#command;
    return start === undefined || end === undefined ? undefined : locate(start, end);
  }

  reject({ text, start, end }: Word, reason: string): void {
    this.#unparsed.push({ location: this.#command.locate(start, end), text: text.slice(0, 200), reason });
  }

  /** A program that is run where it is installed, else a package that is fetched. Elsewhere nothing of the project is. */
  program(word: Word): void {
    this.package(word, 'tool', readPackageWord, this.#command.folder !== undefined);
  }

  package(word: Word, scope: Scope, read = readPackageWord, isProgram = false): void {
    if (!isSettled(word)) return this.#unsettled(word, scope);
    const found = read(word.text);
    if (found.kind === 'rejected') return this.reject(word, found.reason);
    const { plain } = word;
    const { locate } = this.#command;
    const region = (at: number | undefined, length: number): Region | undefined =>
      at === undefined || plain === undefined ? undefined : regionOf(locate(plain + at, plain + at + length));
    const { name, rawName, version, requirement, source, nameAt, requirementAt } = found;
    const nameRegion = region(nameAt, rawName.length);
    const requirementRegion = region(requirementAt, requirement?.length ?? 0);
    this.#dependencies.push({
      purl: purl('npm', name, version),
      ecosystem: 'npm',
      name,
      rawName,
      ...(version === undefined ? {} : { version }),
      ...(requirement === undefined ? {} : { requirement }),
      source,
      direct: true,
      scope,
      // With a version it is the package that is asked for.
      ...(isProgram && requirement === undefined && source.kind === 'registry' ? { installedFirst: true } : {}),
      location: locate(word.start, word.end),
      ...(nameRegion && { nameRegion }),
      ...(requirement !== undefined && requirementRegion && { requirementRegion }),
    });
  }

  /** `name@$VERSION`: the name is certain. */
  #unsettled(word: Word, scope: Scope): void {
    const sign = word.text.indexOf('@', 1);
    const name = word.text.slice(0, Math.max(0, sign));
    if (sign > 0 && !/[$`*{(]/.test(name)) {
      const { plain, start, end } = word;
      this.package({ text: name, known: true, start, end, ...(plain === undefined ? {} : { plain }) }, scope);
    }
    this.reject(word, dependsOnShell);
  }

  registry(word: Word, scope?: string, origin: Origin = { clients: this.#speaker.settings }): void {
    const { text, start, end } = word;
    if (text === '') return;
    if (!word.known)
      this.reject({ ...word, text: maskUserInfo(text) }, 'the address of the registry depends on a variable');
    const names = scope === undefined ? {} : { names: [`${scope}/*`] };
    const location = this.#command.locate(start, end);
    const url = maskUserInfo(text);
    this.#registries.push({ ecosystem: 'npm', url, role: 'primary', ...names, ...origin, location });
  }

  /** Another file of settings. What a variable, the machine or a home folder holds is nothing of the repository's. */
  #configuration({ text, known, start, end }: Word): void {
    const { folder, locate } = this.#command;
    if (!known || folder === undefined || text === '' || /^(?:[/~\\]|[a-z]:)/i.test(text)) return;
    const path = normalisePath(joinPath(folder, text));
    if (path === undefined) return;
    this.#includes.push({
      kind: 'companion',
      path,
      format: 'npmrc',
      optional: true,
      text,
      location: locate(start, end),
    });
  }

  /** The command installs the project of its folder: what that needs stands in its own files. */
  project({ text, start, end }: Pick<Word, 'text' | 'start' | 'end'>, options: readonly Option[] = []): void {
    const folder = options.findLast(({ name }) => name === '--prefix' || name === '--cwd' || name === '--dir');
    const include = projectOf(this.#command, folder, 'package.json', projectFiles);
    if (include === undefined) return;
    this.#includes.push({ ...include, text, location: this.#whole() ?? this.#command.locate(start, end) });
  }

  safeguard({ start, end }: Pick<Word, 'start' | 'end'>, guard: Omit<Safeguard, 'location'>): void {
    this.#safeguards.push({ ...guard, location: this.#command.locate(start, end) });
  }

  /** A setting by the name it has in `.npmrc`. */
  setting(key: string, value: Word, origin?: Origin): void {
    if (key === 'registry') return this.registry(value, undefined, origin);
    if (key.startsWith('@') && key.endsWith(':registry'))
      return this.registry(value, key.slice(0, -':registry'.length), origin);
    if (key === 'userconfig' || key === 'globalconfig') return this.#configuration(value);
    for (const guard of safeguardsOf(key, value.text)) this.safeguard(value, guard);
  }

  /** Options that any command of these clients takes: `--registry=...`, `--ignore-scripts`, `--no-strict-ssl`. */
  options(options: readonly Option[]): void {
    const within = options.length === 0 ? undefined : this.#whole();
    const origin = { clients: this.#speaker.options, ...(within && { within }) };
    for (const { name, value, start, end } of options) {
      const bare = name.replace(/^-{1,2}/, '').replace(/^config\./, '');
      const word = value ?? { text: bare.startsWith('no-') ? 'false' : 'true', known: true, start, end };
      const key = value === undefined && bare.startsWith('no-') ? bare.slice('no-'.length) : bare;
      if (value !== undefined || !/registry$/.test(key)) this.setting(key, { ...word, start, end }, origin);
    }
  }
}

export const isFlag = (options: readonly Option[], ...names: readonly string[]): boolean =>
  options.some(({ name, value }) => names.includes(name) && (value === undefined || !isOff(value.text)));

/** Patterns stand for themselves where no file matches them: `name@*`. */
const isSettled = ({ known, text }: Word): boolean => known || !/[$`{]|[<>]\(/.test(text);

const regionOf = ({ startLine, startColumn, endLine, endColumn }: Region): Region => ({
  startLine,
  startColumn,
  endLine,
  endColumn,
});
